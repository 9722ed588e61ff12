"""The golden chain: each stage is given what the one before gave when the golden files were made.

A stage that gives something else than its golden file fails here and nowhere else. Where the change is meant, make
the files anew with ``python -m tests.golden.make`` and look at what changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
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
    return default_engines(ReadSettings())


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
    """Spans, texts and boxes; probabilities may move."""
    found = chain.tables_data(prepared[page], chain.load("grids")[page], engines)
    golden = chain.load("tables")[page]
    assert [_read(table) for table in found] == [_read(table) for table in golden]
    boxes = [[cell["places"] for cell in entry["table"]["cells"]] for entry in found]
    assert list(differences(boxes, [[cell["places"] for cell in entry["table"]["cells"]] for entry in golden])) == []


def _read(entry: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(*cell["rows"], *cell["cols"], cell["text"]) for cell in entry["table"]["cells"]]


def test_lines_outside_golden_grids(prepared: list[PreparedPage], engines: Engines) -> None:
    found = chain.lines_data(prepared[0], chain.load("grids")[0], engines)
    assert_golden(found, "lines", 0)


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
