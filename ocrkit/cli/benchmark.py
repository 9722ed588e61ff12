"""``ocrkit benchmark``: how well does ocrkit read pages whose values are known?"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ocrkit.boundary import boundary
from ocrkit.cli import show
from ocrkit.cli.log import log
from ocrkit.cli.output import emit, emit_data, json_text, say
from ocrkit.cli.progress import ProgressLine
from ocrkit.cli.quiet import quiet
from ocrkit.cli.read import STDOUT, log_result
from ocrkit.cli.reader import MakeReader, ReadOptions, ReportResult
from ocrkit.errors import InputError, OcrkitError, TruthError, UsageError
from ocrkit.types.phrases import Phrases
from ocrkit.types.progress import Progress

if TYPE_CHECKING:
    from ocrkit.cli.benchmark_page import Crops
    from ocrkit.score import DocumentScore, Truth
    from ocrkit.score.folder import FolderScore, LostDocument

FILES = ("score.json", "score.html")
BELOW = 4


@dataclass(frozen=True)
class Known:
    """A document: its name, its folder and what is printed on it."""

    name: str
    folder: Path
    truth: Truth

    @property
    def files(self) -> list[str]:
        """Its page files, in order."""
        return [str(self.folder / name) for name in self.truth.files]


def benchmark(args: argparse.Namespace, make_reader: MakeReader) -> int:
    """Run the command; returns the exit code. Raises ``OcrkitError`` for a wrong truth, before anything is read."""
    if args.out == STDOUT and args.json:
        raise UsageError("--json and -o - both want standard output", remedy="give one of them")
    phrases = Phrases(args.lang)
    with quiet():
        from ocrkit import export
        from ocrkit.cli.benchmark_page import Crops, score_page
        from ocrkit.cli.benchmark_show import score_lines

        known = known_documents(Path(args.folder))
        results = (
            None
            if args.out in (None, STDOUT)
            else export.ResultFolder(Path(args.out), export.named(FILES), args.force)
        )
    with results or contextlib.nullcontext():
        with quiet():
            crops = Crops()
            result = _run(known, args, make_reader, None if results is None else crops)
            written = []
            if results is not None and result.documents:
                written = results.put(
                    dict(zip(FILES, (result.to_json().encode(), score_page(result, crops, phrases)), strict=True))
                )
        problems = list(below(result, args.min_accuracy, args.max_silent))
        code = 1 if result.lost else BELOW if problems else 0
        for line in (*(f"no score for {lost.name}: {lost.error}" for lost in result.lost), *problems):
            log.warning("%s", line)
            say(f"ocrkit: {line}")
        log_result((), written)
        if args.out == STDOUT:
            emit_data([result.to_json().rstrip("\n")])
        elif args.json:
            emit_data([json_text(_summary(result, problems, written, code))])
        else:
            emit([*score_lines(result, phrases), *show.file_lines(written, phrases)])
    return code


def known_documents(root: Path) -> list[Known]:
    """Every document at and under ``root``, its truth read and checked. Raises ``TruthError``, ``UsageError``."""
    from ocrkit.score import documents, read_truth

    if not root.is_dir():
        raise UsageError("is no folder", file=str(root), remedy="give a folder with truth.json files in it")
    found = []
    for folder in documents(root):
        name = folder.relative_to(root).as_posix() if folder != root else folder.resolve().name
        known = Known(name, folder, read_truth(folder))
        _check_count(known)
        found.append(known)
    if not found:
        raise UsageError(
            "no truth.json in it or under it", file=str(root), remedy="ocrkit benchmark --help shows how to write one"
        )
    return found


def _check_count(known: Known) -> None:
    """A PDF or TIFF of several pages is named once for each of them."""
    from ocrkit.load import LoadSettings, list_pages

    try:
        count = len(list_pages(known.files, LoadSettings(keep_order=True)))
    except InputError:
        return  # a broken file is for the reader to tell: this document is lost, and the others are read
    if count != len(known.truth.pages):
        raise TruthError(
            f"pages: {len(known.truth.pages)} are given, and the files have {count}",
            file=str(known.folder / "truth.json"),
            remedy="name a file of several pages once for each of its pages",
        )


def _run(
    known: Sequence[Known], args: argparse.Namespace, make_reader: MakeReader, crops: Crops | None
) -> FolderScore:
    """Read and score one document after another; one that cannot be read in whole has no score."""
    from ocrkit.score.folder import LostDocument, folder_score

    options = ReadOptions(
        models=args.models,
        engine=args.engine,
        keep_order=True,
        text_layer=args.text_layer,
        page_timeout=args.page_timeout,
        page_memory=args.page_memory,
        settings=args.settings,
    )
    progress, start = ProgressLine(), time.perf_counter()
    total, done = sum(len(each.truth.pages) for each in known), 0
    scores: list[DocumentScore] = []
    lost: list[LostDocument] = []
    try:
        with make_reader(options) as reader:
            for each in known:
                progress(Progress(done, total, each.name))
                try:
                    with boundary("benchmark"):
                        result = reader.read_report(each.files)
                        if result.failures and each.truth.exit_code != 1:
                            raise result.failures[0]
                        score = _score(result, each)
                        if crops is not None:
                            crops.take(score, result)
                        scores.append(score)
                except OcrkitError as error:
                    lost.append(LostDocument(name=each.name, error=str(error)))
                done += len(each.truth.pages)
    finally:
        progress.close()
    return folder_score(f"ocrkit {version('ocrkit')}", scores, lost, time.perf_counter() - start)


def _score(result: ReportResult, known: Known) -> DocumentScore:
    from ocrkit.score import Grid, PageOutput, SystemOutput, score_document

    pages = tuple(
        PageOutput(
            page=page.page.number, tables=tuple(Grid.from_table(table, page.page.number) for table in page.tables)
        )
        for page in result.pages
    )
    output = SystemOutput(system="ocrkit", version=version("ocrkit"), pages=pages, report=result.report)
    output = output.model_copy(update={"exit_code": 1 if result.failures else 0})
    return score_document(output, known.truth, known.name)


def below(result: FolderScore, min_accuracy: float | None, max_silent: int | None) -> Iterator[str]:
    """What is worse than was asked for, in words."""
    exact = result.all.figures["cells_exact"]
    silent = sum(result.all.figures[name].numerator for name in ("silent", "plain_silent", "head_silent"))
    for score in result.documents:
        for what in score.unmet:
            yield f"{score.name}: did not come: {what}"
    if min_accuracy is not None and exact.value is None:
        yield "no value was scored, so no accuracy can be vouched for"
    elif min_accuracy is not None and exact.value is not None and exact.value < min_accuracy:
        share = f"{exact.numerator:g} of {exact.denominator:g} values, {exact.value:.4%}"
        yield f"{share}, are right; --min-accuracy asks for {min_accuracy:.4%}"
    if max_silent is not None and silent > max_silent:
        yield f"{silent:g} values and texts are wrong and not flagged; --max-silent allows {max_silent}"


def _summary(result: FolderScore, problems: Sequence[str], files: Sequence[Path], code: int) -> dict[str, object]:
    return {
        "command": "benchmark",
        "exit_code": code,
        "problems": list(problems),
        "files": [str(path) for path in files],
        **result.model_dump(mode="json", include={"system", "seconds", "lost", "all", "by"}),
        "documents": [
            {"name": s.name, "total": s.cells.total, "right": s.cells.right, "silent": s.cells.silent}
            | {"plain": s.plain.model_dump(mode="json"), "head": s.head.model_dump(mode="json"), "unmet": s.unmet}
            | {"flagged": s.cells.flagged, "misses": [m.model_dump(mode="json") for m in s.cells.misses]}
            for s in result.documents
        ],
    }
