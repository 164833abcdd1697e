"""`tf.contrib.learn.datasets` of TensorFlow 1: MNIST, and Fisher's irises."""

from compat import names
from compat.contrib.learn.datasets import base, mnist

__all__ = ["base", "load_dataset", "load_iris", "mnist"]


def load_iris(data_path=None):
    """Returns Fisher's irises, as scikit-learn has them: float64 [150, 4], int64 [150].

    data_path: of no effect.
    """
    from sklearn.datasets import load_iris

    iris = load_iris()
    return base.Dataset(data=iris.data, target=iris.target)


_LOADERS = {"iris": load_iris, "mnist": mnist.load_mnist}


def load_dataset(name, size="small", test_with_fake_data=False):
    """Returns the data set `name`, "mnist" or "iris".

    size, test_with_fake_data: of no effect on these two.
    Raises ValueError when there is no such data set.
    """
    if name not in _LOADERS:
        raise ValueError(f"Name of dataset is not found: {name}; there are iris and mnist")
    return _LOADERS[name]()


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.datasets", name)
