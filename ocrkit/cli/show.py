"""What a reading shows on the terminal when it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ocrkit.cli.form_table import form_lines
from ocrkit.cli.width import printable
from ocrkit.errors import OcrkitError
from ocrkit.types.doubt import Doubt
from ocrkit.types.finding import CellRef
from ocrkit.types.phrases import ENGLISH, Phrases
from ocrkit.types.report import Report


def report_lines(
    report: Report,
    files: Sequence[Path],
    crops: Mapping[CellRef, Path],
    columns: int,
    colour: bool = False,
    say: Phrases = ENGLISH,
) -> Iterator[str]:
    """Summary, request table, findings, values to check, files; ``columns`` is the terminal's width."""
    yield printable(report.title or say("no title"))
    values = sum(1 for form in report.form_tables().values() for _ in form)
    read = sum(1 for page in report.source.pages if page.error is None)
    facts = [say("agency", agency=printable(report.agency or say("not found")))]
    facts += [say("year", year=report.year or say("not found"))]
    facts += [say("pages read", read=read, total=len(report.source.pages))]
    facts += [say("values", n=values), say("doubtful", n=len(report.doubtful()))]
    yield " · ".join(facts)
    shown = {"requests": report.requests} | dict(report.forms)
    for key, form in shown.items():
        yield ""
        if form is None:
            yield say("form not found", form=key)
        else:
            yield printable(say("form edition", form=key, edition=form.edition) if form.edition else key)
            yield from form_lines(form, columns, colour)
    yield from _more_lines(report, shown, say)
    yield from _finding_lines(report, say)
    yield from _doubtful_lines(report, crops, say)
    yield ""
    yield from file_lines([path for path in files if path not in set(crops.values())], say)


def file_lines(files: Iterable[Path], say: Phrases = ENGLISH) -> Iterator[str]:
    """Where the results are."""
    for i, path in enumerate(files):
        if i == 0:
            yield say("written")
        yield f"  {printable(str(path))}"


def failure_lines(failures: Iterable[OcrkitError], say: Phrases = ENGLISH) -> Iterator[str]:
    """What could not be read, and what to do about it."""
    for failure in failures:
        yield f"ocrkit: {say('could not read', what=printable(str(failure)))}"


def reading_words(text: str | None, doubts: Iterable[Doubt], say: Phrases) -> str:
    """What was read, and why it is doubtful."""
    read = say("cannot be read") if text is None else say("read as", text=printable(text))
    return "".join([read, *(f"; {printable(doubt.words(say.language))}" for doubt in doubts)])


def timing_lines(timings: Mapping[str, float]) -> Iterator[str]:
    """Seconds by stage."""
    widest = max(map(len, [*timings, "together"]))
    for stage, seconds in timings.items():
        yield f"  {stage:<{widest}} {seconds:8.2f} s"
    yield f"  {'together':<{widest}} {sum(timings.values()):8.2f} s"


def _more_lines(report: Report, shown: Iterable[str], say: Phrases) -> Iterator[str]:
    """What was read beside the tables shown, and what the sign after a value means."""
    rest = {key: form for key, form in report.form_tables().items() if key not in set(shown)}
    counts = [say("form values", form=key, n=sum(1 for _ in form)) for key, form in rest.items()]
    counts += [say("sections", n=len(report.sections)), say("figures", n=len(report.figures))]
    yield ""
    yield say("also in the files", what=", ".join(counts))
    if report.doubtful():
        yield say("question mark")


def _finding_lines(report: Report, say: Phrases) -> Iterator[str]:
    yield ""
    yield say("findings", n=len(report.findings) or say("none"))
    for finding in report.findings:
        yield f"  {say(finding.kind)}: {printable(finding.words(say.language))}"


def _doubtful_lines(report: Report, crops: Mapping[CellRef, Path], say: Phrases) -> Iterator[str]:
    doubtful = report.doubtful()
    yield ""
    yield say("to check", n=len(doubtful) or say("none"))
    for ref, cell in doubtful:
        why = reading_words(cell.text, cell.doubts, say)
        yield f"  {say('page', n=cell.page or '?')}  {printable(f'{ref.form}.{ref.row}.{ref.column}')}  {why}"
        yield f"          {printable(report.form_tables()[ref.form].place_name(ref.row, ref.column))}"
        if ref in crops:
            yield f"          {printable(str(crops[ref]))}"
