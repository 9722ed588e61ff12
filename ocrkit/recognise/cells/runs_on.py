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
from ocrkit.tables.runs_past import drawn_share
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PreparedPage
from ocrkit.types.settings import Settings
from ocrkit.types.transform import boxes_to_page

RUNS_ON = Doubt(DoubtCode.RULES_RUN_ON)

_AT_EDGE = 0.4
"""A side nearer to the page's edge than so many text heights is at it."""

_OFF, _DARK, _DRAWN = 5, 0.85, 0.8
"""A side is a rule that lies so many pixels off at most, is darker than this share of the paper, and so long."""


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


def runs_off(page: PreparedPage, cells: Sequence[GridCell], height: float) -> list[bool]:
    """Which cells of a table lie at a side that is not drawn at the edge of the page as given: the scan cut it there.

    What print was cut, or is gone, is told by none of them. ``height`` is that of a character, in pixels.
    """
    found = np.zeros(len(cells), np.bool_)
    if not cells:
        return []
    near = boxes_to_page([cell.box.grown(_AT_EDGE * height) for cell in cells], page.transform, page.page_size)
    wide, high = page.page_size
    edges = (
        [box.x0 <= 0 for box in near],
        [box.y0 <= 0 for box in near],
        [box.x1 >= wide for box in near],
        [box.y1 >= high for box in near],
    )
    spans = np.array([(cell.cols[0], cell.rows[0], cell.cols[1], cell.rows[1]) for cell in cells])
    ends = (0, 0, spans[:, 2].max(), spans[:, 3].max())
    for k, (at_edge, end) in enumerate(zip(edges, ends, strict=True)):
        side = np.flatnonzero(np.array(at_edge) & (spans[:, k] == end))
        drawn = [_is_drawn(page.image, cells[i].box, k) for i in side]
        if len(side) and 2 * sum(drawn) < len(side):
            found[spans[:, k] == end] = True
    return [bool(each) for each in found]


def _is_drawn(image: Image, box: UprightBox, side: int) -> bool:
    """Whether a cell's left, upper, right or lower side (0 to 3) is a rule."""
    if side % 2:
        image, box = image.T, UprightBox(box.y0, box.x0, box.y1, box.x1)
    x = (box.x0, box.x1)[side // 2]
    share = drawn_share(image, x, (box.y0, box.y1), (box.x0, box.x1), _OFF, _DARK)
    return share is not None and share >= _DRAWN


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
