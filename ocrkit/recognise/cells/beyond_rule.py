"""Whether what touches a rule beside it is all there is: it has room in its cell, the paper behind the rule is bare.

That a nought is whole does not say that it is the whole number: of 10 the 1 may stand behind the rule, and of 0.5 the
point and the 5, outside the table or in the cell beside. In a cell too narrow for two digits one of them may be the
rule itself, and so it may where the rule is as thick as a digit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.levels import median_level
from ocrkit.recognise.cells.sides import Inside, SideSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

_RULE = 0.5
"""A column is the rule's where this share of the cell's height is inked; one beside it may be its edge."""

_POINT = 3
"""So many pixels may be a point of print."""


def is_alone(image: Image, cell: Inside, lines: Sequence[UprightBox], height: float, settings: SideSettings) -> bool:
    """Whether a cell's only line of print, which touches a rule at its side, goes on nowhere.

    ``image``: the prepared page, uint8 (H, W). ``height``: the usual height of a character, in pixels.
    """
    if len(lines) != 1:
        return False
    (line,) = lines
    x0, y0, x1, y1 = cell.box
    if x1 - x0 - line.width < settings.room * height:
        return False
    paper = median_level(image[y0:y1, x0:x1]) - settings.contrast
    reach = round(settings.behind * height)
    met = (cell.is_met(lines, (0,)), cell.is_met(lines, (1,)))
    behind = (image[y0:y1, max(0, x0 - reach) : x0][:, ::-1], image[y0:y1, x1 : x1 + reach])
    rows = slice(max(0, round(line.y0) - y0), max(0, round(line.y1) - y0))
    thin = settings.thin * height
    return all(_is_bare(part < paper, rows, thin) for part, is_met in zip(behind, met, strict=True) if is_met)


def _is_bare(dark: NDArray[np.bool_], rows: slice, thin: float) -> bool:
    """Whether nothing is printed in these ``rows`` behind the rule with which ``dark``, bool (H, W), begins.

    Nor under it: it is ``thin`` pixels thick at most.
    """
    rule = np.flatnonzero(dark.mean(axis=0) >= _RULE) if dark.size else np.zeros(0, np.intp)
    if len(rule) == 0:
        return False
    apart = np.flatnonzero(np.diff(rule) > 2)
    last = int(rule[apart[0]] if len(apart) else rule[-1])
    end = last + 2
    return last - int(rule[0]) < thin and int(np.count_nonzero(dark[rows, end:])) < _POINT
