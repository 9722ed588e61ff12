"""The summary of an archive: every number on it equals its query, nothing needs a network, a browser shows it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote

import cv2
import pypdfium2
import pytest

from benchmarks.archive.made import fill
from benchmarks.archive.planted import report_of
from benchmarks.archive.queries import doubted_here_and_there
from benchmarks.archive.summary_page import browser, differences, page_of, seen
from benchmarks.pagemaker.linked import Wanted, plan
from ocrkit.archive.summary_queries import QUERIES
from ocrkit.cli.main import main


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "out"
    made = plan(9, Wanted(agencies=6, years=3, breaks=1, copied=1, missing=1, renamed=1))
    fill(folder, doubted_here_and_there(map(report_of, made.reports), seed=3))
    assert main(["summary", str(folder), "--lang", "en"]) == 0
    return folder


def test_every_number_is_the_answer_of_its_query(out: Path) -> None:
    compared, wrong = differences(out)
    assert wrong == []
    assert compared > 300
    page = page_of(out)
    assert set(page.columns) == set(QUERIES) - {"whole"}
    assert all(any(rows) for rows in page.rows.values())
    assert len(page.badges) == 9


def test_links_lead_to_reports_that_are_there_and_to_nothing_else(out: Path) -> None:
    page = page_of(out)
    assert len(page.links) > 20
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids
        elif link.startswith("file:"):
            assert Path(unquote(link.removeprefix("file://").split("#")[0])).exists()
        elif not link.endswith(".png"):  # reports without pages have no pictures
            assert (out / unquote(link)).exists()


def test_nothing_in_it_needs_a_network_and_it_is_the_same_each_time(out: Path) -> None:
    first = (out / "summary.html").read_bytes()
    text = first.decode()
    assert re.findall(r'(?:src|href)="https?:', text) == []
    assert text.count("<svg ") == 5
    assert main(["summary", str(out), "--lang", "en"]) == 0
    assert (out / "summary.html").read_bytes() == first


def test_in_chinese(out: Path, tmp_path: Path) -> None:
    assert main(["summary", str(out), "--lang", "zh", "-o", str(tmp_path / "s.html")]) == 0
    text = (tmp_path / "s.html").read_text(encoding="utf-8")
    assert "历年申请情况" in text
    assert "<th>to check</th>" not in text


@pytest.mark.skipif(
    browser() is None and os.environ.get("CI") != "true",
    reason="no Chromium is installed (Debian: apt-get install chromium); CI fails without",
)
def test_a_browser_shows_it_and_prints_it(out: Path, tmp_path: Path) -> None:
    assert browser() is not None, "CI must look at the summary: install chromium (tests/programs.sh)"
    shot, paper = tmp_path / "shot.png", tmp_path / "paper.pdf"
    seen(out, shot, paper)
    image = cv2.imread(str(shot))
    assert image is not None
    assert image.shape[:2] == (800, 1280)
    assert image.std() > 10  # something is on it
    with pypdfium2.PdfDocument(paper) as printed:
        text = "".join("".join(page.get_textpage().get_text_range() for page in printed).split())
    page = page_of(out)
    shown = [cell for rows in page.rows.values() for row in rows for cell in row]
    assert len(shown) > 300
    lacking = [cell for cell in shown if "".join(cell.split()) not in text]
    assert lacking == [], "every number is printed"
