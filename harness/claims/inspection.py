"""A port opened for inspection: its graph in a session, and one minibatch to feed it with."""

import contextlib
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, ClassVar

import numpy as np

from compat import tf
from compat.examples.tutorials.mnist import input_data
from compat.session import session_config
from harness import data, published, reference
from harness.claims import graphs
from harness.claims.ledger import Claim, Finding, Verdict, broken, holds
from harness.claims.runs import Runs
from harness.records import Data, RunRecord

__all__ = ["MNIST_NEEDED", "Inspection"]

MNIST_NEEDED: Finding = (
    Verdict.NEEDS_RUNS,
    "only stand-in data is at hand; the 4 files of MNIST are needed (--data-dir)",
)

_SEED = 1


class Inspection:
    """The base of the posts' classes, whose methods marked with `ledger.states` are the checks.

    port: the port to open.
    watched: name space and name of the function, or method, with which the port makes its RNN.
    batch: images in the minibatch; the post's own number unless fewer will do.

    tutorial: what `published` knows of the post.
    tensors: what `build_graph` returned.
    calls: of the watched function, while the graph was built.
    source, arrays, mnist: the images: where from, as stored, and as the post reads them.
    images, labels: the minibatch: float32 [batch, 28, 28] and float64 [batch, 10], one-hot.
    records: all that were given.
    """

    port: ClassVar[ModuleType]
    watched: ClassVar[tuple[Any, str]]
    batch: ClassVar[int] = 128

    def __init__(self, tensors, calls, session, source: Data, records: Sequence[RunRecord]):
        self.tutorial = published.tutorial(self._name())
        self.tensors = tensors
        self.calls: list[graphs.Call] = calls
        self.session = session
        self.source = source
        self.arrays = data.load(source)
        self.mnist = self.unread_mnist()
        images, self.labels = self.mnist.train.next_batch(self.batch)
        self.images = images.reshape(-1, 28, 28)
        self.records = records

    @classmethod
    @contextlib.contextmanager
    def opened(cls, records: Sequence[RunRecord], source: Data) -> Iterator["Inspection"]:
        """Builds and initializes the graph from a fixed seed; the session ends with the block."""
        with tf.Graph().as_default():
            tf.set_random_seed(_SEED)
            with graphs.watched(*cls.watched) as calls:
                tensors = cls.port.build_graph()
            with tf.Session(config=session_config()) as session:
                session.run(tensors[-1])  # every port's last: the initializer
                yield cls(tensors, calls, session, source, records)

    @classmethod
    def _name(cls) -> str:
        return cls.port.__name__.rpartition(".")[2]

    @classmethod
    def claims(cls, records: Sequence[RunRecord], source: Data) -> list[Claim]:
        """Opens the port and runs the checks, in the order in which the class defines them.

        A check that raises an error costs its own claim, a port that cannot be opened all of them.
        """
        checks = [check for check in vars(cls).values() if hasattr(check, "statement")]
        try:
            with cls.opened(records, source) as post:
                findings = [_finding(check, post) for check in checks]
        except Exception as error:
            findings = [broken(error)] * len(checks)
        return [
            Claim(check.id, cls._name(), check.statement, *finding)
            for check, finding in zip(checks, findings, strict=True)
        ]

    @functools.cached_property
    def runs(self) -> Runs:
        """The runs of this tutorial that can be compared with its post.

        Raises ValueError when the recorded ones cannot be used: `reference.read`.
        """
        recorded = reference.read(self.tutorial.name)
        return Runs(self.tutorial, self.records, recorded.runs if recorded else {})

    def unread_mnist(self) -> input_data.Datasets:
        """Returns the images as `mnist` is when a post begins to read it."""
        return input_data.data_sets(self.arrays, one_hot=True)

    def run(self, fetches, *, images=None, labels=None, feed: Mapping | None = None):
        """Runs `fetches` on the minibatch, without dropout.

        images, labels: instead of the minibatch's; float32, N times 784 values, and [N, 10].
        feed: what else to feed, or to feed instead.
        """
        images = self.images if images is None else images
        labels = self.labels if labels is None else labels
        values = {
            "x": images.reshape(-1, 28, 28),
            "xs": images.reshape(-1, 784),
            "y": labels,
            "ys": labels,
            "keep_prob": 1.0,
            "batch_size": len(images),
        }
        placeholders = self.tensors._asdict().items()
        fed = {t: values[n.lower()] for n, t in placeholders if n.lower() in values}
        return self.session.run(fetches, {**fed, **(feed or {})})

    def shapes(self, stated: Mapping[str, tuple[str, Sequence[int]]]) -> Finding:
        """Says whether tensors have the stated shapes on a minibatch.

        stated: what the post calls a tensor → the tensor's name in the graph, and its shape.
        """
        values = self.run({what: tensor for what, (tensor, _) in stated.items()})
        wrong = [
            f"{what} is {list(values[what].shape)}, not {list(shape)}"
            for what, (_, shape) in stated.items()
            if values[what].shape != tuple(shape)
        ]
        right = f"{len(stated) - len(wrong)} of {len(stated)} shapes are as stated"
        return holds(not wrong), "; ".join([right, *wrong])

    def rows_that_matter(self, tensors: Sequence) -> np.ndarray:
        """Returns which of the image's rows change which tensor: bool [len(tensors), 28].

        tensors: each [batch, units]. Found out by inverting the rows of an image one at a time.
        """
        rows = np.arange(28)
        images = np.repeat(self.images[:1], 1 + len(rows), axis=0)
        images[1 + rows, rows] = 1 - images[1 + rows, rows]
        values = np.stack(self.run(list(tensors), images=images))
        return (values[:, 1:] != values[:, :1]).any(axis=-1)


def _finding(check: Callable[[Inspection], Finding], post: Inspection) -> Finding:
    try:
        return check(post)
    except Exception as error:
        return broken(error)
