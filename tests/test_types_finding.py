"""Findings: one list of codes, words in two languages from the same parameters, JSON that comes back equal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from ocrkit.types.finding import CellRef, Finding, finding_parameters
from ocrkit.types.finding_codes import FINDINGS, FindingCode, FindingKind
from ocrkit.types.findings_page import page_text
from ocrkit.types.words import Language, Words

ROOT = Path(__file__).parent.parent


def sample(code: FindingCode) -> Finding:
    return Finding.of(code, {name: f"<{name}>" for name in finding_parameters(code)}, pages=(3, 5))


@pytest.mark.parametrize("code", FindingCode)
def test_every_code_says_all_its_parameters_in_both_languages(code: FindingCode) -> None:
    finding = sample(code)
    assert finding.kind == FINDINGS[code].kind
    for language in get_args(Language):
        words = finding.words(language)
        assert "{" not in words
        assert all(f"<{name}>" in words for name in finding_parameters(code))
    assert re.search("[\u4e00-\u9fff]", finding.words("zh"))
    assert finding.message == finding.words("en")
    assert not re.search("[\u4e00-\u9fff]", finding.message)


def test_every_kind_has_a_code_and_every_code_is_used_by_the_package() -> None:
    assert {words.kind for words in FINDINGS.values()} == set(get_args(FindingKind))
    files = [p for p in (ROOT / "ocrkit").rglob("*.py") if p.name != "finding_codes.py"]
    source = "".join(p.read_text(encoding="utf-8") for p in files)
    assert [code.name for code in FindingCode if f"FindingCode.{code.name}" not in source] == []
    made = [p.name for p in files if re.search(r"\bFinding\(\s*kind=", p.read_text(encoding="utf-8"))]
    assert made == []  # each is of a code, or it would have no Chinese words


def test_the_committed_page_lists_the_codes() -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert page == page_text(), "run: python -m ocrkit.types.findings_page docs/findings.md"


@pytest.mark.parametrize("code", FindingCode)
def test_a_finding_comes_back_equal_from_json(code: FindingCode) -> None:
    finding = sample(code).model_copy(update={"cells": (CellRef(form="f", row="r", column="c"),)})
    assert Finding.model_validate_json(finding.model_dump_json()) == finding


def test_a_code_without_its_parameters_is_refused_and_words_of_anothers_are_as_they_are() -> None:
    with pytest.raises(ValidationError, match="added"):
        Finding.of(FindingCode.SHARES_DIFFER, {"sum": "1"})
    assert Finding(kind="arithmetic", message="as it is").words("zh") == "as it is"


def test_words() -> None:
    detail = {"form": "f", "axis": "row", "line": "r", "left": ("a", "b"), "right": ("c", "d", "e", "g")}
    finding = Finding.of(FindingCode.SUM_OUT_OF_BOUNDS, {**detail, "left_sum": ("", "4"), "right_sum": ("5", "")})
    assert finding.message == "f, row r: a + b is at most 4, the sum of c to g adds up to at least 5"
    assert finding.words("zh") == "f，行 r：a + b 为 至多 4，c 至 g 之和 合计为 至少 5"
    between, anything = Words("{x!i}", "{x!i}"), {"x": ("", "")}
    assert between.fill("en", {"x": ("1", "2")}) == "1 to 2"
    assert between.fill("zh", {"x": ("1", "2")}) == "1 至 2"
    assert (between.fill("en", anything), between.fill("zh", anything)) == ("anything", "任意数")
    twice = Finding.of(FindingCode.FIGURE_TWICE, {"figure": "x", "values": ("1", "2")})
    assert (twice.words("en"), twice.words("zh")) == ("x given as 1 and as 2", "x 前后不一：为 1、又为 2")
    assert Finding.of(FindingCode.PAGES_ALIKE, pages=(1, 4)).words("zh") == "第 1, 4 页是同一幅图像"
