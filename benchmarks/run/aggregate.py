"""Scores pooled into the rows of the result: by system, by part, and by what a document is like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from benchmarks.run.documents import Document
from benchmarks.run.model import (
    Accuracy,
    Axis,
    Confusion,
    Coverage,
    DocumentOutcome,
    DocumentRow,
    Part,
    RiskPoint,
)
from benchmarks.run.readings import Reading
from ocrkit.score import DigitCount, DocumentScore, Graded, PooledScores, breakdown, pool, risk_coverage

CURVE = 200
"""Most points of a curve that are kept; of more, every n-th."""

Scored = Sequence[tuple[Reading, DocumentScore]]


def shared_names(scored: Scored) -> set[str]:
    """The names of the documents that every system was given."""
    given: dict[str, set[str]] = {}
    for reading, _ in scored:
        given.setdefault(reading.system, set()).add(reading.document.name)
    return set.intersection(*given.values()) if given else set()


def accuracy(scored: Scored, seed: int) -> Iterator[Accuracy]:
    """Every row of accuracy: over the documents that all systems share, and over all of a system that has more."""
    shared = shared_names(scored)
    for system in dict.fromkeys(reading.system for reading, _ in scored):
        for part in get_args(Part):
            own = [(r.document.name, s) for r, s in scored if r.system == system and r.document.part == part]
            common = [score for name, score in own if name in shared]
            if len(own) > len(common):
                yield from _rows(system, part, False, [score for _, score in own], seed)
            if common:
                yield from _rows(system, part, True, common, seed)


def _rows(system: str, part: Part, shared: bool, scores: Sequence[DocumentScore], seed: int) -> Iterator[Accuracy]:
    for axis in get_args(Axis):
        groups = {"all": pool(scores, seed)} if axis == "all" else breakdown(scores, axis, seed)
        if axis != "all" and set(groups) == {"unknown"}:
            continue
        for group, pooled in groups.items():
            figures = {name: figure for name, figure in pooled.figures.items() if figure.value is not None}
            yield Accuracy(
                system=system,
                part=part,
                shared=shared,
                by=axis,
                group=group,
                documents=pooled.documents,
                values=sum(graded.n for graded in pooled.graded),
                figures=figures,
            )


def pooled_shared(scored: Scored, seed: int) -> dict[str, PooledScores]:
    """Each system's scores over all the shared documents that have values."""
    shared = shared_names(scored)
    groups: dict[str, list[DocumentScore]] = {}
    for reading, score in scored:
        if reading.document.name in shared and score.cells.total:
            groups.setdefault(reading.system, []).append(score)
    return {system: pool(scores, seed) for system, scores in groups.items()}


def confusion(pooled: Mapping[str, PooledScores]) -> tuple[Confusion, ...]:
    """Digits that were read as others."""
    return tuple(
        Confusion(
            system=system,
            digits=sum(count.n for count in scores.confusion),
            wrong=tuple(sorted((c for c in scores.confusion if c.expected != c.read), key=_most_first)),
        )
        for system, scores in pooled.items()
    )


def _most_first(count: DigitCount) -> tuple[int, str, str]:
    return -count.n, count.expected, count.read


def coverage(pooled: Mapping[str, PooledScores]) -> tuple[Coverage, ...]:
    """Risk against coverage."""
    return tuple(_coverage(system, scores.graded) for system, scores in pooled.items())


def _coverage(system: str, graded: Sequence[Graded]) -> Coverage:
    total = sum(g.n for g in graded)
    taken = [g for g in graded if not g.flagged]
    n, wrong = sum(g.n for g in taken), sum(g.wrong for g in taken)
    grades = {g.confidence for g in taken if g.confidence is not None}
    points = [RiskPoint(coverage=c, risk=r) for c, r in risk_coverage(graded)] if len(grades) > 1 else []
    step = max(1, len(points) // CURVE)
    return Coverage(
        system=system,
        values=total,
        accepted=RiskPoint(coverage=n / total, risk=wrong / n if n else 0.0),
        curve=(*points[:-1:step], *points[-1:]),
    )


def document_rows(documents: Sequence[Document], scored: Scored) -> tuple[DocumentRow, ...]:
    """Every document with what became of it."""
    shared = shared_names(scored)
    outcomes: dict[str, list[DocumentOutcome]] = {document.name: [] for document in documents}
    for reading, score in scored:
        outcomes[reading.document.name].append(_outcome(reading, score))
    return tuple(
        DocumentRow(
            name=document.name,
            part=document.part,
            shared=document.name in shared,
            pages=len(document.truth.pages),
            outcomes=tuple(outcomes[document.name]),
            **{key: getattr(document.facts, key) for key in ("level", "dpi", "edition", "font", "engine")},
        )
        for document in documents
    )


def _outcome(reading: Reading, score: DocumentScore) -> DocumentOutcome:
    cells = score.cells
    return DocumentOutcome(
        system=reading.system,
        values=cells.total,
        right=cells.right,
        silent=cells.silent,
        flagged=cells.flagged,
        crashed=reading.error is not None,
    )
