"""The network: convolutions down to one row, a few along it, and the probability of each character at every step.

Without recurrent layers: values have no language, and a step sees the whole of a digit and its neighbours.
"""

from __future__ import annotations

import torch
from torch import nn

from benchmarks.fit_values.alphabet import CHARACTERS

CLASSES = len(CHARACTERS) + 1
"""The blank of CTC first."""


class Along(nn.Module):  # type: ignore[misc]
    """A residual block along the line."""

    def __init__(self, channels: int, size: int = 5) -> None:
        super().__init__()
        self.wide = nn.Conv1d(channels, channels, size, padding=size // 2, bias=False)
        self.wide_norm = nn.BatchNorm1d(channels)
        self.narrow = nn.Conv1d(channels, channels, 1, bias=False)
        self.narrow_norm = nn.BatchNorm1d(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        inner = torch.relu(self.wide_norm(self.wide(x)))
        return torch.relu(x + self.narrow_norm(self.narrow(inner)))


class ValueNetwork(nn.Module):  # type: ignore[misc]
    """Crops, float (n, 1, 48, width) from -1 to 1 and 0 right of them, to logits (n, width / 4, classes)."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.Sequential(
            *_block(1, 32, 5, stride=2),
            *_block(32, 32, 3),
            nn.MaxPool2d(2),
            *_block(32, 64, 3),
            *_block(64, 64, 3),
            nn.MaxPool2d((2, 1)),
            *_block(64, 96, 3),
            *_block(96, 96, 3),
            nn.MaxPool2d((2, 1)),
            *_block(96, 128, 3),
            *_block(128, 192, (3, 1), padding=0),
        )
        self.along = nn.Sequential(Along(192), Along(192), nn.Dropout(0.1), Along(192))
        self.out = nn.Conv1d(192, CLASSES, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.out(self.along(self.down(x)[:, :, 0])).transpose(1, 2)


class Exported(nn.Module):  # type: ignore[misc]
    """The same as ocrkit runs networks: three equal channels in, probabilities out, a space that is never read."""

    def __init__(self, network: ValueNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        found = torch.softmax(self.network(x[:, :1]), dim=2)
        return torch.cat([found, torch.zeros_like(found[:, :, :1])], dim=2)


def _block(
    given: int, made: int, size: int | tuple[int, int], stride: int = 1, padding: int | None = None
) -> tuple[nn.Module, ...]:
    half = size // 2 if isinstance(size, int) else 0
    inner = nn.Conv2d(given, made, size, stride, half if padding is None else padding, bias=False)
    return inner, nn.BatchNorm2d(made), nn.ReLU()
