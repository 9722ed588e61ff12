"""``ocrkit read``: one report from its pages."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ocrkit.cli.log import log
from ocrkit.cli.options import in_options
from ocrkit.cli.output import emit, emit_data, json_text, say, takes_colour
from ocrkit.cli.progress import ProgressLine
from ocrkit.cli.quiet import quiet
from ocrkit.cli.reader import MakeReader, Reader, ReadOptions, ReportResult
from ocrkit.errors import OcrkitError, UsageError
from ocrkit.schedule.importing import importing
from ocrkit.types.phrases import Phrases

if TYPE_CHECKING:  # what is needed of these is imported when the worker has been started
    from ocrkit.export import ResultFolder
    from ocrkit.types.finding import CellRef, Finding
    from ocrkit.types.report import Report

STDOUT = "-"
"""Stands for standard output in the place of an output folder."""


def read(args: argparse.Namespace, make_reader: MakeReader) -> int:
    """Run the command; returns the exit code. Raises ``OcrkitError`` where nothing could be done."""
    if args.out == STDOUT:
        return _print(args, make_reader)
    with ExitStack() as opened:
        with quiet():
            reader = opened.enter_context(make_reader(options(args)))  # which starts while this process imports
            with importing():
                from ocrkit import export

            out = export.ResultFolder(Path(args.out), export.former_report, args.force)
            results = opened.enter_context(out)
            result = _read(args, reader)
            files = _write(result, results, args) if something_read(result) else []
        log_result(result.failures, files, result.report.findings)
        _show(args, result, files)
    return exit_code(result, args.strict)


def _print(args: argparse.Namespace, make_reader: MakeReader) -> int:
    """The report as JSON on standard output, and nothing anywhere else."""
    if args.json:
        raise UsageError("--json and -o - both want standard output", remedy="give one of them")
    with quiet(), make_reader(options(args)) as reader:
        result = _read(args, reader)
    from ocrkit.cli import show

    log_result(result.failures, (), result.report.findings)
    say(*show.failure_lines(result.failures, Phrases(args.lang)))
    if args.verbose:
        say(*show.timing_lines(result.timings))
    if something_read(result):
        emit_data([result.report.to_json().rstrip("\n")])
    return exit_code(result, args.strict)


def _write(result: ReportResult, results: ResultFolder, args: argparse.Namespace) -> list[Path]:
    from ocrkit import export

    settings = export.ExportSettings(formats=args.formats, language=args.lang)
    return results.put(export.report_files(result.report, images=result.images, settings=settings))


def log_result(failures: Iterable[OcrkitError], files: Iterable[Path], findings: Iterable[Finding] = ()) -> None:
    """Log what could not be read, what was found, and what is written."""
    for failure in failures:
        log.error("could not read %s", failure)
    for finding in findings:
        log.warning("finding %s: %s", finding.kind, finding.message)
    for path in files:
        log.info("written %s", path)


def something_read(result: ReportResult) -> bool:
    """Whether there is a report to write: where not one page was read, what is there is better left."""
    return not result.failures or any(page.error is None for page in result.report.source.pages)


def _show(args: argparse.Namespace, result: ReportResult, files: Sequence[Path]) -> None:
    """Print what was read, in the way that was asked for."""
    from ocrkit import export
    from ocrkit.cli import show

    crops = {ref: Path(args.out) / export.crop_name(ref) for ref, _ in result.report.doubtful()}
    crops = {ref: path for ref, path in crops.items() if path in files}
    phrases = Phrases(args.lang)
    say(*show.failure_lines(result.failures, phrases))
    if args.verbose:
        say(*show.timing_lines(result.timings))
    if args.json:
        code = exit_code(result, args.strict)
        emit_data([json_text(summary(result, files, crops, code))])
    else:
        columns = shutil.get_terminal_size((100, 24)).columns
        emit(show.report_lines(result.report, files, crops, columns, takes_colour(sys.stdout), phrases))


def options(args: argparse.Namespace) -> ReadOptions:
    """The options that change how pages are read."""
    return ReadOptions(
        forms=tuple(getattr(args, "form", ())),
        dpi=args.dpi,
        max_pixels=args.max_pixels,
        max_pages=args.max_pages,
        pages=args.pages,
        settings=args.settings,
        password=args.password,
        models=args.models,
        engine=args.engine,
        keep_order=args.keep_order,
        text_layer=args.text_layer,
        page_timeout=args.page_timeout,
        page_memory=args.page_memory,
        debug=args.debug,
    )


def exit_code(result: ReportResult, strict: bool) -> int:
    """1 where something could not be read, else 3 where ``strict`` and values are doubtful, else 0."""
    if result.failures:
        return 1
    return 3 if strict and result.report.doubtful() else 0


def summary(result: ReportResult, files: Sequence[Path], crops: Mapping[CellRef, Path], code: int) -> dict[str, Any]:
    """What ``--json`` prints."""
    from ocrkit.types.doubt import count_codes

    report = result.report
    return {
        "command": "read",
        "exit_code": code,
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "pages": len(report.source.pages),
        "values": sum(1 for form in report.form_tables().values() for _ in form),
        "doubtful": _doubtful(report, crops),
        "doubts": count_codes(doubt for _, cell in report.doubtful() for doubt in cell.doubts),
        "findings": [_finding_record(finding) for finding in report.findings],
        "failures": [failure_record(failure) for failure in result.failures],
        "files": [str(path) for path in files],
        "seconds": {stage: round(seconds, 3) for stage, seconds in result.timings.items()},
    }


def _finding_record(finding: Finding) -> dict[str, Any]:
    said = {name: in_options(value) if isinstance(value, str) else value for name, value in finding.detail.items()}
    shown = finding.model_copy(update={"message": in_options(finding.message), "detail": said})
    return shown.model_dump(mode="json")


def failure_record(failure: OcrkitError) -> dict[str, Any]:
    """An error for machines."""
    return {
        "error": type(failure).__name__,
        "message": in_options(failure.message),
        "file": failure.file,
        "page": failure.page,
        "remedy": in_options(failure.remedy),
    }


def _read(args: argparse.Namespace, reader: Reader) -> ReportResult:
    progress = ProgressLine()
    try:
        return reader.read_report(args.inputs, progress)
    finally:
        progress.close()


def _doubtful(report: Report, crops: Mapping[CellRef, Path]) -> list[dict[str, Any]]:
    return [
        ref.model_dump()
        | cell.model_dump(mode="json", include={"text", "kind", "confidence", "page", "box", "doubts"})
        | {"crop": str(crops[ref]) if ref in crops else None}
        for ref, cell in report.doubtful()
    ]
