"""What there is to read in the cells of a table: their ink, told from rules and dirt, in pictures of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.across import Cut, Ends, cut_at_rules, met_from_outside
from ocrkit.recognise.cells.beyond_rule import is_alone
from ocrkit.recognise.cells.components import Components
from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.dashes import beyond_doubt, with_dashes
from ocrkit.recognise.cells.diagonal import Diagonal, diagonals, painted_over, parted_by
from ocrkit.recognise.cells.faint_dashes import with_faint_dashes
from ocrkit.recognise.cells.faint_print import print_contrast, with_new_print
from ocrkit.recognise.cells.frames import alone
from ocrkit.recognise.cells.ink import cell_components, cell_ink
from ocrkit.recognise.cells.ink_parts import MAYBE_PRINTED, CellInk, InkSettings
from ocrkit.recognise.cells.ledger import CellPlan
from ocrkit.recognise.cells.line_picture import is_on_seal, line_picture
from ocrkit.recognise.cells.lost_print import LOST, Blanks, is_coarse, seen_in_blanks, with_lost_print
from ocrkit.recognise.cells.pale_beside import hats, print_depth
from ocrkit.recognise.cells.pale_fellows import with_pale_fellows
from ocrkit.recognise.cells.runs_on import RUNS_ON, runs_off, runs_on
from ocrkit.recognise.cells.sides import Inner, Inside, SideSettings, inside
from ocrkit.recognise.cells.streaks import with_streaks
from ocrkit.recognise.cells.text_height import TextHeight, text_height
from ocrkit.recognise.settings import CellSettings
from ocrkit.recognise.turned import Column, column_of
from ocrkit.tables.cells import GridCell
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import PreparedPage


@dataclass(frozen=True)
class Job:
    """A cell, the pictures of its lines of ink and what is doubtful about them.

    ``framed``: a frame like no other's was left out. ``column``: the lines as one, where it may be a turned one.
    ``plan``: what its ink is accounted for by. ``parted``: which lines a diagonal parts from the line before.
    ``cut``: what of its print a rule may hide, ``ends``: which of the rules beside it that touches,
    ``outside``: whether print touches one from outside the table. ``coarse``: whether its page may have lost fine
    strokes. ``sign``: all its ink in one picture, where it is no larger than a sign's.
    """

    lines: tuple[InkLine, ...]
    doubts: tuple[Doubt, ...]
    framed: bool
    column: Column | None
    plan: CellPlan
    parted: tuple[bool, ...]
    cut: Cut
    ends: Ends
    outside: bool
    coarse: bool
    sign: InkLine | None


@dataclass(frozen=True, eq=False)
class _Cells:
    """The cells of a table on ``page``, which is without the diagonals that cross them, one entry each.

    ``insides``: the cells without their rules, ``pieces``: the components of their ink, ``inks``: what those are.
    ``height``: the usual one of a character, in pixels; 0.0 where there is no ink. ``blanks``: what the blank ones
    show together, ``sure``: those of them about which nothing else was doubtful. ``contrast``: that of their ink.
    """

    page: PreparedPage
    insides: tuple[Inside, ...]
    crossed: tuple[tuple[Diagonal, ...], ...]
    pieces: tuple[Components, ...]
    inks: tuple[CellInk, ...]
    height: float
    blanks: Blanks | None
    sure: tuple[bool, ...]
    contrast: int


def jobs_of(page: PreparedPage, cells: Sequence[GridCell], settings: CellSettings) -> tuple[list[Job], float]:
    """What there is to read in each cell of a table, and the usual height of a character in them, in pixels."""
    found = _looked_at(page, cells, settings)
    lines = [ink.lines for ink in found.inks]
    cut = _cut(page, cells, found, lines, settings.ink.sides)
    outside = met_from_outside(cells, found.insides, found.height, settings.ink.sides)
    framed = alone([ink.frames for ink in found.inks])
    open_ = runs_on(page.image, cells, settings.runs_on)
    cut_off = runs_off(page, cells, found.height)
    jobs = []
    for i, (cell, ink) in enumerate(zip(cells, found.inks, strict=True)):
        inner, crossed = found.insides[i].box, found.crossed[i]
        painted = _painted(page, found.page, inner) if crossed else None
        past = [RUNS_ON] if open_[i] or cell.past or cut_off[i] else []
        names = (*([Doubt(DoubtCode.DIAGONAL_HEAD)] if crossed else []), *past)
        place = (cell.rows, cell.cols)
        pictures = tuple(replace(_picture(found, i, line, settings), place=place) for line in ink.lines)
        jobs.append(
            Job(
                lines=pictures,
                doubts=(*_beside(ink), *names),
                framed=framed[i],
                column=column_of(found.page.image, ink.lines, found.height, settings.turned),
                plan=CellPlan(cell.box, UprightBox(*map(float, inner)), found.pieces[i], ink, painted),
                parted=parted_by(crossed, ink.lines),
                cut=Cut.NONE if ink.dash else cut[i],
                ends=(found.insides[i].is_met(ink.lines, (0,)), found.insides[i].is_met(ink.lines, (1,))),
                outside=outside[i],
                coarse=is_coarse(found.page, inner, found.height, settings.lost_print),
                sign=_sign(found, i, pictures, settings),
            )
        )
    return jobs, max(found.height, 1.0)


def _picture(found: _Cells, number: int, line: UprightBox, settings: CellSettings) -> InkLine:
    """The picture of a line of a cell's ink."""
    own, inner = found.pieces[number], found.insides[number].box
    return line_picture(found.page, line, found.inks[number], own, inner, settings.around)


def _sign(found: _Cells, number: int, pictures: Sequence[InkLine], settings: CellSettings) -> InkLine | None:
    """All the ink of a cell in one picture, where it is no larger than a sign: a torn one makes several lines."""
    lines = found.inks[number].lines
    if not lines:
        return None
    around, most = UprightBox.around(lines), settings.by_prototype.size * found.height
    if max(around.width, around.height) > most:
        return None
    return pictures[0] if len(lines) == 1 else _picture(found, number, around, settings)


def _cut(
    page: PreparedPage,
    cells: Sequence[GridCell],
    found: _Cells,
    lines: Sequence[Sequence[UprightBox]],
    settings: SideSettings,
) -> list[Cut]:
    """What of each cell's print a rule may hide; what touches one at its side is part of a number, unless alone."""
    cuts = cut_at_rules(cells, found.insides, lines, found.height, settings)
    return [
        Cut.BESIDE if cut == Cut.SIDE and not is_alone(page.image, own, at, found.height, settings) else cut
        for cut, own, at in zip(cuts, found.insides, lines, strict=True)
    ]


def _beside(ink: CellInk) -> tuple[Doubt, ...]:
    """The doubts of a cell's ink, but for that of a likely dash: what it is read as tells more of that."""
    return tuple(doubt for doubt in ink.doubts if not (ink.dash and doubt == MAYBE_PRINTED))


def inked(page: PreparedPage, cells: Sequence[GridCell], settings: CellSettings) -> list[bool]:
    """Which of these cells of a table have ink to be read."""
    return [bool(ink.lines) for ink in _looked_at(page, cells, settings).inks]


def printed(plans: Sequence[CellPlan]) -> list[tuple[UprightBox, ...]]:
    """Where print stands in each of these cells of a table: the boxes of its pieces, rules and specks aside."""
    return [tuple(piece.box for piece in plan.components if piece.number in plan.ink.printed) for plan in plans]


def blanks(page: PreparedPage, cells: Sequence[GridCell], settings: CellSettings) -> tuple[Blanks | None, list[bool]]:
    """What speaks for print that is gone from the blank ones of these cells of a table, and which would be sure else.

    Those are the blank ones about which nothing else is doubtful.
    """
    found = _looked_at(page, cells, settings)
    return found.blanks, list(found.sure)


def _looked_at(page: PreparedPage, cells: Sequence[GridCell], settings: CellSettings) -> _Cells:
    """The ink of each cell, without its rules and diagonals, and what it is."""
    insides = tuple(inside(page.image, cell.box, settings.ink.sides) for cell in cells)
    inners = [found.box for found in insides]
    ink = settings.ink
    pieces = [_pieces(page, found, settings) for found in insides]
    usual = text_height(pieces, inners)
    at_first = pieces
    contrast = print_contrast(page.image, inners, pieces, ink.contrast, usual.pixels, settings.faint_print)
    if contrast < ink.contrast:
        ink = ink.model_copy(update={"contrast": contrast})
        pieces = [_pieces(page, found, settings, ink) for found in insides]
        usual = text_height(pieces, inners)
    crossed = tuple(
        diagonals(own, inner, usual.pixels, settings.diagonal) for own, inner in zip(pieces, inners, strict=True)
    )
    if any(crossed):
        page = _without_diagonals(page, inners, crossed)
        pieces = [_pieces(page, insides[i], settings, ink) if crossed[i] else own for i, own in enumerate(pieces)]
    pieces = [
        own.measured(hat) for own, hat in zip(pieces, hats(page.image, inners, usual.pixels, ink.pale), strict=True)
    ]
    depth = print_depth(pieces, ink.pale)
    inks = [cell_ink(own, inner, usual, ink, depth) for own, inner in zip(pieces, inners, strict=True)]
    if contrast < settings.ink.contrast:
        inks = list(with_new_print(inks, pieces, at_first, usual.pixels, settings.faint_print))
    own = with_streaks(cells, inks, pieces, inners, usual.pixels, settings.streaks)
    alike = with_pale_fellows(cells, own, pieces, inners, usual.pixels, settings.pale_fellows)
    dashed = with_dashes(alike, pieces, inners, usual.pixels, settings.dashes)
    dashed = with_faint_dashes(page.image, dashed, inners, settings.faint_dashes)
    dashed = beyond_doubt(dashed, settings.dashes)
    seen = seen_in_blanks(page, dashed, inners, usual.pixels, settings.lost_print)
    sure = tuple(not ink.lines and not ink.doubts for ink in dashed)
    dashed = with_lost_print(dashed, seen, settings.lost_print)
    found = _Cells(page, insides, crossed, tuple(pieces), dashed, usual.pixels, seen, sure, ink.contrast)
    return found if page.bilevel else _looked_at_faintly(found, usual, settings)


def _looked_at_faintly(found: _Cells, usual: TextHeight, settings: CellSettings) -> _Cells:
    """The same cells; in blank ones whose print is nearly gone, what ink there is however faint, and in doubt.

    How pale it is beside other print is not asked: that it is.
    """
    contrast = min(found.contrast, settings.lost_print.contrast)
    faint = settings.ink.model_copy(update={"contrast": contrast})
    pieces, inks = list(found.pieces), list(found.inks)
    for i, ink in enumerate(found.inks):
        if ink.lines or LOST not in ink.doubts:
            continue
        inner = found.insides[i].box
        own = _pieces(found.page, found.insides[i], settings, faint)
        seen = cell_ink(own, inner, usual, faint)
        if seen.lines:
            doubts = tuple(dict.fromkeys((*ink.doubts, *seen.doubts)))
            pieces[i], inks[i] = own, replace(seen, doubts=doubts, answered=ink.answered)
    return replace(found, pieces=tuple(pieces), inks=tuple(inks))


def _pieces(page: PreparedPage, found: Inside, settings: CellSettings, ink: InkSettings | None = None) -> Components:
    return cell_components(page.image, found, is_on_seal(page, found.box, settings.around), ink or settings.ink)


def _without_diagonals(
    page: PreparedPage, inners: Sequence[Inner], crossed: Sequence[Sequence[Diagonal]]
) -> PreparedPage:
    """A copy of the page on which the diagonal ruling lines of head cells are painted over."""
    image = page.image.copy()
    for inner, own in zip(inners, crossed, strict=True):
        if own:
            image[inner[1] : inner[3], inner[0] : inner[2]] = painted_over(image, inner, own)
    return replace(page, image=image)


def _painted(page: PreparedPage, bare: PreparedPage, inner: Inner) -> NDArray[np.bool_]:
    """Where inside ``inner`` the page without diagonals differs from the page, bool (H, W)."""
    x0, y0, x1, y1 = inner
    return np.asarray(page.image[y0:y1, x0:x1] != bare.image[y0:y1, x0:x1])
