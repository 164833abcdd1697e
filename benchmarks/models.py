"""The five networks in numbers, for programs that build them without TensorFlow 1."""

from typing import NamedTuple

__all__ = ["BATCH_SIZE", "CLASSES", "MODELS", "ROWS", "ROW_LENGTH", "Model"]

BATCH_SIZE = 128
ROWS = 28
ROW_LENGTH = 28
CLASSES = 10


class Model(NamedTuple):
    """An LSTM over the rows of an image, its output at the last row classified.

    widened: what a linear layer makes of each row first; None: there is none.
    dropout: after each layer of the LSTM.
    optimizer: "Adam" or "SGD".
    """

    units: int
    optimizer: str
    learning_rate: float
    widened: int | None = None
    layers: int = 1
    bidirectional: bool = False
    dropout: float = 0.0


MODELS = {
    "dynamic_rnn": Model(128, "Adam", 0.001, widened=128),
    "dynamic_rnn_final_state": Model(128, "Adam", 0.001, widened=128),
    "static_rnn": Model(128, "SGD", 0.001),
    "static_bidirectional_rnn": Model(256, "Adam", 0.01, bidirectional=True),
    "multi_rnn_cell": Model(256, "Adam", 0.001, layers=2, dropout=0.5),
}
