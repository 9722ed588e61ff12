"""Tables without rules: rows and columns from where words stand, and none where they are running text."""

from __future__ import annotations

import cv2
import pytest

from ocrkit.page_tables import tables_found
from ocrkit.settings import ReadSettings
from ocrkit.tables.borderless.find import with_borderless
from ocrkit.tables.borderless.settings import BorderlessSettings
from ocrkit.tables.cells import GridTable
from ocrkit.tables.find import find_tables
from ocrkit.types.page import Image
from tests.text_pages import blank, prepared, write, write_prose, write_table

ROWS = [
    ["Country", "1996", "1997", "Change"],
    ["Austria", "58.6", "79", "-1.2"],
    ["Belgium and Luxembourg", "61.6", "57", "0.4"],
    ["Denmark", "9.5", "48", "10.3"],
    ["Finland", "89.1", "96", "2.8"],
    ["United Kingdom", "150.6", "67", "0.0"],
]
XS = [200, 800, 1000, 1250]


def found(image: Image) -> list[GridTable]:
    return with_borderless(page := prepared(image), find_tables(page), BorderlessSettings())


def shapes(image: Image) -> list[tuple[int, int]]:
    return [(table.n_rows, table.n_cols) for table in found(image)]


def spans(table: GridTable) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Rows and columns of the cells that are more than one square."""
    return {(c.rows, c.cols) for c in table.cells if c.rows[1] - c.rows[0] > 1 or c.cols[1] - c.cols[0] > 1}


def level(image: Image, x0: int, x1: int, y: int) -> None:
    cv2.line(image, (x0, y), (x1, y), 20, 2)


def test_columns_of_white_and_rows_of_text_are_a_table() -> None:
    image = blank()
    write_table(image, XS, 500, ROWS)
    (table,) = found(image)
    assert (table.n_rows, table.n_cols, spans(table)) == (6, 4, set())
    cell = next(c for c in table.cells if c.rows == (5, 6) and c.cols == (1, 2))
    assert cell.box.x0 < 720
    assert cell.box.x1 > 800
    assert cell.box.y0 < 680
    assert cell.box.y1 > 700


def test_a_table_between_paragraphs_is_found_alone() -> None:
    image = blank()
    write_prose(image, (200, 300, 1450, 700), seed=1)
    write_table(image, XS, 850, ROWS)
    write_prose(image, (200, 1200, 1450, 1600), seed=2)
    (table,) = found(image)
    assert (table.n_rows, table.n_cols) == (6, 4)
    assert table.box.y0 > 780
    assert table.box.y1 < 1120


def test_headings_of_groups_span_what_their_rule_spans() -> None:
    image = blank()
    for y in (450, 580, 800):
        level(image, 190, 1260, y)
    write(image, 840, 490, "Ratios")
    level(image, 710, 1010, 505)
    write_table(image, XS, 560, ROWS[:1])
    write_table(image, XS, 625, ROWS[1:5])
    (table,) = found(image)
    assert (table.n_rows, table.n_cols) == (6, 4)
    assert ((0, 1), (1, 3)) in spans(table)


def test_text_that_goes_on_below_is_of_the_same_row() -> None:
    image = blank()
    texts = ["how many there are", "what each of them is", "where they are from", "when they came"]
    for i, text in enumerate(texts):
        y = 400 + 80 * i
        write_table(image, [200, 600], y, [[f"Question {i}", f"{i}.5"]])
        write(image, 700, y, text)
        write(image, 700, y + 40, "and why")
    assert shapes(image) == [(4, 3)]


def test_a_title_is_no_row() -> None:
    image = blank()
    write(image, 200, 460, "Table 7:")
    write(image, 400, 460, "ratios of some of the countries that are in the union")
    write_table(image, XS, 500, ROWS)
    assert shapes(image) == [(6, 4)]


def test_what_stands_beside_the_level_rules_is_not_in_the_table() -> None:
    image = blank()
    write(image, 200, 430, "Table 7: Ratios of some countries, in hundredths of what there is")
    for y in (450, 520, 740):
        level(image, 190, 1260, y)
    write_table(image, XS, 500, ROWS[:1])
    write_table(image, XS, 560, ROWS[1:])
    write(image, 200, 775, "Source: what was counted, and by whom, in one of these years")
    assert shapes(image) == [(6, 4)]


@pytest.mark.parametrize("seed", range(4))
def test_running_text_is_no_table(seed: int) -> None:
    image = blank()
    write_prose(image, (200, 200, 1450, 2100), seed)
    assert found(image) == []


@pytest.mark.parametrize("seed", range(4))
def test_columns_of_running_text_are_no_table(seed: int) -> None:
    image = blank()
    write_prose(image, (150, 200, 780, 2100), seed)
    write_prose(image, (850, 200, 1480, 2100), seed + 10)
    assert found(image) == []


def test_a_numbered_list_is_no_table() -> None:
    image = blank()
    for i in range(6):
        write(image, 200, 400 + 80 * i, f"{i + 1}.")
        write_prose(image, (280, 400 + 80 * i, 1450, 420 + 80 * i), seed=i)
    assert found(image) == []


def test_rows_between_rules_get_the_columns_of_their_headings() -> None:
    """A ruled table whose body has level rules only: the white columns are those that its headings rule."""
    image = blank()
    bounds = [180, 640, 840, 1040, 1280]
    for i in range(7):
        level(image, 180, 1280, 450 + 50 * i)
    for x in bounds:
        last = 750 if x in (180, 1280) else 500
        cv2.line(image, (x, 450), (x, last), 20, 2)
    write_table(image, [200, 800, 1000, 1250], 485, ROWS, step=50)
    ruled = find_tables(prepared(image))
    assert [len(table.cells) for table in ruled] == [9]
    (table,) = found(image)
    assert (table.n_rows, table.n_cols, len(table.cells)) == (6, 4, 24)


def test_reports_and_who_does_not_want_them_get_ruled_tables_only() -> None:
    image = blank()
    write_table(image, XS, 500, ROWS)
    page, settings = prepared(image), ReadSettings()
    never = settings.model_copy(update={"borderless": BorderlessSettings(applies="never")})
    assert tables_found(page, settings, report=True) == ()
    assert tables_found(page, never, report=False) == ()
    assert len(tables_found(page, settings, report=False)) == 1
