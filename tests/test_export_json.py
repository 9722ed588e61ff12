import json
from decimal import Decimal

import jsonschema
import pytest
from export_samples import plain_table, sample_report, sample_table
from pydantic import ValidationError

from ocrkit.export import TablesFile, write_report, write_tables
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Cell, FormTable, Report, SourcePage
from ocrkit.types.schema import SCHEMA_FILE, TABLES_SCHEMA_FILE, schema_text, tables_schema_text


def test_the_committed_schema_is_the_reports():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run: python -m ocrkit.types.schema"
    assert TABLES_SCHEMA_FILE.read_text(encoding="utf-8") == tables_schema_text(), (
        "run: python -m ocrkit.types.schema"
    )


def test_a_written_report_fits_the_schema_and_comes_back_equal(tmp_path):
    write_report(sample_report(), tmp_path)
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(written, schema, cls=jsonschema.Draft202012Validator)
    assert Report.from_json(tmp_path / "report.json") == sample_report()


def test_the_schema_refuses_what_is_no_report():
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    written = json.loads(sample_report().to_json())
    written["requests"]["cells"]["new_received"]["total"]["kind"] = "guess"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, schema, cls=jsonschema.Draft202012Validator)
    with pytest.raises(ValidationError):
        Report.from_json(json.dumps(written))


@pytest.mark.parametrize(
    "digits", ["0", "-3", "59237.2449", "0.1", "11398889", "123456789012345678901234567890", "0.12345678901234567890"]
)
def test_values_stay_exact_in_json(digits):
    cell = Cell(value=Decimal(digits), text=digits, kind="number")
    report = Report(requests=FormTable(cells={"r": {"c": cell}}))
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(report.to_json()), schema, cls=jsonschema.Draft202012Validator)
    assert Report.from_json(report.to_json()).requests["r"]["c"].value == Decimal(digits)


def test_tables_of_a_page_come_back_equal(tmp_path):
    tables = (sample_table(), plain_table())
    pages = (SourcePage(number=1, file="page.png"),)
    paths = write_tables(tables, tmp_path, "page", pages=pages)
    assert [p.name for p in paths] == ["page.tables.json", "page.tables.html", "page.tables.xlsx"]
    read = TablesFile.from_json(paths[0])
    assert read.tables == tables
    assert read.pages == pages


def test_tables_with_doubts_fit_their_schema_and_come_back_equal(tmp_path):
    doubt = Doubt(DoubtCode.NUMBERS_STACKED, {"texts": ("105", "420")})
    table = plain_table()
    first = table.cells[0].model_copy(update={"text": "105\n420", "status": "review", "doubts": (doubt,)})
    table = table.model_copy(update={"cells": (first, *table.cells[1:])})
    path, *_ = write_tables((table,), tmp_path, "page", pages=(SourcePage(number=1, file="page.png"),))
    written = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads(TABLES_SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.validate(written, schema, cls=jsonschema.Draft202012Validator)
    cell = written["tables"][0]["cells"][0]
    assert (cell["text"], cell["status"]) == ("105\n420", "review")
    assert cell["doubts"] == [{"code": "numbers_stacked", "detail": {"texts": ["105", "420"]}}]
    assert TablesFile.from_json(path).tables == (table,)
    assert [c.text for c in table.doubtful()] == ["105\n420"]
