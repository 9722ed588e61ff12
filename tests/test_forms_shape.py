"""Where no label can be read, a table that lies as a form does is filed in its order, every value in review."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from form_tables import Square, Style, cut, make_table, numbers, print_form, relabel, squares_of

from ocrkit.forms import FormsResult, TablePart, read_forms
from ocrkit.profiles import annual_report
from ocrkit.types.doubt import Status
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import Edition, FormDefinition
from ocrkit.types.table import Table, TableCell

FORMS = annual_report().forms
EDITIONS = [
    pytest.param(form, edition, id=f"{form.key}-{edition.name}") for form in FORMS for edition in form.editions
]
REQUESTS = next(form for form in FORMS if form.key == "requests")


def labels_of(edition: Edition) -> set[str]:
    titles = {block.title for block in edition.blocks if block.title}
    entries = [entry for block in edition.blocks for entry in (*block.rows, *block.columns)]
    return titles | {label for entry in entries for label in entry.path}


def in_doubt(cell: TableCell) -> TableCell:
    return cell.model_copy(update={"status": "review"}) if cell.text == "口口" else cell


def ruined(table: Table, edition: Edition, kept: set[str] | None = None) -> Table:
    """The table with every label but ``kept`` read as something else, in doubt."""
    gone = labels_of(edition) - (kept or set())
    read = relabel(table, lambda cell: "口口" if cell.text in gone else cell.text)
    cells = [in_doubt(cell) for cell in read.cells]
    return Table(n_rows=table.n_rows, n_cols=table.n_cols, cells=tuple(cells))


def filed(result: FormsResult, key: str) -> dict[tuple[str, str], str | None]:
    return {(r, c): cell.text for r, c, cell in result.forms[key]} if key in result.forms else {}


def accepted(result: FormsResult, key: str) -> list[tuple[str, str]]:
    return [(r, c) for r, c, cell in result.forms[key] if cell.status == "accepted"]


@pytest.mark.parametrize(("form", "edition"), EDITIONS)
def test_without_one_label(form: FormDefinition, edition: Edition) -> None:
    values = numbers(edition)
    result = read_forms([TablePart(ruined(print_form(edition, values), edition), form.section)], FORMS)
    assert filed(result, form.key) == values
    assert accepted(result, form.key) == []
    assert result.forms[form.key].edition == edition.name
    told_by = {doubt.code for _, _, cell in result.forms[form.key] for doubt in cell.doubts}
    assert told_by <= {DoubtCode.FILED_BY_SHAPE, DoubtCode.LABEL_BY_ORDER}


@pytest.mark.parametrize(("form", "edition"), EDITIONS)
def test_labels_that_are_not_read_at_all(form: FormDefinition, edition: Edition) -> None:
    values, labels = numbers(edition), labels_of(edition)
    table = relabel(print_form(edition, values), lambda cell: None if cell.text in labels else cell.text)
    result = read_forms([TablePart(table, form.section)], FORMS)
    assert filed(result, form.key) == values
    told_by = {doubt.code for _, _, cell in result.forms[form.key] for doubt in cell.doubts}
    assert told_by <= {DoubtCode.FILED_BY_SHAPE, DoubtCode.LABEL_UNREAD}
    assert accepted(result, form.key) == []


def misread(told: dict[str, str]) -> Table:
    """The request table with some labels read as ``told``, in doubt, and all others gone."""
    edition = REQUESTS.edition("2021")
    cells = [
        cell.model_copy(update={"text": told[cell.text], "status": "review"}) if cell.text in told else cell
        for cell in ruined(print_form(edition, numbers(edition)), edition, set(told)).cells
    ]
    return Table(n_rows=28, n_cols=10, cells=tuple(cells))


def test_labels_a_little_like_others_are_taken_in_their_order() -> None:
    """Misread, in doubt, and more like another row's label than its own: by half of its characters."""
    table = misread({"2.重复申请": "4.无正某某某某大量某某", "3.要求提供公开出版物": "1.信访某某投诉某某"})
    result = read_forms([TablePart(table, REQUESTS.section)], FORMS)
    assert filed(result, "requests") == numbers(REQUESTS.edition("2021"))
    assert accepted(result, "requests") == []
    assert DoubtCode.FILED_BY_SHAPE in {d.code for _, _, cell in result.forms["requests"] for d in cell.doubts}


def test_a_label_that_is_another_line_s_for_sure_is_believed_however_it_was_read() -> None:
    """Rows in another order on a bad copy: no misreading makes one label of the form of another."""
    table = misread({"2.重复申请": "4.无正当理由大量反复申请"})
    result = read_forms([TablePart(table, REQUESTS.section)], FORMS)
    assert filed(result, "requests") == {}


@pytest.mark.parametrize(("form", "edition"), EDITIONS)
def test_without_one_label_and_cut_by_a_page_break(form: FormDefinition, edition: Edition) -> None:
    values = numbers(edition)
    whole = print_form(edition, values)
    for row in range(1, whole.n_rows):
        upper, lower = (ruined(part, edition) for part in cut(whole, row))
        result = read_forms([TablePart(upper, form.section), TablePart(lower, form.section)], FORMS)
        assert filed(result, form.key) == values, row
        assert accepted(result, form.key) == [], row


def parts_of(table: Table, *rows: int) -> list[Table]:
    """A table cut before these rows, each part on a page of its own, without lines that part nothing there."""
    parts, at = [], 0
    for row in rows:
        upper, table = cut(table, row - at)
        parts.append(upper)
        at = row
    return [make_table(tidy(squares_of(part)), page) for page, part in enumerate([*parts, table], 1)]


def tidy(squares: list[Square]) -> list[Square]:
    lines = {at: i for i, at in enumerate(sorted({at for square in squares for at in square.cols}))}
    return [replace(square, cols=(lines[square.cols[0]], lines[square.cols[1]])) for square in squares]


@pytest.mark.parametrize("name", [edition.name for edition in REQUESTS.editions])
def test_parts_with_fewer_columns_of_labels(name: str) -> None:
    """The first page ends before the rows that have groups: its labels take up one column of three."""
    edition = REQUESTS.edition(name)
    values = numbers(edition)
    parts = [ruined(part, edition) for part in parts_of(print_form(edition, values), 5, 12)]
    assert [part.n_cols for part in parts] == [8, 10, 10]
    result = read_forms([TablePart(part, REQUESTS.section) for part in parts], FORMS)
    assert filed(result, "requests") == values
    assert accepted(result, "requests") == []


def test_what_labels_joined_wrongly_does_not_hide_the_shape() -> None:
    """The last part shows labels of the form and the one before it none: labels alone would leave that out."""
    edition = REQUESTS.edition("2021")
    values = numbers(edition)
    first, second, third = parts_of(print_form(edition, values), 12, 20)
    kept = {"自然人", "总计", "（七）总计", "2.重复申请"}
    parts = [ruined(first, edition, kept), ruined(second, edition), ruined(third, edition, kept)]
    result = read_forms([TablePart(part, REQUESTS.section) for part in parts], FORMS)
    assert filed(result, "requests") == values


def test_misread_labels_do_not_speak_against_those_that_are_told() -> None:
    """Rows in another order on a bad copy: those whose labels can be read are filed, the others are not."""
    edition = REQUESTS.edition("2021")
    values = numbers(edition)
    columns = {label for column in edition.blocks[0].columns for label in column.path}
    told = {"2.重复申请", "4.无正当理由大量反复申请", "3.要求提供公开出版物"}
    rows = {"2.重复申请": "unprocessed_repeated", "3.要求提供公开出版物": "unprocessed_publication"}
    table = print_form(edition, values, Style(rng=random.Random(3)))
    result = read_forms([TablePart(ruined(table, edition, told | columns), REQUESTS.section)], FORMS)
    found = filed(result, "requests")
    assert {rows[label] for label in rows} <= {row for row, _ in found}
    assert all(found[row, column] == values[row, column] for row, column in found if row in rows.values())
    assert accepted(result, "requests") == []
    told_by = {doubt.code for _, _, cell in result.forms["requests"] for doubt in cell.doubts}
    assert DoubtCode.FEW_LABELS_TOLD in told_by


def test_a_form_found_by_its_labels_is_filled_from_the_page_after_it() -> None:
    """The labels of the first page are plain and those of the second are gone: what the first says stays sure."""
    edition = REQUESTS.edition("2021")
    values = numbers(edition)
    upper, lower = cut(print_form(edition, values), 15)
    result = read_forms([TablePart(upper, REQUESTS.section), TablePart(ruined(lower, edition))], FORMS)
    assert filed(result, "requests") == values
    sure = set(accepted(result, "requests"))
    assert {row for row, _ in sure} == {row for row, _ in values if row in [r for r, _ in edition.places()[: 12 * 7]]}


def test_a_label_that_says_otherwise_is_believed() -> None:
    """Rows in another order, as one plain label tells: nothing is filed by the form's order."""
    edition = REQUESTS.edition("2021")
    values = numbers(edition)
    table = print_form(edition, values)
    one, other = "1.属于国家秘密", "5.属于三类内部事务信息"
    swapped = relabel(table, lambda cell: {one: other, other: one}.get(cell.text or "", cell.text))
    result = read_forms([TablePart(ruined(swapped, edition, {one, other}), REQUESTS.section)], FORMS)
    assert filed(result, "requests") == {}


def test_a_label_read_plainly_that_is_none_of_the_form_s_is_believed() -> None:
    """A row that the form does not have, in the place of one that it has."""
    edition = REQUESTS.edition("2021")
    table = print_form(edition, numbers(edition))
    table = relabel(table, lambda cell: "9.某某之外的另一种" if cell.text == "2.重复申请" else cell.text)
    result = read_forms([TablePart(table, REQUESTS.section)], FORMS)
    assert "unprocessed_repeated" not in result.forms["requests"].cells


def test_other_tables_are_not_forced_into_a_form() -> None:
    """The form's size is not enough: its groups must be there."""
    edition = REQUESTS.edition("2021")
    whole = print_form(edition, numbers(edition))
    squares = [Square((r, r + 1), (c, c + 1), "口口") for r in range(whole.n_rows) for c in range(whole.n_cols)]
    result = read_forms([TablePart(make_table(squares, 1), REQUESTS.section)], FORMS)
    assert result.forms == {}


def test_a_table_of_the_forms_shape_elsewhere_is_none() -> None:
    """Neither its heading nor a label names the form."""
    edition = REQUESTS.edition("2021")
    table = ruined(print_form(edition, numbers(edition)), edition)
    assert read_forms([TablePart(table, "五、其他")], FORMS).forms == {}


def test_one_stray_line_through_a_heading_does_not_lose_the_table() -> None:
    edition = REQUESTS.edition("2021")
    values = numbers(edition)
    table = ruined(print_form(edition, values), edition)
    squares: list[Square] = []
    for square in squares_of(table):
        c0, c1 = square.cols
        wide = c1 - c0 == len(edition.blocks[0].columns)
        halves = [replace(square, cols=(c0, c0 + 2)), replace(square, cols=(c0 + 2, c1), text="")]
        squares += halves if wide else [square]
    assert len(squares) == len(squares_of(table)) + 1
    cells = [in_doubt(cell) for cell in make_table(squares, 1).cells]
    table = Table(n_rows=table.n_rows, n_cols=table.n_cols, cells=tuple(cells))
    result = read_forms([TablePart(table, REQUESTS.section)], FORMS)
    assert filed(result, "requests") == values
    assert accepted(result, "requests") == []


def test_lines_in_another_order_without_labels_are_in_review() -> None:
    """Nothing can tell them: what is filed is wrong, and all of it is in doubt."""
    edition = REQUESTS.edition("2019")
    values = numbers(edition)
    table = ruined(print_form(edition, values, Style(rng=random.Random(3))), edition)
    result = read_forms([TablePart(table, REQUESTS.section)], FORMS)
    assert "requests" not in result.forms or accepted(result, "requests") == []


def ruined_squares(squares: list[Square], edition: Edition) -> Table:
    return ruined(make_table(squares, 1), edition)


def moved(square: Square, line: int, by: int) -> Square:
    """A square with every line after ``line`` so many rows further down."""
    top, bottom = (at + by * (at > line) for at in square.rows)
    return replace(square, rows=(top, bottom))


def without_headings_rule(table: Table, line: int) -> list[Square]:
    """The table on paper that lost the rule below a group's heading: its columns' headings run together with it."""
    squares = squares_of(table)
    groups = [s for s in squares if s.rows[1] == line and s.cols[1] - s.cols[0] > 1]
    below = [s for s in squares if s.rows[0] == line and any(g.cols[0] <= s.cols[0] < g.cols[1] for g in groups)]
    kept = [replace(s, rows=(s.rows[0], line + 1)) if s in groups else s for s in squares if s not in below]
    return [moved(s, line, -1) for s in kept]


@pytest.mark.parametrize("name", [edition.name for edition in REQUESTS.editions])
def test_a_rule_lost_between_headings(name: str) -> None:
    """Seen on copies at 100 dpi: the whole request table was given up for one rule of its head."""
    edition = REQUESTS.edition(name)
    values = numbers(edition)
    whole = print_form(edition, values)
    table = ruined_squares(without_headings_rule(whole, 2), edition)
    assert table.n_rows == whole.n_rows - 1
    result = read_forms([TablePart(table, REQUESTS.section)], FORMS)
    assert filed(result, "requests") == values
    assert accepted(result, "requests") == []
    assert result.forms["requests"].edition == name


@pytest.mark.parametrize("name", [edition.name for edition in REQUESTS.editions])
def test_a_line_more_over_the_headings(name: str) -> None:
    edition = REQUESTS.edition(name)
    values = numbers(edition)
    whole = print_form(edition, values)
    squares = [Square((0, 1), (0, whole.n_cols), "口口"), *(moved(s, -1, 1) for s in squares_of(whole))]
    result = read_forms([TablePart(ruined_squares(squares, edition), REQUESTS.section)], FORMS)
    assert filed(result, "requests") == values
    assert accepted(result, "requests") == []


@pytest.mark.parametrize("name", [edition.name for edition in REQUESTS.editions])
def test_headings_of_another_height_do_not_stand_in_for_a_row(name: str) -> None:
    """A row of values lacks and there is one more of headings: the rows are the form's in number, not in shape."""
    edition = REQUESTS.edition(name)
    whole = print_form(edition, numbers(edition))
    for row in range(3, whole.n_rows):
        left = [s for s in squares_of(whole) if s.rows != (row, row + 1)]
        squares = [Square((0, 1), (0, whole.n_cols), "口口"), *(moved(moved(s, row, -1), -1, 1) for s in left)]
        result = read_forms([TablePart(ruined_squares(squares, edition), REQUESTS.section)], FORMS)
        assert "requests" not in result.forms, row


def headless(heading: str, status: Status, columns: int = 15) -> Table:
    """A line of values under one cell where all headings were."""
    line = [Square((1, 2), (i, i + 1), str(i + 3)) for i in range(columns)]
    table = make_table([Square((0, 1), (0, columns), heading), *line], 1)
    top, *values = table.cells
    return table.model_copy(update={"cells": (top.model_copy(update={"status": status}), *values)})


REVIEWS = next(form for form in FORMS if form.key == "review_and_litigation")


def test_a_line_of_values_whose_headings_are_all_gone_is_filed_under_the_forms_own_heading() -> None:
    result = read_forms([TablePart(headless("-\n411", "review"), REVIEWS.section)], FORMS)
    assert list(filed(result, REVIEWS.key).values()) == [str(i + 3) for i in range(15)]
    assert accepted(result, REVIEWS.key) == []


@pytest.mark.parametrize(
    ("table", "section"),
    [
        pytest.param(headless("各项经费支出情况", "accepted"), REVIEWS.section, id="headings of something else"),
        pytest.param(headless("-\n411", "review", 14), REVIEWS.section, id="another number of columns"),
        pytest.param(headless("-\n411", "review"), "五、存在的主要问题", id="under another heading"),
        pytest.param(headless("-\n411", "review"), None, id="under no heading"),
    ],
)
def test_nothing_is_filed_that_nothing_says_is_the_forms(table: Table, section: str | None) -> None:
    assert filed(read_forms([TablePart(table, section)], FORMS), REVIEWS.key) == {}


@pytest.mark.parametrize("after", [True, False])
def test_a_line_without_headings_does_not_push_out_the_table_that_has_them(after: bool) -> None:
    edition = REVIEWS.editions[0]
    values = numbers(edition)
    real = TablePart(print_form(edition, values), REVIEWS.section)
    line = TablePart(headless("-\n411", "review"), REVIEWS.section)
    result = read_forms([real, line] if after else [line, real], FORMS)
    assert filed(result, REVIEWS.key) == values
    assert len(accepted(result, REVIEWS.key)) == len(values)
