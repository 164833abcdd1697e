"""The same network in PyTorch: `nn.LSTM` with rows first, its default, and fused optimizers.

003's output at the last row comes from `bidirectional=True`: PyTorch runs the backward layer over
all 28 rows, of which one matters. Of Adam's and SGD's implementations the fused one is the fastest.
"""

import torch
from torch import nn

from benchmarks.models import CLASSES, MODELS, ROW_LENGTH, Model
from benchmarks.programs.batches import batches
from benchmarks.programs.clock import Clock

__all__ = ["Network", "run"]


class Network(nn.Module):
    """From images, float32 [batch, rows, row_length], to logits, [batch, classes]."""

    def __init__(self, about: Model):
        super().__init__()
        self.widen = nn.Linear(ROW_LENGTH, about.widened) if about.widened else nn.Identity()
        self.lstm = nn.LSTM(
            about.widened or ROW_LENGTH,
            about.units,
            about.layers,
            bidirectional=about.bidirectional,
            dropout=about.dropout,  # between the layers
        )
        self.dropout = nn.Dropout(about.dropout)
        self.out = nn.Linear(about.units * (1 + about.bidirectional), CLASSES)

    def forward(self, images):
        outputs, _ = self.lstm(self.widen(images.transpose(0, 1)))
        return self.out(self.dropout(outputs[-1]))


def run(clock: Clock, tutorial: str, threads: int, data_dir: str) -> None:
    """Trains without end, with a tick per step."""
    torch.set_num_threads(threads)
    about = MODELS[tutorial]
    network = Network(about)
    make_optimizer = getattr(torch.optim, about.optimizer)
    optimizer = make_optimizer(network.parameters(), about.learning_rate, fused=True)
    for images, digits in batches(data_dir):
        clock.tick()
        optimizer.zero_grad()
        logits = network(torch.from_numpy(images))
        loss = nn.functional.cross_entropy(logits, torch.from_numpy(digits))
        loss.backward()
        optimizer.step()
