"""``ocrkit table``: the tables of any page."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ocrkit.cli import show
from ocrkit.cli.output import emit, emit_data, json_text, say
from ocrkit.cli.progress import ProgressLine
from ocrkit.cli.quiet import quiet
from ocrkit.cli.read import STDOUT, failure_record, log_result, options
from ocrkit.cli.reader import MakeReader, PageTables, TablesResult
from ocrkit.cli.width import printable
from ocrkit.errors import UsageError
from ocrkit.names import shown_name
from ocrkit.types.doubt import count_codes
from ocrkit.types.phrases import Phrases
from ocrkit.types.table import Table
from ocrkit.types.words import Language

_ROOM = 255 - len(".tables.html")
"""Bytes of a file name that are left for the name of the page."""


def table(args: argparse.Namespace, make_reader: MakeReader) -> int:
    """Run the command; returns the exit code. Raises ``OcrkitError`` where nothing could be done."""
    if args.out == STDOUT:
        return _print(args, make_reader)
    with quiet():
        from ocrkit import export

        names = stems(_files(args.inputs))
        former = export.named(name for stem in names.values() for name in export.table_names(stem))
        results = export.ResultFolder(Path(args.out), former, args.force)
    with results:
        with quiet():
            result = _read(args, make_reader)
            files = results.put(_content(result, names, args.lang)) if result.pages else []
        log_result(result.failures, files)
        _show(args, result, files)
    return exit_code(result, args.strict)


def _print(args: argparse.Namespace, make_reader: MakeReader) -> int:
    """The tables of all pages as JSON on standard output, and nothing anywhere else."""
    if args.json:
        raise UsageError("--json and -o - both want standard output", remedy="give one of them")
    with quiet():
        from ocrkit.export import table_files
        from ocrkit.types.report import SourcePage

        result = _read(args, make_reader)
        pages = [SourcePage(number=p.page.number, file=p.page.file, index=p.page.index) for p in result.pages]
        tables = [table for page in result.pages for table in page.tables]
        content = table_files(tables, "all", pages=pages, provenance=result.provenance)
    log_result(result.failures, ())
    say(*show.failure_lines(result.failures, Phrases(args.lang)))
    if result.pages:
        emit_data([content["all.tables.json"].decode().rstrip("\n")])
    return 1 if result.failures else 0


def _show(args: argparse.Namespace, result: TablesResult, files: Sequence[Path]) -> None:
    """Print what was read, in the way that was asked for."""
    phrases = Phrases(args.lang)
    say(*show.failure_lines(result.failures, phrases))
    if args.verbose:
        say(*show.timing_lines(result.timings))
    if args.json:
        emit_data([json_text(_summary(result, files, exit_code(result, args.strict)))])
    else:
        lines = [line for page in result.pages for line in _page_lines(page, phrases)]
        emit([*lines, *show.file_lines(files, phrases)])


def exit_code(result: TablesResult, strict: bool) -> int:
    """1 where something could not be read, else 3 where ``strict`` and cells are doubtful, else 0."""
    if result.failures:
        return 1
    return 3 if strict and any(table.doubtful() for page in result.pages for table in page.tables) else 0


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
        with make_reader(options(args)) as reader:
            return reader.read_tables(args.inputs, progress)
    finally:
        progress.close()


def _content(result: TablesResult, names: Mapping[str, str], language: Language) -> dict[str, bytes]:
    """The files of all the pages read: one set."""
    from ocrkit.export import ExportSettings, table_files

    settings = ExportSettings(language=language)
    content: dict[str, bytes] = {}
    for file, stem in stems([*names, *(page.page.file for page in result.pages)]).items():
        own = [page for page in result.pages if page.page.file == file]
        pages = [page.source for page in own]
        tables = [table for page in own for table in page.tables]
        if own:
            content |= table_files(
                tables, stem, pages=pages, images=result.images, settings=settings, provenance=result.provenance
            )
    return content


def _page_lines(page: PageTables, say: Phrases) -> list[str]:
    sizes = ", ".join(f"{t.n_rows} × {t.n_cols}" for t in page.tables)
    what = sizes or say("no ruled table")
    lines = [say("page of file", file=printable(page.page.file), n=page.page.index + 1, what=what)]
    layer = page.source.text_layer
    if layer is not None and not layer.used:
        lines.append(f"  {say('no second reading', kind=layer.kind, evidence=printable('; '.join(layer.evidence)))}")
    for number, table in enumerate(page.tables, 1):
        for cell in table.doubtful():
            where = say("place in table", n=number, row=cell.rows[0] + 1, column=cell.cols[0] + 1)
            lines.append(f"  {where}: {show.reading_words(cell.text, cell.doubts, say)}")
    return lines


def _summary(result: TablesResult, files: Sequence[Path], code: int) -> dict[str, Any]:
    doubtful = [cell for page in result.pages for table in page.tables for cell in table.doubtful()]
    return {
        "command": "table",
        "exit_code": code,
        "pages": [
            {
                "file": page.page.file,
                "page": page.page.index + 1,
                "tables": [_table_record(table) for table in page.tables],
            }
            | ({"text_layer": layer.model_dump(mode="json")} if (layer := page.source.text_layer) else {})
            for page in result.pages
        ],
        "doubtful": len(doubtful),
        "doubts": count_codes(doubt for cell in doubtful for doubt in cell.doubts),
        "failures": [failure_record(failure) for failure in result.failures],
        "files": [str(path) for path in files],
        "seconds": {stage: round(seconds, 3) for stage, seconds in result.timings.items()},
    }


def _table_record(table: Table) -> dict[str, Any]:
    cells, doubtful = len(table.cells), len(table.doubtful())
    return {"rows": table.n_rows, "columns": table.n_cols, "cells": cells, "doubtful": doubtful}
