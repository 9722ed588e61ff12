"""Figures of many documents: ratios of sums, intervals over documents, breakdowns, risk against coverage."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest
from score_samples import FIRST, known, report

from ocrkit.cli.benchmark_show import doubt_rows
from ocrkit.score import (
    FIGURES,
    CellScores,
    DocumentFacts,
    DocumentScore,
    Graded,
    TruthPage,
    bootstrap,
    breakdown,
    pool,
    ratio_interval,
    risk_coverage,
    score_document,
)
from ocrkit.score.cells import DoubtCount

RIGHT = score_document(report(), known())
WRONG = score_document(report({(FIRST, "total"): {"value": Decimal(1227), "text": "1227"}}), known())


def of_cells(right: int, total: int, **facts: object) -> DocumentScore:
    return DocumentScore(
        system="x",
        facts=DocumentFacts.model_validate(facts),
        cells=CellScores(total=total, right=right, silent=total - right),
    )


def test_one_wrong_value_in_ten_reports() -> None:
    pooled = pool([*[RIGHT] * 9, WRONG])
    figure = pooled.figures["cells_exact"]
    assert (figure.value, figure.numerator, figure.denominator) == (1749 / 1750, 1749, 1750)
    assert pooled.figures["reports_exact"].value == 0.9
    assert pooled.figures["silent"].value == 1 / 1750
    counts = {(count.expected, count.read): count.n for count in pooled.confusion}
    assert counts["1", "7"] == 1
    assert sum(counts.values()) == 4 * 1750


def test_large_documents_count_for_more() -> None:
    assert pool([of_cells(1, 1), of_cells(50, 99)]).figures["cells_exact"].value == 0.51


def test_under_ten_documents_there_is_no_interval() -> None:
    assert pool([of_cells(9, 10)] * 9).figures["cells_exact"].interval is None
    assert pool([of_cells(9, 10)] * 10).figures["cells_exact"].interval == (0.9, 0.9)
    empty = [of_cells(0, 0)] * 5
    assert pool([of_cells(9, 10)] * 9 + empty).figures["cells_exact"].interval is None
    assert pool([of_cells(9, 10)] * 9 + empty).figures["cells_exact"].documents == 9


def test_a_figure_that_nothing_was_counted_for_has_no_value() -> None:
    figures = pool([of_cells(1, 1)]).figures
    assert {name for name in FIGURES if figures[name].value is None} == set(FIGURES) - {
        "cells_exact",
        "reports_exact",
        "silent",
        "flagged",
    }
    assert pool([]).figures["cells_exact"].value is None


def mean(values: Sequence[float]) -> float:
    return float(np.mean(values))


def test_the_interval_is_that_of_a_mean() -> None:
    """Of 400 draws from a normal distribution the mean's interval is 1.96 standard errors each way."""
    values = np.random.default_rng(0).normal(5, 2, 400)
    interval = bootstrap(list(values), mean, seed=1)
    assert interval is not None
    error = 1.96 * values.std() / 20
    assert interval.low == pytest.approx(values.mean() - error, abs=0.05 * error)
    assert interval.high == pytest.approx(values.mean() + error, abs=0.05 * error)


def test_both_ways_to_draw_agree_and_the_seed_decides() -> None:
    pairs = [(i**0.5, 10.0) for i in range(30)]

    def ratio(drawn: Sequence[tuple[float, float]]) -> float:
        return sum(a for a, _ in drawn) / sum(b for _, b in drawn)

    split = [a for a, _ in pairs], [b for _, b in pairs]
    assert bootstrap(pairs, ratio, seed=3) == pytest.approx(ratio_interval(*split, seed=3))
    assert ratio_interval(*split, seed=3) == ratio_interval(*split, seed=3)
    assert ratio_interval(*split, seed=3) != ratio_interval(*split, seed=4)


def test_values_of_one_document_stand_or_fall_together() -> None:
    """All mistakes in one document of 20: the interval is far wider than for the same spread over all."""
    together = pool([of_cells(0, 100), *[of_cells(100, 100)] * 19]).figures["cells_exact"]
    apart = pool([of_cells(95, 100)] * 20).figures["cells_exact"]
    assert together.value == apart.value == 0.95
    assert together.interval is not None
    assert apart.interval is not None
    assert together.interval.high - together.interval.low > 0.1
    assert apart.interval.high == pytest.approx(apart.interval.low)


def test_draws_without_a_value_are_left_out() -> None:
    assert bootstrap([1] * 10, lambda drawn: None, seed=0) is None


def test_breakdowns_are_in_order_and_name_what_is_not_known() -> None:
    scores = [of_cells(1, 2, dpi=dpi, level="office") for dpi in (300.0, 100.0, None, 300.0, 150.5)]
    groups = breakdown(scores, "dpi")
    assert [(name, pooled.documents) for name, pooled in groups.items()] == [
        ("100", 1),
        ("150.5", 1),
        ("300", 2),
        ("unknown", 1),
    ]
    assert list(breakdown(scores, "level")) == ["office"]
    with pytest.raises(KeyError):
        breakdown(scores, "weather")


def test_facts_of_a_document() -> None:
    assert RIGHT.facts.edition == "2021"
    assert RIGHT.facts.level == "office"
    pages = (TruthPage(file="1.png", level="office"), TruthPage(file="2.png", level="worn"))
    mixed = known().model_copy(update={"pages": pages})
    assert DocumentFacts.of(mixed).level == "mixed"
    assert DocumentFacts.of(mixed.model_copy(update={"level": "worn"})).level == "worn"


def test_risk_against_coverage() -> None:
    """The surest first; flagged values after all others, whatever they say of themselves."""
    graded = [
        Graded(confidence=0.9, flagged=False, n=5, wrong=0),
        Graded(confidence=0.999, flagged=True, n=1, wrong=1),
        Graded(confidence=0.5, flagged=False, n=3, wrong=1),
        Graded(confidence=None, flagged=False, n=1, wrong=1),
    ]
    assert risk_coverage(graded) == [(0.5, 0), (0.8, 1 / 8), (0.9, 2 / 9), (1, 3 / 10)]
    assert risk_coverage([]) == []


def test_confidences_of_documents_add_up() -> None:
    pooled = pool([RIGHT, WRONG])
    assert pooled.graded == (Graded(confidence=0.9, flagged=False, n=350, wrong=1),)


def test_what_doubts_held_back_is_added_up_over_documents() -> None:
    def held(*doubts: DoubtCount) -> DocumentScore:
        return of_cells(9, 9).model_copy(update={"cells": CellScores(total=9, right=9, doubts=doubts)})

    low = DoubtCount(code="low_ink", wrong=1, right=2, right_alone=1)
    other = DoubtCount(code="a", wrong=1, right=0, wrong_alone=1)
    both = held(other, DoubtCount(code="low_ink", wrong=0, right=3, right_alone=3))
    pooled = pool([held(low), both])
    counts = [(d.code, d.wrong, d.right, d.right_alone) for d in pooled.doubts]
    assert counts == [("a", 1, 0, 0), ("low_ink", 1, 5, 4)]
    assert doubt_rows(pooled) == [["low_ink", "1", "5", "0", "4"], ["a", "1", "0", "1", "0"]]
