"""Print so pale that no pixel of it stands out: told by the mean over a digit's room, where noise averages out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.levels import usual_spread
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings


class PalePrintSettings(Settings):
    """When a blank cell may hold pale print. Lengths are shares of the text height.

    ``wide``, ``high``: the room of a digit. ``share``: some room in the cell stands out from the rest of it by this
    share of what print does in most of the table's cells; show-through reaches 0.2. ``spread``: and from what most
    blank cells have by so many times their spread, of ``level`` grey levels at least. ``enough``: so many blank cells
    tell that. ``least``: text of fewer places of the raster is none. ``lost``: where this share of the cells with
    print stands out no more than blank ones may by their noise, no blank one is sure. A cell is plain to see, however
    thin or close together its strokes, where these stand out by ``plain`` times the larger of what a place needs and
    what the darkest blank one shows. How far strokes do is told by the darkest places of a room, ``stroke`` of a
    square of the text height: a lone 1 has twice as many.
    """

    wide: float = Field(default=0.6, gt=0)
    high: float = Field(default=0.8, gt=0)
    share: float = Field(default=0.25, gt=0, lt=1)
    spread: float = Field(default=5.0, gt=0)
    level: float = Field(default=0.15, gt=0)
    enough: int = Field(default=8, ge=2)
    least: float = Field(default=6.0, gt=0)
    lost: float = Field(default=0.05, gt=0, le=1)
    plain: float = Field(default=2.0, ge=1)
    stroke: float = Field(default=0.04, gt=0)


@dataclass(frozen=True)
class Room:
    """The room of a digit in a cell that stands out most: rows and columns of the raster, and by how many levels.

    ``stroke``: by how many levels its darkest places do.
    """

    rows: slice
    cols: slice
    level: float
    stroke: float


@dataclass(frozen=True)
class PalePrint:
    """Where blank cells may hold pale print, by their number; and which others may as well, were it paler still."""

    rooms: Mapping[int, Room] = field(default_factory=dict)
    lost: frozenset[int] = frozenset()


def pale_print(
    away: Image,
    windows: NDArray[np.float64],
    bare: NDArray[np.bool_],
    inked: NDArray[np.bool_],
    written: NDArray[np.bool_],
    height: float,
    threshold: float,
    settings: PalePrintSettings,
) -> PalePrint:
    """Which of the ``bare`` cells of a table may hold pale print, and where.

    ``away``: how many levels each place of the raster stands out, uint8 (H, W); ``windows`` float64 (N, 4): the
    insides of the cells there; ``inked`` bool (N,): those with print, ``written``: with print as high as digits, for
    dashes take little of a digit's room. ``height`` is the text's, in places; ``threshold``: from how many levels on
    a place stands out.
    """
    if height < settings.least or bare.sum() < settings.enough:
        return PalePrint()
    wide, high = max(3, round(settings.wide * height)), max(3, round(settings.high * height))
    means = np.asarray(cv2.blur(away.astype(np.float32), (wide, high)), np.float32)
    among = np.flatnonzero(bare | inked).tolist()
    places = max(1, round(settings.stroke * height**2))
    found = {i: _room(away, means, windows[i], (wide, high), places) for i in among}
    usual = [room.level for i, room in found.items() if room is not None and inked[i]]
    blank = {i: room for i, room in found.items() if room is not None and bare[i]}
    if not usual or len(blank) < settings.enough:
        return PalePrint()
    levels = np.array([room.level for room in blank.values()])
    middle = float(np.median(levels))
    spread = max(settings.level, usual_spread(levels, middle))
    beyond_noise = middle + settings.spread * spread
    least = max(settings.share * float(np.median(usual)), beyond_noise)
    rooms = {i: room for i, room in blank.items() if room.level >= least}
    seen = [room for i, room in found.items() if room is not None and written[i]]
    plain = settings.plain * max(threshold, *(room.stroke for room in blank.values()))
    hardly = sum(room.level < beyond_noise and room.stroke < plain for room in seen)
    others = set(np.flatnonzero(~inked).tolist()) - set(rooms)  # also those too narrow, or with specks
    return PalePrint(rooms, frozenset(others) if hardly and hardly >= settings.lost * len(seen) else frozenset())


def _room(
    away: Image, means: NDArray[np.float32], window: NDArray[np.float64], size: tuple[int, int], places: int
) -> Room | None:
    """The room of a digit in a cell that stands out most from the rest of it; None where the cell holds none."""
    wide, high = size
    x0, y0, x1, y1 = (int(v) for v in window)
    x, y = x0 + wide // 2, y0 + high // 2
    inside = means[y : y1 - high // 2, x : x1 - wide // 2]
    if x1 - x0 < 2 * wide or y1 - y0 < high + 2 or inside.size == 0:
        return None
    at = int(inside.argmax())
    top, left = y0 + at // inside.shape[1], x0 + at % inside.shape[1]
    rows, cols = slice(top, top + high), slice(left, left + wide)
    darkest = np.sort(away[rows, cols], axis=None)[-places:]
    return Room(rows, cols, float(inside.max() - np.median(inside)), float(darkest[0]))
