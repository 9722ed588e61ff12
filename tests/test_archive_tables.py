"""Tables of an archive: the committed schema, every value in its row, exact; made anew only where they must be."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.dataset as ds
import pytest
from export_samples import SampleImages, sample_report

import ocrkit
from benchmarks.archive.made import fill
from ocrkit.archive.exported import export
from ocrkit.archive.rows import exact
from ocrkit.archive.schema import SCHEMA_FILE, TABLES, schema_text
from ocrkit.archive.tables import arrow_schema, current_tables
from ocrkit.cli.main import main
from ocrkit.types.report import Report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = [sample_report(), sample_report().model_copy(update={"agency": "乙局", "year": 2022})]
    fill(tmp_path / "out", reports, SampleImages())
    return tmp_path / "out"


def test_the_committed_schema_is_that_of_the_tables() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run: python -m ocrkit.archive.schema"


def test_every_value_is_a_row_with_what_is_known_of_it(folder: Path) -> None:
    with ocrkit.open_archive(folder) as archive:
        tables = current_tables(archive)
        reports = list(archive.reports())
    for name, columns in TABLES.items():
        found = ds.dataset(sorted((tables / name).rglob("*.parquet"))).to_table()
        assert found.schema.equals(arrow_schema(columns), check_metadata=False), name
    rows = ds.dataset(sorted((tables / "cells").rglob("*.parquet"))).to_table().to_pylist()
    assert len(rows) == sum(1 for report in reports for form in report.form_tables().values() for _ in form)
    (fee,) = [row for row in rows if row["year"] == 2022 and row["text"] == "59237.2449"]
    assert (fee["value"], fee["status"], fee["doubts"]) == (Decimal("59237.2449"), "review", "improbable")
    (blank,) = [row for row in rows if row["year"] == 2022 and row["kind"] == "blank"]
    assert (blank["value"], blank["text"], blank["agency"]) == (None, "", "乙局")
    assert {row["status"] for row in rows if row["kind"] == "unreadable"} == {"review"}


def test_numbers_are_exact_or_left_to_their_text() -> None:
    for text in ("0", "-3", "59237.2449", "11398889", "0.0000000001"):
        assert exact(Decimal(text)) == Decimal(text)
    assert exact(Decimal("0.00000000001")) is None
    assert exact(Decimal("1e28")) is None


def test_csv_and_excel_have_the_same(folder: Path) -> None:
    with ocrkit.open_archive(folder) as archive:
        files = export(archive, ("parquet", "csv", "xlsx"))
    cells = next(file for file in files if file.name == "cells.csv")
    with cells.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["value"] for row in rows if row["text"] == "59237.2449"] == ["59237.2449"] * 2
    assert [row["text"] for row in rows if row["kind"] == "text"] == ["'=1+1"] * 2
    book = openpyxl.load_workbook(files[-1])
    assert book.sheetnames == list(TABLES)
    assert book["cells"].max_row == len(rows) + 1
    values = [cell.value for cell in book["cells"]["J"]]
    assert 59237.2449 in values


def test_tables_are_made_anew_only_where_something_changed(folder: Path) -> None:
    def made() -> int:
        with ocrkit.open_archive(folder) as archive:
            return (current_tables(archive) / "made_from.json").stat().st_mtime_ns

    first = made()
    assert made() == first
    (folder / "agencies.csv").write_text("name,agency\n乙局,甲局\n", encoding="utf-8")
    assert made() != first
    with ocrkit.open_archive(folder) as archive:
        rows = ds.dataset(sorted((current_tables(archive) / "reports").rglob("*.parquet"))).to_table().to_pylist()
    assert {(row["agency"], row["agency_read"]) for row in rows} == {
        ("甲局", "乙局"),
        ("某某县某某局", "某某县某某局"),
    }


def test_a_wrong_table_of_names_tells_its_line(folder: Path) -> None:
    (folder / "agencies.csv").write_text("name,agency\n乙局,甲局\n乙局,\n", encoding="utf-8")
    with pytest.raises(ocrkit.OcrkitError, match="line 3"):
        ocrkit.open_archive(folder)


def test_reports_come_back_as_they_were_written(folder: Path) -> None:
    with ocrkit.open_archive(folder) as archive:
        assert len(archive) == 2
        assert isinstance(next(archive.reports()), Report)
        assert archive.report(archive.ids()[0]) == sample_report()
        with pytest.raises(ocrkit.OcrkitError, match="cannot be opened"):
            archive.report("none")


@pytest.mark.parametrize(
    "spoil", [lambda text: text.replace("乙局", "丙局"), lambda text: text[:3000], lambda text: "\0" + text]
)
def test_a_result_changed_behind_the_ledgers_back_is_told(
    spoil: Callable[[str], str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = next((folder / "reports").glob("乙局*/report.json"))
    text = path.read_text("utf-8")
    assert spoil(text) != text
    path.write_text(spoil(text), encoding="utf-8")
    assert main(["export", str(folder)]) == 1
    error = capsys.readouterr().err
    assert str(path) in error
    assert "not what was written" in error
    assert f"ocrkit digitize -o {folder} reads it again" in error


def test_without_the_extra_the_command_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with ocrkit.open_archive(folder) as archive, pytest.raises(ocrkit.OcrkitError, match=r"ocrkit\[archive\]"):
        export(archive, ("parquet",))


def test_pictures_of_doubtful_values_are_beside_their_report(folder: Path) -> None:
    assert len(list((folder / "reports").glob("*/doubtful/*.png"))) == 6
