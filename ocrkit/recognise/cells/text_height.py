"""The usual height of the characters of a table's cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocrkit.recognise.cells.components import Components

_FLAT, _LOW = 1.5, 0.5
"""Where all pieces in a cell are so many times as wide as high, and lower than this share of a tall one of the table,
they are dashes; what is smaller both ways than this share of the usual piece is dirt."""

_DIRT = 0.25
"""A cell holds dirt alone where its largest piece is smaller than this share of the tallest tenth of cells have."""


def text_height(cells: Sequence[Components]) -> float:
    """The usual height of a character over all cells of a table, in pixels; 0.0 where there is no ink.

    The median of each cell's tallest piece: digits and most characters hang together or have one tall piece, and a
    few tall merged pieces do not count for more. Cells that hold a dash only, or specks, tell nothing: there may be
    more of them than of all others.
    """
    inked = [components for components in cells if len(components)]
    if not inked:
        return 0.0
    tallest = np.array([components.height.max() for components in inked])
    largest = np.array([components.longest.max() for components in inked])
    flat = np.array([bool((components.width >= _FLAT * components.height).all()) for components in inked])
    printed = largest >= _DIRT * np.percentile(tallest, 90)
    tallest, largest, flat = tallest[printed], largest[printed], flat[printed]
    high = np.percentile(tallest, 97)
    dash = flat & (tallest < _LOW * high)
    if dash.all():
        return float(np.median(tallest))
    usual = min(np.median(largest), high)  # dashes may be longer than any print is high
    return float(np.median(tallest[~dash & (largest >= _LOW * usual)]))
