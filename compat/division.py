"""Python 2's `/`: of integers it is their floor, be they numbers, arrays or tensors."""

import ast

__all__ = ["apart", "divide", "divide_in_place"]


def divide(left, right):
    """Returns left / right."""
    return left // right if _integral(left) and _integral(right) else left / right


def divide_in_place(left, right):
    """Returns what `left` is after `left /= right`."""
    if _integral(left) and _integral(right):
        left //= right
    else:
        left /= right
    return left


def _integral(value) -> bool:
    if isinstance(value, int):
        return True
    dtype = getattr(value, "dtype", None)
    # NumPy's types have a `kind`, TensorFlow's (of tensors and variables) know it themselves.
    return getattr(dtype, "kind", "") in "iu" if hasattr(dtype, "kind") else _is_integer(dtype)


def _is_integer(dtype) -> bool:
    return getattr(dtype, "is_integer", False) is True


def apart(target: ast.expr) -> tuple[ast.expr, ast.expr]:
    """Returns a target, and the expression of its value, which is to be evaluated before it.

    Together they evaluate what the target is a part of, and its index, once.
    """
    match target:
        case ast.Attribute(value=holder, attr=attribute):
            holder, again = _kept("_compat_holder", holder)
            before = ast.Attribute(holder, attribute, ast.Load())
            return ast.Attribute(again, attribute, ast.Store()), before
        case ast.Subscript(value=holder, slice=index):
            holder, holder_again = _kept("_compat_holder", holder)
            index, index_again = _kept("_compat_index", _without_slices(index))
            before = ast.Subscript(holder, index, ast.Load())
            return ast.Subscript(holder_again, index_again, ast.Store()), before
        case ast.Name(id=name):
            return target, ast.Name(name, ast.Load())
    raise ValueError(f"nothing is assigned to {target}")


def _kept(name: str, value: ast.expr) -> tuple[ast.expr, ast.expr]:
    """An expression that keeps its value, and the value again."""
    return ast.NamedExpr(ast.Name(name, ast.Store()), value), ast.Name(name, ast.Load())


def _without_slices(index: ast.expr) -> ast.expr:
    """An index as an expression of its own, in which `:` means nothing."""
    match index:
        case ast.Slice(lower=lower, upper=upper, step=step):
            ends = [part or ast.Constant(None) for part in (lower, upper, step)]
            return ast.Call(ast.Name("_compat_slice", ast.Load()), ends, [])
        case ast.Tuple(elts=parts):
            return ast.Tuple([_without_slices(part) for part in parts], ast.Load())
    return index
