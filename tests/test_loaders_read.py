"""Loaders: documents with truth from every kind of folder, with boxes where the pages have them."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest

from benchmarks.loaders import NAMES, load_documents
from benchmarks.loaders.html_tables import tables_in
from benchmarks.loaders.load import SHARED
from benchmarks.loaders.textboxes import cell_boxes
from ocrkit.errors import TruthError, UsageError

shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the check scans are not beside the repository")

TABLE = "<table><tr><td rowspan='2'>甲</td><td>1</td></tr><tr><td>###</td></tr></table>"


def _png(path: Path, width: int = 200, height: int = 300) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", np.full((height, width), 255, np.uint8))[1].tobytes())


def _truth_folder(folder: Path, **more: object) -> None:
    _png(folder / "page1.png")
    cell = {"rows": [0, 1], "cols": [0, 1], "text": "甲", "box": [10, 10, 50, 40], "page": 1}
    table = {"page": 1, "n_rows": 1, "n_cols": 1, "cells": [cell]}
    truth = {"pages": [{"file": "page1.png"}], "tables": [table], **more}
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8")


def test_truth_folders_are_named_after_where_they_lie(tmp_path: Path) -> None:
    for name in ("report-10", "report-2", "town/clean"):
        _truth_folder(tmp_path / name)
    found = load_documents(tmp_path)
    assert [document.name for document in found] == ["report-2", "report-10", "town-clean"]
    assert found[0].images == (tmp_path / "report-2/page1.png",)
    (alone,) = load_documents(tmp_path / "report-2")
    assert alone.name == "report-2"


def test_a_truth_that_does_not_fit_is_refused_with_file_and_key(tmp_path: Path) -> None:
    _truth_folder(tmp_path / "fits")
    _truth_folder(tmp_path / "lacks", pages=[{"file": "page7.png"}])
    with pytest.raises(TruthError, match=r"lacks.*truth\.json.*pages\.0\.file"):
        load_documents(tmp_path)


def test_a_folder_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UsageError, match="no-such-folder"):
        load_documents("no-such-folder")


def test_tables_in_html_become_truth_beside_their_image(tmp_path: Path) -> None:
    _png(tmp_path / "photo.png")
    (tmp_path / "photo.gt.html").write_text(TABLE, encoding="utf-8")
    (document,) = load_documents(tmp_path)
    (table,) = document.truth.tables
    assert document.truth.source == "real"
    assert (table.n_rows, table.n_cols) == (2, 2)
    assert [(c.rows, c.cols, c.text) for c in table.cells] == [
        ((0, 2), (0, 1), "甲"),
        ((0, 1), (1, 2), "1"),
        ((1, 2), (1, 2), None),
    ]


def test_html_without_its_image_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "photo.gt.html").write_text(TABLE, encoding="utf-8")
    with pytest.raises(TruthError, match=r"photo\.gt\.html.*no image"):
        load_documents(tmp_path)


def test_cells_are_placed_as_a_browser_places_them() -> None:
    markup = "<table><tr><th colspan=2>a</th><td rowspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    (table,) = tables_in(markup, page=3)
    assert {c.text: (c.rows, c.cols) for c in table.cells} == {
        "a": ((0, 1), (0, 2)),
        "b": ((0, 2), (2, 3)),
        "c": ((1, 2), (0, 1)),
        "d": ((1, 2), (1, 2)),
    }
    assert table.page == 3


def _competition(folder: Path) -> None:
    """A PDF of two pages, and XML that says there is a table of 2 x 2 with a blank square on the second."""
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(2):
        pdf.new_page(360, 720)
    pdf.save(folder / "eu-1.pdf")
    cells = "".join(
        f'<cell id="{i}" start-row="{row}" start-col="{col}"{end}>'
        f'<bounding-box x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/><content> {text} </content></cell>'
        for i, (row, col, end, x1, y1, x2, y2, text) in enumerate(
            [(0, 0, ' end-row="1"', 36, 648, 72, 684, "a"), (0, 1, "", 108, 666, 144, 684, "b")]
        )
    )
    xml = f'<document filename="x"><table id="1"><region id="1" page="2">{cells}</region></table></document>'
    (folder / "eu-1-str.xml").write_text(xml, encoding="utf-8")


def test_competition_truth_is_turned_into_pixels_of_the_pages_with_tables(tmp_path: Path) -> None:
    _competition(tmp_path)
    rendered = tmp_path / "rendered"
    (document,) = load_documents(tmp_path, rendered)
    (image,) = document.images
    assert cv2.imread(str(image)).shape[:2] == (2000, 1000)  # 720 x 360 points at 200 dpi
    assert document.truth.pages[0].model_extra == {"pdf_page": 2}
    (table,) = document.truth.tables
    cells = {c.text: (c.rows, c.cols, c.box) for c in table.cells}
    assert set(cells) == {"a", "b", ""}
    rows, cols, box = cells["a"]
    assert (rows, cols) == ((0, 2), (0, 1))
    assert box is not None
    assert box.as_tuple() == pytest.approx((100, 100, 250, 200))  # to halfway between the columns' texts
    assert cells[""][:2] == ((1, 2), (1, 2))
    before = image.stat().st_mtime_ns
    load_documents(tmp_path, rendered)
    assert image.stat().st_mtime_ns == before  # made once


def test_grid_lines_run_halfway_between_the_texts() -> None:
    cells = [
        ((0, 1), (0, 1), (0.0, 90.0, 10.0, 100.0)),
        ((0, 1), (1, 2), (30.0, 80.0, 50.0, 100.0)),
        ((1, 2), (0, 2), (5.0, 40.0, 45.0, 60.0)),
        ((2, 3), (0, 1), None),  # blank: its line is set evenly
        ((2, 3), (1, 2), (28.0, 0.0, 40.0, 20.0)),
    ]
    boxes = cell_boxes(cells, 3, 2)
    assert boxes[0] == (0.0, 70.0, 19.0, 100.0)
    assert boxes[2] == (0.0, 30.0, 50.0, 70.0)
    assert boxes[3] == (0.0, 0.0, 19.0, 30.0)


@shared
def test_every_check_scan_loads_with_its_pages() -> None:
    scans = {d.name: d for d in load_documents("scans")}
    assert len(scans) == 12
    assert scans["gaotang-2021-office"].truth.source == "real"
    assert scans["form-01"].truth.source != "real"  # invented, though by others
    assert all(image.is_file() for document in scans.values() for image in document.images)


@shared
def test_published_reports_load_with_the_tables_of_their_pages() -> None:
    reports = load_documents("reports")
    assert len(reports) == 6
    for document in reports:
        assert [table.page for table in document.truth.tables] == [2, 3, 3, 4, 4]
        values = [str(v.value) for form in document.truth.forms().values() for *_, v in form if v.value]
        printed = {cell.text for table in document.truth.tables for cell in table.cells}
        assert sum(value in printed for value in values) > 0.9 * len(values)


@shared
def test_competition_cells_hold_their_ink(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    for ending in ("-str.xml", ".pdf"):
        (folder / f"eu-001{ending}").write_bytes((NAMES["icdar2013-eu"] / f"eu-001{ending}").read_bytes())
    (document,) = load_documents(folder, tmp_path / "rendered")
    pages = [cv2.imread(str(image), cv2.IMREAD_GRAYSCALE) for image in document.images]
    inked = [
        (pages[cell.page - 1][slice(*cell.box.as_ints()[1::2]), slice(*cell.box.as_ints()[::2])] < 128).any()
        for table in document.truth.tables
        for cell in table.cells
        if cell.text
    ]
    assert len(inked) > 300
    assert np.mean(inked) > 0.99
