"""Everything about a report, or about the tables of a page, to files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from ocrkit.export.atomic import Writing, check_free
from ocrkit.export.crops import add_crops, remove_stale
from ocrkit.export.csvfile import csv_bytes
from ocrkit.export.html_report import report_html, tables_html
from ocrkit.export.markdown import report_markdown
from ocrkit.export.pictures import PageImages, Pictures, take_pictures
from ocrkit.export.settings import ExportSettings, Format
from ocrkit.export.xlsx import report_xlsx, tables_xlsx
from ocrkit.types.report import Report, SourcePage
from ocrkit.types.table import Table

TABLE_FORMATS: tuple[Literal["json", "html", "xlsx"], ...] = ("json", "html", "xlsx")


class TablesFile(BaseModel):
    """What ``page.tables.json`` holds: the pages read and the tables found on them, spans and all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal["1.0"] = "1.0"
    pages: tuple[SourcePage, ...]
    tables: tuple[Table, ...]

    @classmethod
    def from_json(cls, path: Path) -> Self:
        """Read such a file; raises ``pydantic.ValidationError`` where it is not one."""
        return cls.model_validate_json(path.read_text(encoding="utf-8"))


def report_names(settings: ExportSettings) -> list[str]:
    """The files that ``write_report`` will write, crops apart."""
    return [f"report.{ending}" for ending in settings.formats]


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

    Without ``images`` there are no pictures. The files appear together once all are complete. Raises
    ``OutputExistsError`` where one is there and ``force`` is false, ``OutputError`` where it cannot be written.
    With ``force`` the pictures of an earlier reading are removed.
    """
    settings = settings or ExportSettings()
    check_free(out, report_names(settings), force)
    pictures = take_pictures(report.source.pages, report.doubtful(), images, settings)
    made: dict[Format, Callable[[], bytes]] = {
        "json": lambda: report.to_json().encode(),
        "csv": lambda: csv_bytes(report),
        "xlsx": lambda: report_xlsx(report),
        "html": lambda: report_html(report, pictures),
        "md": lambda: report_markdown(report).encode(),
    }
    paths = [out / name for name in report_names(settings)]
    with Writing() as files:
        for path, ending in zip(paths, settings.formats, strict=True):
            files.add(path, made[ending]())
        if settings.crops:
            paths += add_crops(files, pictures.crops, out).values()
    if force:
        remove_stale(out, paths)
    return paths


def write_tables(
    tables: Sequence[Table],
    out: Path,
    stem: str,
    *,
    pages: Sequence[SourcePage],
    images: PageImages | None = None,
    settings: ExportSettings | None = None,
    force: bool = False,
) -> list[Path]:
    """Write ``out/<stem>.tables.json``, ``.html`` and ``.xlsx`` of the tables on ``pages``; returns the files.

    Raises as ``write_report`` does.
    """
    check_free(out, table_names(stem), force)
    pictures: Pictures = take_pictures(pages, (), images, settings or ExportSettings())
    content = TablesFile(pages=tuple(pages), tables=tuple(tables))
    with Writing() as files:
        files.add(out / f"{stem}.tables.json", (content.model_dump_json(indent=1) + "\n").encode())
        files.add(out / f"{stem}.tables.html", tables_html(tables, stem, pictures))
        files.add(out / f"{stem}.tables.xlsx", tables_xlsx(tables))
    return [out / name for name in table_names(stem)]
