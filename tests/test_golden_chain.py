"""The golden chain: each stage is given what the one before gave when the golden files were made.

A stage that gives something else than its golden file fails here and nowhere else. Where the change is meant, make
the files anew with ``python -m tests.golden.make`` and look at what changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

import pytest
from golden import chain

from ocrkit.engines import Engines, default_engines
from ocrkit.settings import ReadSettings
from ocrkit.types.page import PreparedPage

PAGES = range(3)
TOLERANCE = 3.0
"""Boxes and points may be off by this many pixels."""


@pytest.fixture(scope="module")
def engines() -> Engines:
    return default_engines(ReadSettings(engine="onnxruntime"))


@pytest.fixture(scope="module")
def prepared(engines: Engines) -> list[PreparedPage]:
    return [chain.prepare_page(page, engines) for page in chain.sample_pages()]


def differences(found: Any, golden: Any, path: str = "") -> Iterator[str]:
    """Where two pieces of plain data differ, floats that are no values by up to ``TOLERANCE`` pixels."""
    if (isinstance(found, float) or isinstance(golden, float)) and not path.endswith(".value"):
        if found is None or golden is None or abs(found - golden) > TOLERANCE:
            yield f"{path}: {found} instead of {golden}"
    elif isinstance(found, list) and isinstance(golden, list) and len(found) == len(golden):
        for i, (a, b) in enumerate(zip(found, golden, strict=True)):
            yield from differences(a, b, f"{path}[{i}]")
    elif isinstance(found, dict) and isinstance(golden, dict) and found.keys() == golden.keys():
        for key in golden:
            yield from differences(found[key], golden[key], f"{path}.{key}")
    elif found != golden:
        yield f"{path}: {found} instead of {golden}"


def assert_golden(found: Any, stage: str, page: int | None = None) -> None:
    golden = chain.load(stage) if page is None else chain.load(stage)[page]
    # Through JSON, as the golden data went: tuples are lists.
    assert list(differences(json.loads(json.dumps(found)), golden, stage)) == []


@pytest.mark.parametrize("page", PAGES)
def test_load_and_prepare(prepared: list[PreparedPage], page: int) -> None:
    found, golden = chain.prepared_data(prepared[page]), chain.load("prepare")[page]
    assert found.pop("ink") == pytest.approx(golden.pop("ink"), rel=0.05)
    assert found["steps"] == golden["steps"]
    assert list(differences(found, golden)) == []


@pytest.mark.parametrize("page", PAGES)
def test_tables_of_the_prepared_page(prepared: list[PreparedPage], page: int) -> None:
    assert_golden(chain.grids_data(prepared[page]), "grids", page)


@pytest.mark.parametrize("page", PAGES)
def test_cells_of_golden_grids(prepared: list[PreparedPage], engines: Engines, page: int) -> None:
    """Spans, boxes and digits; labels but for a sign or two, which the forms stage stands; probabilities may move."""
    found = chain.tables_data(prepared[page], chain.load("grids")[page], engines)
    golden = chain.load("tables")[page]
    for new, old in zip(found, golden, strict=True):
        for a, b in zip(new["table"]["cells"], old["table"]["cells"], strict=True):
            assert (a["rows"], a["cols"]) == (b["rows"], b["cols"])
            assert alike(a["text"], b["text"]), (a["text"], b["text"])
    boxes = [[cell["places"] for cell in entry["table"]["cells"]] for entry in found]
    assert list(differences(boxes, [[cell["places"] for cell in entry["table"]["cells"]] for entry in golden])) == []


def alike(text: str | None, other: str | None) -> bool:
    """The same digits in the same order; prose besides may differ by a few signs, in short labels by two.

    The prepared image is no golden file: it may change by a fraction of a pixel, and such signs with it.
    """
    if not text or not other:
        return text == other
    same_digits = re.findall(r"\d", text) == re.findall(r"\d", other)
    prose = len(re.findall(r"[\u4e00-\u9fff]", other)) > 1
    return text == other or (prose and same_digits and SequenceMatcher(None, text, other).ratio() >= 0.75)


def test_lines_outside_golden_grids(prepared: list[PreparedPage], engines: Engines) -> None:
    found, golden = chain.lines_data(prepared[0], chain.load("grids")[0], engines), chain.load("lines")[0]
    assert len(found) == len(golden)
    for (text, _, *box), (old_text, _, *old_box) in zip(found, golden, strict=True):
        assert alike(text, old_text), (text, old_text)
        assert box == pytest.approx(old_box, abs=2 * TOLERANCE)


def test_regions_of_golden_lines(prepared: list[PreparedPage]) -> None:
    assert_golden(chain.regions_data(prepared, chain.load("grids"), chain.load("lines")), "regions")


def test_forms_of_golden_tables() -> None:
    assert_golden(chain.forms_data(chain.load("tables"), chain.load("regions")), "forms")


def test_findings_on_golden_forms() -> None:
    assert_golden(chain.verify_data(chain.load("forms"), chain.load("regions")), "verify")


def test_the_golden_files_say_what_is_printed() -> None:
    """What the chain is held to is the truth of the sample, not only what it once gave."""
    truth = json.loads((chain.SAMPLE / "truth.json").read_text(encoding="utf-8"))
    forms = chain.load("forms")["forms"]
    assert len(forms) == 3
    for key, form in forms.items():
        for row, columns in form["cells"].items():
            for column, cell in columns.items():
                printed = truth[key]["cells"][row][column]
                assert cell["kind"] == printed["kind"], (key, row, column)
                assert _number(cell["value"]) == _number(printed["value"]), (key, row, column)
    regions = chain.load("regions")
    assert (regions["title"], regions["agency"], regions["year"]) == (truth["title"], truth["agency"], truth["year"])
    altered = {tuple(place) for place in truth["altered"]}
    found = {
        tuple(cell) for kind, _, cells in chain.load("verify")["findings"] if kind == "arithmetic" for cell in cells
    }
    assert altered <= found


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
