"""ocrkit itself, with the settings it comes with. Runs in the environment ocrkit is installed in.

A report is read as a whole: a page's seconds are those from its start to the next one's, and the work on the whole
report (putting pages together, matching, checking) is shared out evenly. Pages without any form of a report are read
by ``read_tables`` besides, as one would for such.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import cv2
from pages import cell, grid, line

from ocrkit.pipeline import Reader
from ocrkit.results import PageTables, ReportResult
from ocrkit.settings import ReadSettings


class System:
    """One ``Reader`` for every report."""

    def __init__(self, threads: int) -> None:
        self.version = f"ocrkit {version('ocrkit')}"
        self._reader = Reader(ReadSettings(cores=threads))
        cv2.setNumThreads(threads)

    def read(self, pages: list[Path]) -> dict:
        """One report; a page that cannot be read ends the process."""
        start = time.perf_counter()
        ticks: dict[int, float] = {}  # by the number of pages done: when it was first told
        result = self._reader.read_report(
            pages, lambda progress: ticks.setdefault(progress.done, time.perf_counter())
        )
        found = result.pages
        if not result.report.form_tables():  # no report: what `ocrkit table` is for
            found = self._reader.read_tables(pages).pages
        stop = time.perf_counter()
        if result.failures:
            raise result.failures[0]
        ends = [start, *(ticks[done] for done in range(1, len(pages) + 1))]
        rest = (stop - ends[-1]) / len(pages)
        seconds = [b - a + rest for a, b in pairwise(ends)]
        return {
            "pages": [_page(result, found, number, taken) for number, taken in enumerate(seconds, 1)],
            "report": json.loads(result.report.to_json()),
            "stages": dict(result.timings),
        }


def _page(result: ReportResult, found: Sequence[PageTables], number: int, seconds: float) -> dict:
    tables = [
        {**grid(table.n_rows, table.n_cols, [_cell(c) for c in table.cells]), "page": number}
        for page in found
        if page.source.number == number
        for table in page.tables
    ]
    lines = [
        line(text, place.box.as_tuple())
        for section in result.report.sections
        for text, place in zip(section.paragraphs, section.places, strict=True)
        if place.page == number
    ]
    return {"page": number, "seconds": seconds, "tables": tables, "lines": lines}


def _cell(found) -> dict:
    return cell(found.rows, found.cols, found.text, found.box.as_tuple())
