"""Values are filed by label: both editions, other wordings, other orders, and nothing under a wrong key."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from form_tables import Places, Style, cut, from_html, make_table, numbers, print_form, relabel, squares_of

from ocrkit.forms import FormsResult, TablePart, load_definition, read_forms
from ocrkit.forms.assign import _best_pairs
from ocrkit.forms.scores import Scores
from ocrkit.profiles import annual_report
from ocrkit.types.form import Edition, FormDefinition
from ocrkit.types.table import Table, TableCell

FORMS = annual_report().forms
EDITIONS = [
    pytest.param(form, edition, id=f"{form.key}-{edition.name}") for form in FORMS for edition in form.editions
]


def form_of(key: str, name: str | None = None) -> tuple[FormDefinition, Edition]:
    form = next(form for form in FORMS if form.key == key)
    return form, form.edition(name)


def read_one(table: Table, heading: str | None = None) -> FormsResult:
    return read_forms([TablePart(table, heading)], FORMS)


def texts(result: FormsResult, key: str, status: str | None = None) -> Places:
    """What was read, by place; of one status only, if given."""
    return {(r, c): cell.text or "" for r, c, cell in result.forms[key] if status in (None, cell.status)}


@pytest.mark.parametrize(("form", "edition"), EDITIONS)
def test_every_edition_is_told_and_read(form: FormDefinition, edition: Edition) -> None:
    values = numbers(edition)
    result = read_one(print_form(edition, values))
    assert result.forms[form.key].edition == edition.name
    assert texts(result, form.key, "accepted") == values
    assert (result.findings, result.tables[0].form) == ((), form.key)


@pytest.mark.parametrize(("form", "edition"), EDITIONS)
def test_other_orders_of_rows_and_columns(form: FormDefinition, edition: Edition) -> None:
    values = numbers(edition)
    for seed in range(3):
        result = read_one(print_form(edition, values, Style(rng=random.Random(seed))))
        assert texts(result, form.key, "accepted") == values


def without_ordinal(text: str) -> str:
    return re.sub(r"^（?[一二三四五六七\d]+[）、.]", "", text)


def renumbered(text: str) -> str:
    return re.sub(r"^\d(?=\.)", "9", text)


def other_signs(text: str) -> str:
    return re.sub(r"^(\d)\.", r"\1、", text).replace("（", "(").replace("）", ")")


def short_form(text: str) -> str:
    for long, short in (("无正当理由逾期不补正", "1.逾期不补正"), ("缴纳费用", "2.逾期未缴费")):
        if long in text:
            return short
    return text.replace("法律行政法规禁止", "法律行政止").split("（区分")[0]


@pytest.mark.parametrize("change", [without_ordinal, renumbered, other_signs, short_form, " ".join])
@pytest.mark.parametrize(("form", "edition"), EDITIONS)
def test_other_wordings(form: FormDefinition, edition: Edition, change: Callable[[str], str]) -> None:
    values = numbers(edition)
    result = read_one(print_form(edition, values, Style(label=change)))
    assert texts(result, form.key, "accepted") == values


def test_editions_are_each_tables_own() -> None:
    (requests, old), (proactive, new) = form_of("requests", "2019"), form_of("proactive", "2021")
    parts = [TablePart(print_form(new, numbers(new))), TablePart(print_form(old, numbers(old)))]
    result = read_forms(parts, FORMS)
    assert (result.forms[requests.key].edition, result.forms[proactive.key].edition) == ("2019", "2021")


def test_where_an_edition_with_more_rows_is_more_like_a_table_what_both_file_alike_is_in_no_doubt() -> None:
    """其他处理 without its second half is more like 其他 of the edition of 2021, which has two rows more."""
    form, edition = form_of("requests", "2019")
    values = numbers(edition)
    short = relabel(print_form(edition, values), lambda c: "其他" if "其他处理" in (c.text or "") else c.text)
    result = read_one(short)
    assert result.forms[form.key].edition == "2019"
    assert texts(result, form.key) == values
    accepted = texts(result, form.key, "accepted")
    assert {row for row, _ in values} - {row for row, _ in accepted} == {"other_handling"}


@pytest.mark.parametrize("label", ["3.其他", "其他"])
def test_a_table_of_2021_that_lost_two_rows_is_not_accepted_as_one_of_2019(label: str) -> None:
    """As many rows as 2019 has: 3.其他 must not be handed over as 其他处理."""
    form, edition = form_of("requests", "2021")
    (block,) = edition.blocks
    gone = ("other_not_corrected", "other_fee_unpaid")
    rows = tuple(row for row in block.rows if row.key not in gone)
    short = edition.model_copy(update={"blocks": (block.model_copy(update={"rows": rows}),)})
    values = numbers(short)
    printed = relabel(print_form(short, values), lambda c: label if c.text == "3.其他" else c.text)
    accepted = texts(read_one(printed), form.key, "accepted")
    assert {row for row, _ in accepted} <= {row for row, _ in values}
    assert all(values[place] == text for place, text in accepted.items())


def test_columns_of_one_edition_are_not_filed_under_the_other() -> None:
    """A 2021 table whose licences have the three columns of 2019."""
    form, edition = form_of("proactive", "2021")
    block, other = edition.blocks[1], form.edition("2019").blocks[1]
    mixed = edition.model_copy(
        update={"blocks": (edition.blocks[0], other.model_copy(update={"rows": block.rows}), *edition.blocks[2:])}
    )
    result = read_one(print_form(mixed, numbers(mixed)))
    licence = result.forms["proactive"].cells.get("administrative_licences", {})
    assert all(cell.status == "review" for cell in licence.values())
    assert "items_last_year" not in licence


def test_labels_and_keys_of_both() -> None:
    _, edition = form_of("review_and_litigation")
    table = read_one(print_form(edition, numbers(edition))).forms["review_and_litigation"]
    assert table.row_labels["litigation_direct"] == "行政诉讼 未经复议直接起诉"
    assert table.column_labels["upheld"] == "结果维持"
    assert table.row_groups == {}


def test_groups_stand_over_labels() -> None:
    _, edition = form_of("requests", "2021")
    table = read_one(print_form(edition, numbers(edition))).forms["requests"]
    assert table.row_groups["denied_state_secret"] == ("三、本年度办理结果", "（三）不予公开")
    assert table.row_groups["results_total"] == ("三、本年度办理结果",)
    assert "new_received" not in table.row_groups
    _, edition = form_of("proactive", "2021")
    table = read_one(print_form(edition, numbers(edition))).forms["proactive"]
    assert table.row_groups["regulations"] == ("第二十条第（一）项",)


def change_labels(table: Table, changes: dict[str, str | None]) -> Table:
    return relabel(table, lambda cell: changes.get(cell.text or "", cell.text))


def test_a_row_that_fits_nothing_is_a_finding() -> None:
    _, edition = form_of("requests", "2021")
    values = numbers(edition)
    table = change_labels(print_form(edition, values), {"2.重复申请": "2.本表所列以外的另一种情形"})
    result = read_one(table)
    assert "unprocessed_repeated" not in result.forms["requests"].cells
    kinds = [(finding.kind, finding.pages) for finding in result.findings]
    assert kinds == [("unmatched_row", (1,)), ("unmatched_row", (1,))]
    assert "另一种情形" in result.findings[0].message
    assert {ref.row for ref in result.findings[1].cells} == {"unprocessed_repeated"}


def test_a_row_added_to_the_form_is_a_finding_only() -> None:
    _, edition = form_of("requests", "2019")
    values = numbers(edition)
    squares = squares_of(print_form(edition, values))
    last = max(s.rows[1] for s in squares)
    extra = [replace(s, rows=(last, last + 1), text=s.text and ("五、其中涉外的申请" if s.cols[0] == 0 else "7"))
             for s in squares if s.rows == (last - 1, last)]  # fmt: skip
    result = read_one(make_table(squares + extra))
    assert texts(result, "requests", "accepted") == values
    assert [finding.message.count("五、其中涉外的申请") for finding in result.findings] == [1]


def test_one_unread_label_is_found_by_the_others() -> None:
    _, edition = form_of("requests", "2021")
    values = numbers(edition)
    for label in ("2.重复申请", "科研机构", "（五）不予处理", "四、结转下年度继续办理"):
        result = read_one(change_labels(print_form(edition, values), {label: None}))
        assert texts(result, "requests", "accepted") == values


def test_unread_labels_side_by_side_are_reviewed() -> None:
    _, edition = form_of("requests", "2021")
    values = numbers(edition)
    unread: dict[str, str | None] = {"7.属于行政执法案卷": None, "8.属于行政查询事项": None}
    result = read_one(change_labels(print_form(edition, values, Style(rng=random.Random(5))), unread))
    doubtful = {"denied_enforcement_file", "denied_administrative_inquiry"}
    accepted = texts(result, "requests", "accepted")
    assert accepted == {place: text for place, text in values.items() if place[0] not in doubtful}


def test_a_label_printed_twice_is_reviewed() -> None:
    _, edition = form_of("requests", "2021")
    values = numbers(edition)
    table = change_labels(print_form(edition, values), {"7.属于行政执法案卷": "6.属于四类过程性信息"})
    cells = read_one(table).forms["requests"].cells
    assert {cell.status for cell in cells["denied_process_information"].values()} == {"review"}


def test_group_of_headings_unread() -> None:
    _, edition = form_of("review_and_litigation")
    values = numbers(edition)
    one = change_labels(print_form(edition, values), {"未经复议直接起诉": None})
    assert texts(read_one(one), "review_and_litigation", "accepted") == values
    both = change_labels(one, {"复议后起诉": None})
    cells = read_one(both).forms["review_and_litigation"].cells
    assert {cell.status for cell in cells["review"].values()} == {"accepted"}
    litigation = [
        cell for row in ("litigation_direct", "litigation_after_review") for cell in cells.get(row, {}).values()
    ]
    assert {cell.status for cell in litigation} <= {"review"}


def test_no_headings_at_all_are_reviewed() -> None:
    _, edition = form_of("requests", "2021")
    values = numbers(edition)
    _, lower = cut(print_form(edition, values), 6)
    result = read_one(lower, "三、收到和处理政府信息公开申请情况")
    assert texts(result, "requests", "accepted") == {}
    found = texts(result, "requests", "review")
    assert found == {place: values[place] for place in found}
    assert len(found) == 22 * 7


def test_values_keep_their_kinds() -> None:
    _, edition = form_of("requests", "2021")
    values = {place: ("", "/", "1,024")[i % 3] for i, place in enumerate(edition.places())}
    result = read_one(print_form(edition, values))
    assert texts(result, "requests", "accepted") == values
    assert {cell.kind for _, _, cell in result.forms["requests"]} == {"blank", "dash", "number"}


def test_a_table_of_blanks_only() -> None:
    for form in FORMS:
        for edition in form.editions:
            blank = dict.fromkeys(edition.places(), "")
            result = read_one(print_form(edition, blank))
            assert texts(result, form.key, "accepted") == blank


def test_the_change_column_takes_signs() -> None:
    _, edition = form_of("proactive", "2019")
    values = {**numbers(edition), ("administrative_licences", "change"): "减3", ("regulations", "made"): "-4"}
    cells = read_one(print_form(edition, values)).forms["proactive"].cells
    assert (cells["administrative_licences"]["change"].value, cells["regulations"]["made"].value) == (-3, -4)
    assert cells["administrative_licences"]["change"].status == "accepted"
    assert cells["regulations"]["made"].status == "review"


def test_a_heading_with_another_unit() -> None:
    _, edition = form_of("proactive", "2021")
    table = change_labels(
        print_form(edition, numbers(edition)), {"本年收费金额（单位：万元）": "本年收费金额（单位：元）"}
    )
    cell = read_one(table).forms["proactive"].cells["administrative_fees"]["fees_collected_10k_yuan"]
    assert (cell.unit, cell.status) == ("元", "review")


PLAIN = """<table><tr><td>渠道</td><td>数量</td></tr>
<tr><td>热线</td><td>12</td></tr><tr><td>合计</td><td>12</td></tr></table>"""


def test_other_tables_stay_plain() -> None:
    table = from_html(PLAIN)[0]
    assert read_one(table) == FormsResult({}, (table,), ())
    under = read_one(table, "四、政府信息公开行政复议、行政诉讼情况")
    assert (under.forms, under.tables[0].form) == ({}, None)
    assert [finding.kind for finding in under.findings] == ["unmatched_table"]


def test_a_second_table_of_a_form_is_a_finding() -> None:
    _, edition = form_of("review_and_litigation")
    table = print_form(edition, numbers(edition))
    result = read_forms([TablePart(table), TablePart(table)], FORMS)
    assert [t.form for t in result.tables] == ["review_and_litigation", None]
    assert [finding.kind for finding in result.findings] == ["unmatched_table"]


def test_nothing_given_is_changed() -> None:
    _, edition = form_of("requests", "2021")
    table = print_form(edition, numbers(edition))
    before = table.model_dump()
    read_one(table)
    assert table.model_dump() == before


OWN_FORM = """\
form: library
editions:
  - blocks:
      - columns:
          - 借阅:
              - children: 少儿读者
              - adults: 成年读者
          - visits: 到馆人次
        rows:
          - 分馆:
              - east: 城东分馆
              - west: 城西分馆
          - van: 流动图书车
"""


def test_another_form_needs_a_definition_only(tmp_path: Path) -> None:
    (tmp_path / "library.yaml").write_text(OWN_FORM, encoding="utf-8")
    form = load_definition(tmp_path / "library.yaml")
    edition = form.editions[0]
    values = numbers(edition)
    for seed in range(4):
        table = print_form(edition, values, Style(rng=random.Random(seed)))
        result = read_forms([TablePart(table)], (*FORMS, form))
        assert texts(result, "library", "accepted") == values


def test_a_row_of_blanks_is_the_values_of_a_form_without_row_labels() -> None:
    """Frames about some of the blanks are read as words; no number says that the row is one of values."""
    _, edition = form_of("review_and_litigation")
    places = numbers(edition)
    blank = dict.fromkeys(places, "")
    framed = {place: "口" if i in (0, 1, 4) else "" for i, place in enumerate(places)}
    for values in (blank, framed):
        table = read_one(print_form(edition, values)).forms["review_and_litigation"]
        assert {place: table.cells[place[0]][place[1]].text for place in values} == values


def test_hongze_stray_split_header() -> None:
    """A stray rule splits 行政诉讼 at a boundary of the columns below; the left piece is empty."""
    _, edition = form_of("review_and_litigation")
    values = numbers(edition)

    def split(cell: TableCell) -> list[TableCell]:
        if cell.text != "行政诉讼":
            return [cell]
        left = cell.model_copy(update={"cols": (cell.cols[0], cell.cols[0] + 3), "text": ""})
        return [left, cell.model_copy(update={"cols": (cell.cols[0] + 3, cell.cols[1])})]

    table = print_form(edition, values)
    table = Table(
        n_rows=table.n_rows, n_cols=table.n_cols, cells=tuple(c for cell in table.cells for c in split(cell))
    )
    assert texts(read_one(table), "review_and_litigation", "accepted") == values


def test_an_empty_label_cell_where_the_form_merges_two() -> None:
    _, edition = form_of("requests", "2019")
    values = numbers(edition)

    def split(cell: TableCell) -> list[TableCell]:
        if cell.text not in ("（六）其他处理", "（七）总计"):
            return [cell]
        left = cell.model_copy(update={"cols": (cell.cols[0], cell.cols[0] + 1)})
        return [left, cell.model_copy(update={"cols": (cell.cols[0] + 1, cell.cols[1]), "text": ""})]

    table = print_form(edition, values)
    table = Table(
        n_rows=table.n_rows, n_cols=table.n_cols, cells=tuple(c for cell in table.cells for c in split(cell))
    )
    assert texts(read_one(table), "requests", "accepted") == values


@pytest.mark.timeout(20)
def test_labels_that_could_all_be_each_other_s_are_assigned_in_the_form_s_order() -> None:
    """The scores of a ruined page, on which SciPy's sparse matching (1.17) never ended."""
    scores = np.array(json.loads((Path(__file__).parent / "data/tied_scores.json").read_text(encoding="utf-8")))
    pairs = _best_pairs(Scores(scores, scores))
    assert sorted(pairs) == sorted(pairs.values()) == list(range(len(scores)))
    assert sum(scores[i, j] for i, j in pairs.items()) >= np.trace(scores) - 0.01
