"""The counting of the must-show table, and that it agrees with the checker of the check scans."""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("rapidfuzz", reason="pip install -e '.[benchmark]'")

from benchmarks.must_show.score import (
    Score,
    contradiction_differences,
    figure_differences,
    score_text,
    score_values,
)

SHARED = Path(__file__).parents[2] / "shared"


def cell(value, kind="number", status="accepted"):
    return {"value": value, "kind": kind, "status": status, "text": None}


def report(**requests):
    return {
        "requests": {"cells": {"new_received": requests}},
        "proactive": {"cells": {}},
        "review_and_litigation": {"cells": {}},
    }


def printed(value, kind="number"):
    return {"value": value, "kind": kind}


TRUTH = {"pages": [{"file": "page.png"}]} | report(a=printed(12), b=printed(None, "blank"), c=printed(1.5))


def counts(score):
    return score.values, score.right, score.silent, score.flagged


def test_equal_numbers_are_right_however_they_are_written():
    assert counts(score_values(report(a=cell("12.0"), b=cell(None, "blank"), c=cell("1.50")), TRUTH)) == (3, 3, 0, 0)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (cell(13), (3, 2, 1, 0)),
        (cell(13, status="review"), (3, 2, 0, 1)),
        (cell(12, status="review"), (3, 3, 0, 1)),
        (cell(None, "unreadable"), (3, 2, 0, 1)),
        (cell(12, "unreadable"), (3, 2, 0, 1)),
        (cell(None, "dash"), (3, 2, 1, 0)),
    ],
)
def test_one_value_read_otherwise(got, expected):
    score = score_values(report(a=got, b=cell(None, "blank"), c=cell(1.5)), TRUTH)
    assert counts(score) == expected
    assert len(score.wrong) == 3 - expected[1]


def test_a_dash_for_a_blank_is_wrong_though_both_have_no_value():
    assert counts(score_values(report(a=cell(12), b=cell(None, "dash"), c=cell(1.5)), TRUTH)) == (3, 2, 1, 0)


def test_missing_values_and_tables_are_flagged_not_silent():
    assert counts(score_values(report(a=cell(12)), TRUTH)) == (3, 1, 0, 2)
    assert counts(score_values({"requests": None}, TRUTH)) == (3, 0, 0, 3)


def test_scores_add_up():
    assert Score(2, 1, 1, 0, ("x",)) + Score(3, 3, 0, 1) == Score(5, 4, 1, 1, ("x",))


def test_text_errors_leave_width_and_white_space_aside():
    truth = {
        "sections": [{"key": "overview", "paragraphs": ["共受理３件，", "答复2件。"]}, {"key": "x", "paragraphs": []}]
    }
    same = {"sections": [{"key": "overview", "paragraphs": ["共受理 3件,答复2件。"]}]}
    assert score_text(same, truth).errors == 0
    worse = {"sections": [{"key": "overview", "paragraphs": ["共受理8件,答复2件"]}]}
    assert (score_text(worse, truth).errors, score_text(worse, truth).characters) == (2, 11)
    assert score_text({"sections": []}, truth).rate == 1


def test_figures_are_compared_by_key_value_label_and_percent():
    truth = {"figures": [{"key": "k", "value": 4, "label": "甲", "percent": 25}, {"key": "k", "value": 4}]}
    assert figure_differences({"figures": truth["figures"][::-1]}, truth) == ([], [])
    got = {
        "figures": [
            {"key": "k", "value": 4, "label": "甲", "percent": 26},
            {"key": "k", "value": "4.0", "label": None},
        ]
    }
    assert figure_differences(got, truth) == (["k 甲 4 25%"], ["k 甲 4 26%"])


def test_contradictions_are_the_findings_of_that_kind():
    findings = [{"kind": "arithmetic", "message": "c"}, {"kind": "contradiction", "message": "b"}]
    assert contradiction_differences({"findings": findings}, {"contradictions": ["a"]}) == (["a"], ["b"])


@pytest.mark.shared
@pytest.mark.parametrize("form", ["form-01", "form-04"])
def test_agrees_with_the_checker_of_the_check_scans(form, tmp_path):
    truth_file = SHARED / "scans" / form / "truth.json"
    if not truth_file.exists():
        pytest.skip("no ../shared beside the repository")
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    spoilt = spoil(truth)
    (tmp_path / "report.json").write_text(json.dumps(spoilt), encoding="utf-8")
    command = [sys.executable, str(SHARED / "check.py"), str(tmp_path / "report.json"), str(truth_file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()[-1]
    right, values, silent, flagged = map(
        int, re.findall(r"(\d+)/(\d+) values right, (\d+) silent, (\d+) flagged", said)[0]
    )
    assert counts(score_values(spoilt, truth)) == (values, right, silent, flagged)
    assert silent
    assert flagged > silent
    assert f"{100 * score_text(spoilt, truth).rate:.2f}%" == said.rsplit(" ", 1)[1]


def spoil(truth):
    """A report with every kind of mistake in it."""
    spoilt = copy.deepcopy(truth)
    for form in ("requests", "review_and_litigation"):
        for row in spoilt[form]["cells"].values():
            for one in row.values():
                one.setdefault("text", None)
    cells = [cells for row in spoilt["requests"]["cells"].values() for cells in row.values()]
    for i, one in enumerate(cells):
        change = [
            {"value": 987654},
            {"status": "review"},
            {"kind": "unreadable"},
            {"kind": "text", "value": None},
            {},
            {},
        ]
        one.update(change[i % len(change)])
    del spoilt["proactive"]
    spoilt["review_and_litigation"]["cells"].popitem()
    for section in spoilt["sections"]:
        section["paragraphs"] = [paragraph[1:] + " 错" for paragraph in section["paragraphs"]]
    return spoilt
