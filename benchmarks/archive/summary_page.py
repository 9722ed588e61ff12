"""The summary as a reader of it sees it: its tables and links taken out of the HTML, and the page in a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import ocrkit
from benchmarks.archive.made import fill, unsynced
from benchmarks.archive.planted import report_of
from benchmarks.archive.queries import doubted_here_and_there
from benchmarks.pagemaker.linked import Plan
from ocrkit.archive.summary import shown
from ocrkit.archive.summary_queries import QUERIES
from ocrkit.cli.main import main

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_ELSEWHERE = ("source", "picture")
"""Columns whose cells show another name for the same."""
_BADGES = ("reports", "agencies", "pages", "values", "accepted_whole", "to_check", "pages_lost")


class SummaryPage(HTMLParser):
    """The tables of a page by their query: columns, and the text of each cell; links, and what they may lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.columns: dict[str, list[str]] = {}
        self.rows: dict[str, list[list[str]]] = {}
        self.links: list[str] = []
        self.ids: set[str] = set()
        self._name, self._in = "", False
        self.feed(html)
        badges = re.search(r'<ul class="badges".*?</ul>', html)
        self.badges = re.findall(r"<li>(\d+)", badges[0]) if badges else []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given["id"]} if "id" in given else set()
        if tag == "table":
            self._name = given["data-query"]
            self.columns[self._name] = given["data-columns"].split()
            self.rows[self._name] = []
        elif tag == "tr":
            self.rows[self._name].append([])
        elif tag == "td":
            self.rows[self._name][-1].append("")
        elif tag == "a":
            self.links.append(given["href"])
        self._in = tag in ("td", "a")

    def handle_endtag(self, tag: str) -> None:
        self._in = tag == "a"

    def handle_data(self, data: str) -> None:
        if self._in and self.rows.get(self._name) and self.rows[self._name][-1]:
            self.rows[self._name][-1][-1] += data


def page_of(archive: Path) -> SummaryPage:
    """The summary that was written into an archive's folder."""
    return SummaryPage((archive / "summary.html").read_text(encoding="utf-8"))


def differences(archive: Path) -> tuple[int, list[str]]:
    """How many numbers and texts the page shows, and those that are not the answers of their queries."""
    page, compared, wrong = page_of(archive), 0, []
    with ocrkit.open_archive(archive) as opened:
        for name, columns in page.columns.items():
            rows = [row for row in page.rows[name] if row]
            answer = opened.arrow(QUERIES[name]).to_pylist()[: len(rows)]
            for row, wanted in zip(rows, answer, strict=True):
                pairs = [
                    (text, shown(wanted[c])) for c, text in zip(columns, row, strict=True) if c not in _ELSEWHERE
                ]
                compared += len(pairs)
                wrong += [f"{name}: {text} is {right}" for text, right in pairs if text != right]
        whole = opened.arrow(QUERIES["whole"]).to_pylist()[0]
    for name, text in zip(_BADGES, page.badges, strict=False):
        compared += 1
        wrong += [] if text == str(whole[name]) else [f"{name}: {text} is {whole[name]}"]
    return compared, wrong


def browser() -> str | None:
    """A Chromium, where there is one."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def seen(archive: Path, shot: Path, paper: Path) -> None:
    """The summary in a window of 1280 by 800 as PNG, and printed as PDF. Raises ``CalledProcessError``."""
    address = (archive / "summary.html").resolve().as_uri()
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}"]
        for asked in (["--window-size=1280,800", f"--screenshot={shot}"], [f"--print-to-pdf={paper}"]):
            command = [str(browser()), *options, *asked, address]
            subprocess.run(command, capture_output=True, timeout=120, check=True)


def measured(made: Plan, seed: int, work: Path, shot: Path) -> Iterator[str]:
    """Make the summary of linked reports, hold its numbers against their queries, and look at it."""
    with unsynced():
        fill(work / "archive", doubted_here_and_there(map(report_of, made.reports), seed))
    main(["summary", str(work / "archive"), "--lang", "en"])
    compared, wrong = differences(work / "archive")
    size = (work / "archive" / "summary.html").stat().st_size
    count = len(made.reports)
    yield f"The summary of {count} reports has {size / 1e6:.1f} MB and shows {compared:,} numbers and texts;"
    yield f"{len(wrong)} of them are not the answers of their queries."
    if browser() is None:
        yield "No browser is installed (Debian: apt-get install chromium): it was not looked at."
        return
    paper = work / "summary.pdf"
    seen(work / "archive", shot, paper)
    yield f"At 1280 x 800: `{shot}`; printed: {paper.stat().st_size / 1e6:.1f} MB of PDF."
