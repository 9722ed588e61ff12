"""From ink on a page to the crop that the recogniser reads best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydantic import Field

from ocrkit.errors import EngineError
from ocrkit.recognise.cells.levels import paper_level, share_level
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings
from ocrkit.types.table import Range


class CropSettings(Settings):
    """The paper around the ink, in shares of the text height; and ``halo``, the real pixels kept around it.

    Beyond the halo the margin is plain paper, so that a rule or a neighbour near by is not read along.
    The defaults made the fewest errors on generated values at 200 to 300 dpi, clean to badly worn.
    """

    above_below: float = Field(default=0.15, ge=0, le=2)
    left_right: float = Field(default=0.30, ge=0, le=2)
    halo: int = Field(default=2, ge=0)


@dataclass(frozen=True)
class InkLine:
    """One line of text: a grey image uint8 (H, W), a page or a part of one, and the box of the line's ink in it.

    ``level`` is how far the ink's middle is below that of its cell, in pixels; None where that tells nothing.
    ``middle`` is the cell's own, down the page, in pixels; None where ``level`` is.
    ``grain``: pixels of the picture for one of the page as given; nothing is known more finely than that.
    ``tint`` is the share of the ink that is coloured, ``spot`` the greatest share in any part as wide as a digit;
    ``left_out`` are boxes of what was taken for dirt near it. ``dash``: it stands as its table's dashes do;
    ``likely``: but has not the shape of one, and may be dirt in its place. ``place``: the rows and columns of its
    cell, None where it is of no table.
    """

    image: Image
    ink: UprightBox
    level: float | None = None
    middle: float | None = None
    grain: float = 1.0
    tint: float = 0.0
    spot: float = 0.0
    left_out: tuple[UprightBox, ...] = ()
    dash: bool = False
    likely: bool = False
    place: tuple[Range, Range] | None = None


def prepare_crop(
    image: Image, ink: UprightBox, text_height: float | None = None, settings: CropSettings | None = None
) -> Image:
    """The crop of one line: its ink in the middle of plain paper.

    ``image`` is grey uint8 (H, W), ``ink`` the box of the line's ink in it. ``text_height`` is the usual height
    of a digit there, in pixels: lower ink, such as a dash or a dot, is not blown up beyond it. Raises
    ``EngineError`` where the box lies outside the image.
    """
    chosen = settings or CropSettings()
    height, width = image.shape[:2]
    x0, y0 = max(0, int(np.floor(ink.x0)) - chosen.halo), max(0, int(np.floor(ink.y0)) - chosen.halo)
    x1, y1 = min(width, int(np.ceil(ink.x1)) + chosen.halo), min(height, int(np.ceil(ink.y1)) + chosen.halo)
    if x0 >= x1 or y0 >= y1:
        raise EngineError(f"the ink {ink.as_tuple()} lies outside the image of {width} x {height} pixels")
    text = max(ink.height, text_height or 0.0, 1.0)
    tall = max(round(text * (1 + 2 * chosen.above_below)), y1 - y0)
    wide = max(round(ink.width + 2 * chosen.left_right * text), x1 - x0)
    piece = image[y0:y1, x0:x1]
    crop = np.full((tall, wide), paper_level(image[max(0, y0 - 4) : y1 + 4, max(0, x0 - 4) : x1 + 4]), np.uint8)
    top, left = (tall - piece.shape[0]) // 2, (wide - piece.shape[1]) // 2
    crop[top : top + piece.shape[0], left : left + piece.shape[1]] = piece
    return crop


def contrast(line: InkLine) -> float:
    """By how many grey levels a line's darkest ink is darker than the paper around it."""
    x0, y0 = (max(0, int(np.floor(v))) for v in (line.ink.x0, line.ink.y0))
    x1, y1 = (max(0, int(np.ceil(v))) for v in (line.ink.x1, line.ink.y1))
    inside = line.image[y0:y1, x0:x1]
    if inside.size == 0:
        return 0.0
    around = line.image[max(0, y0 - 4) : y1 + 4, max(0, x0 - 4) : x1 + 4]
    return paper_level(around) - share_level(inside, 0.04)
