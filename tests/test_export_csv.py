import csv
import io
from decimal import Decimal

import pytest
from export_samples import VALUES, sample_report

from ocrkit.export.csvfile import csv_bytes, harmless
from ocrkit.export.values import COLUMNS
from ocrkit.types.geometry import Box
from ocrkit.types.report import Cell, Report


def rows():
    data = csv_bytes(sample_report())
    assert data.startswith(b"\xef\xbb\xbf")  # without it Excel takes UTF-8 for the local code page
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_one_row_a_value_with_everything_that_is_known():
    found = rows()
    assert tuple(found[0]) == COLUMNS
    assert [(row["row"], row["column"]) for row in found] == list(VALUES)
    assert all(row["form"] == "requests" and row["edition"] == "2021" for row in found)
    assert found[0]["row_label"] == "一、本年新收政府信息公开申请数量"
    assert found[0]["column_label"] == "自然人"
    assert [row["group"] for row in found[::3]] == ["", *["三、本年度办理结果 › （三）不予公开"] * 2]
    assert [found[0][k] for k in ("page", "x0", "y0", "x1", "y1")] == ["1", "500", "280", "700", "360"]


def test_values_come_back_exactly_and_blank_is_not_unread():
    for row, cell in zip(rows(), VALUES.values(), strict=True):
        assert (Decimal(row["value"]) if row["value"] else None) == cell.value
        assert (row["kind"], row["status"], row["note"], row["unit"]) == (
            cell.kind,
            cell.status,
            cell.note or "",
            cell.unit or "",
        )


def test_no_field_is_a_formula_but_numbers_are_numbers():
    for row in rows():
        for field in row.values():
            assert not field.startswith(("=", "+", "@"))
    by_text = {row["text"]: row for row in rows()}
    assert "'=1+1" in by_text
    assert by_text["-3"]["value"] == "-3"


@pytest.mark.parametrize("text", ["=1", "+cmd", "@SUM(A1)", "-2+3", "-cmd|x", " =1", "\t=1", "-1-1", "+1+1", "--1"])
def test_formulas_are_defused(text):
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["-3", "-1,234.5", "+7", "-", "3-4", "a=b", "", "—", "-３"])
def test_other_texts_are_left_alone(text):
    assert harmless(text) == text


def test_places_are_rounded_and_what_is_not_known_is_empty():
    form = sample_report().requests
    box = Box(1.26, 2.04, 3.0, 4.96)
    known = form["new_received"]["total"].model_copy(update={"box": box, "confidence": 0.123456, "page": 2})
    cells = {"new_received": {"total": known}, "denied_by_law": {"total": Cell(value=None, text="", kind="blank")}}
    report = Report(requests=form.model_copy(update={"cells": cells}))
    first, second = csv.DictReader(io.StringIO(csv_bytes(report).decode("utf-8-sig"), newline=""))
    assert [first[k] for k in ("x0", "y0", "x1", "y1", "confidence", "page")] == [
        "1.3",
        "2.0",
        "3.0",
        "5.0",
        "0.1235",
        "2",
    ]
    assert [second[k] for k in ("x0", "y0", "x1", "y1", "confidence", "page", "value")] == [""] * 7


def test_doubts_and_alternatives_of_a_value():
    row = next(row for row in rows() if row["row"] == "denied_by_law" and row["column"] == "natural_person")
    assert row["alternatives"] == "59237.2449 (0.41) | 59237.2448 (0.38)"
    assert row["doubt_codes"] == "improbable"
    assert "0.41" in row["doubts"]


def test_numbers_are_written_in_full():
    cell = Cell(value=Decimal("1.2E+5"), text="12万", kind="number")
    report = Report(requests=sample_report().requests.model_copy(update={"cells": {"new_received": {"total": cell}}}))
    (row,) = csv.DictReader(io.StringIO(csv_bytes(report).decode("utf-8-sig"), newline=""))
    assert row["value"] == "120000"
