"""``ocrkit query``: SQL over all results of an archive."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ocrkit.cli.output import emit, emit_data, json_line
from ocrkit.cli.quiet import quiet
from ocrkit.cli.width import pad, printable, width
from ocrkit.errors import UsageError
from ocrkit.types.phrases import Phrases

_MOST = 1000
"""Rows that are printed."""


def query(args: argparse.Namespace) -> int:
    """Run the command; returns the exit code. Raises ``UsageError`` for a wrong query."""
    if args.examples == bool(args.sql):
        raise UsageError("a query is missing", remedy="give one in quotes, or --examples")
    if args.examples:
        emit_data(_examples(args.archive, Phrases(args.lang)))
        return 0
    with quiet():
        from ocrkit.archive.answers import rows_in, write_answer
        from ocrkit.archive.opened import Archive
        from ocrkit.archive.tables import database

        with Archive(args.archive) as archive, database(archive) as tables:
            answer = tables.arrow(args.sql)
            if args.to:
                write_answer(answer, Path(args.to))
    if args.to:
        emit([Phrases(args.lang)("rows written", n=answer.num_rows, file=args.to)])
    elif args.json:
        names = answer.column_names
        emit_data(json_line(dict(zip(names, map(_plain, row), strict=True))) for row in rows_in(answer))
    else:
        emit_data(_table(answer.column_names, list(islice(rows_in(answer), _MOST))))
        if answer.num_rows > _MOST:
            emit([Phrases(args.lang)("more rows", n=answer.num_rows - _MOST)])
    return 0


def _examples(archive: str, say: Phrases) -> Iterator[str]:
    from ocrkit.archive.views import EXAMPLES

    for number, example in enumerate(EXAMPLES, 1):
        yield f"{number}. {getattr(example.question, say.language)}"
        yield ""
        yield f"ocrkit query {archive} \"$(cat <<'SQL'"
        yield from example.sql.splitlines()
        yield "SQL"
        yield ')"'
        yield ""


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _table(names: list[str], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    """Rows under their headings, numbers to the right."""
    texts = [["" if value is None else printable(str(value)) for value in row] for row in rows]
    columns = [max(map(width, column)) for column in zip(names, *texts, strict=True)]
    numbers = [
        any(row[i] is not None for row in rows) and not any(isinstance(row[i], str) for row in rows)
        for i in range(len(names))
    ]
    for line in (names, ["─" * room for room in columns], *texts):
        parts = (pad(text, room, right) for text, room, right in zip(line, columns, numbers, strict=True))
        yield "  ".join(parts).rstrip()
