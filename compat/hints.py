"""What to write instead, where a script stops at what cannot be given its old meaning."""

import re

__all__ = ["hint"]

_MODULES = {
    "PIL.Image.ANTIALIAS": "write PIL.Image.LANCZOS",
    "scipy.misc": "SciPy has no image functions now; imageio.v3 has imread and imwrite, and "
    "PIL.Image has resize",
    "sklearn.cross_validation": "write sklearn.model_selection",
    "sklearn.externals": "write import joblib",
    "sklearn.grid_search": "write sklearn.model_selection",
    "sklearn.preprocessing.Imputer": "write sklearn.impute.SimpleImputer",
    "sklearn.datasets.fetch_mldata": "write sklearn.datasets.fetch_openml",
    "sklearn.datasets.load_boston": "write sklearn.datasets.fetch_california_housing()",
}
"""Modules and names that other packages had, with what there is today."""

_PACKAGES = {
    **{name: name for name in ("gensim", "nltk", "pandas", "scipy", "seaborn", "tqdm")},
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
"""Packages by their modules: those known well, and those that are called otherwise."""

_MESSAGES = (
    (
        r"'(numpy\.)?float(64)?' object cannot be interpreted as an integer|got '\d+\.\d*'$"
        r"|slice indices must be integers|list indices must be integers or slices, not float"
        r"|only integers, slices \(`:`\)",
        "since Python 3, and NumPy 1.12, 7 / 2 is 3.5 and no index or length; write // or int(…)",
    ),
    (
        r"only 0-dimensional arrays can be converted|only length-1 arrays can be converted",
        "NumPy takes no array for a number; write x.item(), or x[0]",
    ),
    (
        r"not 'LSTMStateTuple'",
        "since TensorFlow 0.11 an LSTM's state is a tuple, (c, h); write sum(cell.state_size), or "
        "state_is_tuple=False where the cell is made",
    ),
    (r"inhomogeneous shape", "the rows differ in length; write np.array(rows, dtype=object)"),
    (
        r"'(dict_\w+|map|zip|filter|range)' object (is not subscriptable|has no attribute"
        r"|does not support item)|object of type '(map|zip|filter)' has no len",
        "since Python 3 this is no list; write list(…) around it",
    ),
    (
        r"unsupported operand type\(s\) for \+: '(range|dict_\w+|map|zip)'",
        "since Python 3 this is no list; write list(…) around it",
    ),
    (
        r"a bytes-like object is required, not 'str'|must be str, not bytes"
        r"|can only concatenate str \(not \"bytes\"\)",
        "since Python 3 text and bytes differ; open the file with or without 'b', or write "
        ".encode() or .decode()",
    ),
    (
        r"'str' object has no attribute 'decode'",
        "since Python 3 a string is text already; leave out .decode(…)",
    ),
    (
        r"'ascii' codec can't decode byte",
        "if Python 2 wrote this file, write pickle.load(file, encoding='latin1')",
    ),
    (
        r"Object arrays cannot be loaded when allow_pickle=False",
        "if you trust the file, write np.load(file, allow_pickle=True)",
    ),
    (
        r"Cannot load backend '\w+' which requires",
        "there is no display; leave out matplotlib.use(…), or write matplotlib.use('Agg')",
    ),
)


def hint(error: BaseException) -> str | None:
    """Returns what to write instead of what raised `error`, in a line; None if it is not known."""
    match error:
        case ModuleNotFoundError(name=str(missing)):
            return _module(missing) or (
                None if missing.startswith("tensorflow") else _install(missing)
            )
        case ImportError(name=str(module)) if said := re.search(r"import name '(\w+)'", str(error)):
            return _module(f"{module}.{said[1]}")
        case AttributeError(name=str(name), obj=there) if said := getattr(there, "__name__", None):
            if known := _module(f"{said}.{name}"):
                return known
    if not isinstance(error, TypeError | ValueError | IndexError | AttributeError | ImportError):
        return None
    return next((word for pattern, word in _MESSAGES if re.search(pattern, str(error))), None)


def _module(dotted: str) -> str | None:
    while dotted:
        if dotted in _MODULES:
            return _MODULES[dotted]
        dotted = dotted.rpartition(".")[0]
    return None


def _install(module: str) -> str:
    top = module.partition(".")[0]
    if top in _PACKAGES:
        return f"{top} is not installed; write pip install {_PACKAGES[top]}"
    return f"if it is a package, and not a file that came with the script: pip install {top}"
