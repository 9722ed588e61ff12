"""Lines of text as read, held against the text layer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocrkit.layer.upright import UprightLayer
from ocrkit.types.geometry import UprightBox
from ocrkit.types.text import TextLine, folded

_BESIDE = 1.0
"""How far from a line a character may stand that belongs to it, in heights of the line."""

_SIGNS = re.compile(r"[^\w.%‰+-]|_|[.+-](?!\d)|(?<!\d)[.]")
"""What is neither a letter, an ideograph, nor part of a number: recognisers mix up marks that look alike."""


@dataclass(frozen=True)
class ComparedLines:
    """The lines with what the layer has in their places, and the lines of the layer where nothing was read."""

    lines: tuple[TextLine, ...]
    unread: tuple[str, ...] = ()


def compare_lines(lines: Sequence[TextLine], tables: Sequence[UprightBox], layer: UprightLayer) -> ComparedLines:
    """Each line with what the layer has in its place. What stands in ``tables`` is not looked at."""
    free = np.ones(len(layer), dtype=np.bool_)
    for box in tables:
        free &= ~layer.inside(box)
    owner = _owners(lines, layer)
    compared = []
    for i, line in enumerate(lines):
        words = "".join(layer.lines(free & (owner == i)))
        compared.append(replace(line, second=words or None))
    unread = tuple(words for words in layer.lines(free & (owner < 0)) if spoken(words))
    return ComparedLines(tuple(compared), unread)


def _owners(lines: Sequence[TextLine], layer: UprightLayer) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """For each character the line it stands in or just beside, -1 for none; intp, shape (N,)."""
    if not lines:
        return np.full(len(layer), -1, dtype=np.intp)
    boxes = np.array([line.box.as_tuple() for line in lines])
    x, y = layer.centres[:, :1], layer.centres[:, 1:]
    height = boxes[:, 3] - boxes[:, 1]
    beside = np.maximum(np.maximum(boxes[:, 0] - x, x - boxes[:, 2]), 0)
    level = (boxes[:, 1] <= y) & (y < boxes[:, 3]) & (beside <= _BESIDE * height)
    off = beside + np.abs(y - (boxes[:, 1] + boxes[:, 3]) / 2)
    nearest = np.where(level, off, np.inf).argmin(axis=1)
    return np.where(level.any(axis=1), nearest, -1).astype(np.intp)


def spoken(text: str) -> str:
    """What a text says, without the signs between its words."""
    return _SIGNS.sub("", folded(text))


def differs(line: TextLine) -> bool:
    """Whether the layer says something else than was read."""
    return line.second is not None and spoken(line.second) != spoken(line.text)
