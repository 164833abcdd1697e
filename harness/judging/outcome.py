"""How a judgement ends."""

import enum

__all__ = ["ALPHA", "Outcome"]

ALPHA = 0.05
"""The false-alarm rate: at most so often is an honest log called deviating."""


class Outcome(enum.StrEnum):
    """What a judge says of a log."""

    REPRODUCED = "reproduced"
    """It could be one of ours, and a log that is not could have been told from them."""
    DEVIATES = "deviates"
    """It is not one of ours; that is wrong for at most one in twenty honest logs."""
    CANNOT_TELL = "cannot tell"
    """Nothing speaks against it, but what there is would not speak against anything."""
