"""How dark ink is at least in a table whose print is faint.

Ink is told from paper by a contrast that suits print as dark as most is. Of print that is hardly darker than that
only the cores of strokes would be left, a digit of three pieces that are each a speck. So the contrast is asked of
the print: a share of what most of the table's ink is darker than its paper, but well above the paper's grain
(``benchmarks.fit.faint_print``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import Field

from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.levels import median_level, usual_spread
from ocrkit.recognise.cells.sides import Inner
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings


class FaintPrintSettings(Settings):
    """Which contrast faint print asks. ``share``: of what most of a table's print is darker than its paper,
    ``grain``: of how much the paper varies, and ``least``: of levels, so much at least. ``cells``: so many with ink
    tell.
    """

    share: float = Field(default=0.42, gt=0, lt=1)
    grain: float = Field(default=4.0, gt=0)
    least: int = Field(default=12, ge=1, le=200)
    cells: int = Field(default=6, ge=1)


def print_contrast(
    image: Image, inners: Sequence[Inner], pieces: Sequence[Components], contrast: int, settings: FaintPrintSettings
) -> int:
    """By how many levels ink is darker than its cell's ground at least, ``contrast`` at most.

    ``inners`` are the insides of a table's cells on the page ``image``, ``pieces`` the ink in them at that contrast.
    """
    cells = [image[y0:y1, x0:x1] for x0, y0, x1, y1 in inners if x1 > x0 and y1 > y0]
    depths = [d for cell, own in zip(inners, pieces, strict=True) if (d := _depth(image, cell, own)) is not None]
    if len(depths) < settings.cells:
        return contrast
    grain = float(
        np.median([usual_spread(cell[::2].ravel().astype(np.float32), median_level(cell)) for cell in cells])
    )
    least = max(settings.share * float(np.median(depths)), settings.grain * grain, settings.least)
    return min(contrast, round(least))


def _depth(image: Image, inner: Inner, own: Components) -> float | None:
    """By how many levels the darkest ink of a cell is darker than its ground; None where it has none."""
    if not len(own):
        return None
    x0, y0, x1, y1 = inner
    cell = image[y0:y1, x0:x1]
    inked = own.labels > 0
    return float(median_level(cell)) - float(np.percentile(cell[inked], 10)) if inked.any() else None
