"""The tables of an archive as files for other programs: Parquet, CSV, Excel."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from ocrkit.archive.datasets import dataset
from ocrkit.archive.place import TABLES
from ocrkit.archive.results import Results
from ocrkit.archive.schema import TABLES as SCHEMAS
from ocrkit.archive.tables import PARQUET, current_tables, write_tables
from ocrkit.errors import OutputError
from ocrkit.export.csvfile import harmless
from ocrkit.export.xlsx_lists import MOST_ROWS, lists_xlsx

BOOK = "archive.xlsx"


def export(archive: Results, formats: Sequence[str], to: Path | None = None) -> list[Path]:
    """Write the tables in each of the formats to ``to`` (OUT/tables); returns the files.

    Raises ``OutputError`` where that cannot be, ``InstallationError`` without pyarrow.
    """
    folder = archive.folder / TABLES if to is None else to
    current = current_tables(archive)
    written: list[Path] = []
    for format_ in formats:
        if format_ == PARQUET:
            own = folder / PARQUET
            written += sorted(own.rglob("*.parquet")) if own == current else write_tables(archive, own)
        else:
            written += _WRITERS[format_](current, folder)
    return written


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", file=str(path), remedy="see that there is room, and that you may"
        ) from error


def _rows(tables: Path, name: str) -> Iterator[tuple[Any, ...]]:
    for batch in dataset(tables, name).to_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _write_csv(tables: Path, folder: Path) -> list[Path]:
    written = []
    for name, columns in SCHEMAS.items():
        path = folder / "csv" / f"{name}.csv"
        with told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                write_csv(file, [column.name for column in columns], _rows(tables, name))
        written.append(path)
    return written


def write_csv(file: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows as CSV; what a spreadsheet would run as a formula is preceded by an apostrophe."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([field(value) for value in row] for row in rows)


def field(value: Any) -> str:
    """A value as CSV has it: numbers exactly and without zeros that nobody printed."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    return harmless(value) if isinstance(value, str) else str(value)


def plain(value: Decimal) -> Decimal:
    """A number without the zeros that the table's type adds after the point."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _write_xlsx(tables: Path, folder: Path) -> list[Path]:
    path = folder / BOOK
    sheets = {}
    for name, columns in SCHEMAS.items():
        if (count := dataset(tables, name).count_rows()) > MOST_ROWS:
            raise OutputError(
                f"{name} has {count:,} rows, and a sheet of Excel room for {MOST_ROWS:,}",
                file=str(path),
                remedy="choose parquet or csv, or take what is needed by ocrkit query",
            )
        sheets[name] = ([column.name for column in columns], _rows(tables, name))
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lists_xlsx(sheets))
    return [path]


_WRITERS: dict[str, Callable[[Path, Path], list[Path]]] = {"csv": _write_csv, "xlsx": _write_xlsx}
