"""A port's graph: built, serialised the same way every time, and hashed.

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

__all__ = ["SEED", "build", "digest", "export", "hashes", "recorded", "serialise"]

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


def hashes() -> dict[str, dict[str, str]]:
    """Returns minor version of TensorFlow → tutorial → hash, as recorded."""
    return tomllib.loads((EXPECTED_LOGS / "graphs.toml").read_text("utf-8"))


def recorded(tensorflow: str) -> dict[str, str]:
    """Returns tutorial → hash for a TensorFlow version; empty when none were recorded for it."""
    return hashes().get(".".join(tensorflow.split(".")[:2]), {})
