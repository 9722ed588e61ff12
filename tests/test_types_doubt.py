"""Doubts: one list of codes, words in two languages from the same parameters, JSON that comes back equal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from ocrkit.types.doubt import Doubt, count_codes, parameters
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.doubt_words import CATALOGUE
from ocrkit.types.doubts_page import page_text
from ocrkit.types.words import Language

PACKAGE = Path(__file__).parent.parent / "ocrkit"
PAGE = Path(__file__).parent.parent / "docs" / "doubts.md"

VALUES = {"texts": ("8", ""), "probability": 0.4, "axis": "row"}


def sample(code: DoubtCode) -> Doubt:
    return Doubt(code, {name: VALUES.get(name, f"<{name}>") for name in parameters(code)})


@pytest.mark.parametrize("code", DoubtCode)
def test_every_code_says_all_its_parameters_in_both_languages(code: DoubtCode) -> None:
    doubt = sample(code)
    assert set(re.findall(r"{(\w+)", CATALOGUE[code].zh)) >= set(parameters(code)) - {"axis"}
    for language in get_args(Language):
        words = doubt.words(language)
        assert "{" not in words
        assert all(f"<{name}>" in words for name in parameters(code) if name not in VALUES)
    assert re.search("[\u4e00-\u9fff]", doubt.words("zh"))
    assert str(doubt) == doubt.words("en")


def test_every_code_is_used_by_the_package() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*.py") if p.name != "doubt_codes.py")
    assert [code.name for code in DoubtCode if f"DoubtCode.{code.name}" not in source] == []


def test_the_committed_page_lists_the_codes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_text(), "run: python -m ocrkit.types.doubts_page docs/doubts.md"


@pytest.mark.parametrize("code", DoubtCode)
def test_a_doubt_comes_back_equal_from_json(code: DoubtCode) -> None:
    adapter = TypeAdapter(Doubt)
    text = adapter.dump_json(sample(code))
    assert set(json.loads(text)) == {"code", "detail"}
    assert adapter.validate_json(text) == sample(code)
    assert hash(adapter.validate_json(text)) == hash(sample(code))


@pytest.mark.parametrize("detail", [{}, {"text": "1", "more": 2}, {"texts": ("1",)}])
def test_other_parameters_than_the_codes_own_are_refused(detail: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="text"):
        Doubt(DoubtCode.READ_WITH_SPECKS, detail)
    with pytest.raises(ValidationError):
        TypeAdapter(Doubt).validate_json(json.dumps({"code": "read_with_specks", "detail": detail}))


def test_words() -> None:
    doubt = Doubt(DoubtCode.LOOKS_DIFFER, {"texts": ("8", "")})
    assert (doubt.words(), doubt.words("zh")) == ("another look read '8', 'blank'", "再次识别时读作 “8”、空白")
    doubt = Doubt(DoubtCode.LABEL_UNREAD, {"axis": "column"})
    assert doubt.words().startswith("the column: ")
    assert doubt.words("zh").startswith("该列的标签")
    assert str(Doubt(DoubtCode.IMPROBABLE, {"probability": 0.3})) == "the probability is only 0.30"


def test_codes_are_counted_in_the_order_of_the_list() -> None:
    faint, low = Doubt(DoubtCode.FAINT_INK), Doubt(DoubtCode.LOW_INK)
    assert list(count_codes([low, faint, low]).items()) == [("faint_ink", 1), ("low_ink", 2)]
