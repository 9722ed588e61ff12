"""What ``ocrkit benchmark`` shows on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ocrkit.cli.width import pad, printable, width
from ocrkit.score import DocumentScore, Figure, Miss, PooledScores
from ocrkit.score.folder import FolderScore

MOST_MISSES = 20

NAMES: Mapping[str, str] = {
    "cells_exact": "values right",
    "reports_exact": "documents without a wrong value",
    "silent": "wrong and not flagged",
    "flagged": "flagged for a person",
    "plain_exact": "cells of plain tables right",
    "plain_silent": "such cells wrong and not flagged",
    "plain_flagged": "such cells flagged",
    "head_exact": "title, agency and year right",
    "head_silent": "of these wrong and not flagged",
    "told": "exit codes and findings that had to come",
    "tables_found": "tables found",
    "teds": "TEDS",
    "teds_s": "TEDS-S (structure alone)",
    "grits_topology": "GriTS topology",
    "grits_content": "GriTS content",
    "grits_location": "GriTS location",
    "cer": "character error rate of the sections",
    "cer_found": "character error rate, sections apart",
    "iou": "position of values (IoU)",
}
"""The figures' names for people."""


def score_lines(result: FolderScore) -> Iterator[str]:
    """A line a document, the figures of all together, by what they are like, and the misses."""
    yield from document_lines(result.documents)
    yield ""
    yield from figure_lines(result.all)
    for fact, groups in result.by.items():
        yield ""
        rows = [[name, str(g.documents), *_shares(g)] for name, g in groups.items()]
        yield from aligned([[f"by {fact}", "documents", "right", "silent", "flagged"], *rows])
    yield from _text_lines(result.documents)
    yield from _miss_lines([(score.name, miss) for score in result.documents for miss in score.cells.misses])


def document_lines(scores: Sequence[DocumentScore]) -> Iterator[str]:
    """One line a document."""
    head = ["document", "level", "values", "right", "silent", "flagged"]
    rows = []
    for score in scores:
        cells = score.cells
        counts = (cells.total, cells.right, cells.silent, cells.flagged)
        rows.append([printable(score.name), printable(score.facts.level or ""), *map(str, counts)])
    yield from aligned([head, *rows], left=2)


def figure_lines(pooled: PooledScores) -> Iterator[str]:
    """One line a figure that has a value, with its interval where there is one."""
    rows = [[NAMES[name], *shown(figure)] for name, figure in pooled.figures.items() if figure.value is not None]
    yield from aligned([["all together", "", "95 % interval", "of"], *rows])


def shown(figure: Figure) -> list[str]:
    """A figure as a percentage, its interval, and what it was counted over."""
    between = figure.interval
    interval = "" if between is None else f"{between.low:.2%} to {between.high:.2%}"
    return ["" if figure.value is None else f"{figure.value:.2%}", interval, f"{figure.denominator:g}"]


def aligned(rows: Sequence[Sequence[str]], left: int = 1) -> Iterator[str]:
    """Rows in columns, the first ``left`` of them flush left."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [pad(text, w, right=i >= left) for i, (text, w) in enumerate(zip(row, widths, strict=True))]
        yield "  ".join(cells).rstrip()


def _shares(pooled: PooledScores) -> list[str]:
    return [shown(pooled.figures[name])[0] for name in ("cells_exact", "silent", "flagged")]


def _text_lines(scores: Sequence[DocumentScore]) -> Iterator[str]:
    """What was not told though it had to be, and texts that are wrong and not flagged."""
    lines = [f"  {score.name}  did not come: {what}" for score in scores for what in score.unmet]
    for score in scores:
        wrong = [miss for miss in (*score.head.misses, *score.plain.misses) if not miss.flagged]
        lines += [f"  SILENT   {score.name}  {m.where}  printed {m.expected!r}, read {m.read!r}" for m in wrong]
    if lines:
        yield ""
        yield from map(printable, lines[:MOST_MISSES])
        if len(lines) > MOST_MISSES:
            yield f"  and {len(lines) - MOST_MISSES} more; score.json has them all"


def _miss_lines(misses: Sequence[tuple[str, Miss]]) -> Iterator[str]:
    """Silent ones first: they are what must not happen."""
    yield ""
    yield f"misses: {len(misses) or 'none'}"
    for name, miss in sorted(misses, key=lambda pair: pair[1].flagged)[:MOST_MISSES]:
        mark = "flagged" if miss.flagged else "SILENT "
        read = "not read" if miss.read is None else f"read {miss.read!r}"
        text = f"{name}  {miss.form}.{miss.row}.{miss.column}  printed {miss.expected!r}, {read}"
        yield f"  {mark}  {printable(text)}"
    if len(misses) > MOST_MISSES:
        yield f"  and {len(misses) - MOST_MISSES} more; -o writes them all, with their pictures"
