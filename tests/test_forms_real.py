"""Real reports' cell grids, page by page, against their truth."""

from __future__ import annotations

import json
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from form_tables import damage, from_html, relabel

from ocrkit.forms import FormsResult, TablePart, read_forms
from ocrkit.profiles import annual_report

REPORTS = Path(__file__).parents[2] / "shared" / "real" / "annual-reports"
YEARS = ["hongze-2023", "hongze-2024"]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not REPORTS.exists(), reason="the project's check scans are not beside the repository"),
]


def parts_of(name: str) -> list[TablePart]:
    parts = []
    for path in sorted((REPORTS / f"{name}-cells").glob("*.tables.html")):
        page = int(re.findall(r"-p(\d+)\.", path.name)[0])
        parts += [TablePart(table) for table in from_html(path.read_text(encoding="utf-8"), page)]
    return parts


def wrong_places(result: FormsResult, name: str, accepted_only: bool) -> list[tuple[str, str, str]]:
    truth = json.loads((REPORTS / f"{name}-clean" / "truth.json").read_text(encoding="utf-8"))
    wrong = []
    for key in ("requests", "proactive", "review_and_litigation"):
        for row, columns in truth[key]["cells"].items():
            for column, printed in columns.items():
                cell = result.forms[key].cells.get(row, {}).get(column)
                value = None if printed["value"] is None else Decimal(str(printed["value"]))
                right = cell is not None and (cell.value, cell.kind) == (value, printed["kind"])
                flagged = cell is None or cell.status == "review"
                if not right and not (accepted_only and flagged):
                    wrong.append((key, row, column))
    return wrong


@pytest.mark.parametrize("name", YEARS)
def test_every_value_as_printed(name: str) -> None:
    result = read_forms(parts_of(name), annual_report().forms)
    assert wrong_places(result, name, accepted_only=False) == []
    assert {key: table.edition for key, table in result.forms.items()} == {
        "proactive": "2021",
        "requests": "2019",
        "review_and_litigation": None,
    }
    assert result.findings == ()
    assert {cell.status for table in result.forms.values() for _, _, cell in table} == {"accepted"}
    assert "（四）无法提供" in {cell.text for cell in result.tables[1].cells if len(cell.places) == 2}


@pytest.mark.parametrize("name", YEARS)
def test_damaged_labels_file_nothing_wrongly(name: str) -> None:
    rng = random.Random(11)
    for _ in range(4):
        parts = [
            TablePart(relabel(part.table, lambda cell: damage(cell.text, rng, 2, 0.4))) for part in parts_of(name)
        ]
        result = read_forms(parts, annual_report().forms)
        assert wrong_places(result, name, accepted_only=True) == []
