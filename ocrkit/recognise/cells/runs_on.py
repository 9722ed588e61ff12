"""Rules that run on past a table's side: it ends beyond, and what lies there was not seen.

Where a table's outer side is not drawn its last column can be lost. A cell that goes on into it is then cut, and
looks blank where its value stands behind the cut.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.tables.cells import GridCell
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PreparedPage
from ocrkit.types.settings import Settings
from ocrkit.types.transform import boxes_to_page

RUNS_ON = Doubt(DoubtCode.RULES_RUN_ON)

_AT_EDGE = 0.2
"""Print nearer to the page's edge than this share of its height may go on beyond it."""

_CUT = 2
"""So many cells whose print is at the page's edge tell that a side of the table is cut."""


class RunsOnSettings(Settings):
    """When rules run on past a side. Lengths in pixels unless said otherwise.

    A rule does if it is inked over ``inked`` of a stretch behind the side, ``apart`` pixels from it, of ``share`` of
    the usual width of the table's cells along it, ``least`` at least: a rule that is drawn a little too far ends
    before. It may lie ``off`` so much; ink is darker than ``dark`` of the stretch's ground, which is light. ``most``
    of a side's rules do, and ``rules`` at least.
    """

    share: float = Field(default=0.4, gt=0)
    least: int = Field(default=24, ge=4)
    apart: int = Field(default=6, ge=0)
    off: int = Field(default=4, ge=0)
    inked: float = Field(default=0.85, gt=0, le=1)
    dark: float = Field(default=0.85, gt=0, lt=1)
    light: int = Field(default=128, ge=1, le=255)
    most: float = Field(default=0.5, gt=0, le=1)
    rules: int = Field(default=3, ge=2)


def runs_on(image: Image, cells: Sequence[GridCell], settings: RunsOnSettings) -> list[bool]:
    """Which cells of a table on the prepared page ``image``, uint8 (H, W), lie at a side past which rules run on."""
    if not cells:
        return []
    rows = np.array([cell.rows for cell in cells])
    cols = np.array([cell.cols for cell in cells])
    boxes = np.array([cell.box.as_tuple() for cell in cells])
    found = _at_sides(image, rows, cols, boxes, settings)
    found |= _at_sides(image.T, cols, rows, boxes[:, [1, 0, 3, 2]], settings)
    return [bool(at) for at in found]


def runs_off(
    page: PreparedPage, cells: Sequence[GridCell], lines: Sequence[Sequence[UprightBox]], height: float
) -> list[bool]:
    """Which cells of a table, given the boxes of each one's lines, may have print beyond the page's edge.

    The page was cut where print stands at its edge. Where two cells of a side show it no other of that side is sure.
    ``height`` is that of a character, in pixels.
    """
    near = [line.grown(_AT_EDGE * height) for own in lines for line in own]
    boxes = boxes_to_page(near, page.transform, page.page_size)
    wide, high = page.page_size
    cut = np.array([min(box.x0, box.y0) <= 0 or box.x1 >= wide or box.y1 >= high for box in boxes], np.bool_)
    if not cut.any():
        return [False] * len(cells)
    owner = np.repeat(np.arange(len(lines)), [len(own) for own in lines])
    found = np.isin(np.arange(len(lines)), owner[cut])
    told = found.copy()
    for ends in (np.array([cell.rows for cell in cells]), np.array([cell.cols for cell in cells])):
        for side in (ends[:, 0] == 0, ends[:, 1] == ends[:, 1].max()):
            if (found & side).sum() >= _CUT:
                told |= side
    return [bool(each) for each in told]


def _at_sides(
    image: Image,
    rows: NDArray[np.intp],
    cols: NDArray[np.intp],
    boxes: NDArray[np.float64],
    settings: RunsOnSettings,
) -> NDArray[np.bool_]:
    """Which cells lie at the left or right side past which level rules run on, bool (N,)."""
    single = cols[:, 1] - cols[:, 0] == 1
    widths = (boxes[:, 2] - boxes[:, 0])[single]
    if not widths.size:
        return np.zeros(len(rows), np.bool_)
    length = max(settings.least, round(settings.share * float(np.median(widths))))
    found = np.zeros(len(rows), np.bool_)
    for at, x, step in ((cols[:, 0] == 0, 0, -1), (cols[:, 1] == cols[:, 1].max(), 2, 1)):
        side = boxes[at]
        lines = [(box[x], y) for box in side for y in (box[1], box[3])]
        on = sum(_is_ruled(image, *line, step, length, settings) for line in lines) / 2  # each rule is of two cells
        if on >= settings.rules and 2 * on >= settings.most * len(lines):
            found |= at
    return found


def _is_ruled(image: Image, x: float, y: float, step: int, length: int, settings: RunsOnSettings) -> bool:
    """Whether a rule at ``y`` runs on past ``x``, to the right or (``step`` -1) to the left."""
    start = round(x) + step * settings.apart
    x0, x1 = sorted((start, start + step * length))
    y0, y1 = round(y) - settings.off, round(y) + settings.off + 1
    if min(x0, y0) < 0 or x1 > image.shape[1] or y1 > image.shape[0]:
        return False
    strip = image[y0:y1, x0:x1]
    ground = int(np.percentile(strip, 90))
    inked = float((strip.min(axis=0) < settings.dark * ground).mean())
    return ground >= settings.light and inked >= settings.inked
