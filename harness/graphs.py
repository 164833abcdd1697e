"""A port's graph: built, serialised the same way every time, hashed, and compared node by node.

Everything that two programs compute is in their `GraphDef`s: equal bytes mean the same program. The
bytes belong to a minor version of TensorFlow, which writes its own version into them and improves
some gradients; `expected_logs/graphs.toml` has the hashes per version.
"""

import hashlib
import importlib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from harness.published import EXPECTED_LOGS

__all__ = ["SEED", "build", "digest", "export", "first_difference", "recorded", "serialise"]

SEED = 1
"""The graph-level seed of the recorded hashes."""


def build(tutorial: str, seed: int = SEED):
    """Returns the port's `GraphDef` as it stands at the first `Session.run`."""
    from compat import tf

    port = importlib.import_module(f"reproductions.{tutorial}")
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(seed)
        for made in port.build_graph():
            # TensorFlow complains of an initializer that nobody runs.
            getattr(made, "mark_used", lambda: None)()
        return graph.as_graph_def()


def serialise(graph_def, seed: int | None = None) -> bytes:
    """Returns the bytes of a `GraphDef`; with `seed`, as if it had been built from that seed."""
    if seed is not None:
        graph_def = type(graph_def).FromString(graph_def.SerializeToString())
        for node in graph_def.node:
            if "seed2" in node.attr:  # a random operation; `seed` is the graph's, seed2 its own
                node.attr["seed"].i = seed
    return graph_def.SerializeToString(deterministic=True)


def digest(graph_def) -> str:
    """Returns the SHA-256 of the graph, whatever seed it was built from."""
    return hashlib.sha256(serialise(graph_def, SEED)).hexdigest()


def export(directory: Path, tutorials: Iterable[str], seed: int) -> Iterator[tuple[str, str]]:
    """Writes `NAME.pb` and `NAME.pb.sha256` per tutorial; yields name and hash when it has.

    Raises OSError when one cannot be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for tutorial in tutorials:
        graph = serialise(build(tutorial, seed))
        sha256 = hashlib.sha256(graph).hexdigest()
        (directory / f"{tutorial}.pb").write_bytes(graph)
        # As sha256sum writes it, so that `sha256sum --check` reads it.
        (directory / f"{tutorial}.pb.sha256").write_text(f"{sha256}  {tutorial}.pb\n")
        yield tutorial, sha256


def recorded(tensorflow: str) -> dict[str, str]:
    """Returns tutorial → hash for a TensorFlow version; empty when none were recorded for it."""
    minor = ".".join(tensorflow.split(".")[:2])
    return tomllib.loads((EXPECTED_LOGS / "graphs.toml").read_text()).get(minor, {})


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
