"""``ocrkit table``: the ruled tables of any page."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ocrkit.cli import show
from ocrkit.cli.output import emit, json_text, say
from ocrkit.cli.progress import ProgressLine
from ocrkit.cli.quiet import quiet
from ocrkit.cli.read import failure_record, options
from ocrkit.cli.reader import MakeReader, PageTables, TablesResult
from ocrkit.cli.width import printable
from ocrkit.names import shown_name

_ROOM = 255 - len(".tables.html")
"""Bytes of a file name that are left for the name of the page."""


def table(args: argparse.Namespace, make_reader: MakeReader) -> int:
    """Run the command; returns the exit code. Raises ``OcrkitError`` where nothing could be done."""
    with quiet():
        from ocrkit import export

        names = stems(_files(args.inputs))
        former = export.named(name for stem in names.values() for name in export.table_names(stem))
        results = export.ResultFolder(Path(args.out), former, args.force)
    with results:
        with quiet():
            result = _read(args, make_reader)
            files = results.put(_content(result, names)) if result.pages else []
        _show(args, result, files)
    return 1 if result.failures else 0


def _show(args: argparse.Namespace, result: TablesResult, files: Sequence[Path]) -> None:
    """Print what was read, in the way that was asked for."""
    say(*show.failure_lines(result.failures))
    if args.verbose:
        say(*show.timing_lines(result.timings))
    if args.json:
        code = 1 if result.failures else 0
        emit([json_text(_summary(result, files, code))])
    else:
        lines = [line for page in result.pages for line in _page_lines(page)]
        emit([*lines, *show.file_lines(files)])


def stems(files: Iterable[str]) -> dict[str, str]:
    """For every file the name that its results begin with; files of one name in several folders get numbers.

    A name too long for what is put behind it is cut.
    """
    names: dict[str, str] = {}
    for file in dict.fromkeys(files):
        whole = shown_name(Path(file).stem)
        stem, count = cut(whole, _ROOM), 2
        while stem in names.values():
            stem, count = f"{cut(whole, _ROOM - 8)}-{count}", count + 1
        names[file] = stem
    return names


def cut(name: str, size: int) -> str:
    """The name, cut to at most ``size`` bytes of UTF-8."""
    return name.encode()[:size].decode(errors="ignore")


def _files(inputs: Sequence[str]) -> list[str]:
    """The inputs, a folder replaced by what is in it (whatever of that turns out to be pages)."""
    found: list[str] = []
    for name in inputs:
        if Path(name).is_dir():
            found += sorted(entry.path for entry in os.scandir(name) if entry.is_file())
        else:
            found.append(name)
    return found


def _read(args: argparse.Namespace, make_reader: MakeReader) -> TablesResult:
    progress = ProgressLine()
    try:
        return make_reader(options(args)).read_tables(args.inputs, progress)
    finally:
        progress.close()


def _content(result: TablesResult, names: Mapping[str, str]) -> dict[str, bytes]:
    """The files of all the pages read: one set."""
    from ocrkit.export import table_files
    from ocrkit.types.report import SourcePage

    content: dict[str, bytes] = {}
    for file, stem in stems([*names, *(page.page.file for page in result.pages)]).items():
        own = [page for page in result.pages if page.page.file == file]
        pages = [SourcePage(number=p.page.number, file=file, index=p.page.index) for p in own]
        tables = [table for page in own for table in page.tables]
        if own:
            content |= table_files(tables, stem, pages=pages, images=result.images)
    return content


def _page_lines(page: PageTables) -> list[str]:
    sizes = ", ".join(f"{t.n_rows} × {t.n_cols}" for t in page.tables)
    return [f"{printable(page.page.file)} page {page.page.index + 1}: {sizes or 'no ruled table'}"]


def _summary(result: TablesResult, files: Sequence[Path], code: int) -> dict[str, Any]:
    return {
        "command": "table",
        "exit_code": code,
        "pages": [
            {
                "file": page.page.file,
                "page": page.page.index + 1,
                "tables": [{"rows": t.n_rows, "columns": t.n_cols, "cells": len(t.cells)} for t in page.tables],
            }
            for page in result.pages
        ],
        "failures": [failure_record(failure) for failure in result.failures],
        "files": [str(path) for path in files],
        "seconds": {stage: round(seconds, 3) for stage, seconds in result.timings.items()},
    }
