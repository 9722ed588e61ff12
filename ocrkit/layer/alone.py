"""Values and text taken from the text layer alone: what they are, and which of them to look at before that."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ocrkit.layer.settings import LayerSettings
from ocrkit.layer.upright import UprightLayer
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading
from ocrkit.types.text import TextLine, folded

_FIGURE = re.compile(r"[-+.,%\d]+")

SILENT = Reading(None, None, doubts=(Doubt(DoubtCode.TEXT_LAYER_SILENT),))
"""Ink of which the layer says nothing."""


def layer_readings(
    boxes: Sequence[UprightBox], inked: Sequence[bool], layer: UprightLayer, settings: LayerSettings
) -> list[Reading] | None:
    """What the layer has in each cell of a table; None where it lacks most of the cells that have ink.

    Such readings have no confidence. Ink that the layer says nothing of is not read.
    """
    told = [layer.text(layer.inside(box)) for box in boxes]
    with_ink = [words for words, ink in zip(told, inked, strict=True) if ink]
    if with_ink and sum(map(bool, with_ink)) < settings.most * len(with_ink):
        return None
    return [Reading(words, None) if words or not ink else SILENT for words, ink in zip(told, inked, strict=True)]


def layer_lines(tables: Sequence[UprightBox], layer: UprightLayer) -> tuple[TextLine, ...]:
    """The layer's lines outside the tables."""
    free = np.ones(len(layer), dtype=np.bool_)
    for box in tables:
        free &= ~layer.inside(box)
    lines = []
    for row in layer.rows(free):
        x0, y0 = layer.boxes[row, :2].min(axis=0)
        x1, y1 = layer.boxes[row, 2:].max(axis=0)
        lines.append(TextLine(layer.words(row), 1.0, UprightBox(float(x0), float(y0), float(x1), float(y1))))
    return tuple(lines)


def sample(readings: Sequence[Reading], at_most: int) -> list[int]:
    """A few cells that show between them every character of the figures: where to look whether these are drawn."""
    texts = {i: set(folded(r.text)) for i, r in enumerate(readings) if r.text and _FIGURE.fullmatch(folded(r.text))}
    wanted = set().union(*texts.values()) if texts else set()
    chosen: list[int] = []
    while wanted and len(chosen) < at_most:
        best = max(texts, key=lambda i: len(texts[i] & wanted))
        chosen.append(best)
        wanted -= texts.pop(best)
    return chosen
