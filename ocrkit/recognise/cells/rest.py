"""The pieces of ink that no glyph and no rule explains: parts of a seal, specks, or a rest that could be print."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.kinds import Ink
from ocrkit.types.page import Image, Layer
from ocrkit.types.settings import Settings

_FEW = 2**16
"""Fewer pixels of ink than this have numbers of two bytes."""

_ABOUT = 5
"""Pixels across over which a point of print is spread."""


class RestSettings(Settings):
    """What of the unexplained ink could be print. Lengths are shares of the text height.

    ``point``: the longer side of a decimal point, ``solid``: its ink as a share of that square. ``pale``: print
    stands out by at least this share of what the table's darkest print does, where there is enough of it: the ink of
    less than ``blurred`` pixels is spread over as many, and so much paler. ``tall``: the least and greatest height of
    a digit, ``dash``: the same for a dash's width, to be told within a seal's ink. ``thin``: how thick a sliver of
    rule along a cell's side is at most. ``unlit``: a patch too dark to be paper is none below this share of its cell.
    ``flat``: a dash is so many times as wide as high at least, ``middle``: and this near to half way down its cell.
    ``beside``: beside lines that are read, print is at least so long: what is smaller there the checks of the line
    look at. ``single``: what has less ink than so many pixels of the page as given is one pixel, and none of print
    but where there are ``crowd`` of them in a digit's ``room`` (width and height): a stroke that broke up.
    """

    point: float = Field(default=0.1, gt=0)
    solid: float = Field(default=0.5, gt=0, le=1)
    pale: float = Field(default=0.5, gt=0, le=1)
    blurred: float = Field(default=6.0, gt=0)
    tall: tuple[float, float] = (0.4, 1.5)
    dash: tuple[float, float] = (0.2, 1.6)
    flat: float = Field(default=1.7, gt=1)
    middle: float = Field(default=0.4, gt=0)
    thin: float = Field(default=0.15, gt=0)
    unlit: float = Field(default=0.02, ge=0, le=1)
    beside: float = Field(default=0.5, gt=0)
    single: float = Field(default=1.5, gt=0)
    crowd: int = Field(default=3, ge=2)
    room: tuple[float, float] = (0.6, 1.0)


@dataclass(frozen=True, eq=False)
class Pieces:
    """N connected pieces of ink, each within one cell. ``box``: intp (N, 5): left, top, width, height, area.

    ``cell``: the number of each one's cell; ``peak``: how far it stands out at most, ``sum``: how far all pixels
    about its peak do together, in levels; ``sealed`` and ``unlit``: the shares of it that are of a seal or watermark
    and too dark to be paper. ``at``: rows and columns of the pixels of all of them, ``of``: which piece each is of.
    """

    box: NDArray[np.intp]
    cell: NDArray[np.intp]
    peak: NDArray[np.float64]
    sum: NDArray[np.float64]
    sealed: NDArray[np.float64]
    unlit: NDArray[np.float64]
    at: tuple[NDArray[np.intp], NDArray[np.intp]]
    of: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.box)

    @property
    def longest(self) -> NDArray[np.intp]:
        """The longer side of each one's box, (N,)."""
        return np.maximum(self.box[:, 2], self.box[:, 3])

    def write(self, kinds: NDArray[np.uint8], found: NDArray[np.uint8]) -> None:
        """Put what each piece was found to be, uint8 (N,), into the picture ``kinds``, uint8 (H, W)."""
        kinds[self.at] = found[self.of]


def find_pieces(ink: NDArray[np.uint8], owner: NDArray[np.int16], away: Image, layers: NDArray[np.uint8]) -> Pieces:
    """The pieces of ``ink``, uint8 (H, W), which lies where ``owner`` has the number of a cell, from 1."""
    few = cv2.countNonZero(ink) < _FEW
    kind = cv2.CV_16U if few else cv2.CV_32S  # numbers of two bytes take a third of the time
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=kind)
    at = cv2.findNonZero(ink)
    n = len(stats) - 1
    x, y = (np.zeros(0, np.intp),) * 2 if at is None else at[:, 0].astype(np.intp).T
    of = labels[y, x].astype(np.intp) - 1
    cell, peak = np.zeros(n, np.intp), np.zeros(n)
    cell[of] = owner[y, x] - 1
    np.maximum.at(peak, of, away[y, x])
    about, total = cv2.boxFilter(away, cv2.CV_32F, (_ABOUT, _ABOUT), normalize=False), np.zeros(n)
    np.maximum.at(total, of, about[y, x])
    layer = layers[y, x]
    kinds = (Layer.SEAL, Layer.WATERMARK), (Layer.UNLIT,)
    sealed, unlit = (np.bincount(of, np.isin(layer, kind), n) / stats[1:, 4] for kind in kinds)
    return Pieces(stats[1:].astype(np.intp), cell, peak, total, sealed, unlit, (y, x), of)


@dataclass(frozen=True, eq=False)
class TableOf:
    """What the pieces of a table of N cells are judged by; lengths are pixels of their picture.

    ``inner``: float64 (N, 4), x0, y0, x1, y1 of each cell without its rules. ``blank``: bool (N,), which cells have
    no line that was read. ``height``: that of a digit; ``strong``: how far the darkest print stands out, in levels.
    ``pixel``: the side of a pixel of the page as given.
    """

    inner: NDArray[np.float64]
    blank: NDArray[np.bool_]
    height: float
    strong: float
    pixel: float = 1.0


def kinds_of(pieces: Pieces, table: TableOf, settings: RestSettings) -> NDArray[np.uint8]:
    """What each piece is, uint8 (N,), an ``Ink``.

    In a cell where nothing was read, what is of a seal and as large as print is a rest: it may be print under it.
    """
    left, top, width, height, area = pieces.box.T
    x0, y0, x1, y1 = table.inner[pieces.cell].T
    across, down = (left <= x0) | (left + width >= x1), (top <= y0) | (top + height >= y1)
    thin = max(1.0, settings.thin * table.height)
    sliver = (across & (width <= thin)) | (down & (height <= thin))
    point = settings.point * table.height
    small = (pieces.longest < max(2.0, point)) | (pieces.sum < settings.solid * point**2 * table.strong)
    small |= _lone_pixels(pieces, table, settings)
    full = table.strong * np.minimum(1.0, pieces.sum / max(settings.blurred * table.strong, 1.0))
    pale = pieces.peak < settings.pale * full
    dash = table.blank[pieces.cell] & _like_dash(pieces, table, settings)
    dark = (pieces.unlit > 0.5) & (area >= settings.unlit * (x1 - x0) * (y1 - y0))
    whole = ~across & ~down & _like_print(pieces, table.height, settings)
    found = np.full(len(pieces), Ink.REST, np.uint8)
    found[(small | pale) & ~dash] = Ink.SPECK
    found[sliver] = Ink.RULE
    found[(pieces.sealed > 0.5) & ~(table.blank[pieces.cell] & whole)] = Ink.SEAL
    found[dark] = Ink.REST
    return found


def _lone_pixels(pieces: Pieces, table: TableOf, settings: RestSettings) -> NDArray[np.bool_]:
    """Which pieces are single pixels of the page as given, and no more of them together than dirt has; bool (N,).

    None where one is larger than what ``Pieces.sum`` is taken over.
    """
    few = pieces.longest <= np.ceil(2 * table.pixel)  # one is spread over two, each way
    single = table.blank[pieces.cell] & few & (pieces.sum < settings.single * table.pixel**2 * table.strong)
    if 2 * table.pixel > _ABOUT or not single.any():
        return np.zeros(len(pieces), np.bool_)
    x, y = (pieces.box[:, :2] + pieces.box[:, 2:4] // 2).T
    marks = np.zeros((int(y.max()) + 1, int(x.max()) + 1), np.float32)
    np.add.at(marks, (y[single], x[single]), 1.0)
    room = (max(1, round(share * table.height)) for share in settings.room)
    beside = cv2.boxFilter(marks, cv2.CV_32F, tuple(room), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(single & (np.rint(beside[y, x]) < settings.crowd))


def _like_dash(pieces: Pieces, table: TableOf, settings: RestSettings) -> NDArray[np.bool_]:
    """Which pieces lie as a dash does, half way down their cell and level, bool (N,).

    A dash is so thin that on a coarse scan it is much paler than the digits: by its paleness it is no dirt.
    """
    _, top, width, height, _ = pieces.box.T
    _, y0, _, y1 = table.inner[pieces.cell].T
    narrow, wide = (share * table.height for share in settings.dash)
    off = np.abs(top + height / 2 - (y0 + y1) / 2)
    flat = (width >= narrow) & (width <= wide) & (width >= settings.flat * height)
    return np.asarray(flat & (off <= settings.middle * table.height))


def maybe_print(
    pieces: Pieces, found: NDArray[np.uint8], table: TableOf, settings: RestSettings
) -> NDArray[np.bool_]:
    """Which pieces of the rest could be print, bool (N,): all where nothing was read, large ones beside a line."""
    large = pieces.longest >= settings.beside * table.height
    return np.asarray((found == Ink.REST) & (table.blank[pieces.cell] | large))


def _like_print(pieces: Pieces, height: float, settings: RestSettings) -> NDArray[np.bool_]:
    """Which pieces are as large as a digit or a dash, bool (N,)."""
    _, _, wide, tall, _ = pieces.box.T
    least, most = (share * height for share in settings.tall)
    narrow, broad = (share * height for share in settings.dash)
    digit = (tall >= least) & (tall <= most) & (wide <= most)
    return np.asarray(digit | ((wide >= narrow) & (wide <= broad) & (wide >= 1.7 * tall)))
