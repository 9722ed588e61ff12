"""The rows about single pages: plain tables, and pages in unusual shapes and file formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.must_show.cases import Case, Cases, Readings, as_json
from benchmarks.must_show.score import score_values
from benchmarks.must_show.table import Line
from benchmarks.must_show.teds import Spot, blanked, first_rows, spots_in, spots_of, teds
from benchmarks.pagemaker.special import PASSWORD
from ocrkit import OcrkitError, Reader, ReadSettings
from ocrkit.load.settings import LoadSettings

ILLEGIBLE = "###"
"""What the truth has where a number is too wide for its printed cell."""

TABLES = (("stamped-settlement-scan", 17, 0.95), ("equipment-photo", None, 0.90))
"""Page, rows that count (None: all of them), least TEDS."""


def tables(cases: Cases, readings: Readings) -> Iterator[Line]:
    """TEDS of the largest table on each page."""
    for name, rows, least in TABLES:
        page = next((cases.shared / "real/tables").glob(f"{name}.[jp]*"))
        want = spots_in(page.with_suffix(".gt.html").read_text(encoding="utf-8"))
        got = _largest_table(readings.reader, page)
        if rows is not None:
            got, want = first_rows(got, rows), first_rows(want, rows)
        places = [spot for spot in want if ILLEGIBLE in spot.text]
        got, want = blanked(got, places), blanked(want, places)
        value = teds(got, want)
        what = f"real/tables/{name}" + (f", first {rows} rows" if rows else "")
        yield Line(
            "tables", what, f"TEDS {value:.4f}", f"TEDS ≥ {least:.2f}", value >= least, tuple(_differences(got, want))
        )


def _largest_table(reader: Reader, page: Path) -> list[Spot]:
    result = reader.read_tables(page)
    if result.failures:
        raise result.failures[0]
    found = [table for read in result.pages for table in read.tables]
    return spots_of(max(found, key=lambda table: table.box_on(1).area)) if found else []


def _differences(got: list[Spot], want: list[Spot]) -> Iterator[str]:
    """Cells that are in one of the tables only, told by place and text."""
    sides = [{(s.rows, s.cols, "".join(s.text.split())) for s in side} for side in (want, got)]
    for label, only in (("printed", sides[0] - sides[1]), ("read", sides[1] - sides[0])):
        for rows, cols, text in sorted(only):
            yield f"{label} only: rows {rows[0]}-{rows[1] - 1}, columns {cols[0]}-{cols[1] - 1}: {text or '(blank)'}"


def special(cases: Cases, readings: Readings) -> Iterator[Line]:
    """One page each in an unusual shape; an encrypted file also without its password."""
    settings = ReadSettings(load=LoadSettings(pdf_password=PASSWORD))
    with Reader(settings) as reader:
        for case in cases.group("special"):
            files = ", ".join(path.name for path in case.pages)
            score = score_values(as_json(reader.read_report(case.pages)), case.truth)
            holds = score.right == score.values
            yield Line(case.name, files, str(score), "what came out", holds, score.wrong)
            if case.folder.name.startswith("encrypted"):
                yield _without_password(readings.reader, case)


def _without_password(reader: Reader, case: Case) -> Line:
    try:
        failures = reader.read_report(case.pages).failures
    except OcrkitError as error:
        failures = (error,)
    said = f"{type(failures[0]).__name__}: {failures[0]}".replace(str(case.folder), "…") if failures else "read it"
    return Line(f"{case.name}, no password", "the same file", said, "an error that names the remedy", bool(failures))
