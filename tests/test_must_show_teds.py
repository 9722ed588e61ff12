"""TEDS as the must-show table counts it."""

import pytest

pytest.importorskip("table_recognition_metric", reason="pip install -e '.[benchmark]'")

from benchmarks.must_show.teds import Spot, blanked, first_rows, spots_in, spots_of, teds
from ocrkit.types.geometry import Box
from ocrkit.types.table import Place, Table, TableCell

MARKUP = """<table><thead><tr><th rowspan="2">类别</th><th colspan="2">数 量</th></tr></thead>
<tr><td>本年</td><td>累计</td></tr><tr><td>甲</td><td>1234</td><td></td></tr></table>"""
NODES = 11  # the table, 3 rows and 7 cells


def changed(old, new):
    return spots_in(MARKUP.replace(old, new))


def test_html_is_placed_on_the_grid():
    assert [(s.rows, s.cols, s.text) for s in spots_in(MARKUP)] == [
        ((0, 2), (0, 1), "类别"),
        ((0, 1), (1, 3), "数 量"),
        ((1, 2), (1, 2), "本年"),
        ((1, 2), (2, 3), "累计"),
        ((2, 3), (0, 1), "甲"),
        ((2, 3), (1, 2), "1234"),
        ((2, 3), (2, 3), ""),
    ]


def test_equal_tables_are_1_whatever_the_width_and_white_space():
    assert teds(spots_in(MARKUP), spots_in(MARKUP)) == 1
    assert teds(changed("数 量", " 数量\n"), spots_in(MARKUP)) == 1
    assert teds(changed("1234", "１２３４"), spots_in(MARKUP)) == 1


def test_one_wrong_character_of_four_costs_a_quarter_of_a_node():
    assert teds(changed("1234", "1284"), spots_in(MARKUP)) == pytest.approx(1 - 0.25 / NODES)


def test_text_in_a_blank_cell_costs_a_node():
    assert teds(changed("<td></td>", "<td>一</td>"), spots_in(MARKUP)) == pytest.approx(1 - 1 / NODES)


def test_a_lost_span_costs_the_cell_and_those_that_appear():
    lost = changed('<th colspan="2">数 量</th>', "<th>数量</th><th></th>")
    assert teds(lost, spots_in(MARKUP)) == pytest.approx(1 - 2 / (NODES + 1))


def test_no_table_is_worth_the_bare_root():
    assert teds([], spots_in(MARKUP)) == pytest.approx(1 / NODES)


def test_rows_beyond_the_first_are_cut_off():
    assert [s.rows for s in first_rows(spots_in(MARKUP), 1)] == [(0, 1), (0, 1)]


def test_cells_are_blanked_by_place_not_by_text():
    places = [Spot((1, 2), (2, 3), "###")]
    assert [s.text for s in blanked(spots_in(MARKUP), places)] == ["类别", "数 量", "本年", "", "甲", "1234", ""]


def test_a_recovered_table_gives_its_cells_and_an_unread_one_no_text():
    place = (Place(page=1, box=Box(0, 0, 1, 1)),)
    cells = [
        TableCell(rows=(0, 2), cols=(0, 1), places=place, text="类别"),
        TableCell(rows=(0, 1), cols=(1, 2), places=place, text=None),
        TableCell(rows=(1, 2), cols=(1, 2), places=place, text=""),
    ]
    want = spots_in('<table><tr><td rowspan="2">类别</td><td></td></tr><tr><td></td></tr></table>')
    assert spots_of(Table(n_rows=2, n_cols=2, cells=tuple(cells))) == want
