"""What reports of several years say of each other: everything planted is found, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import ocrkit
from benchmarks.archive.made import fill
from benchmarks.archive.planted import found_in, planted_in, report_of
from benchmarks.pagemaker.linked import Wanted, plan
from ocrkit.archive.near import may_be_one, near
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Cell, FormTable, Report


def findings(out: Path, *reports: Report) -> list[Mapping[str, Any]]:
    fill(out, reports)
    with ocrkit.open_archive(out) as archive:
        frame = archive.sql("select * from findings where scope = 'archive' order by year, report")
    return frame.to_dict("records")


def year(number: int, carried_out: Cell, carried_in: Cell, agency: str = "甲县水利局") -> Report:
    cells = {"carried_out": {"total": carried_out}, "carried_in": {"total": carried_in}}
    return Report(agency=agency, year=number, requests=FormTable(edition="2021", cells=cells))


def number(value: int | str, doubtful: bool = False) -> Cell:
    doubts = (Doubt(DoubtCode.NOT_VERIFIED),) if doubtful else ()
    status = "review" if doubtful else "accepted"
    return Cell(value=Decimal(value), text=str(value), kind="number", status=status, doubts=doubts)


BLANK = Cell(value=None, text="", kind="blank")
UNREAD = Cell(value=None, text=None, kind="unreadable", status="review")


@pytest.mark.parametrize("seed", [5, 6])
def test_everything_planted_is_found_and_nothing_else(seed: int, tmp_path: Path) -> None:
    made = plan(seed, Wanted(agencies=16, years=4, breaks=4, copied=2, missing=2, renamed=2))
    found = findings(tmp_path / "out", *map(report_of, made.reports))
    assert found_in(found) == planted_in(made)
    sides = defaultdict(set)
    for one in found:
        sides[frozenset((one["report"], one["other_report"])), one["code"]].add(one["report"])
    assert {len(both) for both in sides.values()} == {2}


@pytest.mark.parametrize(
    ("out", "taken", "about"),
    [
        (number(5), number(5), None),
        (number(5), number(6), "paper"),
        (BLANK, number(0), None),
        (BLANK, number(4), "paper"),
        (BLANK, BLANK, None),
        (UNREAD, number(4), None),
        (number(5, doubtful=True), number(6), "reading"),
        (number(5), number(6, doubtful=True), "reading"),
        (number(5, doubtful=True), number(6800), "paper"),
    ],
)
def test_a_carry_over_is_a_fault_of_the_paper_or_a_doubt_of_the_reading(
    tmp_path: Path, out: Cell, taken: Cell, about: str | None
) -> None:
    found = findings(tmp_path / "out", year(2021, out, BLANK), year(2022, BLANK, taken))
    assert [one["about"] for one in found] == ([] if about is None else [about] * 2)
    if about:
        assert [one["cells"] for one in found] == ["requests.carried_out.total", "requests.carried_in.total"]


def test_two_reports_of_a_year_and_one_between_that_is_missing(tmp_path: Path) -> None:
    reports = [year(number_, BLANK, BLANK) for number_ in (2020, 2020, 2023)]
    found = findings(tmp_path / "out", *reports)
    assert [(one["code"], one["year"]) for one in found] == [
        ("year_twice", 2020),
        ("year_missing", 2020),
        ("year_twice", 2020),
        ("year_missing", 2023),
    ]
    assert "2021; 2022" in found[1]["message"]


def test_few_numbers_alike_are_no_copy(tmp_path: Path) -> None:
    assert findings(tmp_path / "out", year(2021, number(3), number(3)), year(2022, number(3), number(3))) == []


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("安澜县交通局", "安澜县交通运输局", True),
        ("安澜县住建局", "安澜县住房和城乡建设局", True),
        ("青州市水利局", "山东省青州市水利局", True),
        ("安澜县水利局", "安澜县水务局", True),
        ("安澜县水利局", "安澜县林业局", False),
        ("安澜县水利局", "松岭县水利局", False),
        ("安澜县水利局", "安澜县水利站", False),
        ("水利局", "水务局", False),
    ],
)
def test_names_that_are_near(one: str, other: str, are: bool) -> None:
    assert near(one, other) is near(other, one) is are


def test_two_names_with_a_report_of_the_same_year_are_two_agencies() -> None:
    one, other = "安澜县交通局", "安澜县交通运输局"
    assert list(may_be_one({one: frozenset({2021}), other: frozenset({2020})})) == [(other, one)]
    assert list(may_be_one({one: frozenset({2021}), other: frozenset({2020, 2021})})) == []


def test_an_alias_joins_the_years_and_ends_the_proposal(tmp_path: Path) -> None:
    out = tmp_path / "out"
    reports = year(2021, number(5), BLANK), year(2022, BLANK, number(6), "甲县水务局")
    assert {one["code"] for one in findings(out, *reports)} == {"agency_names_near"}
    (out / "agencies.csv").write_text("name,agency\n甲县水务局,甲县水利局\n", encoding="utf-8")
    with ocrkit.open_archive(out) as archive:
        codes = archive.sql("select distinct code from findings where scope = 'archive'")["code"]
    assert list(codes) == ["carry_over_differs"]
