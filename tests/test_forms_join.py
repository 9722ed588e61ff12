"""Parts of a table on several pages become one table."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import accumulate

import pytest
from form_tables import Square, Style, cut, make_table, numbers, print_form, relabel, squares_of

from ocrkit.forms import FormsResult, TablePart, read_forms
from ocrkit.profiles import annual_report
from ocrkit.types.form import Edition, FormDefinition
from ocrkit.types.geometry import Box
from ocrkit.types.table import Place, Table

FORMS = annual_report().forms
EDITIONS = [
    pytest.param(form, edition, id=f"{form.key}-{edition.name}") for form in FORMS for edition in form.editions
]
REQUESTS = next(form for form in FORMS if form.key == "requests")
PROACTIVE = next(form for form in FORMS if form.key == "proactive")


def accepted(result: FormsResult, key: str) -> dict[tuple[str, str], str | None]:
    return {(r, c): cell.text for r, c, cell in result.forms[key] if cell.status == "accepted"}


def read(*tables: Table) -> FormsResult:
    return read_forms([TablePart(table) for table in tables], FORMS)


def widened(table: Table, rng: random.Random, page: int) -> Table:
    """The same table with columns of other widths."""
    x = list(accumulate((rng.choice([30.0, 55.0, 110.0]) for _ in range(table.n_cols)), initial=80.0))
    return make_table(squares_of(table), page, x)


@pytest.mark.parametrize(("form", "edition"), EDITIONS)
def test_cut_anywhere(form: FormDefinition, edition: Edition) -> None:
    values = numbers(edition)
    whole = print_form(edition, values)
    for row in range(1, whole.n_rows):
        upper, lower = cut(whole, row, split_labels=row % 2 == 0)
        parts = [TablePart(upper, form.section), TablePart(widened(lower, random.Random(row), 2))]
        result = read_forms(parts, FORMS)
        assert accepted(result, form.key) == values, row
        assert [(t.form, t.n_rows, t.pages) for t in result.tables] == [(form.key, whole.n_rows, (1, 2))], row


def test_permuted_and_cut() -> None:
    for form in FORMS:
        for edition in form.editions:
            values = numbers(edition)
            for seed in range(3):
                rng = random.Random(seed)
                whole = print_form(edition, values, Style(rng=rng))
                assert accepted(read(*cut(whole, rng.randrange(1, whole.n_rows))), form.key) == values


def test_three_pages() -> None:
    edition = REQUESTS.edition("2021")
    values = numbers(edition)
    upper, rest = cut(print_form(edition, values), 9)
    middle, lower = cut(rest, 8, pages=(2, 3))
    result = read(upper, middle, lower)
    assert accepted(result, "requests") == values
    results = next(cell for cell in result.tables[0].cells if cell.text == "三、本年度办理结果")
    assert [place.page for place in results.places] == [1, 2, 3]


def test_a_cut_label_is_one_cell_with_two_places() -> None:
    edition = REQUESTS.edition("2019")
    values = numbers(edition)
    whole = print_form(edition, values)
    row = next(cell.rows[0] for cell in whole.cells if cell.text == "（四）无法提供") + 1
    upper, lower = cut(whole, row, split_labels=True)
    assert "（四）无法提供" not in {cell.text for cell in (*upper.cells, *lower.cells)}
    table = read(upper, lower).tables[0]
    label = next(cell for cell in table.cells if cell.text == "（四）无法提供")
    assert (label.row_span, [place.page for place in label.places]) == (3, [1, 2])


def test_an_empty_label_cell_is_not_drawn_into_the_one_above() -> None:
    """（六）其他处理 | empty, right after the break."""
    edition = REQUESTS.edition("2019")
    values = numbers(edition)
    whole = print_form(edition, values)
    row = next(cell.rows[0] for cell in whole.cells if cell.text == "（六）其他处理")
    upper, lower = cut(whole, row)
    squares = [s for s in squares_of(lower) if s.text != "（六）其他处理"]
    squares += [Square((0, 1), (1, 2), "（六）其他处理"), Square((0, 1), (2, 3), "")]
    assert accepted(read(upper, make_table(squares, 2)), "requests") == values


def test_one_label_column_less_and_more() -> None:
    edition = REQUESTS.edition("2021")
    values = numbers(edition)
    upper, lower = cut(print_form(edition, values), 18)
    narrow = [replace(s, cols=(max(0, s.cols[0] - 1), s.cols[1] - 1)) for s in squares_of(lower) if s.cols != (0, 1)]
    assert accepted(read(upper, make_table(narrow, 2)), "requests") == values
    wide = [replace(s, cols=(s.cols[0] + (s.cols[0] > 0), s.cols[1] + 1)) for s in squares_of(lower)]
    assert accepted(read(upper, make_table(wide, 2)), "requests") == values


def test_a_repeated_header() -> None:
    edition = REQUESTS.edition("2021")
    values = numbers(edition)
    whole = print_form(edition, values)
    header = [s for s in squares_of(whole) if s.rows[1] <= 3]
    upper, lower = cut(whole, 12)
    again = header + [replace(s, rows=(s.rows[0] + 3, s.rows[1] + 3)) for s in squares_of(lower)]
    result = read(upper, make_table(again, 2))
    assert accepted(result, "requests") == values
    assert len(result.tables) == 1


def test_a_row_cut_in_its_height() -> None:
    """Half of a label and no values on one page, the rest of both on the other."""
    edition = REQUESTS.edition("2021")
    values = numbers(edition)
    whole = print_form(edition, values)
    row = next(cell.rows[0] for cell in whole.cells if cell.text == "5.要求行政机关确认或重新出具已获取信息")
    upper, _ = cut(whole, row + 1)
    _, lower = cut(whole, row)
    upper = relabel(upper, lambda c: "5.要求行政机关确认" if c.rows[0] == row and c.cols == (2, 3) else c.text)
    lower = relabel(lower, lambda c: "或重新出具已获取信息" if c.rows[0] == 0 and c.cols == (2, 3) else c.text)
    lower = relabel(lower, lambda c: "" if c.rows[0] == 0 and c.cols[0] >= 3 else c.text)
    result = read(upper, relabel(_on_page(lower, 2), lambda c: "" if c.row_span > 1 and c.cols[0] < 2 else c.text))
    assert accepted(result, "requests") == values
    assert result.tables[0].n_rows == whole.n_rows


def test_rows_of_blanks_are_not_taken_for_cut_ones() -> None:
    edition = REQUESTS.edition("2021")
    blank = dict.fromkeys(edition.places(), "")
    whole = print_form(edition, blank)
    for row in range(4, whole.n_rows, 3):
        result = read(*cut(whole, row))
        assert result.tables[0].n_rows == whole.n_rows
        assert accepted(result, "requests") == blank


def test_pages_given_turned() -> None:
    """Boxes are in the page as given: a page turned by 90 degrees has columns running along y."""
    edition = PROACTIVE.edition("2021")
    values = numbers(edition)
    upper, lower = cut(print_form(edition, values), 5)
    narrow = [replace(s, cols=(min(s.cols[0], 1), 2 if s.cols[1] > 1 else 1)) for s in squares_of(lower)]
    turned = make_table(narrow, 2, [0.0, 60.0, 240.0])
    cells = [
        c.model_copy(update={"places": (Place(page=2, box=Box(c.box.y0, -c.box.x1, c.box.y1, -c.box.x0)),)})
        for c in turned.cells
    ]
    turned = Table(n_rows=turned.n_rows, n_cols=turned.n_cols, cells=tuple(cells))
    result = read(upper, turned)
    assert accepted(result, "proactive") == values
    assert [table.n_cols for table in result.tables] == [4]


def test_tables_of_different_forms_are_not_joined() -> None:
    tables, values = [], {}
    for page, form in enumerate(FORMS, 1):
        edition = form.editions[0]
        values[form.key] = numbers(edition)
        tables.append(_on_page(print_form(edition, values[form.key]), page))
    result = read(*tables)
    assert [table.form for table in result.tables] == [form.key for form in FORMS]
    assert {key: accepted(result, key) for key in values} == values


def _on_page(table: Table, page: int) -> Table:
    return make_table(squares_of(table), page)


def edges_of(table: Table) -> list[float]:
    """Where columns of one width begin and end, the labels' wider."""
    return [80.0, 140.0, 220.0, 400.0, *(460.0 + 60.0 * i for i in range(table.n_cols - 3))]


def wrong_in_silence(result: FormsResult, values: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    """Accepted values that are not the paper's; what is blank as none."""
    found = accepted(result, "requests")
    return [where for where, text in found.items() if (text or "") != (values[where] or "")]


def test_a_last_column_that_was_not_found_moves_no_value() -> None:
    edition = REQUESTS.edition("2019")
    values = numbers(edition)
    upper, lower = cut(print_form(edition, values), 14)
    x = edges_of(upper)
    squares = [s for s in squares_of(lower) if s.cols[1] < lower.n_cols]
    result = read(make_table(squares_of(upper), 1, x), make_table(squares, 2, x[:-1]))
    assert wrong_in_silence(result, values) == []
    assert len(accepted(result, "requests")) > len(values) // 2


def test_a_boundary_too_many_here_and_one_too_few_there_moves_no_value() -> None:
    """As many columns on both pages, and no column is the same from the fourth on."""
    edition = REQUESTS.edition("2019")
    values = numbers(edition)
    upper, lower = cut(print_form(edition, values), 14)
    x = edges_of(upper)
    last = lower.n_cols
    moved = [
        replace(s, cols=(s.cols[0] + (s.cols[0] > 3), min(last, s.cols[1] + (s.cols[1] > 3))))
        for s in squares_of(lower)
        if s.cols[0] < last - 1
    ]
    below = [*x[:4], x[3] + 20.0, *x[4:-2], x[-1]]
    result = read(make_table(squares_of(upper), 1, x), make_table(moved, 2, below))
    assert wrong_in_silence(result, values) == []
