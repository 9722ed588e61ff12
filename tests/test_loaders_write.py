"""Truth folders of people's own pages: from a corrected report, from HTML, and the command that checks them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.loaders import load_documents, write
from benchmarks.loaders.__main__ import main
from ocrkit.errors import OutputExistsError, TruthError
from ocrkit.score.truth import read_truth

SAMPLE = Path(__file__).parent / "data/sample"


def _report(folder: Path) -> Path:
    """The sample's truth as a report gives it: every value with how sure the reader was."""
    known = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    report = {key: known[key] for key in ("title", "agency", "year", "sections", "requests", "proactive")}
    for table in ("requests", "proactive"):
        for row in report[table]["cells"].values():
            for cell in row.values():
                cell |= {"confidence": 0.99, "status": "ok"}
    path = folder / "report.json"
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return path


def _pages() -> list[Path]:
    return sorted(SAMPLE.glob("page*.jpg"))


def test_a_corrected_report_becomes_a_truth_folder_that_loads(tmp_path: Path) -> None:
    file = write.from_report(_report(tmp_path), _pages(), tmp_path / "mine", level="office")
    (document,) = load_documents(file.parent)
    original = read_truth(SAMPLE)
    assert document.truth.level == "office"
    assert document.truth.requests is not None
    assert original.requests is not None
    assert document.truth.requests.cells == original.requests.cells
    assert document.truth.sections == original.sections
    assert [image.read_bytes() for image in document.images] == [page.read_bytes() for page in _pages()]


def test_a_value_typed_over_another_kind_becomes_a_number_and_the_other_way(tmp_path: Path) -> None:
    path = _report(tmp_path)
    report = json.loads(path.read_text(encoding="utf-8"))
    row = report["requests"]["cells"]["new_received"]
    row["total"] = {"value": 17, "kind": "blank", "text": "17", "status": "review"}
    row["natural_person"] = {"value": None, "kind": "number", "text": None}
    path.write_text(json.dumps(report), encoding="utf-8")
    truth = read_truth(write.from_report(path, _pages(), tmp_path / "mine").parent)
    assert truth.requests is not None
    cells = truth.requests.cells["new_received"]
    assert (cells["total"].kind, cells["total"].value) == ("number", 17)
    assert (cells["natural_person"].kind, cells["natural_person"].value) == ("blank", None)


def test_a_truth_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    report = _report(tmp_path)
    write.from_report(report, _pages(), tmp_path / "mine")
    with pytest.raises(OutputExistsError):
        write.from_report(report, _pages(), tmp_path / "mine")


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "report.json"
    for text in ("no JSON", "[]", '{"requests": {"cells": 3}}', '{"requests": {}, "sections": [7]}'):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(TruthError, match=r"report\.json"):
            write.from_report(bad, _pages(), tmp_path / "mine")


def test_html_becomes_a_truth_folder(tmp_path: Path) -> None:
    markup = tmp_path / "t.html"
    markup.write_text("<table><tr><td>甲</td><td>1</td></tr></table>", encoding="utf-8")
    truth = read_truth(write.from_html(markup, _pages()[:1], tmp_path / "mine").parent)
    assert [cell.text for cell in truth.tables[0].cells] == ["甲", "1"]
    markup.write_text("nothing", encoding="utf-8")
    with pytest.raises(TruthError, match="no table"):
        write.from_html(markup, _pages()[:1], tmp_path / "other")


def test_the_command_checks_and_makes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = _report(tmp_path)
    assert main(["from-report", str(report), *map(str, _pages()), "-o", str(tmp_path / "mine")]) == 0
    assert main(["check", str(tmp_path / "mine")]) == 0
    assert "mine: 3 pages, 185 values, 0 tables" in capsys.readouterr().out
    (tmp_path / "mine/page2.jpg").unlink()
    assert main(["check", str(tmp_path / "mine")]) != 0
    told = capsys.readouterr().err
    assert "truth.json" in told
    assert "pages.1.file" in told
