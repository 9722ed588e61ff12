"""The summary of an archive: every number on it equals its query, nothing needs a network, a browser shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import cv2
import pytest

import ocrkit
from benchmarks.archive.made import fill
from benchmarks.archive.planted import report_of
from benchmarks.archive.queries import doubted_here_and_there
from benchmarks.pagemaker.linked import Wanted, plan
from ocrkit.archive.summary import QUERIES, shown
from ocrkit.cli.main import main

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "out"
    made = plan(9, Wanted(agencies=6, years=3, breaks=1, copied=1, missing=1, renamed=1))
    fill(folder, doubted_here_and_there(map(report_of, made.reports), seed=3))
    assert main(["summary", str(folder), "--lang", "en"]) == 0
    return folder


class Tables(HTMLParser):
    """The tables of a page by their query: columns, and the text of each cell."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: dict[str, list[str]] = {}
        self.rows: dict[str, list[list[str]]] = {}
        self.links: list[str] = []
        self.ids: set[str] = set()
        self._name, self._in = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {given["id"] or ""} if "id" in given else set()
        if tag == "table":
            self._name = given["data-query"] or ""
            self.columns[self._name] = (given["data-columns"] or "").split()
            self.rows[self._name] = []
        elif tag == "tr":
            self.rows[self._name].append([])
        elif tag == "td":
            self.rows[self._name][-1].append("")
        elif tag == "a":
            self.links.append(given["href"] or "")
        self._in = tag in ("td", "a")

    def handle_endtag(self, tag: str) -> None:
        self._in = tag == "a"

    def handle_data(self, data: str) -> None:
        if self._in and self.rows.get(self._name) and self.rows[self._name][-1]:
            self.rows[self._name][-1][-1] += data


def page(out: Path) -> Tables:
    tables = Tables()
    tables.feed((out / "summary.html").read_text(encoding="utf-8"))
    return tables


def test_every_number_is_the_answer_of_its_query(out: Path) -> None:
    tables = page(out)
    with ocrkit.open_archive(out) as archive:
        for name, columns in tables.columns.items():
            answer = archive.arrow(QUERIES[name]).to_pylist()
            rows = [row for row in tables.rows[name] if row]
            assert len(rows) == len(answer) > 0, name
            for row, wanted in zip(rows, answer, strict=True):
                for column, text in zip(columns, row, strict=True):
                    if column not in ("source", "picture"):
                        assert text == shown(wanted[column]), (name, column)
        whole = archive.arrow(QUERIES["whole"]).to_pylist()[0]
    badges = re.search(r'<ul class="badges".*?</ul>', (out / "summary.html").read_text("utf-8"))
    assert badges
    numbers = re.findall(r"<li>(\d+)", badges[0])
    assert numbers[:7] == [str(whole[n]) for n in (
        "reports", "agencies", "pages", "values", "accepted_whole", "to_check", "pages_lost"
    )]  # fmt: skip
    assert set(tables.columns) == set(QUERIES) - {"whole"}


def test_links_lead_to_reports_that_are_there_and_to_nothing_else(out: Path) -> None:
    tables = page(out)
    assert len(tables.links) > 20
    for link in tables.links:
        if link.startswith("#"):
            assert link[1:] in tables.ids
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


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)")
def test_a_browser_shows_it_and_prints_it(out: Path, tmp_path: Path) -> None:
    common = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={tmp_path}",
    ]
    address = (out / "summary.html").as_uri()
    shot, paper = tmp_path / "shot.png", tmp_path / "paper.pdf"
    subprocess.run(
        [*common, "--window-size=1280,800", f"--screenshot={shot}", address],
        capture_output=True,
        timeout=120,
        check=True,
    )
    subprocess.run([*common, f"--print-to-pdf={paper}", address], capture_output=True, timeout=120, check=True)
    image = cv2.imread(str(shot))
    assert image is not None
    assert image.shape[:2] == (800, 1280)
    assert image.std() > 10  # something is on it
    assert paper.read_bytes().startswith(b"%PDF")
