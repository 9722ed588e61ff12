"""A small box, drawn for a tick or for a character that a font lacks, that could be a nought."""

from __future__ import annotations

import numpy as np

from ocrkit.recognise.cells.components import Component, find_components
from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.glyphs import tall
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading


def box_or_nought(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a glyph of what was read as digits fills its four corners about one large hole, as no digit does."""
    if not line.is_number(reading):
        return ()
    corner, hole = context.settings.box_corner, context.settings.box_hole
    found = any(_is_box(part, corner, hole) for glyph in tall(line.glyphs) for part in glyph.parts)
    return (Doubt(DoubtCode.BOX_OR_NOUGHT),) if found else ()


def _is_box(part: Component, corner: float, hole: float) -> bool:
    """Whether the ink comes so near to its four corners, in shares of the sides, about a hole so high, half so wide.

    A nought's curve keeps off the corners however thick or coarse its stroke is; how much of each side is inked
    tells that of thin strokes only.
    """
    ink = part.mask
    down, across = ((at + 0.5) / side for at, side in zip(np.nonzero(ink), ink.shape, strict=True))
    away = [np.hypot(down - y, across - x).min(initial=1.0) for y in (0, 1) for x in (0, 1)]
    if np.mean(away) > corner:
        return False
    bare = find_components((~ink).astype(np.uint8))
    inside = (bare.left > 0) & (bare.top > 0) & (bare.right < ink.shape[1]) & (bare.bottom < ink.shape[0])
    return bool((inside & (bare.height >= hole * ink.shape[0]) & (2 * bare.width >= hole * ink.shape[1])).any())
