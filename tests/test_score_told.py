"""Texts outside the forms: right, silently wrong or flagged; line breaks; what a document had to tell."""

from __future__ import annotations

import pytest

from ocrkit.score.document import score_document
from ocrkit.score.grid import Grid, GridCell
from ocrkit.score.output import PageOutput, SystemOutput
from ocrkit.score.told import same_words, score_plain, unmet
from ocrkit.score.truth_models import Truth
from ocrkit.types.finding import Finding
from ocrkit.types.report import Report


def row(*texts: str | None, review: tuple[int, ...] = ()) -> Grid:
    cells = (GridCell(rows=(0, 1), cols=(i, i + 1), text=t, review=i in review) for i, t in enumerate(texts))
    return Grid(n_rows=1, n_cols=len(texts), cells=tuple(cells))


@pytest.mark.parametrize(
    ("expected", "read", "same"),
    [
        ("——————", "——", True),
        ("—", "-", True),
        ("—", "一", False),
        ("—", "", False),
        ("2019—2020", "20192020", False),
    ],
)
def test_a_dash_is_a_dash_however_long(expected: str, read: str, same: bool) -> None:
    assert same_words(expected, read) is same


@pytest.mark.parametrize(
    ("expected", "read", "same"),
    [
        ("105\n420", "105\n420", True),
        ("105\n420", "105420", False),
        ("105\n420", "1054\n20", False),
        ("本年新收政府信息", "本年新收\n政府信息", True),
        ("Merged Cells", "Ｍerged Cells", True),
        ("12", "13", False),
    ],
)
def test_line_breaks_count_where_they_are_printed(expected: str, read: str, same: bool) -> None:
    assert same_words(expected, read) is same


def test_a_wrong_cell_is_silent_unless_in_review_or_unread() -> None:
    true = row("甲", "乙", "丙", "丁", None)
    scores = score_plain([row("甲", "己", "戊", None, "?", review=(2,))], [true])
    assert (scores.total, scores.right, scores.silent, scores.flagged) == (4, 1, 1, 2)
    assert [(miss.where, miss.read, miss.flagged) for miss in scores.misses] == [
        ("table 1, row 1, column 2", "己", False),
        ("table 1, row 1, column 3", "戊", True),
        ("table 1, row 1, column 4", None, True),
    ]
    assert score_plain([], [true]).flagged == 4


def test_title_agency_and_year_are_scored_where_the_truth_gives_them() -> None:
    truth = Truth.model_validate({"pages": [{"file": "a.png"}], "title": "年报", "year": 2024})
    report = Report(title="年报", year=2009, agency="某局")
    head = score_document(SystemOutput(system="x", report=report), truth).head
    assert (head.total, head.right, head.silent, head.flagged) == (2, 1, 1, 0)
    head = score_document(SystemOutput(system="x", report=Report(title="年报")), truth).head
    assert (head.right, head.silent, head.flagged) == (1, 0, 1)


def test_exit_code_and_findings_that_had_to_come() -> None:
    known = {"pages": [{"file": "a.png"}], "exit_code": 1, "findings": ["missing_page", "arithmetic"]}
    truth = Truth.model_validate(known)
    report = Report(findings=(Finding(kind="missing_page", message="not read"),))
    assert unmet(report, 1, truth) == (3, ("finding arithmetic",))
    assert unmet(report, 0, truth)[1] == ("exit code 1 (it was 0)", "finding arithmetic")
    score = score_document(SystemOutput(system="x", report=report, exit_code=1), truth)
    assert (score.expected, score.unmet) == (3, ("finding arithmetic",))
    with pytest.raises(ValueError, match="findings"):
        Truth.model_validate(known | {"findings": ["missing_pages"]})


def test_teds_compares_line_breaks_where_the_truth_states_them() -> None:
    table = {"n_rows": 1, "n_cols": 1, "cells": [{"rows": [0, 1], "cols": [0, 1], "text": "105\n420\n210"}]}
    truth = Truth.model_validate({"pages": [{"file": "a.png"}], "tables": [table]})

    def teds(text: str) -> float:
        output = SystemOutput(system="x", pages=(PageOutput(page=1, tables=(row(text),)),))
        return score_document(output, truth).tables[0].teds

    assert teds("105\n420\n210") == 1.0
    assert teds("105420210") < 1.0
    table["cells"] = [{"rows": [0, 1], "cols": [0, 1], "text": "105420210"}]
    truth = Truth.model_validate({"pages": [{"file": "a.png"}], "tables": [table]})
    assert teds("105\n420\n210") == 1.0
