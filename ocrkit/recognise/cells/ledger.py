"""The ledger of ink: every pixel that stands out in a cell of the page as given, shared out among what explains it.

It looks at the given pixels, not at those that earlier stages cleaned, so that nothing which one of them removed or
set aside makes a cell blank. What no glyph, rule or seal explains and is no speck is the rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.against_rule import AgainstRuleSettings, against_rule
from ocrkit.recognise.cells.components import Components, find_components
from ocrkit.recognise.cells.given import GivenSettings, Raster, pixel_of, stand_out
from ocrkit.recognise.cells.ink_parts import CellInk
from ocrkit.recognise.cells.kinds import Ink
from ocrkit.recognise.cells.levels import usual_spread
from ocrkit.recognise.cells.pale_print import PalePrintSettings, pale_print
from ocrkit.recognise.cells.rest import RestSettings, TableOf, find_pieces, kinds_of, maybe_print
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, Layer, PreparedPage
from ocrkit.types.settings import Settings

_LEVEL = 1.0
"""Less than one grey level is not measured."""

_SPARSE = 2
"""The noise of the paper is told from every so many places, each way."""

_FEW = 2.0
"""Pixels across that a point of print has at least."""

UNEXPLAINED = Doubt(DoubtCode.INK_UNEXPLAINED)
AGAINST_RULE = Doubt(DoubtCode.PRINT_AGAINST_RULE)
MAYBE_LOST = Doubt(DoubtCode.PRINT_MAYBE_LOST)


class LedgerSettings(Settings):
    """What stands out. Levels are of 256.

    ``contrast``: pixels that differ from their ground by so many levels at least, and by ``noise`` times what half
    of the table's pixels do. ``faint``: in a cell where nothing else does, a level stretch of ``dash`` text heights
    does, too, whose mean is above that of most such stretches by so many times their spread, and ``many``
    of which is left without one pixel of the page as given. ``reach``: so many
    pixels of the raster about ink of the prepared page are its edges on the page as given, ``edge``: this share of
    the text height about a rule is the rule's. ``digit``: a line of less than this share of it has no digit.
    """

    contrast: int = Field(default=28, ge=1, le=200)
    faint: float = Field(default=9.0, gt=0)
    dash: float = Field(default=0.4, gt=0)
    noise: float = Field(default=6.0, ge=0)
    many: float = Field(default=0.1, ge=0, lt=1)
    reach: int = Field(default=2, ge=0)
    edge: float = Field(default=0.1, ge=0)
    digit: float = Field(default=0.6, gt=0)
    given: GivenSettings = GivenSettings()
    rest: RestSettings = RestSettings()
    against_rule: AgainstRuleSettings = AgainstRuleSettings()
    pale: PalePrintSettings = PalePrintSettings()


@dataclass(frozen=True, eq=False)
class CellPlan:
    """What is known of a cell before its ink is accounted for: with and without its rules, and what stands in it.

    ``diagonals``: bool (H, W) of the pixels in ``inner``, where ruling lines cross it; None where none do.
    """

    box: UprightBox
    inner: UprightBox
    components: Components
    ink: CellInk
    diagonals: NDArray[np.bool_] | None = None


@dataclass(frozen=True, eq=False)
class Ledger:
    """The ink of the N cells of a table. ``kinds``: uint8 (H, W), an ``Ink`` for each place of ``raster``.

    ``counts``: intp (N, 6), how many places of each cell are of each ``Ink``. ``doubts``: for each cell, why its rest
    could be print. ``away``: uint8 (H, W), how many levels each place stands out.
    """

    raster: Raster
    kinds: NDArray[np.uint8]
    away: Image
    counts: NDArray[np.intp]
    doubts: tuple[tuple[Doubt, ...], ...]

    def explained(self, cell: int) -> float:
        """The share of a cell's ink, its rules aside, that is explained; 1.0 where there is none."""
        marks = int(self.counts[cell, Ink.GLYPH :].sum())
        return 1.0 if marks == 0 else 1 - int(self.counts[cell, Ink.REST]) / marks


def account(page: PreparedPage, cells: Sequence[CellPlan], text_height: float, settings: LedgerSettings) -> Ledger:
    """Share out the ink of a table's cells, at least one; ``text_height`` is the height of a digit, in pixels."""
    step = max(1, int(text_height / settings.given.digit))
    raster = Raster.over(UprightBox.around(plan.box for plan in cells), page.image.shape, step)
    owner = _owner(raster, [plan.box for plan in cells])
    inner = [plan.inner.grown(-max(step, settings.edge * text_height)) for plan in cells]
    inside = _owner(raster, inner)
    known = cv2.dilate(_known(raster, cells), np.ones((2 * settings.reach + 1,) * 2, np.uint8))
    away = stand_out(page, raster, owner, (inside > 0) & (known == 0), text_height, settings.given)
    threshold = _threshold(away, (inside > 0) & (known == 0), settings)
    out = np.asarray(cv2.threshold(away, threshold - 1, 255, cv2.THRESH_BINARY)[1], np.uint8)
    windows = np.array([raster.corners(box) for box in inner], dtype=np.float64)
    is_bare = _bare(out, inside, len(cells), text_height / step, settings)
    pixel = pixel_of(page, raster)
    out |= _faint_dashes(
        away,
        _half_way_down(inside, windows, is_bare, text_height / step, settings),
        text_height / step,
        pixel,
        settings,
    )
    kinds = _explained(np.asarray(out, np.uint8), np.asarray(known, np.uint8), inside)
    layers = raster.sampled(page.layers)
    loose = np.asarray(cv2.bitwise_and(out, out, mask=(kinds == 0).view(np.uint8)), np.uint8)
    if layers.any():
        loose[(layers == Layer.UNLIT) & (inside > 0)] = 255
    pieces = find_pieces(loose, inside, away, layers)
    blank = np.array([not plan.ink.lines for plan in cells])
    table = TableOf(windows, blank, text_height / step, _print_level(away, kinds), pixel)
    found = kinds_of(pieces, table, settings.rest)
    pieces.write(kinds, found)
    unexplained = set(pieces.cell[maybe_print(pieces, found, table, settings.rest)].tolist())
    written = np.array(
        [any(line.height >= settings.digit * text_height for line in plan.ink.lines) for plan in cells]
    )
    pale = pale_print(away, windows, is_bare & blank, ~blank, written, table.height, threshold, settings.pale)
    for cell, room in pale.rooms.items():
        part = kinds[room.rows, room.cols]
        part[part == Ink.NONE] = Ink.REST
        unexplained.add(cell)
    at_rule = _against_rules(kinds, raster, cells, table.height, settings.against_rule)
    why = ((UNEXPLAINED, unexplained), (AGAINST_RULE, at_rule), (MAYBE_LOST, pale.lost))
    doubts = tuple(tuple(doubt for doubt, of in why if i in of) for i in range(len(cells)))
    return Ledger(raster, kinds, away, _counts(kinds, owner, len(cells)), doubts)


def _explained(out: Image, known: NDArray[np.uint8], inside: NDArray[np.int16]) -> NDArray[np.uint8]:
    """The ``Ink`` of what is known of ``out``, the ink: glyphs and rules; what is not ``inside`` a cell is a rule."""
    sides = (inside == 0).view(np.uint8) * np.uint8(Ink.RULE)
    return np.asarray(cv2.bitwise_and(cv2.max(known, sides), out), np.uint8)  # a glyph goes before a rule


def _against_rules(
    kinds: NDArray[np.uint8],
    raster: Raster,
    cells: Sequence[CellPlan],
    height: float,
    settings: AgainstRuleSettings,
) -> set[int]:
    """Which blank cells have what could be print among the ink of their rules; it becomes rest in ``kinds``."""
    found = set()
    for i, plan in enumerate(cells):
        if plan.ink.lines:
            continue
        part = kinds[raster.window(plan.box)]
        print_ = against_rule(part == Ink.RULE, height, settings)
        if print_.any():
            part[print_] = Ink.REST
            found.add(i)
    return found


def _bare(
    out: Image, inside: NDArray[np.int16], count: int, height: float, settings: LedgerSettings
) -> NDArray[np.bool_]:
    """In which cells less stands out than a point of print has, bool (count,)."""
    few = max(_FEW, settings.rest.point * height) ** 2
    return np.asarray(np.bincount(inside[out > 0], minlength=count + 1)[1:] < few)


def _half_way_down(
    inside: NDArray[np.int16],
    windows: NDArray[np.float64],
    chosen: NDArray[np.bool_],
    height: float,
    settings: LedgerSettings,
) -> NDArray[np.bool_]:
    """The places half way down the ``chosen`` cells, bool (H, W)."""
    middle = np.array([0.0, *windows[:, 1::2].mean(axis=1)])[inside]
    near = np.abs(np.arange(len(inside))[:, None] + 0.5 - middle) <= settings.rest.middle * height
    return np.asarray(np.array([False, *chosen])[inside] & near)


def _faint_dashes(
    away: Image, bare: NDArray[np.bool_], height: float, pixel: float, settings: LedgerSettings
) -> Image:
    """Where in ``bare`` places, bool (H, W), something level stands out together, as a dash does; uint8, 255 or 0.

    A dash is as thin as a hair; on a coarse scan little of its ink is left in any pixel, but the same little in many
    of a row: some of it is left without the one that stands out most, spread over ``pixel`` and one more. How much is
    beyond chance, most bare places tell. What begins at one side of its cell is the fringe of the rule there; a dash
    may fill a narrow cell from side to side.
    """
    if not bare.any():
        return np.zeros(away.shape, np.uint8)
    length = max(3, round(settings.dash * height))
    row = (length, 1)
    share = cv2.blur(bare.astype(np.float32), row)
    free = np.where(bare, away, 0).astype(np.float32)
    whole = cv2.blur(free, row)
    usual = float(np.median(whole[bare]))
    spread = max(_LEVEL, usual_spread(whole[bare], usual))
    level = whole / np.maximum(share, 1 / length)  # beside the rules, where less of a row is seen
    found = find_components(((level >= usual + settings.faint * spread) & bare).astype(np.uint8))
    found = found.which(_of_many(found, np.maximum(free - usual, 0), math.ceil(pixel) + 1, settings.many))
    dash = (found.width <= settings.rest.dash[1] * height + length) & (
        found.width >= settings.rest.flat * found.height
    )
    at_left, at_right = (bare & ~np.roll(bare, step, axis=1) for step in (1, -1))
    begins, ends = (np.isin(found.numbers, found.labels[side]) for side in (at_left, at_right))
    loose = found.numbers[dash & (begins == ends)]
    return np.asarray(np.isin(found.labels, loose) * np.uint8(255))


def _of_many(found: Components, out: NDArray[np.float32], one: int, many: float) -> NDArray[np.bool_]:
    """Which pieces are of more than one pixel of the page as given, bool (N,).

    Of what stands ``out`` in them this share is left without the square of ``one`` place each way that has most.
    """
    n = int(found.numbers.max(initial=0)) + 1
    total, most = np.zeros(n), np.zeros(n)
    spread = cv2.boxFilter(out, cv2.CV_32F, (one, one), normalize=False, borderType=cv2.BORDER_CONSTANT)
    at = np.nonzero(found.labels)
    number = found.labels[at]
    inside = number < n
    np.add.at(total, number[inside], out[at][inside])
    np.maximum.at(most, number[inside], spread[at][inside])
    return np.asarray(total[found.numbers] - most[found.numbers] >= many * total[found.numbers])


def _threshold(away: Image, free: NDArray[np.bool_], settings: LedgerSettings) -> int:
    """From how many levels on a place stands out: beyond the noise of the paper, seen where no ink is known."""
    levels = away[::_SPARSE, ::_SPARSE][free[::_SPARSE, ::_SPARSE]]
    noise = float(np.median(levels)) if levels.size else 0.0
    return int(min(255, max(settings.contrast, settings.noise * noise)))


def _known(raster: Raster, cells: Sequence[CellPlan]) -> NDArray[np.uint8]:
    """What the ink of the prepared page was taken for, uint8 (H, W): a rule, a glyph or 0."""
    known = np.zeros(raster.shape, np.uint8)
    for plan in cells:
        pieces = plan.components
        if len(pieces):
            table = np.zeros(int(pieces.numbers.max()) + 1, np.uint8)
            if (
                plan.ink.lines and not plan.ink.specks
            ):  # nothing was painted over: the recogniser saw all in its lines
                table[pieces.numbers] = Ink.GLYPH
                table[list(plan.ink.pale)] = Ink.NONE  # but what was too pale for print: that it was not shown
            table[list(plan.ink.printed)] = Ink.GLYPH
            table[list(plan.ink.ruled)] = Ink.RULE
            x0, y0 = int(pieces.left.min()) - pieces.origin[0], int(pieces.top.min()) - pieces.origin[1]
            x1, y1 = int(pieces.right.max()) - pieces.origin[0], int(pieces.bottom.max()) - pieces.origin[1]
            _lay(known, raster, pieces.labels[y0:y1, x0:x1], (pieces.left.min(), pieces.top.min()), table)
        if plan.diagonals is not None:
            of_rule = np.array([Ink.NONE, Ink.RULE], np.uint8)
            _lay(known, raster, plan.diagonals, plan.inner.as_ints()[:2], of_rule)
    return known


def _lay(
    known: NDArray[np.uint8],
    raster: Raster,
    labels: NDArray[np.integer[Any] | np.bool_],
    origin: tuple[int, int],
    table: NDArray[np.uint8],
) -> None:
    """Write into ``known`` what ``table`` says of each label; ``origin`` (x, y) of them is in the prepared page.

    A place of the raster is what any pixel in it is: no pixel of a hair-thin dash may be in the middle of one.
    """
    step = raster.step
    column, row = (int(start) // step for start in origin)
    before = int(origin[1]) - row * step, int(origin[0]) - column * step
    after = tuple(-(size + first) % step for size, first in zip(labels.shape, before, strict=True))
    part = np.take(table, labels.astype(np.intp), mode="clip")
    part = np.pad(part, tuple(zip(before, after, strict=True)))
    part = part.reshape(part.shape[0] // step, step, part.shape[1] // step, step).max(axis=(1, 3))
    y, x = row - raster.top, column - raster.left
    part = part[max(0, -y) : known.shape[0] - y, max(0, -x) : known.shape[1] - x]
    window = known[max(0, y) :, max(0, x) :][: part.shape[0], : part.shape[1]]
    np.maximum(window, part, out=window)


def _owner(raster: Raster, boxes: Sequence[UprightBox]) -> NDArray[np.int16]:
    """The number of the box, from 1, that each place lies in, 0 for none; int16 (H, W)."""
    owner = np.zeros(raster.shape, np.int16)
    for number, box in enumerate(boxes, 1):
        owner[raster.window(box)] = number
    return owner


def _print_level(away: Image, kinds: NDArray[np.uint8]) -> float:
    """How far the table's darkest print stands out: what a tenth of the glyphs' places reach; 0.0 for no print."""
    glyphs = (kinds == Ink.GLYPH).view(np.uint8)
    counts = cv2.calcHist([away], [0], glyphs, [256], (0.0, 256.0)).ravel()
    total = counts.sum()
    return float(np.searchsorted(np.cumsum(counts), 0.9 * total)) if total else 0.0


def _counts(kinds: NDArray[np.uint8], owner: NDArray[np.int16], cells: int) -> NDArray[np.intp]:
    """Places of each cell by what explains them; intp (cells, 6)."""
    both = owner.astype(np.uint16) * np.uint16(len(Ink)) + kinds
    bins = (cells + 1) * len(Ink)
    found = cv2.calcHist([both], [0], None, [bins], (0.0, float(bins))).ravel()
    counts = found.astype(np.intp).reshape(-1, len(Ink))[1:]
    counts[:, Ink.NONE] = 0
    return counts
