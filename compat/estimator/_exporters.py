"""What would export a model while it is evaluated: accepted, and said to do nothing."""

from collections.abc import Iterable

from compat._v1 import v1

__all__ = ["BestExporter", "Exporter", "FinalExporter", "LatestExporter", "say_unused"]


class Exporter:
    """What has a name, and would export."""

    name: str


class BestExporter(Exporter):
    """Would export the best checkpoint."""

    def __init__(self, name="best_exporter", serving_input_receiver_fn=None, **options):
        self.name = name


class FinalExporter(Exporter):
    """Would export the last checkpoint."""

    def __init__(self, name, serving_input_receiver_fn, assets_extra=None, as_text=False):
        self.name = name


class LatestExporter(Exporter):
    """Would export each checkpoint that is evaluated."""

    def __init__(
        self,
        name,
        serving_input_receiver_fn,
        assets_extra=None,
        as_text=False,
        exports_to_keep=5,
    ):
        self.name = name


def say_unused(exporters) -> None:
    """Logs a line about exporters, if there are any: an Exporter, or several of them."""
    if not exporters:
        return
    given = exporters if isinstance(exporters, Iterable) else [exporters]
    v1.logging.warning(
        "Nothing is exported by %s: compat does not cover it; instead: tf.saved_model.simple_save, "
        "with a session of your own",
        ", ".join(exporter.name for exporter in given),
    )
