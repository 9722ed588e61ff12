"""The tables of an archive as Parquet, partitioned by year; made anew only where the results are not the same."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from ocrkit.archive.across import Across, Facts, facts_of, of_agency, of_names
from ocrkit.archive.extra import extra
from ocrkit.archive.place import TABLES
from ocrkit.archive.query import Database
from ocrkit.archive.results import Results
from ocrkit.archive.rows import Known, Row, finding_row, rows_of
from ocrkit.archive.schema import TABLES as SCHEMAS
from ocrkit.archive.schema import VERSION, Column
from ocrkit.errors import OutputError

PARQUET = "parquet"
_STAMP = "made_from.json"
_MOST_ROWS = 250_000
"""Rows that are held before they are written."""


def parquet_folder(archive: Results) -> Path:
    """Where an archive's own tables are."""
    return archive.folder / TABLES / PARQUET


def current_tables(archive: Results) -> Path:
    """The folder of the tables of an archive's results as they are now. Raises as ``write_tables``."""
    folder = parquet_folder(archive)
    if not _is_current(folder, archive):
        write_tables(archive, folder)
    return folder


def write_tables(archive: Results, folder: Path) -> list[Path]:
    """Write every table to ``folder/NAME/year=YYYY/*.parquet``, in the place of former ones.

    Raises ``OutputError`` where they cannot be written, ``InstallationError`` without pyarrow.
    """
    extra("pyarrow.parquet", "Parquet")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=folder.parent) as made:
            new = Path(made) / "new"
            writer = _Writer(new)
            for year, rows in _rows(archive):
                writer.add(year, rows)
            writer.close()
            (new / _STAMP).write_text(_stamp(archive), encoding="utf-8")
            if folder.exists():
                os.rename(folder, Path(made) / "old")
            os.rename(new, folder)
    except OSError as error:
        raise OutputError(
            f"the tables cannot be written: {error.strerror}", file=str(folder), remedy="see that there is room"
        ) from error
    return sorted(folder.rglob("*.parquet"))


def _rows(archive: Results) -> Iterator[tuple[int | None, dict[str, list[Row]]]]:
    """The rows of every report, and of what they say of each other, with the year they are of."""
    names: defaultdict[str, dict[int, Known]] = defaultdict(dict)
    for agency, reports in groupby(archive.known(), key=lambda known: known.agency):
        facts: list[Facts] = []
        for known in reports:
            report = archive.report(known.entry["id"])
            yield known.year, rows_of(report, known)
            if agency is not None and known.year is not None:
                facts.append(facts_of(report, known))
                names[agency][known.year] = known
        yield from map(_across, of_agency(facts))
    yield from map(_across, of_names(names))


def _across(one: Across) -> tuple[int | None, dict[str, list[Row]]]:
    row = finding_row(one.finding, one.known.of_report, "archive", one.about, one.other)
    return one.known.year, {"findings": [row]}


def database(archive: Results) -> Database:
    """The tables of an archive's results as they are now, to be asked. Raises as ``write_tables``."""
    return Database(current_tables(archive))


class _Writer:
    """Collects rows by table and year, and writes them when there are many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: defaultdict[tuple[str, int | None], list[Row]] = defaultdict(list)
        self._parts: defaultdict[tuple[str, int | None], int] = defaultdict(int)
        for name in SCHEMAS:
            (folder / name).mkdir(parents=True)

    def add(self, year: int | None, rows: dict[str, list[Row]]) -> None:
        for name, some in rows.items():
            held = self._rows[name, year]
            held += some
            if len(held) >= _MOST_ROWS:
                self._flush(name, year)

    def close(self) -> None:
        """Write what is left; a table without rows has its columns all the same."""
        for name, year in list(self._rows):
            self._flush(name, year)
        for name in SCHEMAS:
            if not any(table == name for table, _ in self._parts):
                self._write(name, None, [])

    def _flush(self, name: str, year: int | None) -> None:
        rows = self._rows.pop((name, year))
        if rows:
            self._write(name, year, rows)

    def _write(self, name: str, year: int | None, rows: list[Row]) -> None:
        parquet = extra("pyarrow.parquet", "Parquet")
        folder = self._folder / name / f"year={'none' if year is None else year}"
        folder.mkdir(exist_ok=True)
        self._parts[name, year] += 1
        table = arrow_table(rows, SCHEMAS[name])
        parquet.write_table(table, folder / f"{self._parts[name, year]}.parquet", compression="zstd")


def arrow_table(rows: list[Row], columns: tuple[Column, ...]) -> Any:
    """Rows as a ``pyarrow.Table``."""
    pa = extra("pyarrow", "Parquet")
    arrays = [pa.array([row[column.name] for row in rows], arrow_type(column)) for column in columns]
    return pa.table(arrays, schema=arrow_schema(columns))


def arrow_schema(columns: tuple[Column, ...]) -> Any:
    """The columns as a ``pyarrow.Schema``."""
    pa = extra("pyarrow", "Parquet")
    fields = [pa.field(column.name, arrow_type(column), metadata={"about": column.about}) for column in columns]
    return pa.schema(fields, metadata={"ocrkit_tables": VERSION})


def arrow_type(column: Column) -> Any:
    """The ``pyarrow`` type of a column."""
    pa = extra("pyarrow", "Parquet")
    return {
        "string": pa.string(),
        "key": pa.dictionary(pa.int32(), pa.string()),
        "int": pa.int64(),
        "decimal": pa.decimal128(38, 10),
        "float": pa.float64(),
        "bool": pa.bool_(),
    }[column.type]


def _is_current(folder: Path, archive: Results) -> bool:
    try:
        return (folder / _STAMP).read_text(encoding="utf-8") == _stamp(archive)
    except OSError:
        return False


def _stamp(archive: Results) -> str:
    """What the tables are made from."""
    known = [[one.entry["id"], one.entry["result"], one.agency, one.year, one.source] for one in archive.known()]
    content = json.dumps(known, ensure_ascii=False).encode()
    return (
        json.dumps({"schema": VERSION, "reports": len(known), "sha256": hashlib.sha256(content).hexdigest()}) + "\n"
    )
