"""TEDS and GriTS: published examples, hand-computed ones, and agreement with the packages that others use."""

from __future__ import annotations

import json
import random
import time

import pytest
from structure_pairs import RECORDED, pairs

from ocrkit.score import Grid, GridCell, TruthTable, TruthTableCell, grits, match_tables, score_tables, teds
from ocrkit.types.geometry import Box


def table(*rows: str, boxes: list[tuple[float, float, float, float]] | None = None, page: int = 1) -> Grid:
    """A grid without spans; the texts of a row have bars between them."""
    texts = [row.split("|") for row in rows]
    squares = [(r, c) for r, row in enumerate(texts) for c in range(len(row))]
    cells = tuple(
        GridCell(rows=(r, r + 1), cols=(c, c + 1), text=texts[r][c], box=Box(*boxes[i]) if boxes else None)
        for i, (r, c) in enumerate(squares)
    )
    return Grid(n_rows=len(texts), n_cols=len(texts[0]), cells=cells, page=page)


# The worked example of TEDS in the notebook of its authors (ibm-aur-nlp/PubTabNet, src/demo.ipynb), as far as the
# two tables differ. [ and ] stand for the tags <b> and </b>, which TEDS counts as one character each, _ for a space.
EXAMPLE_TRUE = (
    "[Name_of_algorithm]|[Notable_features]",
    "MACS_(23)|x",
    "SICER_(14)|x",
    "PeakSeq_(24)|x",
    "a|x",
    "b|x",
)
EXAMPLE_READ = ("[Name_of_algori]|[Notablefeatures]", "MACS_(23)|x", "SICER_(15)|x", "PeakSEQ_(24)|x", "a|x", "b|x")
PUBLISHED = 0.9781765018607124


def test_teds_of_its_authors_example() -> None:
    """Their tree counts thead, tbody and the two b, and not the table: 22 nodes, ours are 1 + 6 + 12."""
    score = teds(table(*EXAMPLE_READ), table(*EXAMPLE_TRUE))
    assert 19 * (1 - score) == pytest.approx(22 * (1 - PUBLISHED), abs=1e-12)


def test_grits_of_its_authors_example() -> None:
    """The example of grits-metric's README, which gives 1.0000, 0.8750 and 0.9130."""
    true = [(0, 0, 50, 20), (50, 0, 100, 20), (0, 20, 50, 40), (50, 20, 100, 40)]
    read = [(0, 0, 50, 20), (50, 0, 100, 20), (0, 20, 55, 42), (55, 20, 100, 42)]
    scores = grits(table("Name|Score", "Alice|90", boxes=read), table("Name|Score", "Alice|95", boxes=true))
    assert (scores.topology, scores.content) == (1, 0.875)
    assert round(scores.location or 0, 4) == 0.9130


@pytest.mark.parametrize(
    ("read", "true", "expected"),
    [
        (("a|b", "c|d"), ("a|b", "c|d"), 1),
        (("a|b",), ("a|b", "c|d"), 2 * 2 / 6),  # a row lost: 2 squares of 2 and 4
        (("a|b", "x|y", "c|d"), ("a|b", "c|d"), 2 * 4 / 10),  # a row too many
        (("a", "c"), ("a|b", "c|d"), 2 * 2 / 6),  # a column lost
        (("c|d", "a|b"), ("a|b", "c|d"), 2 * 2 / 8),  # rows swapped: one of them has no partner
        (("b|a", "d|c"), ("a|b", "c|d"), 2 * 2 / 8),  # columns swapped
        (("ab|cd",), ("ad|cd",), 2 * (0.5 + 1) / 4),
        (("|",), ("|",), 1),  # blank is like blank
        (("|a",), ("a|",), 2 * 1 / 4),  # and may be left out
    ],
)
def test_grits_content_by_hand(read: tuple[str, ...], true: tuple[str, ...], expected: float) -> None:
    assert grits(table(*read), table(*true)).content == pytest.approx(expected)


def test_width_and_white_space_are_no_difference() -> None:
    read, true = table("１２３|总 计"), table("123|总计\n")
    assert teds(read, true) == 1
    assert grits(read, true).content == 1


def test_a_table_that_is_not_there_scores_nothing() -> None:
    true = table("a|b")
    assert teds(None, true) == 0
    assert grits(None, true) == (0, 0, None)
    assert grits(None, table("a", boxes=[(0, 0, 9, 9)])) == (0, 0, 0)


def test_a_row_in_which_no_cell_begins_is_a_row() -> None:
    tall = GridCell(rows=(0, 2), cols=(0, 1), text="a")
    true = Grid(n_rows=2, n_cols=1, cells=(tall,))
    assert teds(true, true) == 1
    assert teds(table("a", ""), true) == pytest.approx(1 - 2 / 5)  # the span renamed, a cell inserted, of 5 nodes


@pytest.mark.parametrize(("index", "pair"), list(enumerate(pairs(60))))
def test_recorded_scores_of_the_packages(index: int, pair: tuple[Grid, Grid]) -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))[index]
    ours = [teds(*pair), teds(*pair, structure_only=True), *grits(*pair)]
    assert ours == pytest.approx(recorded, abs=1e-12)


def test_agrees_with_the_teds_package_where_it_is_installed() -> None:
    pytest.importorskip("table_recognition_metric", reason="pip install -e '.[benchmark]'")
    from ocrkit.score.packages import package_teds

    for read, true in pairs(100, seed=7):
        for structure_only in (False, True):
            expected = package_teds(read, true, structure_only)
            assert teds(read, true, structure_only) == pytest.approx(expected, abs=1e-12), (read, true)


def test_agrees_with_the_grits_package_where_it_is_installed() -> None:
    pytest.importorskip("grits", reason="pip install -e '.[grits]'")
    from ocrkit.score.packages import package_grits

    for read, true in pairs(100, seed=7):
        assert grits(read, true) == pytest.approx(package_grits(read, true), abs=1e-12), (read, true)


def test_a_large_pair_takes_less_than_a_second() -> None:
    rng = random.Random(1)
    rows = [
        "|".join("".join(rng.choices("0123456789总计年", k=rng.randint(0, 16))) for _ in range(10)) for _ in range(28)
    ]
    start = time.process_time()
    scores = grits(table(*rows[1:]), table(*rows))
    edit = teds(table(*rows[1:]), table(*rows))
    assert time.process_time() - start < 1
    assert scores.content == pytest.approx(2 * 270 / 550)
    assert edit == pytest.approx(1 - 11 / 309)


def boxed(left: float, page: int = 1) -> Grid:
    return table("a", boxes=[(left, 0, left + 10, 10)], page=page)


def test_tables_pair_up_where_they_overlap_most() -> None:
    true = [boxed(0), boxed(20), boxed(0, page=2)]
    read = [boxed(22), boxed(3), boxed(50)]
    assert match_tables(read, true) == [(read[1], true[0]), (read[0], true[1]), (None, true[2])]


def test_tables_without_boxes_pair_up_in_order() -> None:
    true, read = [table("a"), table("b")], [table("x")]
    assert match_tables(read, true) == [(read[0], true[0]), (None, true[1])]


def test_texts_that_nobody_knows_are_not_held_against_a_system() -> None:
    cells = (
        TruthTableCell(rows=(0, 1), cols=(0, 1), text="总计"),
        TruthTableCell(rows=(0, 1), cols=(1, 2), text=None),
    )
    true = Grid.from_truth(TruthTable(n_rows=1, n_cols=2, cells=cells))
    (score,) = score_tables([table("总计|12")], [true])
    assert (score.teds, score.grits_content) == (1, 1)
    (score,) = score_tables([table("合计|12")], [true])
    assert score.teds == pytest.approx(1 - 0.5 / 4)
