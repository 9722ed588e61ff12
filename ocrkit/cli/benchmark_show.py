"""What ``ocrkit benchmark`` shows on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ocrkit.cli.width import pad, printable, width
from ocrkit.score import DocumentScore, Figure, Miss, PooledScores
from ocrkit.score.folder import FolderScore
from ocrkit.types.phrases import ENGLISH, Phrases

MOST_MISSES = 20


def score_lines(result: FolderScore, say: Phrases = ENGLISH) -> Iterator[str]:
    """A line a document, the figures of all together, by what they are like, and the misses."""
    yield from document_lines(result.documents, say)
    yield ""
    yield from figure_lines(result.all, say)
    for fact, groups in result.by.items():
        yield ""
        rows = [[name, str(g.documents), *_shares(g)] for name, g in groups.items()]
        yield from aligned([[say("by fact", fact=fact), *map(say, ("documents", *_COUNTS))], *rows])
    if result.all.doubts:
        yield ""
        yield from aligned([[*map(say, DOUBTS)], *doubt_rows(result.all)])
    yield from _text_lines(result.documents, say)
    yield from _miss_lines([(score.name, miss) for score in result.documents for miss in score.cells.misses], say)


DOUBTS = ("doubt", "wrong held back", "right held back", "wrong by it alone", "right by it alone")
"""What is counted of each doubt."""

_COUNTS = ("right", "silent count", "flagged count")


def document_lines(scores: Sequence[DocumentScore], say: Phrases = ENGLISH) -> Iterator[str]:
    """One line a document."""
    head = [*map(say, ("document", "level", "values total", *_COUNTS))]
    rows = []
    for score in scores:
        cells = score.cells
        counts = (cells.total, cells.right, cells.silent, cells.flagged)
        rows.append([printable(score.name), printable(score.facts.level or ""), *map(str, counts)])
    yield from aligned([head, *rows], left=2)


def figure_lines(pooled: PooledScores, say: Phrases = ENGLISH) -> Iterator[str]:
    """One line a figure that has a value, with its interval where there is one."""
    rows = [[say(name), *shown(figure)] for name, figure in pooled.figures.items() if figure.value is not None]
    yield from aligned([[say("all together"), "", say("interval"), say("of")], *rows])


def doubt_rows(pooled: PooledScores) -> list[list[str]]:
    """One row a doubt: those that alone held back the most right values first."""
    ordered = sorted(pooled.doubts, key=lambda d: (-d.right_alone, -d.right, d.code))
    return [[d.code, *map(str, (d.wrong, d.right, d.wrong_alone, d.right_alone))] for d in ordered]


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


def _text_lines(scores: Sequence[DocumentScore], say: Phrases) -> Iterator[str]:
    """What was not told though it had to be, and texts that are wrong and not flagged."""
    lines = [f"  {score.name}  {say('did not come', what=what)}" for score in scores for what in score.unmet]
    for score in scores:
        wrong = [miss for miss in (*score.head.misses, *score.plain.misses) if not miss.flagged]
        lines += [f"  {_SILENT}  {score.name}  {m.where}  {_said(m.expected, m.read, say)}" for m in wrong]
    if lines:
        yield ""
        yield from map(printable, lines[:MOST_MISSES])
        if len(lines) > MOST_MISSES:
            yield f"  {say('more in score.json', n=len(lines) - MOST_MISSES)}"


def _miss_lines(misses: Sequence[tuple[str, Miss]], say: Phrases) -> Iterator[str]:
    """Silent ones first: they are what must not happen."""
    yield ""
    yield say("misses", n=len(misses) or say("none"))
    for name, miss in sorted(misses, key=lambda pair: pair[1].flagged)[:MOST_MISSES]:
        mark = pad(say("flagged count"), len(_SILENT)) if miss.flagged else _SILENT
        text = f"{name}  {miss.form}.{miss.row}.{miss.column}  {_said(miss.expected, miss.read, say)}"
        yield f"  {mark}  {printable(text)}"
    if len(misses) > MOST_MISSES:
        yield f"  {say('more with -o', n=len(misses) - MOST_MISSES)}"


_SILENT = "SILENT "
"""The mark of what must not happen, the same in every language: people search for it."""


def _said(expected: str, read: str | None, say: Phrases) -> str:
    if read is None:
        return say("printed, not read", text=expected)
    return say("printed, read", text=expected, read=read)
