"""The count of tables whose spans are exact, from outcomes made for it."""

from __future__ import annotations

from benchmarks.spans import Outcome, table_of, wrong_of
from ocrkit.score.grid import Grid, GridCell


def grid(*rows: tuple[int, int]) -> Grid:
    """Two columns, and a row for each range of columns named, which one cell covers."""
    cells = tuple(GridCell(rows=(i, i + 1), cols=span) for i, span in enumerate(rows))
    return Grid(n_rows=len(rows), n_cols=2, cells=cells).tiled()


WANTED = grid((0, 2), (0, 1))
OUTCOMES = [
    Outcome("a", "fax", WANTED, grid((0, 2), (0, 1))),
    Outcome("b", "fax", WANTED, grid((0, 1), (0, 1))),
    Outcome("c", "fax", WANTED, None),
    Outcome("d", "random, thin", WANTED, WANTED),
]


def test_a_table_counts_only_with_every_span_right() -> None:
    rows = {row.split("|")[1].strip(): [v.strip() for v in row.split("|")[2:-1]] for row in table_of(OUTCOMES)}
    assert rows["fax"] == ["3", "1", "33.3", rows["fax"][3], "1"]
    assert 0 < float(rows["fax"][3]) < 100
    assert rows["all reports"][:2] == ["3", "1"]
    assert rows["all random tables"][:3] == ["1", "1", "100.0"]


def test_what_is_wrong_is_named_with_its_size() -> None:
    assert list(wrong_of(OUTCOMES)) == [
        "b page 1 (fax): 2 x 2 found as 2 x 2, 1 cells not there",
        "c page 1 (fax): 2 x 2 found as nothing, 0 cells not there",
    ]
