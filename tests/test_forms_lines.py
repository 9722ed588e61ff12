"""The grid, its runs, and the label path of each row and column: small tables with their faults."""

from __future__ import annotations

import numpy as np
import pytest
from form_tables import Square, make_table

from ocrkit.forms.grid import Grid, is_words, overlap
from ocrkit.forms.hits import find_hits, vocabulary
from ocrkit.forms.paths import Line, data_columns, data_rows
from ocrkit.forms.runs import Run, find_runs, split
from ocrkit.types.form import Block, Edition, Entry


def grid_of(*rows: str) -> Grid:
    """A grid of cells parted by "|", rows of texts; "?" is unread, and "<" goes on what stands left of it."""
    squares = []
    for r, row in enumerate(rows):
        texts = row.split("|")
        starts = [c for c, text in enumerate(texts) if text != "<"]
        for start, stop in zip(starts, [*starts[1:], len(texts)], strict=True):
            text = None if texts[start] == "?" else texts[start]
            squares.append(Square((r, r + 1), (start, stop), text))
    return Grid(make_table(squares))


def merged(grid: Grid, rows: tuple[int, int], cols: tuple[int, int], text: str | None) -> Grid:
    """The grid with one cell over a rectangle."""
    kept = [
        Square(c.rows, c.cols, c.text)
        for c in grid.table.cells
        if not (overlap(c.rows, rows) and overlap(c.cols, cols))
    ]
    return Grid(make_table([*kept, Square(rows, cols, text)]))


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [((0, 2), (2, 4), 0), ((0, 3), (2, 4), 1), ((0, 9), (2, 4), 2), ((2, 4), (0, 9), 2), ((5, 6), (0, 1), 0)],
)
def test_what_two_ranges_share(a: tuple[int, int], b: tuple[int, int], shared: int) -> None:
    assert overlap(a, b) == shared


@pytest.mark.parametrize(
    ("text", "words"),
    [(None, False), ("", False), ("12", False), ("—", False), ("其他", True), ("***", False), ("?1a", True)],
)
def test_words_are_no_values(text: str | None, words: bool) -> None:
    assert is_words(text) is words


def test_cells_of_the_grid_by_row_and_column() -> None:
    grid = merged(grid_of("a|b|c", "d|e|f"), (0, 2), (1, 2), "over")
    texts = [cell.text for cell in grid.table.cells]
    assert [texts[i] for i in grid.begin_in(0)] == ["a", "over", "c"]
    assert [texts[i] for i in grid.begin_in(1)] == ["d", "f"]
    assert [c.text for c in grid.in_row(1, (0, 2))] == ["d", "over"]
    assert [c.text for c in grid.at((0, 2), (1, 3))] == ["over", "c", "f"]
    assert [c.text for c in grid.transposed.in_row(1, (0, 2))] == ["over"]
    assert (grid.transposed.table.n_rows, grid.transposed.table.n_cols) == (3, 2)


def test_over_columns_stand_the_cells_inside_them_or_the_one_that_covers_most() -> None:
    grid = grid_of("a|b|<|c", "d|e|f|g")
    assert [c.text for c in grid.in_column_row(0, (0, 3))] == ["a", "b"]
    assert [c.text for c in grid.in_column_row(0, (0, 1))] == ["a"]
    assert [c.text for c in grid.in_column_row(0, (1, 2))] == ["b"]
    assert [c.text for c in grid.in_column_row(0, (2, 4))] == ["c"]  # as much of it as b, and inside
    assert [c.text for c in grid_of("a|<|<|c", "d|e|f|g").in_column_row(0, (1, 4))] == ["a"]
    assert [c.text for c in grid.in_column_row(1, (1, 3))] == ["e", "f"]


LABELS = ("受理件数", "办结件数", "结转件数")
ROWS = ("自然人申请", "商业企业申请", "科研机构申请")
EDITION = Edition(
    blocks=(
        Block(
            title="第二十条信息公开",
            columns=tuple(Entry(key=c, path=(c,)) for c in LABELS),
            rows=tuple(Entry(key=r, path=(r,)) for r in ROWS),
        ),
    )
)
TABLE = (
    "项目|受理件数|办结件数|结转件数",
    "自然人申请|1|2|3",
    "商业企业申请|4|5|6",
)


def runs_of(grid: Grid, *, titled: bool = False, has_rows: bool = True) -> list[Run]:
    return find_runs(grid, find_hits(grid, EDITION), 0.7, titled, has_rows)


def test_a_table_is_split_where_headings_and_labels_end() -> None:
    (run,) = runs_of(grid_of(*TABLE))
    assert (run.title, run.header, run.data, run.stub) == (None, (0, 1), (1, 3), 1)
    two = grid_of("组|项目|受理件数|办结件数", "甲组|自然人申请|1|2", "乙组|商业企业申请|4|5")
    (run,) = runs_of(two)
    assert (run.header, run.data, run.stub) == ((0, 1), (1, 3), 2)


def test_without_row_labels_there_is_no_stub() -> None:
    (run,) = runs_of(grid_of("受理件数|办结件数|结转件数", "1|2|3"), has_rows=False)
    assert (run.header, run.data, run.stub) == ((0, 1), (1, 2), 0)


def test_a_title_opens_a_run_and_so_do_headings_below_data() -> None:
    titled = grid_of("第二十条信息公开|<|<|<", *TABLE, "第二十条信息公开|<|<|<", *TABLE)
    first, second = runs_of(titled, titled=True)
    assert first.title is not None
    assert (first.title.text, first.header, first.data) == ("第二十条信息公开", (1, 2), (2, 4))
    assert (second.header, second.data) == ((5, 6), (6, 8))
    untitled = runs_of(grid_of(*TABLE, *TABLE))
    assert [(run.header, run.data) for run in untitled] == [((0, 1), (1, 3)), ((3, 4), (4, 6))]


def test_an_unread_line_alone_in_its_row_is_a_title_and_a_value_or_a_blank_is_none() -> None:
    for text, title in (("?", True), ("某某某某", True), ("12", False), ("", False)):
        runs = runs_of(grid_of(f"{text}|<|<|<", *TABLE), titled=True)
        assert (runs[-1].title is not None) is title, text


def test_a_number_in_the_heading_row_makes_it_no_heading() -> None:
    assert len(runs_of(grid_of(*TABLE, "9|受理件数|办结件数|结转件数", "自然人申请|1|2|3"))) == 1


def test_numbers_weigh_against_a_split_that_makes_them_labels() -> None:
    grid = grid_of("项目|受理件数|办结件数", "某某|1|2", "某某某|3|4")
    assert split(grid, find_hits(grid, EDITION), (0, 3), 0.7, True) == (1, 1)
    spanned = merged(grid, (0, 2), (0, 1), "项目")
    assert split(spanned, find_hits(spanned, EDITION), (0, 3), 0.7, True)[0] == 1


def test_where_no_label_is_known_numbers_tell_the_values() -> None:
    grid = grid_of("某甲|1|见附表", "某乙|2|3")
    assert split(grid, find_hits(grid, EDITION), (0, 2), 0.7, True) == (0, 1)


def test_the_vocabulary_of_an_edition() -> None:
    known = vocabulary(EDITION)
    assert known.all == (*ROWS, *LABELS, "第二十条信息公开")
    hits = find_hits(grid_of("受理件数|自然人申请", "12|"), EDITION)
    assert hits.words.tolist() == [True, True, False, False]
    assert [round(float(v), 2) for v in hits.best] == [1.0, 1.0, 0.0, 0.0]
    assert np.array_equal(hits.best, np.max([hits.rows, hits.columns, hits.titles], axis=0))


def columns_of(grid: Grid, header: tuple[int, int], data: tuple[int, int], stub: int, expected: int) -> list[Line]:
    return data_columns(grid, Run(None, header, data, stub), expected)


def test_columns_have_the_labels_over_them_and_the_groups_over_several() -> None:
    grid = grid_of("|结果|<|其他", "|维持|纠正|其他", "甲|1|2|3")
    grid = merged(grid, (0, 2), (3, 4), "其他")
    found = columns_of(grid, (0, 2), (2, 3), 1, 3)
    assert [(line.range, line.leaf, line.groups) for line in found] == [
        ((1, 2), ("维持",), ("结果",)),
        ((2, 3), ("纠正",), ("结果",)),
        ((3, 4), ("其他",), ()),
    ]
    assert [line.text for line in found] == ["维持", "纠正", "其他"]
    assert all(line.readable for line in found)


def test_an_unread_label_is_not_a_blank_one() -> None:
    grid = grid_of("|?||甲", "x|1|2|3")
    unread, blank, read = columns_of(grid, (0, 1), (1, 2), 1, 3)
    assert [(line.leaf, line.readable, line.text) for line in (unread, blank, read)] == [
        (None, False, "(unread)"),
        ((), False, "(unread)"),
        (("甲",), True, "甲"),
    ]


def test_a_label_in_pieces_may_be_any_of_its_ends() -> None:
    (line,) = columns_of(grid_of("x|行政", "x|许可", "x|数量", "甲|1"), (0, 3), (3, 4), 1, 1)
    assert line.leaf == ("数量", "许可数量", "行政许可数量")
    assert line.groups == ("行政", "许可")
    (side,) = columns_of(grid_of("x|行\n政|许可", "甲|1|<"), (0, 1), (1, 2), 1, 1)
    assert side.leaf == ("行政许可",)
    (lost,) = columns_of(grid_of("x|行政", "x|?", "甲|1"), (0, 2), (2, 3), 1, 1)
    assert (lost.leaf, lost.groups) == (None, ("行政",))


def test_a_boundary_counts_where_most_rows_have_it() -> None:
    stray = grid_of("x|甲|<|乙", "a|1|<|2", "b|1|9|2", "c|1|<|2")
    assert [line.range for line in columns_of(stray, (0, 1), (1, 4), 1, 2)] == [(1, 3), (3, 4)]
    missing = grid_of("x|甲|乙|丙", "a|1|2|3", "b|1|<|3", "c|1|2|3")
    assert [line.range for line in columns_of(missing, (0, 1), (1, 4), 1, 3)] == [(1, 2), (2, 3), (3, 4)]


def test_where_as_many_rows_have_a_boundary_as_not_the_forms_number_decides_else_the_labels() -> None:
    with_label = grid_of("x|甲|乙", "a|1|2", "b|1|<", "c|1|<")  # two of four, the labels among them
    assert [len(columns_of(with_label, (0, 1), (1, 4), 1, n)) for n in (1, 2, 7)] == [1, 2, 2]
    without = grid_of("x|甲|<", "a|1|2", "b|1|2", "c|1|<")
    assert [len(columns_of(without, (0, 1), (1, 4), 1, n)) for n in (1, 2, 7)] == [1, 2, 1]


def test_no_data_no_lines() -> None:
    grid = grid_of("x|甲", "a|1")
    assert columns_of(grid, (0, 2), (2, 2), 1, 1) == []
    assert columns_of(grid, (0, 1), (1, 2), 2, 1) == []
    assert data_rows(grid, Run(None, (0, 2), (2, 2), 1)) == []
    without_heading = columns_of(grid_of("a|1|2"), (0, 0), (0, 1), 1, 2)
    assert [line.leaf for line in without_heading] == [(), ()]


def test_rows_have_the_labels_left_of_them() -> None:
    grid = merged(grid_of("|x|v", "g|a|1", "g|b|2", "c||3"), (1, 3), (0, 1), "组")
    found = data_rows(grid, Run(None, (0, 1), (1, 4), 2))
    assert [(line.range, line.leaf, line.groups) for line in found] == [
        ((1, 2), ("a",), ("组",)),
        ((2, 3), ("b",), ("组",)),
        ((3, 4), ("c",), ()),
    ]


@pytest.mark.parametrize("told", ["组", "a"])
def test_a_line_is_told_by_odds_where_its_label_or_its_group_is(told: str) -> None:
    table = merged(grid_of("|x|v", "g|a|1", "g|b|2", "c||3"), (1, 3), (0, 1), "组").table
    cells = tuple(cell.model_copy(update={"label": told}) if cell.text == told else cell for cell in table.cells)
    found = data_rows(Grid(table.model_copy(update={"cells": cells})), Run(None, (0, 1), (1, 4), 2))
    assert [line.by_odds for line in found] == [True, told == "组", False]


def test_a_heading_that_reaches_a_little_over_the_next_column_is_its_own_columns() -> None:
    grid = grid_of("|甲|<|<|乙|<", *["a|1|<|2|<|<"] * 3)
    found = columns_of(grid, (0, 1), (1, 4), 1, 2)
    assert [(line.range, line.leaf, line.groups) for line in found] == [((1, 3), ("甲",), ()), ((3, 6), ("乙",), ())]
