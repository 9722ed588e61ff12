"""A form whose rows and columns add up, and tables of it whose values do."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from ocrkit.types.form import Block, Edition, Entry, FormDefinition, Rule
from ocrkit.types.report import Cell, FormTable

LEAVES = tuple(f"leaf_{i}" for i in range(6))
APPLICANTS = ("person", "firm", "other")
ROWS = ("received", "carried_in", *LEAVES, "results", "carried_out")
COLUMNS = (*APPLICANTS, "total")

FORM = FormDefinition(
    key="requests",
    editions=(
        Edition(
            blocks=(
                Block(
                    columns=tuple(Entry(key=c, path=(c,)) for c in COLUMNS),
                    rows=tuple(Entry(key=r, path=(r,)) for r in ROWS),
                ),
            )
        ),
    ),
    rules=(
        Rule(name="applicants_sum", for_each="row", left=("total",), right=APPLICANTS),
        Rule(name="results_sum", for_each="column", left=("results",), right=LEAVES),
        Rule(
            name="flow",
            for_each="column",
            left=("received", "carried_in"),
            right=("results", "carried_out"),
            total=False,
        ),
    ),
)

Values = dict[str, dict[str, int | str]]


def cell(value: int | str) -> Cell:
    if isinstance(value, int):
        return Cell(value=Decimal(value), text=str(value), kind="number")
    kind = {"": "blank", "/": "dash", "?": "unreadable"}.get(value, "text")
    return Cell(value=None, text=None if value == "?" else value, kind=kind)  # type: ignore[arg-type]


def table(values: Values) -> dict[str, FormTable]:
    return {"requests": FormTable(cells={r: {c: cell(v) for c, v in row.items()} for r, row in values.items()})}


@st.composite
def reconciled(draw: st.DrawFn, count: st.SearchStrategy[int] | None = None) -> Values:
    count = st.integers(0, 30) if count is None else count
    values: Values = {row: {} for row in ROWS}
    for applicant in APPLICANTS:
        leaves = [draw(count) for _ in LEAVES]
        carried_out = draw(count)
        carried_in = draw(st.integers(0, sum(leaves) + carried_out))
        column = [sum(leaves) + carried_out - carried_in, carried_in, *leaves, sum(leaves), carried_out]
        for row, value in zip(ROWS, column, strict=True):
            values[row][applicant] = value
    for row in ROWS:
        values[row]["total"] = sum(int(values[row][a]) for a in APPLICANTS)
    return values
