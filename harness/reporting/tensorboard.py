"""The curves as TensorBoard event files: published and reproduced in one chart per metric."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from harness import curves, published
from harness.curves import Curve
from harness.records import RunRecord

__all__ = ["write"]


def write(directory: str | Path, records: Sequence[RunRecord]) -> Path:
    """Writes `tensorboard/RUN/events.out.tfevents.NAME` in `directory`; returns `tensorboard`.

    A chart is called `NAME/METRIC`. Its lines are `seed-N`, and `published`; where the post left
    lines out, `published-1` and `published-2`, so that no line crosses the gap. The time of an
    event is its step, so that the files are the same each time. Loads TensorFlow.
    Raises OSError when it cannot write.
    """
    root = Path(directory) / "tensorboard"
    for name in dict.fromkeys(record.task.tutorial for record in records):
        for run, curve in _curves(name, records):
            _write(root / run / f"events.out.tfevents.{name}", name, curve)
    return root


def _curves(name: str, records: Iterable[RunRecord]) -> Iterator[tuple[str, Curve]]:
    parts = published.tutorial(name).published
    for i, part in enumerate(parts, start=1):
        yield "published" if len(parts) == 1 else f"published-{i}", curves.of(part)
    for record in records:
        if record.task.tutorial == name:
            yield f"seed-{record.task.seed}", curves.of(record.points)


def _write(path: Path, name: str, curve: Curve) -> None:
    from compat import tf

    path.parent.mkdir(parents=True, exist_ok=True)
    with tf.io.TFRecordWriter(str(path)) as file:
        file.write(tf.Event(wall_time=0, file_version="brain.Event:2").SerializeToString())
        for (step, metric), value in curve.items():
            summary = tf.Summary()
            summary.value.add(tag=f"{name}/{metric}", simple_value=value)
            event = tf.Event(wall_time=step, step=step, summary=summary)
            file.write(event.SerializeToString())
