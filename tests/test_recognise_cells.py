"""A table read cell by cell, with an engine that says what it is told to; and once with the real one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
import pytest
from installed import crop_reader
from sheets import on_paper
from tablemaker import random_table, render, with_digits

from ocrkit.errors import EngineError
from ocrkit.recognise.joined import join_lines
from ocrkit.recognise.read import read_table
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.tables.find import find_tables
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.reading import BLANK, UNREAD, Alternative, Reading
from ocrkit.types.table import Table

ROW, COL = 120, 300


class Engine:
    """A ``CropReader`` that reads by ``say``, and keeps the crops."""

    def __init__(self, say: Callable[[Image], Reading]) -> None:
        self.say = say
        self.crops: list[Image] = []

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        self.crops.extend(crops)
        return [self.say(crop) for crop in crops]


def sure(text: str) -> Reading:
    return Reading(text, 0.999, text, 0.999, (Alternative(text, 0.999),))


def by_width(crop: Image) -> Reading:
    """Two, three or four digits: told by the ink's width, the same at every look."""
    cols = np.flatnonzero((crop < 128).any(axis=0))
    return sure("7" * round((np.ptp(cols) + 5) / 27)) if len(cols) else sure("")


def grid(rows: int, cols: int) -> GridTable:
    cells = [
        GridCell((r, r + 1), (c, c + 1), UprightBox(c * COL, r * ROW, (c + 1) * COL, (r + 1) * ROW))
        for r in range(rows)
        for c in range(cols)
    ]
    return GridTable(rows, cols, tuple(cells))


def drawn(texts: Sequence[Sequence[str]]) -> Image:
    """A ruled table with the texts, lines of a cell divided by a bar."""
    image = np.full((len(texts) * ROW + 3, len(texts[0]) * COL + 3), 250, np.uint8)
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            cv2.rectangle(image, (c * COL, r * ROW), ((c + 1) * COL, (r + 1) * ROW), 30, 3)
            for i, line in enumerate(filter(None, text.split("|"))):
                at = (c * COL + 60, r * ROW + 48 + 48 * i)
                cv2.putText(image, line, at, cv2.FONT_HERSHEY_SIMPLEX, 30 / 22, 30, 3, cv2.LINE_AA)
    return image


def texts(table: Table) -> list[str | None]:
    return [cell.text for cell in table.cells]


def test_blank_is_not_unread() -> None:
    page = on_paper(drawn([["11", "", "222"]]))
    unable = Engine(lambda crop: UNREAD)
    table = read_table(page, grid(1, 3), unable)
    assert texts(table) == [None, "", None]
    assert [cell.confidence for cell in table.cells] == [None, 1.0, None]


def test_cells_with_specks_alone_are_blank_and_not_read() -> None:
    image = drawn([["777", ""]])
    for x in (350, 430, 520):
        cv2.circle(image, (x, 50 + x % 20), 3, 30, -1)
    engine = Engine(by_width)
    assert texts(read_table(on_paper(image), grid(1, 2), engine)) == ["777", ""]


def test_each_text_goes_to_its_own_cell() -> None:
    page = on_paper(drawn([["77", "", "7777"], ["777", "7777", "77"]]))
    table = read_table(page, grid(2, 3), Engine(by_width))
    assert texts(table) == ["77", "", "7777", "777", "7777", "77"]
    assert [(c.rows[0], c.cols[0]) for c in table.cells] == [(r, c) for r in range(2) for c in range(3)]
    box = table.cells[4].box
    assert (box.x0, box.y0, box.x1, box.y1) == (COL, ROW, 2 * COL, 2 * ROW)


def test_lines_of_a_cell_are_read_one_by_one_and_joined_from_the_top() -> None:
    page = on_paper(drawn([["77|7777", "777"]]))
    engine = Engine(by_width)
    table = read_table(page, grid(1, 2), engine)
    assert texts(table) == ["77\n7777", "777"]
    assert max(crop.shape[0] for crop in engine.crops) < 70


def test_specks_are_painted_out_of_what_is_read() -> None:
    image = drawn([["7777", ""]])
    clean = Engine(by_width)
    read_table(on_paper(image), grid(1, 2), clean)
    cv2.circle(image, (185, 12), 2, 30, -1)
    cv2.circle(image, (60 + 27 * 4 + 14, 20), 2, 30, -1)
    dirty = Engine(by_width)
    assert texts(read_table(on_paper(image), grid(1, 2), dirty)) == ["7777", ""]
    assert np.array_equal(clean.crops[0] < 128, dirty.crops[0] < 128)


def test_rules_are_not_in_what_is_read() -> None:
    engine = Engine(by_width)
    read_table(on_paper(drawn([["7777", "777"]])), grid(1, 2), engine)
    for crop in engine.crops:
        dark = crop < 128
        assert not dark[[0, -1]].any()
        assert not dark[:, [0, -1]].any()


@pytest.mark.parametrize(("below", "doubted"), [(0, False), (13, True)], ids=["dashes", "the feet of 22"])
def test_two_strokes_are_dashes_without_doubt_in_the_middle_of_their_cell_alone(below: int, doubted: bool) -> None:
    image = drawn([["", "777", "777"]])
    for x in (60, 87):
        image[ROW // 2 + below - 2 : ROW // 2 + below + 2, x : x + 20] = 30
    reader = Engine(lambda crop: sure("--") if (crop < 128).any(axis=1).sum() < 15 else sure("777"))
    feet, digits, _ = read_table(on_paper(image), grid(1, 3), reader).cells
    assert (feet.text, digits.text) == ("--", "777")
    assert feet.reading is not None
    assert bool(feet.reading.doubts) is doubted


def test_doubts_of_the_engines_reading_are_handed_on() -> None:
    unsure = Reading("17", 0.4, "11", 0.3, (Alternative("17", 0.4), Alternative("11", 0.3)))
    (cell,) = read_table(on_paper(drawn([["77"]])), grid(1, 1), Engine(lambda crop: unsure)).cells
    assert cell.text == "17"
    assert cell.reading is not None
    assert cell.reading.value_text != cell.text or cell.reading.doubts
    assert {a.text for a in cell.reading.alternatives} >= {"17", "11"}


def test_an_engines_error_is_not_swallowed() -> None:
    def fail(crop: Image) -> Reading:
        raise EngineError("out of memory")

    with pytest.raises(EngineError, match="out of memory"):
        read_table(on_paper(drawn([["77"]])), grid(1, 1), Engine(fail))


def test_nothing_given_is_changed() -> None:
    image = drawn([["77|7777", "777"]])
    cv2.circle(image, (500, 20), 2, 30, -1)
    page = on_paper(image)
    before = image.copy()
    read_table(page, grid(1, 2), Engine(by_width))
    assert np.array_equal(page.image, before)
    assert not page.seals.any()


def test_a_table_without_ink_is_blank_all_over() -> None:
    table = read_table(on_paper(drawn([["", ""], ["", ""]])), grid(2, 2), Engine(lambda crop: UNREAD))
    assert texts(table) == [""] * 4


def test_joined_lines() -> None:
    assert join_lines([]) == BLANK
    assert join_lines([sure("5")]) == sure("5")
    faint = Doubt(DoubtCode.FAINT_INK)
    both = join_lines([Reading("12", 0.9, "12", 0.9, doubts=(faint,)), Reading("34", 0.5, None, None)])
    assert (both.text, both.value_text, both.doubts[0]) == ("12\n34", None, faint)
    assert both.confidence == pytest.approx(0.45)


def test_numbers_one_above_the_other_are_no_sure_number() -> None:
    """A rule between two rows that was not found: 12 and 34 would be 1234."""
    both = join_lines([sure("12"), sure("34")])
    assert both.text == "12\n34"
    assert both.doubts == (Doubt(DoubtCode.NUMBERS_STACKED, {"texts": ("12", "34")}),)
    dashed = join_lines([sure("12"), sure("—")])
    assert dashed.doubts == (Doubt(DoubtCode.NUMBERS_STACKED, {"texts": ("12", "—")}),)
    assert join_lines([sure("—"), sure("—")]).doubts == join_lines([sure("12"), sure("件")]).doubts == ()
    assert not join_lines([sure("12"), sure("（其中修订3件）")]).doubts


def test_of_a_cell_with_an_unread_line_the_others_are_kept_in_doubt() -> None:
    joined = join_lines([sure("12"), UNREAD])
    assert joined.text == "12\n"
    assert joined.confidence == 0.0
    assert DoubtCode.LINE_UNREAD in {doubt.code for doubt in joined.doubts}
    assert join_lines([UNREAD, UNREAD]).text is None


def test_digits_with_the_real_engine() -> None:
    rng = np.random.default_rng(11)
    spans = with_digits(random_table(rng, 12, 6), rng)
    image, spans = render(spans, rng, line_width=2)
    image = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    page = on_paper(image)
    (found,) = find_tables(page)
    table = read_table(page, found, crop_reader())
    assert {(c.rows, c.cols): c.text for c in table.cells} == {(s.rows, s.cols): s.text for s in spans}
