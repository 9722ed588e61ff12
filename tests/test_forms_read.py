"""The stage as a whole on a small form: which table is taken, what is told of lines, places and units."""

from __future__ import annotations

from dataclasses import replace

import pytest
from form_tables import Square, make_table, numbers, relabel, squares_of
from hotline import COLUMNS, EDITION, FLAT, FORM, ROWS, printed, without

from ocrkit.forms import FormsResult, TablePart, read_forms
from ocrkit.forms.match import match_form
from ocrkit.forms.settings import FormSettings
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding_codes import FindingCode
from ocrkit.types.form import Block, Edition, Entry, FormDefinition
from ocrkit.types.table import Table


def read(*tables: Table, heading: str | None = None, forms: tuple[FormDefinition, ...] = (FORM, FLAT)) -> FormsResult:
    return read_forms([TablePart(table, heading) for table in tables], forms)


def changed(table: Table, **texts: str | None) -> Table:
    """The table with other texts for some."""
    return relabel(table, lambda cell: texts.get(cell.text or "", cell.text))


def test_labels_and_groups_are_the_forms() -> None:
    form = read(printed()).forms["hotline"]
    assert form.row_labels == {row.key: row.path[-1] for row in ROWS}
    assert form.column_labels == {column.key: column.path[-1] for column in COLUMNS}
    assert form.row_groups == {}
    assert form.edition == "2020"
    assert list(form.cells) == ["phone", "net", "visit", "all"]
    flat = read(printed(FLAT)).forms["halves"]
    assert flat.row_labels == {"first": "上半年", "second": "下半年"}
    assert {row: list(cells) for row, cells in flat.cells.items()} == {
        "first": ["count"],
        "second": ["count", "left"],
    }


def test_of_two_tables_of_a_form_the_one_with_more_values_is_taken_wherever_it_stands() -> None:
    whole = printed()
    part = without(whole, lambda cell: cell.text == "合计总数")
    for tables, taken in (((whole, part), 0), ((part, whole), 1), ((whole, whole), 0)):
        result = read(*tables)
        assert [table.form for table in result.tables] == ["hotline" if i == taken else None for i in range(2)]
        assert len(result.forms["hotline"].cells) == 4
        (second,) = [f for f in result.findings if f.code == FindingCode.SECOND_TABLE]
        assert (second.detail, second.pages) == ({"form": "hotline"}, (1,))


def test_a_table_under_the_forms_heading_that_is_none_says_so() -> None:
    plain = make_table([Square((0, 1), (0, 1), "某甲"), Square((0, 1), (1, 2), "7")])
    under = read(plain, heading="一、热线办理情况")
    (finding,) = under.findings
    assert (finding.code, finding.detail, finding.pages) == (
        FindingCode.FITS_NO_FORM,
        {"heading": "一、热线办理情况"},
        (1,),
    )
    assert read(plain, heading="别的什么章节").findings == ()
    assert read(plain).findings == ()


def test_a_table_of_the_forms_words_without_a_value_filed_says_so() -> None:
    words = make_table([Square((r, r + 1), (0, 1), row.path[0]) for r, row in enumerate(ROWS)])
    (finding,) = read(words).findings
    assert (finding.code, finding.detail) == (FindingCode.NO_VALUE_FILED, {"form": "hotline"})


def test_a_row_and_a_column_that_fit_nothing_are_named_with_their_page() -> None:
    strange = changed(printed(), 来访接待="某某之外的另一种", 已经办结="毫不相干的标题")
    findings = [f for f in read(strange).findings if f.code == FindingCode.LINE_FITS_NOTHING]
    assert [(f.detail["axis"], f.detail["label"], f.pages) for f in findings] == [
        ("row", "某某之外的另一种", (1,)),
        ("column", "毫不相干的标题", (1,)),
    ]


def test_rows_and_columns_that_are_not_there_are_counted() -> None:
    fewer = without(printed(), lambda cell: cell.text == "来访接待")
    (rows,) = read(fewer).findings
    assert (rows.code, rows.detail) == (
        FindingCode.ROWS_LACKING,
        {"form": "hotline", "count": 6, "rows": ("来访接待", "合计总数")},
    )
    assert {(cell.row, cell.column) for cell in rows.cells} == {
        (row, column.key) for row in ("visit", "all") for column in COLUMNS
    }
    narrow = make_table([s for s in squares_of(printed()) if s.cols[1] <= 2])
    (columns,) = read(narrow).findings
    assert (columns.code, columns.detail["count"], columns.detail["rows"]) == (FindingCode.COLUMNS_LACKING, 8, ())
    assert columns.pages == (1,)


def test_a_unit_printed_with_the_heading_or_the_value() -> None:
    other = {"收费金额（单位：万元）": "收费金额（单位：元）"}
    cells = read(changed(printed(), **other)).forms["hotline"].cells
    assert {(row["money"].unit, row["money"].status) for row in cells.values()} == {("元", "review")}
    assert {row["cases"].unit for row in cells.values()} == {None}
    same = read(printed()).forms["hotline"]
    assert {row["money"].unit for row in same.cells.values()} == {None}
    values = {text: f"{text}万元" for text in numbers(EDITION).values()}
    own = read(changed(printed(), **other, **values)).forms["hotline"]
    assert {row["money"].unit for row in own.cells.values()} == {"万元"}  # a value's own unit stands
    unstated = read(changed(printed(), **{"收费金额（单位：万元）": "收费金额"})).forms["hotline"]
    assert {row["money"].status for row in unstated.cells.values()} == {"accepted"}


def codes(result: FormsResult, form: str, row: str, column: str) -> list[DoubtCode]:
    return [doubt.code for doubt in result.forms[form].cells[row][column].doubts]


def test_a_value_in_a_cell_over_two_columns_or_rows_is_in_doubt() -> None:
    squares = squares_of(printed())
    place = numbers(EDITION)
    wide = [s for s in squares if s.text not in (place["net", "closed"], place["net", "money"])]
    row = next(s.rows for s in squares if s.text == place["net", "closed"])
    over = read(make_table([*wide, Square(row, (2, 4), "77")]))
    assert codes(over, "hotline", "net", "closed") == [DoubtCode.SPANS_COLUMNS]
    assert codes(over, "hotline", "net", "money") == [DoubtCode.SPANS_COLUMNS]
    assert codes(over, "hotline", "net", "cases") == []
    tall = [s for s in squares if s.text not in (place["net", "closed"], place["visit", "closed"])]
    down = read(make_table([*tall, Square((row[0], row[0] + 2), (2, 3), "77")]))
    assert codes(down, "hotline", "net", "closed") == [DoubtCode.SPANS_ROWS]
    assert codes(down, "hotline", "visit", "closed") == [DoubtCode.SPANS_ROWS]


def test_two_cells_in_the_place_of_one_are_in_doubt_and_the_one_with_ink_is_taken() -> None:
    squares = [
        replace(s, cols=(s.cols[0] + (s.cols[0] > 2), s.cols[1] + (s.cols[1] > 2))) for s in squares_of(printed())
    ]
    value = numbers(EDITION)["net", "closed"]
    (row,) = [s.rows for s in squares if s.text == value]
    for texts, taken in ((("", value), value), ((value, ""), value), (("", ""), "")):
        pieces = [Square(row, (2 + i, 3 + i), text) for i, text in enumerate(texts)]
        result = read(make_table([*(s for s in squares if s.text != value), *pieces]))
        cell = result.forms["hotline"].cells["net"]["closed"]
        assert (cell.text, cell.status) == (taken, "review")
        assert DoubtCode.SEVERAL_CELLS in codes(result, "hotline", "net", "closed")
        assert codes(result, "hotline", "phone", "closed") == []


def test_without_headings_columns_are_in_the_forms_order_and_in_doubt() -> None:
    blank = relabel(printed(), lambda c: "" if c.rows[0] < 2 and c.cols[0] > 0 else c.text)
    form = read(blank).forms["hotline"]
    assert {(row, column): cell.text for row, column, cell in form} == numbers(EDITION)
    assert {cell.status for _, _, cell in form} == {"review"}
    assert DoubtCode.HEADINGS_UNREAD in codes(read(blank), "hotline", "net", "cases")
    fewer = [replace(s, cols=(s.cols[0], min(3, s.cols[1]))) for s in squares_of(blank) if s.cols[0] < 3]
    assert read(make_table(fewer)).forms == {}


def test_a_second_line_of_values_where_one_is_due_is_in_doubt() -> None:
    one = printed(FLAT)
    assert codes(read(one), "halves", "first", "count") == []
    more = make_table([*squares_of(one), *(Square((2 + 1, 4), (c, c + 1), "9") for c in range(3))])
    assert codes(read(more), "halves", "first", "count") == [DoubtCode.SEVERAL_VALUE_LINES]
    blank = make_table([*squares_of(one), *(Square((3, 4), (c, c + 1), "") for c in range(3))])
    assert codes(read(blank), "halves", "first", "count") == []
    nothing = relabel(one, lambda c: "" if c.rows[0] == 2 else c.text)
    assert [cell.kind for _, _, cell in read(nothing).forms["halves"]] == ["blank"] * 3


def test_a_blank_beside_a_strange_line_with_ink_is_in_doubt() -> None:
    squares = squares_of(printed())
    place = numbers(EDITION)
    (row,) = [s.rows for s in squares if s.text == place["net", "cases"]]
    lower = [replace(s, rows=(s.rows[0] + (s.rows[0] > row[0]), s.rows[1] + (s.rows[1] > row[1]))) for s in squares]
    blank = [replace(s, text="") if s.text == place["net", "cases"] else s for s in lower]
    strange = [Square((row[1], row[1] + 1), (c, c + 1), t) for c, t in enumerate(("毫不相干的一行", "5", "", ""))]
    result = read(make_table([*blank, *strange]))
    assert codes(result, "hotline", "net", "cases") == [DoubtCode.BLANK_BESIDE_STRANGE]
    assert codes(result, "hotline", "net", "closed") == []
    empty = [replace(s, text="") if s.text == "5" else s for s in strange]
    assert codes(read(make_table([*blank, *empty])), "hotline", "net", "cases") == []


def test_how_well_a_table_fits() -> None:
    whole = match_form(printed(), FORM, FormSettings())
    assert (whole.fit, whole.covered, len(whole.placed)) == (1.0, 1.0, 12)
    fewer = match_form(without(printed(), lambda c: c.text == "来访接待"), FORM, FormSettings())
    assert (fewer.fit, fewer.covered) == (2 * 5 / 12, 1.0)
    strange = match_form(changed(printed(), 来访接待="某某之外的另一种"), FORM, FormSettings())
    assert strange.covered == pytest.approx(6 / 7)
    one = FormDefinition(
        key="one",
        editions=(Edition(blocks=(Block(columns=(Entry(key="count", path=("受理总数",), row="all"),)),)),),
    )
    assert match_form(printed(one), one, FormSettings()).covered == 1.0
    result = read(changed(printed(), 来访接待="某某之外的另一种"))
    assert result.tables[0].form == "hotline"
    settings = FormSettings(covered=0.9)
    refused = read_forms([TablePart(changed(printed(), 来访接待="某某之外的另一种"))], (FORM,), settings)
    assert [f.code for f in refused.findings] == [FindingCode.NO_VALUE_FILED]


def test_of_two_blocks_that_are_not_told_apart_the_likelier_is_taken_and_in_doubt() -> None:
    label = "本年度收到热线电话后办理完毕"
    blocks = tuple(
        Block(columns=COLUMNS[:1], rows=(Entry(key=key, path=(label[:-1] + last,)),))
        for key, last in (("first", "了"), ("second", "毕"))
    )
    for order in (blocks, blocks[::-1]):
        form = FormDefinition(key="two", editions=(Edition(blocks=order),))
        texts = (("", "受理件数"), (label, "7"))
        table = make_table(
            [Square((r, r + 1), (c, c + 1), t) for r, row in enumerate(texts) for c, t in enumerate(row)]
        )
        result = read(table, forms=(form,))
        assert {row: cell.text for row, _, cell in result.forms["two"]} == {"second": "7"}
        assert codes(result, "two", "second", "cases") == [DoubtCode.BLOCK_NOT_TOLD]
