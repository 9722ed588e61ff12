"""What does not agree: a fault of the paper where every value is read with confidence, else a doubt of the reading.

Nothing is lost either way: what is no finding is told by the doubts of the values it may come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocrkit.types.report import CellRef, Finding, FormTable
from ocrkit.verify.arithmetic import Broken, suspects

SUSPECT = "the sums that it stands in do not hold: misread, or printed wrong"


@dataclass(frozen=True)
class Reviewed:
    """The forms, with the values that a person should look at marked, and what is certain about the paper."""

    forms: dict[str, FormTable]
    findings: tuple[Finding, ...]


def review(forms: Mapping[str, FormTable], broken: Sequence[Broken], against: Sequence[Finding]) -> Reviewed:
    """Tell faults of the paper from doubts of the reading.

    ``forms`` are the tables as recognised, ``broken`` their broken rules, ``against`` the contradictions. A rule
    that would hold with another number where the reading is in doubt is no finding, nor is a contradiction to such
    a value. Suspects of arithmetic alone are in review too, but excuse no rule: their reading was not in doubt.
    """
    doubtful = _doubtful(forms)
    findings: list[Finding] = []
    doubts = [(ref, SUSPECT) for ref in suspects(broken)]
    for rule in broken:
        if _may_be_misread(rule, doubtful):
            doubts += _sum_doubts(rule, doubtful)
        else:
            findings.append(rule.finding())
    for finding in against:
        unsure = [ref for ref in finding.cells if ref in doubtful]
        doubts += [(ref, f"the text does not agree: {finding.message}") for ref in unsure]
        findings += [] if unsure else [finding]
    return Reviewed(send_to_review(forms, doubts), tuple(findings))


def send_to_review(forms: Mapping[str, FormTable], doubts: Sequence[tuple[CellRef, str]]) -> dict[str, FormTable]:
    """The forms with status "review" for the cells of ``doubts``; values stay as they were read."""
    found = dict(forms)
    for ref, doubt in doubts:
        table = found[ref.form]
        cell = table.cells[ref.row][ref.column]
        marked = cell.model_copy(update={"status": "review", "doubts": (*cell.doubts, doubt)})
        rows = table.cells | {ref.row: table.cells[ref.row] | {ref.column: marked}}
        found[ref.form] = table.model_copy(update={"cells": rows})
    return found


def _doubtful(forms: Mapping[str, FormTable]) -> dict[CellRef, Decimal]:
    """The numbers in cells whose reading is in doubt; 0 where none was read."""
    return {
        CellRef(form=form, row=row, column=column): cell.value or Decimal(0)
        for form, table in forms.items()
        for row, column, cell in table
        if cell.status == "review"
    }


def _may_be_misread(rule: Broken, doubtful: Mapping[CellRef, Decimal]) -> bool:
    """Whether counts in place of the doubtful ones can make the rule hold: more on one side, or less on the other."""
    less, more = (rule.left, rule.right) if rule.left_sum < rule.right_sum else (rule.right, rule.left)
    too_much = abs(rule.left_sum - rule.right_sum)
    return any(ref in doubtful for ref in less) or sum(doubtful.get(ref, 0) for ref in more) >= too_much


def _sum_doubts(rule: Broken, doubtful: Mapping[CellRef, Decimal]) -> Iterator[tuple[CellRef, str]]:
    """What the doubtful cells of a rule are told; with the number that would make it hold, where one can."""
    for ref in (*rule.left, *rule.right):
        if ref in doubtful:
            due = doubtful[ref] + rule.needed(ref)
            held = f"; with {due:f} it would" if due >= 0 else ""
            yield ref, f"a sum does not hold with it: {rule.finding().message}{held}"
