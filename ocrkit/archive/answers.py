"""The answer of a query as a file: CSV, Parquet, Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ocrkit.archive.exported import plain, told, write_csv
from ocrkit.archive.extra import extra
from ocrkit.errors import OutputError, UsageError
from ocrkit.export.xlsx_lists import MOST_ROWS, lists_xlsx


def rows_in(answer: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a ``pyarrow.Table``, exact numbers without zeros at their end."""
    for batch in answer.to_batches():
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield tuple(plain(value) if hasattr(value, "normalize") else value for value in row)


def write_answer(answer: Any, path: Path) -> None:
    """Write it in the format that the file's ending names.

    Raises ``UsageError`` for an ending that is none, ``OutputError`` where it cannot be written.
    """
    write = _FORMATS.get(path.suffix.lower())
    if write is None:
        raise UsageError("is of no known ending", file=str(path), remedy=f"end it with {', '.join(_FORMATS)}")
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write(answer, path)


def _csv(answer: Any, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, answer.column_names, rows_in(answer))


def _parquet(answer: Any, path: Path) -> None:
    extra("pyarrow.parquet", "Parquet").write_table(answer, path, compression="zstd")


def _xlsx(answer: Any, path: Path) -> None:
    if answer.num_rows > MOST_ROWS:
        raise OutputError(
            f"{answer.num_rows:,} rows are more than Excel has room for",
            file=str(path),
            remedy="end it with .parquet",
        )
    path.write_bytes(lists_xlsx({"answer": (answer.column_names, rows_in(answer))}))


_FORMATS: Mapping[str, Callable[[Any, Path], None]] = {".csv": _csv, ".parquet": _parquet, ".xlsx": _xlsx}
