"""What several reports of an agency say of each other, year after year; each is a finding on both reports.

It is a fault of the paper where every value concerned is read with confidence, else a doubt of the reading: by the
same rule as within a report (``verify.review``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from ocrkit.archive.near import may_be_one
from ocrkit.archive.rows import Known, needs_review
from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.finding_codes import FindingCode
from ocrkit.types.report import Cell, Report
from ocrkit.types.words import Parameter
from ocrkit.verify.misread import could_be

FORM, OUT, IN = "requests", "carried_out", "carried_in"
LEAST_NUMBERS = 8
"""Numbers other than 0 that two years have in common where they are copies: fewer may agree by chance."""

About = Literal["paper", "reading", "archive"]


@dataclass(frozen=True)
class Facts:
    """What of a report is held against others: who and when; what it carries over; its numbers that are sure."""

    known: Known
    carried: Mapping[str, Mapping[str, Cell]]
    numbers: Mapping[tuple[str, str, str], Decimal]

    @property
    def id(self) -> str:
        """Of the report."""
        return str(self.known.entry["id"])

    @property
    def year(self) -> int:
        """Of the report; only those that have one are held against each other."""
        assert self.known.year is not None
        return self.known.year


@dataclass(frozen=True)
class Across:
    """A finding on one report, and the other report that it concerns."""

    known: Known
    finding: Finding
    about: About
    other: str


def facts_of(report: Report, known: Known) -> Facts:
    """The facts of a report."""
    table = report.requests
    return Facts(
        known,
        {row: {} if table is None else table.cells.get(row, {}) for row in (OUT, IN)},
        {
            (form, row, column): cell.value
            for form, values in report.form_tables().items()
            for row, column, cell in values
            if cell.value is not None and not needs_review(cell)
        },
    )


def of_agency(facts: Sequence[Facts]) -> Iterator[Across]:
    """The findings among the reports of one agency."""
    by_year: defaultdict[int, list[Facts]] = defaultdict(list)
    for one in facts:
        by_year[one.year].append(one)
    for year, same in by_year.items():
        for one, other in pairwise(same):
            yield from _twice(one, other, year)
    firsts = [by_year[year][0] for year in sorted(by_year)]
    for one, other in pairwise(firsts):
        if other.year == one.year + 1:
            yield from _carry_over(one, other)
        else:
            yield from _missing(one, other)
    for i, one in enumerate(firsts):
        for other in firsts[i + 1 :]:
            yield from _copied(one, other)


def of_names(years: Mapping[str, Mapping[int, Known]]) -> Iterator[Across]:
    """Agencies that may be one under two names, by their reports' years; a finding on one report of each."""
    for name, other in may_be_one({name: frozenset(known) for name, known in years.items()}):
        for this, that in ((name, other), (other, name)):
            finding = Finding.of(FindingCode.AGENCY_NAMES_NEAR, {"name": this, "other": that})
            first = years[that][min(years[that])]
            yield Across(years[this][min(years[this])], finding, "archive", str(first.entry["id"]))


def _both(one: Facts, other: Facts, finding: Finding, about: About) -> Iterator[Across]:
    yield Across(one.known, finding, about, other.id)
    yield Across(other.known, finding, about, one.id)


def _carry_over(one: Facts, other: Facts) -> Iterator[Across]:
    """四、结转下年度继续办理 of a year against 二、上年结转 of the next."""
    out, taken = one.carried[OUT], other.carried[IN]
    differ = [column for column in out if column in taken and _differ(_amount(out[column]), _amount(taken[column]))]
    if not differ:
        return
    sure = any(not _explained(out[column], taken[column]) for column in differ)
    detail: dict[str, Parameter] = {
        "year": one.year,
        "next": other.year,
        "columns": tuple(differ),
        "out": tuple(_shown(out[column]) for column in differ),
        "taken": tuple(_shown(taken[column]) for column in differ),
    }
    for facts, row, that in ((one, OUT, other), (other, IN, one)):
        cells = tuple(CellRef(form=FORM, row=row, column=column) for column in differ)
        finding = Finding.of(FindingCode.CARRY_OVER_DIFFERS, detail, rule="carry_over", cells=cells)
        yield Across(facts.known, finding, "paper" if sure else "reading", that.id)


def _amount(cell: Cell) -> Decimal | None:
    """What a cell says; blanks and dashes are nothing, None where that is not known."""
    return Decimal(0) if cell.kind in ("blank", "dash") else cell.value


def _differ(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one != other


def _explained(out: Cell, taken: Cell) -> bool:
    """Whether one of two values is in doubt, and could be the other."""
    one, other = _amount(out), _amount(taken)
    assert one is not None  # both are numbers where they differ
    assert other is not None
    return (needs_review(out) and could_be(out, other)) or (needs_review(taken) and could_be(taken, one))


def _shown(cell: Cell) -> str:
    return f"{_amount(cell):f}"


def _copied(one: Facts, other: Facts) -> Iterator[Across]:
    """The same numbers in the tables of two years."""
    common = one.numbers.keys() & other.numbers.keys()
    if any(one.numbers[place] != other.numbers[place] for place in common):
        return
    count = sum(one.numbers[place] != 0 for place in common)
    if count >= LEAST_NUMBERS:
        detail = {"year": one.year, "other": other.year, "count": count}
        yield from _both(one, other, Finding.of(FindingCode.YEAR_COPIED, detail), "paper")


def _missing(one: Facts, other: Facts) -> Iterator[Across]:
    """Years between two reports of which there is none."""
    years = tuple(str(year) for year in range(one.year + 1, other.year))
    detail: dict[str, Parameter] = {"years": years, "before": one.year, "after": other.year}
    yield from _both(one, other, Finding.of(FindingCode.YEAR_MISSING, detail), "archive")


def _twice(one: Facts, other: Facts, year: int) -> Iterator[Across]:
    for this, that in ((one, other), (other, one)):
        finding = Finding.of(FindingCode.YEAR_TWICE, {"year": year, "report": that.id})
        yield Across(this.known, finding, "archive", that.id)
