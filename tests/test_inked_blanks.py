"""No mark as large as a decimal point, in any ink, darker or lighter than its ground, makes an accepted blank."""

from __future__ import annotations

import numpy as np
import pytest
from inked_tables import COLUMNS, ROWS, inked_table
from sheets import given

from ocrkit.prepare.prepare import prepare
from ocrkit.recognise.read import read_table
from ocrkit.tables.find import find_tables
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading


class Says:
    """A reader of crops that reads the same in each, and is sure of it."""

    def read(self, crops: list[Image], values: bool = False) -> list[Reading]:
        return [Reading("7", 1.0, "7", 1.0) for _ in crops]


def accepted_blanks(seed: int) -> tuple[list[str], list[bool], int]:
    """Of a page: the marks that became accepted blanks, whether each empty cell is one, how many marks there are."""
    table = inked_table(np.random.default_rng([seed, 77]))
    page = prepare(given(table.image))
    (grid,) = find_tables(page)
    assert (grid.n_rows, grid.n_cols) == (ROWS, COLUMNS), seed
    cells = {(cell.rows[0], cell.cols[0]): cell for cell in read_table(page, grid, Says()).cells}
    blanks = {place for place, cell in cells.items() if cell.text == "" and cell.status == "accepted"}
    missed = [f"seed {seed} {place}: {mark}" for place, mark in table.marks.items() if place in blanks]
    return missed, [place in blanks for place in table.blank], len(table.marks)


def proven(seeds: range) -> None:
    found = [accepted_blanks(seed) for seed in seeds]
    assert sum(count for _, _, count in found) >= 15 * len(seeds)
    assert [mark for missed, _, _ in found for mark in missed] == []
    empty = [accepted for _, cells, _ in found for accepted in cells]
    assert np.mean(empty) >= 0.95  # what says no to everything proves nothing


def test_a_mark_in_a_blank_cell_is_never_an_accepted_blank() -> None:
    proven(range(6))


@pytest.mark.prove
def test_two_thousand_marks_in_blank_cells_are_never_accepted_blanks() -> None:
    proven(range(100, 220))
