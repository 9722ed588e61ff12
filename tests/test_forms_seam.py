"""Where a page break cut a table: which pieces are one cell, and which columns are the same."""

from __future__ import annotations

import numpy as np
import pytest
from form_tables import Square, make_table

from ocrkit.forms.align import _into, column_edges, lie_alike, map_boundaries
from ocrkit.forms.append import append, joined
from ocrkit.forms.hits import Vocabulary
from ocrkit.forms.seam import Seam, is_blank
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import Box
from ocrkit.types.reading import Reading, SecondReading
from ocrkit.types.table import Place, Table, TableCell

KNOWN = Vocabulary(
    rows=("不予公开", "属于国家秘密", "其他法律行政法规禁止公开"), columns=("受理件数", "行政许可决定数量"), titles=()
)


def rows(*texts: str, page: int = 1) -> Table:
    """A table of single cells, texts parted by "|"; "?" is unread."""
    squares = [
        Square((r, r + 1), (c, c + 1), None if text == "?" else text)
        for r, row in enumerate(texts)
        for c, text in enumerate(row.split("|"))
    ]
    return make_table(squares, page)


def seam(upper: Table, lower: Table, stub: int) -> tuple[bool, list[tuple[int, int]]]:
    return Seam(upper.cells, lower.cells, upper.n_rows, stub, KNOWN, 0.7).cut_cells()


def whole(upper: Table, lower: Table, stub: int) -> list[list[str | None]]:
    """The texts of the joined table, row by row."""
    table = append(upper, lower, (stub, stub), KNOWN, 0.7)
    owners = table.owners()
    return [[table.cells[i].text for i in row] for row in owners.tolist()]


def test_rows_that_are_whole_stay_apart() -> None:
    upper, lower = rows("不予公开|1|2"), rows("属于国家秘密|3|4", page=2)
    assert seam(upper, lower, 1) == (False, [])
    assert whole(upper, lower, 1) == [["不予公开", "1", "2"], ["属于国家秘密", "3", "4"]]


@pytest.mark.parametrize(
    ("above", "below", "texts"),
    [
        ("其他法律行政|5|6", "法规禁止公开||", ["其他法律行政法规禁止公开", "5", "6"]),
        ("其他法律行政||", "法规禁止公开|5|6", ["其他法律行政法规禁止公开", "5", "6"]),
        ("属于国家秘密|5|6", "||", ["属于国家秘密", "5", "6"]),
        ("||", "属于国家秘密|5|6", ["属于国家秘密", "5", "6"]),
    ],
)
def test_a_row_cut_in_its_height_is_one(above: str, below: str, texts: list[str]) -> None:
    upper, lower = rows("不予公开|1|2", above), rows(below, "不予公开|3|4", page=2)
    assert seam(upper, lower, 1)[0]
    assert whole(upper, lower, 1) == [["不予公开", "1", "2"], texts, ["不予公开", "3", "4"]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("其他法律行政|5|6", "法规禁止公开|7|8"),  # both have values
        ("属于国家秘密|5|6", "不予公开||"),  # another label
        ("属于国家秘密|?|6", "|5|"),  # unread is not blank
        ("属于国家秘密|5", "||"),  # not the same columns
    ],
)
def test_rows_that_only_look_cut_are_two(above: str, below: str) -> None:
    assert not seam(rows(above), rows(below, page=2), 1)[0]


def test_a_merged_label_that_goes_on_empty_is_one_cell_where_both_sides_name_its_rows() -> None:
    upper = make_table([Square((0, 1), (0, 1), "不予公开"), Square((0, 1), (1, 2), "a"), Square((0, 1), (2, 3), "1")])
    goes_on = [Square((0, 1), (0, 1), ""), Square((0, 1), (1, 2), "b"), Square((0, 1), (2, 3), "2")]
    cut, pairs = seam(upper, make_table(goes_on, 2), 2)
    assert (cut, pairs) == (False, [(0, 0)])
    table = append(upper, make_table(goes_on, 2), (2, 2), KNOWN, 0.7)
    label = table.cells[0]
    assert (label.text, label.rows, [place.page for place in label.places]) == ("不予公开", (0, 2), [1, 2])
    alone = [Square((0, 1), (0, 1), ""), Square((0, 1), (1, 2), ""), Square((0, 1), (2, 3), "2")]
    assert seam(upper, make_table(alone, 2), 2)[1] == []
    unread = [Square((0, 1), (0, 1), None), *goes_on[1:]]
    assert seam(upper, make_table(unread, 2), 2)[1] == []


def test_headings_that_go_on_empty_are_one_cell_where_headings_follow() -> None:
    upper, lower = rows("|受理件数|"), rows("||行政许可决定数量", "a|1|2", page=2)
    assert (1, 1) in seam(upper, lower, 1)[1]
    values_above = rows("a|7|"), rows("||行政许可决定数量", "a|1|2", page=2)
    assert seam(*values_above, 1)[1] == []
    no_heading = rows("|受理件数|"), rows("||某某某某", "a|1|2", page=2)
    assert seam(*no_heading, 1)[1] == []
    cut_heading = rows("|行政许可|受理件数"), rows("|决定数量|", "a|1|2", page=2)
    assert (1, 1) in seam(*cut_heading, 1)[1]


def test_pieces_as_like_a_label_as_the_least_are_one() -> None:
    known = Vocabulary(rows=(), columns=("行政许可决定数量统计",), titles=())
    upper = rows("|某政许可决|")
    for rest, one in (("定某某统计", True), ("定某某某计", False)):  # three of ten characters are wrong, or four
        lower = rows(f"|{rest}|1", page=2)
        pairs = Seam(upper.cells, lower.cells, 1, 1, known, 0.7).cut_cells()[1]
        assert ((1, 1) in pairs) is one


@pytest.mark.parametrize(("text", "blank"), [("", True), (" \n", True), ("0", False), (None, False)])
def test_unread_is_not_blank(text: str | None, blank: bool) -> None:
    assert is_blank(piece(text)) is blank


FAINT, LONG = Doubt(DoubtCode.FAINT_INK), Doubt(DoubtCode.LONG_DASH)


def piece(text: str | None, page: int = 1, **more: object) -> TableCell:
    place = Place(page=page, box=Box(0, 0, 9, 9))
    given: dict[str, object] = {"text": text, "confidence": 0.9, **more}
    return TableCell.model_validate({"rows": (page, page + 1), "cols": (0, 1), "places": (place,), **given})


def test_of_two_pieces_the_one_with_ink_is_the_reading() -> None:
    one = joined(piece("左", confidence=0.8), piece("", 2, confidence=0.1))
    assert (one.text, one.confidence, one.rows, len(one.places)) == ("左", 0.8, (1, 3), 2)
    other = joined(piece("", confidence=0.1), piece("右", 2, confidence=0.7))
    assert (other.text, other.confidence, other.rows) == ("右", 0.7, (1, 3))


def test_two_pieces_with_ink_are_read_in_order_and_no_surer_than_the_less_sure() -> None:
    both = joined(piece("左", confidence=0.8), piece("右", 2, confidence=0.7))
    assert (both.text, both.confidence, both.status, both.reading, both.second) == (
        "左右",
        0.7,
        "accepted",
        None,
        None,
    )
    assert joined(piece("左", confidence=None), piece("右", 2)).confidence is None
    assert joined(piece("左"), piece("右", 2, confidence=None)).confidence is None
    for pieces in ((piece(None), piece("右", 2)), (piece("左"), piece(None, 2))):
        assert joined(*pieces).text is None


def test_doubts_of_both_pieces_are_kept_once() -> None:
    upper = piece("左", status="review", doubts=(FAINT,), reading=Reading("左", 0.9, doubts=(FAINT,)))
    lower = piece("右", 2, doubts=(FAINT, LONG), reading=Reading("右", 0.9, doubts=(FAINT, LONG)))
    for pair, status in (((upper, lower), "review"), ((lower, lower), "accepted")):
        one = joined(*pair)
        assert (one.doubts, one.status) == ((FAINT, LONG), status)
        assert one.reading is not None
        assert one.reading.doubts == (FAINT, LONG)


@pytest.mark.parametrize(("a", "b"), [(True, True), (True, False), (False, True)])
def test_the_text_layer_agrees_where_it_does_on_both_pieces(a: bool, b: bool) -> None:
    one = joined(piece("左", second=SecondReading("左", a)), piece("右", 2, second=SecondReading("右", b)))
    assert one.second == SecondReading("左右", a and b)
    assert joined(piece("左", second=SecondReading("左", a)), piece("右", 2)).second is None
    assert joined(piece("左"), piece("右", 2, second=SecondReading("右", b))).second is None


def wide(*edges: float, page: int = 1) -> Table:
    return make_table([Square((0, 1), (c, c + 1), "x") for c in range(len(edges) - 1)], page, list(edges))


def test_edges_are_shares_of_the_width() -> None:
    assert column_edges(wide(100, 150, 300, 500)) == pytest.approx([0, 0.125, 0.5, 1])
    spanned = make_table([Square((0, 1), (0, 2), "x"), Square((0, 1), (2, 3), "y")], 1, [0, 30, 80, 100])
    assert column_edges(spanned) == pytest.approx([0, 0.4, 0.8, 1])  # no cell ends there: in the middle
    assert column_edges(wide(100, 100, 100)) == pytest.approx([0, 0.5, 1])


@pytest.mark.parametrize("turn", [lambda b: Box(b.y0, b.x0, b.y1, b.x1), lambda b: Box(-b.x1, b.y0, -b.x0, b.y1)])
def test_edges_whichever_way_the_columns_run(turn: object) -> None:
    table = wide(100, 150, 300, 500)
    assert callable(turn)
    cells = [c.model_copy(update={"places": (Place(page=1, box=turn(c.box)),)}) for c in table.cells]
    assert column_edges(table.model_copy(update={"cells": tuple(cells)})) == pytest.approx([0, 0.125, 0.5, 1])


def test_equal_numbers_of_columns_are_the_same_ones_and_others_go_to_the_nearest() -> None:
    four, three = wide(0, 10, 50, 90, 100), wide(0, 52, 88, 100, page=2)
    assert map_boundaries(four, wide(0, 80, 90, 95, 100, page=2), None) == ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])
    assert map_boundaries(four, three, None) == ([0, 1, 2, 3, 4], [0, 2, 3, 4])
    assert map_boundaries(three, four, None) == ([0, 2, 3, 4], [0, 1, 2, 3, 4])


def test_either_side_of_the_stub_is_mapped_by_itself() -> None:
    upper, lower = wide(0, 10, 30, 60, 100), wide(0, 45, 70, 100, page=2)  # two labels above, one below
    assert map_boundaries(upper, lower, (2, 1)) == ([0, 1, 2, 3, 4], [0, 2, 3, 4])
    assert map_boundaries(lower, upper, (1, 2)) == ([0, 2, 3, 4], [0, 1, 2, 3, 4])
    assert map_boundaries(lower, lower, (1, 1)) == ([0, 1, 2, 3], [0, 1, 2, 3])


def test_few_boundaries_among_many_keep_their_order_and_ends() -> None:
    assert _into(np.array([0.0, 0.1, 0.12, 1.0]), np.array([0.0, 0.11, 0.5, 0.9, 1.0])) == [0, 1, 2, 4]
    assert _into(np.array([0.0]), np.array([0.0, 0.5])) == [0]
    assert _into(np.array([0.0, 1.0]), np.array([0.0, 0.3, 0.6, 1.0])) == [0, 3]


@pytest.mark.parametrize(
    ("below", "alike"),
    [
        ((0, 40, 55, 70, 85, 100), True),
        ((0, 43, 57, 71, 86, 100), True),  # as wide as all values are
        ((0, 40, 55, 70, 85, 92), True),  # as wide as the labels are: the last one is narrower
        ((0, 40, 44, 56, 70, 100), False),  # a line too many on the left, one not found on the right
    ],
)
def test_columns_that_lie_alike_are_told_by_their_places(below: tuple[float, ...], alike: bool) -> None:
    upper, lower = wide(0, 40, 55, 70, 85, 100), wide(*below, page=2)
    joint = map_boundaries(upper, lower, (1, 1))
    assert lie_alike(upper, lower, joint, (1, 1)) is alike


@pytest.mark.parametrize("moved", [False, True])
def test_values_of_a_continuation_whose_columns_lie_differently_are_in_doubt(moved: bool) -> None:
    edges = [0.0, 40, 44, 56, 70, 100] if moved else [0.0, 40, 55, 70, 85, 100]
    squares = [Square((0, 1), (c, c + 1), text) for c, text in enumerate(("属于国家秘密", "1", "", "件", "2"))]
    upper = make_table([Square((0, 1), (c, c + 1), "不予公开") for c in range(5)], 1, [0, 40, 55, 70, 85, 100])
    table = append(upper, make_table(squares, 2, edges), (1, 1), KNOWN, 0.7)
    doubted = [cell.text for cell in table.cells if DoubtCode.COLUMNS_BY_NUMBER in {d.code for d in cell.doubts}]
    assert doubted == (["1", "", "2"] if moved else [])
