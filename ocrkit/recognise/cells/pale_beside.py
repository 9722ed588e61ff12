"""Ink beside print that is much paler than it: a fold, a shadow, print that shows through from the back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Components
from ocrkit.types.geometry import UprightBox
from ocrkit.types.settings import Settings

_DARK = 0.7
"""So much of a table's ink is no darker than its print: most is print, some shows through, and specks of dirt and
slivers of rules, black on a faded sheet, are many and small."""


class PaleSettings(Settings):
    """Which ink is too pale to be print. ``share``: of the depth of a table's print it has less than this.

    ``blurred``: the ink of fewer pixels is spread over as many, and so much paler. ``tall``: the least and greatest
    height of a digit or a dash, in text heights, and ``near``: how near to a line it goes on with it.
    """

    share: float = Field(default=0.5, gt=0, lt=1)
    blurred: float = Field(default=12.0, gt=0)
    tall: tuple[float, float] = (0.1, 1.5)
    near: float = Field(default=1.0, gt=0)


def print_depth(cells: Sequence[Components]) -> float:
    """By how many levels the print of a table is darker than its paper; 0.0 where there is none."""
    inked = [own for own in cells if own.depth is not None and len(own)]
    if not inked:
        return 0.0
    depth, area = np.concatenate([own.depth for own in inked]), np.concatenate([own.area for own in inked])
    order = np.argsort(depth)
    most = np.cumsum(area[order])
    return float(depth[order][np.searchsorted(most, _DARK * most[-1])])


def pale_beside(components: Components, depth: float, settings: PaleSettings) -> NDArray[np.bool_]:
    """Which components are too pale for print that is ``depth`` levels darker than its paper, bool (N,)."""
    if components.depth is None:
        return np.zeros(len(components), np.bool_)
    full = depth * np.minimum(1.0, components.area / settings.blurred)
    return np.asarray(components.depth < settings.share * full, dtype=np.bool_)


def reads_on(pale: Components, line: UprightBox, height: float, settings: PaleSettings) -> bool:
    """Whether pale ink goes on with a line of print as a faded digit of it would: on its level, near and as high."""
    least, most = (share * height for share in settings.tall)
    as_high = (pale.height >= least) & (pale.height <= most) & (pale.longest >= 2 * least)
    level = np.minimum(pale.bottom, line.y1) - np.maximum(pale.top, line.y0) >= pale.height / 2
    near = np.maximum(pale.left - line.x1, line.x0 - pale.right) <= settings.near * height
    return bool((as_high & level & near).any())
