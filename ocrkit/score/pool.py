"""Scores of many documents together: every figure is a ratio of sums, with an interval over documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from ocrkit.score.cells import DOUBT_FIELDS, DigitCount, DoubtCount, Graded, doubt_counts
from ocrkit.score.document import DocumentScore
from ocrkit.score.intervals import Interval, ratio_interval
from ocrkit.score.structure import TableScore
from ocrkit.score.text import TextErrors

Ratio = tuple[float, float]
"""Numerator and denominator that one document adds to a figure."""


class Figure(BaseModel):
    """``value`` = ``numerator`` / ``denominator`` (None where that is 0), over ``documents`` that have it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float | None
    numerator: float
    denominator: float
    documents: int
    interval: Interval | None = None


class PooledScores(BaseModel):
    """Figures by name (``FIGURES``), the digits read for those printed, what doubts held back, over ``documents``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: int
    figures: dict[str, Figure]
    confusion: tuple[DigitCount, ...] = ()
    graded: tuple[Graded, ...] = ()
    doubts: tuple[DoubtCount, ...] = ()


def _of_tables(name: str) -> Callable[[DocumentScore], Ratio]:
    def ratio(score: DocumentScore) -> Ratio:
        values = [value for table in score.tables if (value := getattr(table, name)) is not None]
        return float(sum(values)), float(len(values))

    assert name in TableScore.model_fields
    return ratio


def _of_text(errors: TextErrors | None) -> Ratio:
    return (0.0, 0.0) if errors is None else (float(errors.errors), float(errors.chars))


FIGURES: dict[str, Callable[[DocumentScore], Ratio]] = {
    "cells_exact": lambda s: (s.cells.right, s.cells.total),
    "reports_exact": lambda s: (float(s.cells.exact and s.cells.total > 0), float(s.cells.total > 0)),
    "silent": lambda s: (s.cells.silent, s.cells.total),
    "flagged": lambda s: (s.cells.flagged, s.cells.total),
    "plain_exact": lambda s: (s.plain.right, s.plain.total),
    "plain_silent": lambda s: (s.plain.silent, s.plain.total),
    "plain_flagged": lambda s: (s.plain.flagged, s.plain.total),
    "head_exact": lambda s: (s.head.right, s.head.total),
    "head_silent": lambda s: (s.head.silent, s.head.total),
    "told": lambda s: (s.expected - len(s.unmet), s.expected),
    "tables_found": _of_tables("found"),
    "teds": _of_tables("teds"),
    "teds_s": _of_tables("teds_s"),
    "grits_topology": _of_tables("grits_topology"),
    "grits_content": _of_tables("grits_content"),
    "grits_location": _of_tables("grits_location"),
    "cer": lambda s: _of_text(s.text),
    "cer_found": lambda s: _of_text(s.text_found),
    "iou": lambda s: (s.positions.iou, s.positions.cells),
}
"""What is reported, and what each document adds to it."""


def pool(scores: Sequence[DocumentScore], seed: int = 0) -> PooledScores:
    """All figures over ``scores``, with 95 % intervals where there are 10 documents and more."""
    digits: Counter[tuple[str, str]] = Counter()
    for score in scores:
        digits.update(score.cells.digits())
    return PooledScores(
        documents=len(scores),
        figures={name: _figure([ratio(score) for score in scores], seed) for name, ratio in FIGURES.items()},
        confusion=tuple(DigitCount(expected=e, read=r, n=n) for (e, r), n in sorted(digits.items())),
        graded=_merged(graded for score in scores for graded in score.cells.graded),
        doubts=_all_doubts(scores),
    )


def _figure(ratios: Sequence[Ratio], seed: int) -> Figure:
    numerator, denominator = sum(a for a, _ in ratios), sum(b for _, b in ratios)
    return Figure(
        value=numerator / denominator if denominator else None,
        numerator=numerator,
        denominator=denominator,
        documents=sum(b > 0 for _, b in ratios),
        interval=ratio_interval([a for a, _ in ratios], [b for _, b in ratios], seed),
    )


def breakdown(scores: Sequence[DocumentScore], by: str, seed: int = 0) -> dict[str, PooledScores]:
    """``pool`` for every value of a fact ("level", "dpi", "edition", "font", ...), in the order of the values.

    Documents that do not say are under "unknown". Raises ``KeyError`` for a fact that no document has.
    """
    if scores and by not in type(scores[0].facts).model_fields:
        raise KeyError(by)
    groups: dict[str, list[DocumentScore]] = {}
    for score in sorted(scores, key=lambda s: _order(getattr(s.facts, by))):
        groups.setdefault(_name(getattr(score.facts, by)), []).append(score)
    return {name: pool(group, seed) for name, group in groups.items()}


def risk_coverage(graded: Iterable[Graded]) -> list[tuple[float, float]]:
    """(coverage, risk) when values are accepted from the surest on: share accepted, and share of those wrong.

    Flagged values come after all others, in the order of their confidence; one without any is the least sure.
    """
    every = sorted(graded, key=lambda g: (g.flagged, -(g.confidence if g.confidence is not None else -1.0)))
    total, n, wrong, points = sum(g.n for g in every), 0, 0, []
    for group in every:
        n, wrong = n + group.n, wrong + group.wrong
        points.append((n / total, wrong / n))
    return points


def _all_doubts(scores: Sequence[DocumentScore]) -> tuple[DoubtCount, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for count in (count for score in scores for count in score.cells.doubts):
        counts.update({(count.code, field): getattr(count, field) for field in DOUBT_FIELDS})
    return doubt_counts(counts)


def _merged(graded: Iterable[Graded]) -> tuple[Graded, ...]:
    sums: dict[tuple[float | None, bool], tuple[int, int]] = {}
    for one in graded:
        n, wrong = sums.get((one.confidence, one.flagged), (0, 0))
        sums[one.confidence, one.flagged] = n + one.n, wrong + one.wrong
    keys = sorted(sums, key=lambda key: (key[0] is not None, key[0] or 0.0, key[1]))
    return tuple(Graded(confidence=c, flagged=f, n=sums[c, f][0], wrong=sums[c, f][1]) for c, f in keys)


def _order(value: object) -> tuple[bool, float, str]:
    number = float(value) if isinstance(value, int | float) else 0.0
    return value is None, number, str(value)


def _name(value: object) -> str:
    if value is None:
        return "unknown"
    return f"{value:g}" if isinstance(value, float) else str(value)
