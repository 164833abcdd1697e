"""Two graphs compared node by node, so that a test that fails says where they part."""

__all__ = ["first_difference"]


def first_difference(expected, actual) -> str | None:
    """Says which node differs first, and how; None when the two `GraphDef`s are equal."""
    for i, (theirs, ours) in enumerate(zip(expected.node, actual.node, strict=False)):
        if theirs != ours:
            return f"node {i}: {_node_difference(theirs, ours)}"
    common = min(len(expected.node), len(actual.node))
    if len(expected.node) > common:
        return f"node {common}: missing, expected {_name(expected.node[common])}"
    if len(actual.node) > common:
        return f"node {common}: not expected, {_name(actual.node[common])}"
    for part in ("versions", "library"):
        theirs, ours = getattr(expected, part), getattr(actual, part)
        if theirs != ours:
            return f"{part}: expected {_text(theirs)}, found {_text(ours)}"
    return None


def _node_difference(expected, actual) -> str:
    if (expected.name, expected.op) != (actual.name, actual.op):
        return f"expected {_name(expected)}, found {_name(actual)}"
    if list(expected.input) != list(actual.input):
        return (
            f"{_name(expected)}: expected inputs {', '.join(expected.input)}, "
            f"found {', '.join(actual.input)}"
        )
    for key in sorted({*expected.attr, *actual.attr}):
        theirs, ours = expected.attr.get(key), actual.attr.get(key)
        if theirs != ours:
            return f"{_name(expected)}: {key}: expected {_value(theirs)}, found {_value(ours)}"
    return f"{_name(expected)}: expected {_text(expected)}, found {_text(actual)}"


def _name(node) -> str:
    return f"{node.name!r} ({node.op})"


def _value(attr) -> str:
    if attr is None:
        return "nothing"
    if attr.HasField("tensor"):
        from compat import tf

        value = tf.make_ndarray(attr.tensor)
        return str(value) if value.size <= 8 else f"{value.dtype} of shape {list(value.shape)}"
    return _text(attr)


def _text(message) -> str:
    return " ".join(str(message).split()) or "nothing"
