"""The numbers of the three statutory tables: busy, consistent, and on demand printed wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from benchmarks.pagemaker import agency, labels, values
from benchmarks.pagemaker.model import Cells, TableContent, Value
from benchmarks.pagemaker.values import Writing

OUTCOME_PARTS = ("upheld", "corrected", "other_result", "pending")
CHANGES = ("change",)
Rows = Mapping[str, Sequence[int] | np.ndarray]
"""Rows of table three, by key: six numbers each, by applicant."""
AMOUNTS = ("fees_collected_10k_yuan", "amount")


def make_tables(
    rng: np.random.Generator, editions: tuple[str, str], writing: Writing, size: float, empty: float, density: str
) -> dict[str, TableContent]:
    """All three tables; ``editions`` of requests and proactive.

    A ``density`` of "sparse" or "usual" gives numbers as agencies report them (``agency``). "busy" fills the tables:
    ``size`` is then the largest leaf value as a power of ten, ``empty`` the share of leaf cells that are zero, and
    every row and column has a value other than zero.
    """
    busy = density == "busy"
    leaves = labels.leaf_rows(editions[0])
    rows = _busy_rows(rng, leaves, size, empty) if busy else agency.applications(rng, density, leaves)
    requests = TableContent(editions[0], requests_cells(rng, editions[0], writing, rows))
    proactive = TableContent(editions[1], _proactive(rng, editions[1], writing, size if busy else None))
    counts = _busy(rng, (3, 4), max(0.8, size - 1), empty) if busy else agency.outcomes(rng, density)
    outcomes = TableContent(None, _outcomes(rng, writing, counts))
    return {"requests": requests, "proactive": proactive, "review_and_litigation": outcomes}


def _busy(rng: np.random.Generator, shape: tuple[int, int], size: float, empty: float) -> np.ndarray:
    """Counts, log-uniform, with a share of zeros but no row or column of zeros; int64, (rows, columns)."""
    counts = np.floor(10 ** rng.uniform(0, size, shape)).astype(np.int64)
    counts[rng.random(shape) < empty] = 0
    for axis in (0, 1):
        for line in np.flatnonzero(~counts.any(axis=axis)):
            other = int(rng.integers(shape[axis]))
            counts[(other, line) if axis == 0 else (line, other)] = int(rng.integers(1, 10))
    return counts


def _busy_rows(rng: np.random.Generator, leaves: list[str], size: float, empty: float) -> dict[str, np.ndarray]:
    """Rows of table three by applicant, as ``agency.applications`` gives them."""
    scale = np.array([1.0, 0.7, 0.5, 0.5, 0.6, 0.6])  # people ask more than companies do
    counts = np.ceil(_busy(rng, (len(leaves), 6), size, empty) * scale).astype(np.int64)
    rows = dict(zip(leaves, counts, strict=True))
    rows["results_total"] = counts.sum(axis=0)
    rows["carried_out"] = _busy(rng, (1, 6), max(0.7, size - 1), empty / 2)[0]
    due = rows["results_total"] + rows["carried_out"]
    rows["carried_in"] = np.minimum(_busy(rng, (1, 6), max(0.7, size - 1), empty / 2)[0], due - 1)
    rows["new_received"] = due - rows["carried_in"]
    return rows


def requests_cells(rng: np.random.Generator, edition: str, writing: Writing, rows: Rows) -> Cells:
    """Table three from its rows by applicant; every row gets its total."""
    cells: Cells = {}
    for key, _ in labels.ROWS[edition]:
        numbers = [*map(int, rows[key]), int(sum(rows[key]))]
        cells[key] = {c: values.count(n, writing, rng) for c, n in zip(labels.COLUMNS, numbers, strict=True)}
    return cells


def _proactive(rng: np.random.Generator, edition: str, writing: Writing, size: float | None) -> Cells:
    """Table two, busy with numbers up to ``size``, or (None) as agencies report it."""
    cells: Cells = {}
    for article in labels.ARTICLES[edition]:
        for row in article.rows:
            cells[row] = {
                column: _reported_value(rng, row, column, writing)
                if size is None
                else _proactive_value(rng, column, writing, size)
                for column in article.columns
            }
    return cells


def _reported_value(rng: np.random.Generator, row: str, column: str, writing: Writing) -> Value:
    if column in AMOUNTS:
        return values.count(0, writing, rng) if rng.random() < 0.4 else values.fee(writing, rng)
    number = agency.disclosed(rng, row, column)
    return values.change(number, writing, rng) if column in CHANGES else values.noted(number, writing, rng)


def _proactive_value(rng: np.random.Generator, column: str, writing: Writing, size: float) -> Value:
    number = int(10 ** rng.uniform(0, size + 1))
    if column in AMOUNTS:
        return values.fee(writing, rng)
    if column in CHANGES:
        return values.change(int(rng.choice([-1, 1])) * max(1, number // 10), writing, rng)
    if size > 4 and rng.random() < 0.3:
        number = int(rng.integers(10**7, 10**8))
    return values.noted(number, writing, rng)


def _outcomes(rng: np.random.Generator, writing: Writing, counts: np.ndarray) -> Cells:
    cells: Cells = {}
    for (key, _), numbers in zip(labels.BLOCKS, counts.tolist(), strict=True):
        row = {o: values.count(n, writing, rng) for o, n in zip(OUTCOME_PARTS, numbers, strict=True)}
        cells[key] = {**row, "total": values.count(sum(numbers), writing, rng)}
    return cells


def alter(
    tables: dict[str, TableContent], rng: np.random.Generator, writing: Writing, how_many: int
) -> list[tuple[str, str, str]]:
    """Print some sums of tables three and four wrong, in place; returns where."""
    requests, outcomes = tables["requests"].cells, tables["review_and_litigation"].cells
    totals = [("requests", row, "total") for row in requests if requests[row]["total"].amount]
    totals += [("requests", "results_total", c) for c in labels.APPLICANT_COLUMNS]
    totals += [("review_and_litigation", block, "total") for block in outcomes if outcomes[block]["total"].amount]
    chosen = [totals[i] for i in rng.choice(len(totals), min(how_many, len(totals)), replace=False)]
    for table, row, column in chosen:
        right = int(tables[table].cells[row][column].amount)
        wrong = max(0, right + int(rng.choice([-10, -2, -1, 1, 2, 9, 10, 100])))
        wrong = wrong if wrong not in (right, 0) else right + 1
        tables[table].cells[row][column] = values.count(wrong, writing, rng)
    return chosen


def inconsistencies(tables: dict[str, TableContent]) -> list[dict[str, str]]:
    """Every rule of the form that does not hold as printed, in the form's order.

    A rule is checked where its total is printed as a number; the flow rule (one + two = total + four) where
    （七）总计 is.
    """
    cells, edition = tables["requests"].cells, tables["requests"].edition
    assert edition is not None
    found = []

    def check(table: str, rule: str, where: str, printed: Value, total: Decimal, due: Decimal) -> None:
        if printed.value is not None and total != due:
            found.append({"table": table, "rule": rule, "at": where, "printed": str(total), "sum": str(due)})

    for row, line in cells.items():
        due = sum((line[c].amount for c in labels.APPLICANT_COLUMNS), Decimal(0))
        check("requests", "applicants_sum", row, line["total"], line["total"].amount, due)
    for column in labels.COLUMNS:
        total = cells["results_total"][column]
        due = sum((cells[r][column].amount for r in labels.leaf_rows(edition)), Decimal(0))
        check("requests", "results_sum", column, total, total.amount, due)
        into = cells["new_received"][column].amount + cells["carried_in"][column].amount
        check("requests", "flow", column, total, into, total.amount + cells["carried_out"][column].amount)
    for block, line in tables["review_and_litigation"].cells.items():
        due = sum((line[o].amount for o in OUTCOME_PARTS), Decimal(0))
        check("review_and_litigation", "outcomes_sum", block, line["total"], line["total"].amount, due)
    return found
