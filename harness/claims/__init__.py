"""The claims ledger: what the posts state and a machine can check, and what checking it gave.

One module per post, `post_000` to `post_004`, each with one class whose methods are the checks in
the order of the post. `ledger` says what a claim is, `inspection` opens a port for its checks,
`graphs`, `lstm`, `loops`, `logs` and `runs` are what the checks are made of. Importing this package
loads no TensorFlow; `check` does.
"""

import importlib
import sys
from collections.abc import Sequence

from harness import data, published
from harness.claims.ledger import Claim, Verdict, broken
from harness.records import Data, RunRecord
from reproductions import TUTORIALS

__all__ = ["Claim", "Verdict", "check"]


def check(
    records: Sequence[RunRecord] = (),
    names: Sequence[str] = TUTORIALS,
    source: Data | None = None,
) -> list[Claim]:
    """Checks every statement of the named tutorials' posts; returns them in the posts' order.

    Takes about half a minute for all five, and says on stderr how far it is: builds each port's
    graph and runs it on minibatches. Post 001's checks also make a training step of its port and of
    post 000's, those of post 002 make 125.

    What raises an error, be it a port that no longer builds or a reference that is damaged, is
    `Verdict.NOT_CHECKED`; all else is checked.

    records: runs to read where only runs can tell; all but finished ones of full length on MNIST
        are ignored.
    source: the images to feed the graphs with; None: MNIST where it can be had, else the stand-in.
    Raises ValueError when a name is no tutorial; without `source`, MnistError when MNIST is there
    but damaged.
    """
    if unknown := set(names) - set(TUTORIALS):
        raise ValueError(f"no tutorial is called {' or '.join(sorted(unknown))}")
    source = source or data.choose("auto", None)
    claims = []
    for name in TUTORIALS:
        if name in names:
            print(f"{name}: checking what its post states", file=sys.stderr)
            claims += _claims(name, records, source)
    return claims


def _claims(name: str, records: Sequence[RunRecord], source: Data) -> list[Claim]:
    number = published.tutorial(name).number
    try:
        post = importlib.import_module(f"harness.claims.post_{number}").Post
    except Exception as error:  # the port's, which it imports: no statement is known by then
        return [Claim(f"{number}-port", name, "The port can be loaded.", *broken(error))]
    return post.claims(records, source)
