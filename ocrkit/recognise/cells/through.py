"""A fold, a crease or the rim of a stain that runs down the whole cell and into its print.

It and the characters that it touches are one piece of ink, as high as the cell. What is a line of text is told by the
others; of this piece a line has what stands at its height, so that the reader is given the line, not the cell.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.components import Component, Components
from ocrkit.recognise.cells.ink_parts import CellInk
from ocrkit.recognise.cells.remnants import RemnantSettings, from_side_to_side
from ocrkit.types.geometry import UprightBox


def runs_through(
    components: Components, inner: tuple[int, int, int, int], height: float, settings: RemnantSettings
) -> NDArray[np.bool_]:
    """Which pieces run from top to bottom of the cell beside others that do not, bool (N,)."""
    down, _ = from_side_to_side(components, inner, height, settings)
    return down if not down.all() else np.zeros_like(down)


def with_through(ink: CellInk, through: Components, height: float, settings: RemnantSettings) -> CellInk:
    """The lines of the cell, each with what stands at its height of the pieces ``through`` it that are near to it."""
    lines, printed = list(ink.lines), list(ink.printed)
    for piece in through:
        parts = [_at(piece, line) for line in ink.lines]
        for i, part in enumerate(parts):
            if part is not None and _gap(part, ink.lines[i]) <= settings.near * height:
                lines[i] = UprightBox.around([lines[i], part])
                printed.append(piece.number)
    return replace(ink, lines=tuple(lines), printed=tuple(dict.fromkeys(printed)))


def _at(piece: Component, line: UprightBox) -> UprightBox | None:
    """The box around what a piece has at the height of a line; None where that is nothing."""
    first, stop = max(0, round(line.y0) - piece.top), max(0, round(line.y1) - piece.top)
    columns = np.flatnonzero(piece.mask[first:stop].any(axis=0))
    if len(columns) == 0:
        return None
    return UprightBox(float(piece.left + columns[0]), line.y0, float(piece.left + columns[-1] + 1), line.y1)


def _gap(part: UprightBox, line: UprightBox) -> float:
    return max(part.x0 - line.x1, line.x0 - part.x1)
