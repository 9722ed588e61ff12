import json

import pytest
from cli_fakes import LOST, TABLES, FakeReader, Result

from ocrkit.cli.main import main
from ocrkit.cli.table import stems
from ocrkit.export import TablesFile


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


def test_existing_results_are_refused(tmp_path, capsys):
    (tmp_path / "page-2.tables.html").write_text("mine")
    assert run(tmp_path) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["page-2.tables.html"]
    assert run(tmp_path, "--force") == 0


def test_a_page_that_cannot_be_read_is_1_and_the_rest_is_written(tmp_path, capsys):
    assert run(tmp_path, "--json", result=Result(pages=TABLES[:1], failures=(LOST,))) == 1
    captured = capsys.readouterr()
    summary = json.loads(captured.out)
    assert summary["pages"] == [{"file": "a/page.png", "page": 1, "tables": [{"rows": 5, "columns": 5, "cells": 18}]}]
    assert "lost.png" in captured.err
    assert (tmp_path / "page.tables.xlsx").is_file()


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
