"""What a reading shows on the terminal when it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ocrkit.cli.form_table import form_lines
from ocrkit.cli.options import in_options
from ocrkit.cli.width import printable
from ocrkit.errors import OcrkitError
from ocrkit.types.finding import CellRef
from ocrkit.types.report import Report


def report_lines(
    report: Report, files: Sequence[Path], crops: Mapping[CellRef, Path], columns: int, colour: bool = False
) -> Iterator[str]:
    """Summary, request table, findings, values to check, files; ``columns`` is the terminal's width."""
    yield printable(report.title or "no title found")
    values = sum(1 for form in report.form_tables().values() for _ in form)
    read = sum(1 for page in report.source.pages if page.error is None)
    facts = [f"agency {printable(report.agency or 'not found')}", f"year {report.year or 'not found'}"]
    facts += [f"{read} of {len(report.source.pages)} pages", f"{values} values", f"{len(report.doubtful())} doubtful"]
    yield " · ".join(facts)
    shown = {"requests": report.requests} | dict(report.forms)
    for key, form in shown.items():
        yield ""
        if form is None:
            yield f"{key}: not found"
        else:
            yield printable(f"{key}, edition {form.edition}" if form.edition else key)
            yield from form_lines(form, columns, colour)
    yield from _more_lines(report, shown)
    yield from _finding_lines(report)
    yield from _doubtful_lines(report, crops)
    yield ""
    yield from file_lines([path for path in files if path not in set(crops.values())])


def file_lines(files: Iterable[Path]) -> Iterator[str]:
    """Where the results are."""
    for i, path in enumerate(files):
        if i == 0:
            yield "written"
        yield f"  {printable(str(path))}"


def failure_lines(failures: Iterable[OcrkitError]) -> Iterator[str]:
    """What could not be read, and what to do about it."""
    for failure in failures:
        yield f"ocrkit: could not read {printable(in_options(str(failure)))}"


def timing_lines(timings: Mapping[str, float]) -> Iterator[str]:
    """Seconds by stage."""
    widest = max(map(len, [*timings, "together"]))
    for stage, seconds in timings.items():
        yield f"  {stage:<{widest}} {seconds:8.2f} s"
    yield f"  {'together':<{widest}} {sum(timings.values()):8.2f} s"


def _more_lines(report: Report, shown: Iterable[str]) -> Iterator[str]:
    """What was read beside the tables shown, and what the sign after a value means."""
    rest = {key: form for key, form in report.form_tables().items() if key not in set(shown)}
    counts = [f"{key} ({sum(1 for _ in form)} values)" for key, form in rest.items()]
    counts += [f"{len(report.sections)} sections of text", f"{len(report.figures)} figures given in sentences"]
    yield ""
    yield f"in the files also: {', '.join(counts)}"
    if report.doubtful():
        yield "a question mark follows a value that a person should check"


def _finding_lines(report: Report) -> Iterator[str]:
    yield ""
    yield f"findings: {len(report.findings) or 'none'}"
    for finding in report.findings:
        yield f"  {finding.kind.replace('_', ' ')}: {printable(in_options(finding.message))}"


def _doubtful_lines(report: Report, crops: Mapping[CellRef, Path]) -> Iterator[str]:
    doubtful = report.doubtful()
    yield ""
    yield f"to check by hand: {len(doubtful) or 'none'}"
    for ref, cell in doubtful:
        read = "cannot be read" if cell.text is None else f"read {printable(cell.text)!r}"
        why = "".join(f"; {printable(str(doubt))}" for doubt in cell.doubts)
        yield f"  page {cell.page or '?'}  {printable(f'{ref.form}.{ref.row}.{ref.column}')}  {read}{why}"
        yield f"          {printable(report.form_tables()[ref.form].place_name(ref.row, ref.column))}"
        if ref in crops:
            yield f"          {printable(str(crops[ref]))}"
