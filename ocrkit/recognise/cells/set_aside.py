"""A cell that is read as blank, though not all of it was looked at: nothing set aside makes a cell blank.

Ink of a seal was taken out of the picture, what was too dark to be paper made white, and what lies along the cell's
sides taken for its rules. Where that could be print, the blank is doubtful.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from ocrkit.recognise.cells.components import Components, find_components
from ocrkit.recognise.cells.levels import median_level
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Layer, PreparedPage
from ocrkit.types.settings import Settings


class SetAsideSettings(Settings):
    """Lengths are shares of the text height.

    ``tall``: the least and greatest height of a digit, ``dash``: the same for a dash's width. ``unlit``: the share of
    the cell that may be too dark to be paper. ``contrast``: ink is darker than paper by so many levels; ``rule``: a
    column with this share inked is rule. ``side``: how far print against a rule stands out from it at least,
    ``middle``: and how near it is to the cell's middle, up and down.
    """

    tall: tuple[float, float] = (0.4, 1.5)
    dash: tuple[float, float] = (0.2, 1.6)
    unlit: float = Field(default=0.02, ge=0, le=1)
    contrast: int = Field(default=40, ge=1, le=200)
    rule: float = Field(default=0.6, gt=0, le=1)
    side: float = Field(default=0.18, gt=0)
    middle: float = Field(default=0.25, gt=0)


def set_aside(
    page: PreparedPage, box: UprightBox, inner: tuple[int, int, int, int], height: float, settings: SetAsideSettings
) -> tuple[Doubt, ...]:
    """Why a person should look at a cell in which nothing was read.

    ``box`` is the cell's, with half of its rules, ``inner`` (x0, y0, x1, y1) without them; ``height`` the text's.
    """
    x0, y0, x1, y1 = inner
    layers = page.layers[y0:y1, x0:x1]
    found = []
    if layers.size and layers.any():
        sealed = find_components((layers == Layer.SEAL).astype(np.uint8), least=3)
        if (layers == Layer.UNLIT).mean() > settings.unlit or _is_print(sealed, layers.shape, height, settings):
            found.append(Doubt(DoubtCode.INK_SET_ASIDE))
    if _against_a_rule(page, box, height, settings):
        found.append(Doubt(DoubtCode.PRINT_AGAINST_RULE))
    return tuple(found)


def _is_print(pieces: Components, shape: tuple[int, ...], height: float, settings: SetAsideSettings) -> bool:
    """Whether one of the pieces is as large as a digit or a dash, and whole: a seal's ring runs on past the cell."""
    whole = (pieces.left > 0) & (pieces.top > 0) & (pieces.right < shape[1]) & (pieces.bottom < shape[0])
    least, most = (share * height for share in settings.tall)
    digit = (pieces.height >= least) & (pieces.height <= most) & (pieces.width <= most)
    narrow, wide = (share * height for share in settings.dash)
    dash = (pieces.width >= narrow) & (pieces.width <= wide) & (pieces.width >= 1.7 * pieces.height)
    return bool((whole & (digit | dash)).any())


def _against_a_rule(page: PreparedPage, box: UprightBox, height: float, settings: SetAsideSettings) -> bool:
    """Whether ink stands out from the left or right rule into the cell, half way down it."""
    x0, y0, x1, y1 = (max(0, v) for v in box.as_ints())
    cell = page.image[y0:y1, x0:x1]
    if min(cell.shape, default=0) < 2 * height:
        return False
    dark = cell < median_level(cell) - settings.contrast
    dark[:, dark.mean(axis=0) >= settings.rule] = False
    middle, room = dark.shape[0] / 2, settings.middle * height
    band = dark[max(0, int(middle - 2 * room)) : int(middle + 2 * room) + 1]
    pieces = find_components(band.astype(np.uint8), least=3)
    near = np.abs(pieces.middle - len(band) / 2) <= room
    inside = (pieces.top > 0) & (pieces.bottom < len(band))
    return bool((near & inside & (pieces.width >= settings.side * height)).any())
