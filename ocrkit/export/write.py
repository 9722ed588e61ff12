"""Everything about a report, or about the tables of a page, to files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Literal

from ocrkit.export.crops import own_pictures, picture_files
from ocrkit.export.csvfile import csv_bytes
from ocrkit.export.html_report import report_html, tables_html
from ocrkit.export.markdown import report_markdown
from ocrkit.export.pictures import PageImages, Pictures, take_pictures
from ocrkit.export.results import ResultFolder, named
from ocrkit.export.settings import ALL_FORMATS, ExportSettings, Format
from ocrkit.export.xlsx import report_xlsx, tables_xlsx
from ocrkit.types.phrases import Phrases
from ocrkit.types.provenance import Provenance
from ocrkit.types.report import Report, SourcePage
from ocrkit.types.table import Table
from ocrkit.types.tables_file import TablesFile

TABLE_FORMATS: tuple[Literal["json", "html", "xlsx"], ...] = ("json", "html", "xlsx")


def former_report(out: Path) -> list[str]:
    """The files of an earlier reading in a folder: every ``report.*`` that ocrkit writes, and its own pictures."""
    return [*named(f"report.{ending}" for ending in ALL_FORMATS)(out), *own_pictures(out)]


def table_names(stem: str) -> list[str]:
    """The files that ``write_tables`` will write."""
    return [f"{stem}.tables.{ending}" for ending in TABLE_FORMATS]


def write_report(
    report: Report,
    out: Path,
    *,
    images: PageImages | None = None,
    settings: ExportSettings | None = None,
    force: bool = False,
) -> list[Path]:
    """Write ``out/report.*`` in the formats of ``settings``, and ``out/doubtful/*.png``; returns the files.

    Without ``images`` there are no pictures. They are one set, which is there whole or not at all: with ``force`` it
    takes the place of an earlier set in whatever formats that had. Raises ``OutputExistsError`` where one is there
    and ``force`` is false, ``OutputError`` where it cannot be written; the folder is then as it was.
    """
    with ResultFolder(out, former_report, force) as results:
        return results.put(report_files(report, images=images, settings=settings))


def report_files(
    report: Report, *, images: PageImages | None = None, settings: ExportSettings | None = None
) -> dict[str, bytes]:
    """The content of what ``write_report`` writes, by name relative to the output folder."""
    settings = settings or ExportSettings()
    given_up = Event()
    with ThreadPoolExecutor(1, "ocrkit-pictures") as beside:  # images are decoded and scaled while the rest is put
        taken = beside.submit(
            take_pictures, report.source.pages, report.doubtful(), images, settings, lambda: not given_up.is_set()
        )
        made: dict[Format, Callable[[], bytes]] = {
            "json": lambda: report.to_json().encode(),
            "csv": lambda: csv_bytes(report),
            "xlsx": lambda: report_xlsx(report),
            "md": lambda: report_markdown(report).encode(),
            "html": lambda: report_html(report, taken.result(), Phrases(settings.language)),
        }
        try:
            content = {ending: make() for ending, make in made.items() if ending in settings.formats}
            crops = taken.result().crops
        finally:
            given_up.set()
    files = {f"report.{ending}": content[ending] for ending in settings.formats}
    return files | (picture_files(crops) if settings.crops else {})


def write_tables(
    tables: Sequence[Table],
    out: Path,
    stem: str,
    *,
    pages: Sequence[SourcePage],
    images: PageImages | None = None,
    settings: ExportSettings | None = None,
    provenance: Provenance | None = None,
    force: bool = False,
) -> list[Path]:
    """Write ``out/<stem>.tables.json``, ``.html`` and ``.xlsx`` of the tables on ``pages``; returns the files.

    Raises as ``write_report`` does.
    """
    with ResultFolder(out, named(table_names(stem)), force) as results:
        return results.put(
            table_files(tables, stem, pages=pages, images=images, settings=settings, provenance=provenance)
        )


def table_files(
    tables: Sequence[Table],
    stem: str,
    *,
    pages: Sequence[SourcePage],
    images: PageImages | None = None,
    settings: ExportSettings | None = None,
    provenance: Provenance | None = None,
) -> dict[str, bytes]:
    """The content of what ``write_tables`` writes, by name relative to the output folder."""
    settings = settings or ExportSettings()
    pictures: Pictures = take_pictures(pages, (), images, settings)
    content = TablesFile(provenance=provenance, pages=tuple(pages), tables=tuple(tables))
    json, html, xlsx = table_names(stem)
    return {
        json: content.to_json().encode(),
        html: tables_html(tables, stem, pictures, Phrases(settings.language)),
        xlsx: tables_xlsx(tables),
    }
