"""What does not agree: a fault of the paper where every value is read with confidence, else a doubt of the reading.

Nothing is lost either way: what is no finding is told by the doubts of the values it may come from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal

from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.form import FormDefinition
from ocrkit.types.report import Cell, FormTable, Kind
from ocrkit.types.text import folded
from ocrkit.verify.arithmetic import Broken, suspects
from ocrkit.verify.borne_out import borne_out
from ocrkit.verify.misread import could_be
from ocrkit.verify.placing import OF_LABEL
from ocrkit.verify.vouched import Vouched

SUSPECT = Doubt(DoubtCode.SUMS_BROKEN)
DOUBTFUL_TABLE = Doubt(DoubtCode.TABLE_MOSTLY_DOUBTFUL)

LOST = Doubt(DoubtCode.DASH_MAYBE_LOST)
GONE = Doubt(DoubtCode.PRINT_MAYBE_LOST)

_Placed = tuple[CellRef, Cell]

_PLACING = {DoubtCode.PLACED_BY_FORM, DoubtCode.LABEL_BY_ORDER, DoubtCode.COLUMNS_BY_NUMBER}
"""Doubts about where a value belongs, in lines that would otherwise be lost: they say nothing of how it was read."""

_OF_LABELS = _PLACING | OF_LABEL | {DoubtCode.HEADINGS_UNREAD, DoubtCode.OTHER_EDITION_FITS}
"""All doubts of labels: they say nothing of whether print is gone from blanks."""

_MOST = 0.5
"""The share of a table's or a page's values, or of a report's blanks, from which on their doubts speak against all
the others too: paper on which one value in two cannot be read with confidence also has dashes that are gone and
strokes that are none."""


_LIKELY = 0.5
"""A number of a higher probability is right rather than wrong."""

_WORN, _FEW = 0.1, 3
"""The share and the least number of a report's dashes that are hardly told from dirt where others may be gone."""

_MANY, _LEFT = 12, 0.2
"""What was read as dashes in fewer cells than that, and in a smaller share of those without a number, is dirt. Set by
hand: where dashes go more are left; where there are none dirt makes fewer."""

_SPEAKS = 6
"""A page with so many cells speaks for itself; one with fewer goes with the others."""

_NEAR = 0.25
"""Dashes stand where numbers do, up to this, in text heights."""


@dataclass(frozen=True)
class Reviewed:
    """The forms, with the values that a person should look at marked, and what is certain about the paper."""

    forms: dict[str, FormTable]
    findings: tuple[Finding, ...]


def review(
    forms: Mapping[str, FormTable],
    broken: Sequence[Broken],
    against: Sequence[Finding],
    lacking: Sequence[CellRef] = (),
    sums: Vouched | None = None,
    definitions: Sequence[FormDefinition] = (),
) -> Reviewed:
    """Tell faults of the paper from doubts of the reading.

    ``forms`` are the tables as recognised, ``broken`` their broken rules, ``against`` the contradictions,
    ``lacking`` the places for which no value was found, ``sums`` what the sums tell of values. A rule that
    would hold if one value in doubt were another that it could be misread from (``could_be``) is no finding, nor is
    a contradiction to a value in doubt. Where most values of a table or of a page were in doubt, all are but those
    of which a sum holds and none is broken. Suspects of arithmetic alone are in review too, but excuse no rule: their
    reading was not in doubt. A value that the sums tell as it was read, by the rules of ``definitions``, is
    none (``borne_out``).
    """
    forms = send_to_review(forms, [*_beside_worn_dashes(forms), *_among_doubtful_blanks(forms)])
    forms = send_to_review(forms, list(dict(_in_doubtful_tables(forms, lacking, sums or Vouched())).items()))
    doubtful = _doubtful(forms)
    findings: list[Finding] = []
    suspected = suspects(broken)
    doubts = [(ref, SUSPECT) for ref in suspected - borne_out(forms, definitions, doubtful, suspected)]
    for rule in broken:
        if _may_be_misread(rule, doubtful):
            doubts += _sum_doubts(rule, doubtful)
        else:
            findings.append(rule.finding())
    for finding in against:
        unsure = [ref for ref in finding.cells if ref in doubtful]
        doubts += [(ref, Doubt(DoubtCode.TEXT_DISAGREES, dict(finding.detail))) for ref in unsure]
        findings += [] if unsure else [finding]
    return Reviewed(send_to_review(forms, doubts), tuple(findings))


def _beside_worn_dashes(forms: Mapping[str, FormTable]) -> Iterator[tuple[CellRef, Doubt]]:
    """The blanks that were read plainly in a report whose dashes are nearly gone: others may be gone.

    So are they where most of the dashes that are left can hardly be read, unless the report's sign for nothing is 0.
    Dashes stand where numbers do; what does not and was read as one is dirt, and says nothing of others. So is what
    was read as one in a few of many cells that hold no number: where dashes go more are left.
    """
    every = [(CellRef(form=form, row=r, column=c), cell) for form, table in forms.items() for r, c, cell in table]
    dashes = [cell for _, cell in every if "dash" in (cell.kind, _by_itself(cell))]
    noughts = sum(cell.value == 0 and not cell.has(DoubtCode.READ_BY_PROTOTYPE) for _, cell in every)
    worn = sum(cell.has(DoubtCode.MARK_IN_MIDDLE) for cell in dashes)
    are_its_sign = len(dashes) > noughts  # else they may be misread noughts
    alike = _in_place(dashes)
    unsure = sum(_read_in_doubt(cell) for cell in alike)
    dirt = len(dashes) - len(alike)  # it lies anywhere, and half as much of it where dashes stand
    blank = sum(cell.kind == "blank" for _, cell in every)
    enough = min(_MANY, _LEFT * (len(alike) + blank))
    are_dashes = len(alike) >= max(enough, min(dirt, _FEW + dirt / 2))
    gone = are_its_sign and are_dashes and unsure >= max(_FEW, _MOST * len(alike))
    if gone or worn >= max(_FEW, _WORN * len(alike)):
        yield from ((ref, LOST) for ref, cell in every if cell.kind == "blank" and cell.status != "review")


def _by_itself(cell: Cell) -> Kind:
    """What a cell was read as before its table's others spoke: they are no evidence of what it shows."""
    told = next((doubt.detail["text"] for doubt in cell.doubts if doubt.code == DoubtCode.READ_BY_PROTOTYPE), None)
    if told is None:
        return cell.kind
    text = folded(str(told))
    return "blank" if not text else "dash" if text == "无" or set(text) <= {"-", "/"} else "text"


def _among_doubtful_blanks(forms: Mapping[str, FormTable]) -> Iterator[tuple[CellRef, Doubt]]:
    """The blanks that were read plainly in a report most of whose blanks were not: print is gone there."""
    every = [(CellRef(form=form, row=r, column=c), cell) for form, table in forms.items() for r, c, cell in table]
    blanks = [(ref, cell) for ref, cell in every if "blank" in (cell.kind, _by_itself(cell))]
    in_doubt = {ref for ref, cell in blanks if _read_in_doubt(cell, _OF_LABELS)}
    if len(in_doubt) >= max(_FEW, _MOST * len(blanks)):
        yield from ((ref, GONE) for ref, cell in _on_such_pages(blanks, in_doubt) if cell.status != "review")


def _on_such_pages(cells: Sequence[_Placed], in_doubt: AbstractSet[CellRef]) -> Iterator[_Placed]:
    """Of cells that are mostly ``in_doubt``, those on pages of which that is true as well, or that have few of them.

    What lies on one leaf, or shows through it, does not on the next.
    """
    for page in dict.fromkeys(cell.page for _, cell in cells):
        own = [placed for placed in cells if placed[1].page == page]
        if len(own) < _SPEAKS or sum(ref in in_doubt for ref, _ in own) >= _MOST * len(own):
            yield from own


def _in_place(dashes: Sequence[Cell]) -> list[Cell]:
    """Those of the dashes that stand where numbers do.

    In a table of few numbers, those that stand in their cells where most do, or in the middle where those stand
    anywhere: the grid may be off.
    """
    loose = [_off(cell) for cell in dashes if not _by_numbers(cell)]
    usual = sorted(loose)[(len(loose) - 1) // 2] if loose else 0.0
    near = sum(abs(off - usual) <= _NEAR for off in loose)
    place = usual if 2 * near >= len(loose) else 0.0
    return [cell for cell in dashes if abs(_off(cell) - (0.0 if _by_numbers(cell) else place)) <= _NEAR]


def _by_numbers(cell: Cell) -> bool:
    """Whether numbers of its table tell how far off a dash is."""
    return any(doubt.detail.get("against") == "numbers" for doubt in _told_off(cell))


def _told_off(cell: Cell) -> list[Doubt]:
    return [doubt for doubt in (*cell.doubts, *cell.answered) if doubt.code == DoubtCode.DASH_OFF_MIDDLE]


def _off(cell: Cell) -> float:
    """How far below its place a dash stands, in text heights; 0.0 where that is not said."""
    told = (doubt.detail["off"] for doubt in _told_off(cell))
    return next((float(off) for off in told if isinstance(off, int | float)), 0.0)


def _in_doubtful_tables(
    forms: Mapping[str, FormTable], lacking: Sequence[CellRef], sums: Vouched
) -> Iterator[tuple[CellRef, Doubt]]:
    """The values that were read plainly in tables, and on pages, of which most were not.

    A value that was not found in a row that was is one not read: where columns are not told, those that are may be
    others, of which sums hold as well. Rows that are not there at all may be on another page; nor do those count that
    are only told by the form.
    """
    unread = Counter(ref.form for ref in lacking if ref.form in forms and ref.row in forms[ref.form].cells)
    held, nothing = (frozenset(ref for ref in refs if not unread[ref.form]) for refs in (sums.held, sums.nothing))
    sums = replace(sums, held=held, nothing=nothing)
    every: list[_Placed] = []
    for form, table in forms.items():
        cells = [(CellRef(form=form, row=row, column=column), cell) for row, column, cell in table]
        yield from _plain_among_doubtful(cells, sums, unread[form])
        every += cells
    for page in dict.fromkeys(cell.page for _, cell in every):
        yield from _plain_among_doubtful([placed for placed in every if placed[1].page == page], sums)


def _plain_among_doubtful(
    cells: Sequence[_Placed], sums: Vouched, unread: int = 0
) -> Iterator[tuple[CellRef, Doubt]]:
    """Those of these cells that are in no doubt, where most of them and of the ``unread`` ones beside them were."""
    in_doubt = {ref for ref, cell in cells if _read_in_doubt(cell)}
    if len(in_doubt) + unread >= _MOST * (len(cells) + unread):
        own = cells if unread else _on_such_pages(cells, in_doubt)
        plain = (placed for placed in own if placed[1].status != "review")
        yield from ((ref, DOUBTFUL_TABLE) for ref, cell in plain if not _is_sure(ref, cell, sums))


def _is_sure(ref: CellRef, cell: Cell, sums: Vouched) -> bool:
    """Whether a value stands among doubtful ones: it was read so rather than otherwise, and sums bear it out.

    Where most is misread, sums may hold for several misread numbers together, of which most are in doubt. A number
    that was read plainly and wrong breaks a sum of several. Of a dash sums tell that it counts for nothing; so does a
    blank, but what stood there may be gone.
    """
    likely = cell.confidence is None or cell.confidence > _LIKELY
    vouched = bool(cell.value) and ref in sums.read
    held = (cell.kind == "number" and ref in sums.held) or ref in sums.nothing
    return likely and (vouched or held or _is_answered(cell))


def _read_in_doubt(cell: Cell, placing: AbstractSet[DoubtCode] = _PLACING) -> bool:
    """Whether more was doubtful about a value than where it belongs, also where that was answered since."""
    only_placed = bool(cell.doubts) and all(doubt.code in placing for doubt in cell.doubts)
    return _is_answered(cell) or (cell.status == "review" and not only_placed)


def _is_answered(cell: Cell) -> bool:
    """Whether a doubt of how it was read was answered by what stands around it."""
    return any(doubt.code not in _OF_LABELS for doubt in cell.answered)


def send_to_review(forms: Mapping[str, FormTable], doubts: Sequence[tuple[CellRef, Doubt]]) -> dict[str, FormTable]:
    """The forms with status "review" for the cells of ``doubts``; values stay as they were read."""
    found = dict(forms)
    for ref, doubt in doubts:
        table = found[ref.form]
        cell = table.cells[ref.row][ref.column]
        marked = cell.model_copy(update={"status": "review", "doubts": (*cell.doubts, doubt)})
        rows = table.cells | {ref.row: table.cells[ref.row] | {ref.column: marked}}
        found[ref.form] = table.model_copy(update={"cells": rows})
    return found


def _doubtful(forms: Mapping[str, FormTable]) -> dict[CellRef, Cell]:
    """The cells whose reading is in doubt."""
    return {
        CellRef(form=form, row=row, column=column): cell
        for form, table in forms.items()
        for row, column, cell in table
        if cell.status == "review"
    }


def _may_be_misread(rule: Broken, doubtful: Mapping[CellRef, Cell]) -> bool:
    """Whether another reading of one doubtful cell can make the rule hold.

    Several wrong at once are not tried: almost any difference could be shared out among them.
    """
    cells = {ref: doubtful[ref] for ref in (*rule.left, *rule.right) if ref in doubtful}
    return any(could_be(cell, _due(rule, ref, cell)) for ref, cell in cells.items())


def _due(rule: Broken, ref: CellRef, cell: Cell) -> Decimal:
    """The number in a cell of a rule that would make it hold; what is no number counts as 0."""
    return (cell.value or Decimal(0)) + rule.needed(ref)


def _sum_doubts(rule: Broken, doubtful: Mapping[CellRef, Cell]) -> Iterator[tuple[CellRef, Doubt]]:
    """What the doubtful cells of a rule are told; with the number that would make it hold, where one can."""
    for ref in (*rule.left, *rule.right):
        if ref in doubtful:
            due = _due(rule, ref, doubtful[ref])
            if due >= 0:
                yield ref, Doubt(DoubtCode.SUM_WANTS, {**rule.detail(), "wanted": f"{due:f}"})
            else:
                yield ref, Doubt(DoubtCode.SUM_DIFFERS, rule.detail())
