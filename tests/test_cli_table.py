import json
from dataclasses import replace

import pytest
from cli_fakes import LOST, TABLES, FakeReader, Result
from openpyxl import load_workbook

from ocrkit.cli.main import main
from ocrkit.cli.table import stems
from ocrkit.export import TablesFile
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import PageLayer


def run(out, *more, result=None):
    reader = FakeReader(result or Result(pages=TABLES))
    return main(["table", "a/page.png", "b/page.png", "-o", str(out), *more], reader)


def test_one_set_of_files_for_each_file_read(tmp_path, capsys):
    assert run(tmp_path) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        f"{stem}.tables.{ending}" for stem in ("page-2", "page") for ending in ("html", "json", "xlsx")
    ]
    first = TablesFile.from_json(tmp_path / "page.tables.json")
    second = TablesFile.from_json(tmp_path / "page-2.tables.json")
    assert first.tables == TABLES[0].tables
    assert second.tables == TABLES[1].tables
    assert [page.number for page in second.pages] == [2, 3]
    shown = capsys.readouterr().out
    assert "a/page.png page 1: 5 × 5" in shown
    assert "b/page.png page 2: no ruled table" in shown


def test_a_text_layer_that_is_no_second_reading_is_named(tmp_path, capsys):
    layer = PageLayer(kind="ocr", used=False, characters=9, evidence=("made by 'Tesseract'",))
    result = Result(pages=(replace(TABLES[0], layer=layer),))
    assert run(tmp_path / "a", result=result) == 0
    assert "its text layer is no second reading: ocr (made by 'Tesseract')" in capsys.readouterr().out
    assert TablesFile.from_json(tmp_path / "a" / "page.tables.json").pages[0].text_layer == layer
    assert run(tmp_path / "b", "--json", result=result) == 0
    assert json.loads(capsys.readouterr().out)["pages"][0]["text_layer"]["kind"] == "ocr"


def test_existing_results_are_refused(tmp_path, capsys):
    (tmp_path / "page-2.tables.html").write_text("mine")
    assert run(tmp_path) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["page-2.tables.html"]
    assert run(tmp_path, "--force") == 0


def test_a_page_that_cannot_be_read_is_1_and_the_rest_is_written(tmp_path, capsys):
    assert run(tmp_path, "--json", result=Result(pages=TABLES[:1], failures=(LOST,))) == 1
    captured = capsys.readouterr()
    summary = json.loads(captured.out)
    assert summary["pages"] == [
        {"file": "a/page.png", "page": 1, "tables": [{"rows": 5, "columns": 5, "cells": 18, "doubtful": 0}]}
    ]
    assert "lost.png" in captured.err
    assert (tmp_path / "page.tables.xlsx").is_file()


def test_doubtful_cells_are_listed_counted_and_3_if_strict(tmp_path, capsys):
    stacked = Doubt(DoubtCode.NUMBERS_STACKED, {"texts": ("105", "420")})
    table = TABLES[0].tables[0]
    cell = table.cells[1].model_copy(update={"text": "105\n420", "status": "review", "doubts": (stacked,)})
    doubted = table.model_copy(update={"cells": (table.cells[0], cell, *table.cells[2:])})
    result = Result(pages=(replace(TABLES[0], tables=(doubted,)),))
    assert run(tmp_path / "a", result=result) == 0
    listed = capsys.readouterr().out
    assert f"row {cell.rows[0] + 1}, column {cell.cols[0] + 1}: read '105 420'; {stacked}" in listed
    assert run(tmp_path / "b", "--strict", "--json", result=result) == 3
    summary = json.loads(capsys.readouterr().out)
    assert (summary["exit_code"], summary["doubtful"], summary["doubts"]) == (3, 1, {"numbers_stacked": 1})
    assert (
        str(stacked)
        in load_workbook(tmp_path / "a" / "page.tables.xlsx")
        .active.cell(cell.rows[0] + 1, cell.cols[0] + 1)
        .comment.text
    )
    assert "value review" in (tmp_path / "a" / "page.tables.html").read_text(encoding="utf-8")
    assert run(tmp_path / "c", "--strict") == 0


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["p.png"], ["p"]),
        (["a/p.png", "b/p.png", "p.jpg"], ["p", "p-2", "p-3"]),
        (["p-2.png", "a/p.png", "b/p.png"], ["p-2", "p", "p-3"]),
    ],
)
def test_names_do_not_collide(files, expected):
    assert list(stems(files).values()) == expected


def test_the_language_of_what_is_shown(tmp_path, capsys):
    assert main(["table", "a/page.png", "-o", str(tmp_path), "--lang", "zh"], FakeReader(Result(pages=TABLES))) == 0
    assert "第 2 页：没有带线的表格" in capsys.readouterr().out
    assert "表格 1" in (tmp_path / "page.tables.html").read_text(encoding="utf-8")
