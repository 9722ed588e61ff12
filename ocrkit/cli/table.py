"""``ocrkit table``: the ruled tables of any page."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ocrkit.cli import show
from ocrkit.cli.progress import ProgressLine
from ocrkit.cli.quiet import quiet
from ocrkit.cli.read import failure_record, options
from ocrkit.cli.reader import MakeReader, PageTables, TablesResult


def table(args: argparse.Namespace, make_reader: MakeReader) -> int:
    """Run the command; returns the exit code. Raises ``OcrkitError`` where nothing could be done."""
    out = Path(args.out)
    with quiet():
        from ocrkit import export

        expected = stems(_files(args.inputs))
        export.check_free(out, [n for stem in expected.values() for n in export.table_names(stem)], args.force)
        result = _read(args, make_reader)
        files = _write(result, out, args.force)
    print(*show.failure_lines(result.failures), sep="\n", end="\n" * bool(result.failures), file=sys.stderr)
    if args.verbose:
        print(*show.timing_lines(result.timings), sep="\n", file=sys.stderr)
    code = 1 if result.failures else 0
    if args.json:
        show.emit([json.dumps(_summary(result, files, code), ensure_ascii=False, indent=1)])
    else:
        lines = [line for page in result.pages for line in _page_lines(page)]
        show.emit([*lines, *show.file_lines(files)])
    return code


def stems(files: Iterable[str]) -> dict[str, str]:
    """For every file the name that its results begin with; files of one name in several folders get numbers."""
    names: dict[str, str] = {}
    for file in dict.fromkeys(files):
        stem, count = Path(file).stem, 2
        while stem in names.values():
            stem, count = f"{Path(file).stem}-{count}", count + 1
        names[file] = stem
    return names


def _files(inputs: Sequence[str]) -> list[str]:
    """The inputs, a folder replaced by what is in it (whatever of that turns out to be pages)."""
    found: list[str] = []
    for name in inputs:
        folder = Path(name)
        found += [str(p) for p in sorted(folder.iterdir()) if p.is_file()] if folder.is_dir() else [name]
    return found


def _read(args: argparse.Namespace, make_reader: MakeReader) -> TablesResult:
    progress = ProgressLine()
    try:
        return make_reader(options(args)).read_tables(args.inputs, progress)
    finally:
        progress.close()


def _write(result: TablesResult, out: Path, force: bool) -> list[Path]:
    from ocrkit.export import write_tables
    from ocrkit.types.report import SourcePage

    written: list[Path] = []
    for file, stem in stems(page.page.file for page in result.pages).items():
        own = [page for page in result.pages if page.page.file == file]
        pages = [SourcePage(number=p.page.number, file=file, index=p.page.index) for p in own]
        tables = [table for page in own for table in page.tables]
        written += write_tables(tables, out, stem, pages=pages, images=result.images, force=force)
    return written


def _page_lines(page: PageTables) -> list[str]:
    sizes = ", ".join(f"{t.n_rows} × {t.n_cols}" for t in page.tables)
    return [f"{page.page.file} page {page.page.index + 1}: {sizes or 'no ruled table'}"]


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
