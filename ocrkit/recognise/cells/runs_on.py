"""Rules that run on past a table's side: it ends beyond, and what lies there was not seen.

Where a table's outer side is not drawn its last column can be lost. A cell that goes on into it is then cut, and
looks blank where its value stands behind the cut.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.cells import GridCell
from ocrkit.tables.runs_past import OpenSideSettings, runs_past
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.page import Image

RUNS_ON = Doubt(DoubtCode.RULES_RUN_ON)


def runs_on(image: Image, cells: Sequence[GridCell], settings: OpenSideSettings) -> list[bool]:
    """Which cells of a table on the prepared page ``image``, uint8 (H, W), lie at a side past which rules run on."""
    if not cells:
        return []
    rows = np.array([cell.rows for cell in cells])
    cols = np.array([cell.cols for cell in cells])
    boxes = np.array([cell.box.as_tuple() for cell in cells])
    found = _at_sides(image, rows, cols, boxes, settings)
    found |= _at_sides(image.T, cols, rows, boxes[:, [1, 0, 3, 2]], settings)
    return [bool(at) for at in found]


def _at_sides(
    image: Image,
    rows: NDArray[np.intp],
    cols: NDArray[np.intp],
    boxes: NDArray[np.float64],
    settings: OpenSideSettings,
) -> NDArray[np.bool_]:
    """Which cells lie at the left or right side past which level rules run on, bool (N,)."""
    single = cols[:, 1] - cols[:, 0] == 1
    widths = (boxes[:, 2] - boxes[:, 0])[single]
    if not widths.size:
        return np.zeros(len(rows), np.bool_)
    length = max(settings.least, round(settings.share * float(np.median(widths))))
    found = np.zeros(len(rows), np.bool_)
    mirrored = np.asarray(image[:, ::-1])
    for at, x, picture in ((cols[:, 0] == 0, 0, mirrored), (cols[:, 1] == cols[:, 1].max(), 2, image)):
        lines = [(box[x], y) for box in boxes[at] for y in (box[1], box[3])]
        past = [(image.shape[1] - end if x == 0 else end, y) for end, y in lines]
        on = sum(runs_past(picture, *line, 2 * length, settings) >= length for line in past) / 2  # of two cells each
        if on >= settings.rules and 2 * on >= settings.most * len(lines):
            found |= at
    return found
