"""Parts of tables on small forms: which go on one another, by labels and headings, and how like a form each is."""

from __future__ import annotations

import pytest
from form_tables import Square, cut, make_table, relabel, squares_of
from hotline import FLAT, FORM, ROWS, printed, without

from ocrkit.forms import TablePart
from ocrkit.forms.join import join_parts, names_section
from ocrkit.forms.parts import likeness, row_labels
from ocrkit.forms.settings import FormSettings


def test_a_table_goes_on_over_a_page_and_another_forms_does_not() -> None:
    upper, lower = cut(printed(), 4)
    parts = [TablePart(upper, "热线办理情况"), TablePart(lower)]
    (whole,) = join_parts(parts, (FORM, FLAT), FormSettings())
    assert (whole.table.n_rows, whole.table.pages, whole.heading) == (6, (1, 2), "热线办理情况")
    two = join_parts([TablePart(printed()), TablePart(printed(FLAT, page=2))], (FORM, FLAT), FormSettings())
    assert [one.definition.key for one in two if one.definition] == ["hotline", "halves"]
    again = join_parts([TablePart(printed()), TablePart(printed(page=2))], (FORM, FLAT), FormSettings())
    assert len(again) == 2  # the same rows again
    earlier = join_parts([TablePart(printed(page=3)), TablePart(lower)], (FORM, FLAT), FormSettings())
    assert len(earlier) == 2


def test_under_the_heading_of_another_form_s_section_a_misread_table_is_none_of_the_one_before() -> None:
    """What tells it is one label of five; labels that tell it by themselves are believed."""
    upper, lower = cut(printed(), 4)
    label = next(cell.text for cell in lower.cells if cell.cols == (0, 1))
    misread = relabel(lower, lambda cell: cell.text if cell.text == label or cell.text.isdigit() else "口口某某")
    more = [Square((r, r + 1), (0, 4), "口口某某") for r in range(2, 6)]
    weak = make_table([*squares_of(misread), *more], 2)
    for part, heading, wholes in (
        (weak, FORM.section, 1),
        (weak, "五、其他事项", 1),
        (weak, FLAT.section, 2),
        (lower, FLAT.section, 1),
    ):
        parts = [TablePart(upper, FORM.section), TablePart(part, heading)]
        assert len(join_parts(parts, (FORM, FLAT), FormSettings())) == wholes, heading
    lost = [TablePart(upper, FLAT.section), TablePart(weak, FLAT.section)]  # its own heading could not be read
    assert len(join_parts(lost, (FORM, FLAT), FormSettings())) == 1
    blank = make_table([Square((0, 1), (c, c + 1), str(c)) for c in range(4)], 3)
    after = [TablePart(upper, FORM.section), TablePart(weak, FLAT.section), TablePart(blank)]
    assert [whole.parts for whole in join_parts(after, (FORM, FLAT), FormSettings())] == [(0,), (1,), (2,)]


def test_a_part_without_words_goes_on_a_table_of_as_many_columns_on_a_later_page() -> None:
    upper = without(printed(), lambda cell: cell.text == "合计总数")
    values = [Square((0, 1), (c, c + 1), t) for c, t in enumerate(("", "1", "2", "3"))]
    for part, wholes in (
        (TablePart(make_table(values, 2)), 1),
        (TablePart(make_table(values, 2), "热线办理情况"), 1),
        (TablePart(make_table(values, 2), "别的什么章节"), 2),
        (TablePart(make_table(values, 1)), 2),
        (TablePart(make_table(values[:3], 2)), 2),
    ):
        assert len(join_parts([TablePart(upper, "热线办理情况"), part], (FORM,), FormSettings())) == wholes


def test_a_form_without_row_labels_goes_on_where_its_values_are_due() -> None:
    upper, lower = cut(printed(FLAT), 1)
    (whole,) = join_parts([TablePart(upper), TablePart(lower)], (FORM, FLAT), FormSettings())
    assert whole.table.n_rows == 3
    heads = make_table(squares_of(upper), 2)
    assert len(join_parts([TablePart(printed(FLAT)), TablePart(heads)], (FORM, FLAT), FormSettings())) == 2


def test_one_label_tells_a_form_under_its_own_heading_alone() -> None:
    one = make_table([Square((0, 1), (c, c + 1), t) for c, t in enumerate(("电话渠道", "1", "2", "3"))])
    for heading, key in (("热线办理情况", "hotline"), ("别的什么章节", None), (None, None)):
        (whole,) = join_parts([TablePart(one, heading)], (FORM,), FormSettings())
        assert (whole.definition.key if whole.definition else None) == key
    none = make_table([Square((0, 1), (c, c + 1), t) for c, t in enumerate(("某某某某", "1", "2", "3"))])
    assert join_parts([TablePart(none, "热线办理情况")], (FORM,), FormSettings())[0].definition is None


@pytest.mark.parametrize(
    ("heading", "named"), [("三、热线办理情况", True), ("热线办理某某", True), ("热线某某某某", False), (None, False)]
)
def test_a_heading_names_the_section_it_is_like(heading: str | None, named: bool) -> None:
    assert names_section(heading, FORM, FormSettings()) is named
    assert not names_section(heading, FORM.model_copy(update={"section": None}), FormSettings())


def test_likeness_is_strong_from_two_labels_that_are_half_of_the_words() -> None:
    def like(*texts: str) -> tuple[int, int, bool]:
        table = make_table([Square((r, r + 1), (0, 1), text) for r, text in enumerate(texts)])
        found = likeness(table, (FORM, FLAT), FormSettings())
        assert found is not None
        return found.n_hits, found.n_words, found.strong

    assert like("电话渠道", "网络渠道", "1") == (2, 2, True)
    assert like("电话渠道", "网络渠道", "某甲", "某乙") == (2, 4, True)
    assert like("电话渠道", "网络渠道", "某甲", "某乙", "某丙") == (2, 5, False)
    assert like("电话渠道") == (1, 1, False)
    assert likeness(printed(), (), FormSettings()) is None


def test_the_rows_that_a_table_shows() -> None:
    for form, shown in ((FORM, {row.path[-1] for row in ROWS}), (FLAT, {"上半年", "下半年", "受理总数", "结转情况"})):
        found = likeness(printed(form), (form,), FormSettings())
        assert found is not None
        assert row_labels(printed(form), found, FormSettings()) == shown
