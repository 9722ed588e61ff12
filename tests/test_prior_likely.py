"""Labels told by what else the network held possible, and those that are not."""

from __future__ import annotations

from found_grids import FORMS

from ocrkit.forms.labels import heading_unit
from ocrkit.forms.settings import FormSettings
from ocrkit.prior.likely import known_labels, likely_label, with_labels
from ocrkit.recognise.joined import join_lines
from ocrkit.types.geometry import Box
from ocrkit.types.reading import Odds, Reading
from ocrkit.types.table import Place, Table, TableCell

KNOWN = known_labels(FORMS)
SETTINGS = FormSettings()


def odds(read: str, printed: str, share: float = 0.05) -> tuple[Odds, ...]:
    """What was read, with each character of what is ``printed`` so probable beside it."""
    pairs = zip(read, printed, strict=True)
    return tuple(((a, 1.0),) if a == b else ((a, 1.0), (b, share)) for a, b in pairs)


def told(read: str, printed: str, share: float = 0.05) -> str | None:
    return likely_label(read, odds(read, printed, share), KNOWN, SETTINGS)


def cell_of(reading: Reading) -> TableCell:
    place = (Place(page=1, box=Box(x0=0, y0=0, x1=9, y1=9)),)
    return TableCell(rows=(0, 1), cols=(0, 1), places=place, text=reading.text, reading=reading)


def labelled(reading: Reading) -> TableCell:
    return with_labels(Table(n_rows=1, n_cols=1, cells=(cell_of(reading),)), FORMS, SETTINGS).cells[0]


def test_a_label_of_which_little_was_read_is_told_by_its_odds() -> None:
    assert told("社重公\n益繼疫", "社会公\n益组织") == "社会公\n益组织"
    assert told("社重公\n益繼疫", "社重公\n益繼疫") is None


def test_what_is_hardly_possible_tells_little() -> None:
    assert [told("行政獲奇", "行政许可", share) for share in (0.1, 0.001, 2e-4)] == ["行政许可", "行政许可", None]


def test_a_few_characters_are_as_well_other_words() -> None:
    assert [told("小计", "总计", share) for share in (0.5, 0.1, 0.001)] == ["总计", None, None]


def test_ordinals_and_dirt_beside_a_label_stay_as_they_were_read() -> None:
    assert told("-\n4. 保扩菲三方宫洼权益", "-\n4. 保护第三方合法权益") == "-\n4. 保护第三方合法权益"


def test_the_unit_in_a_note_is_never_another_than_was_read() -> None:
    label = told("木午收贺金颔(单位:千元)", "本年收费金额(单位:万元)")
    assert label == "本年收费金额(单位:千元)"
    assert heading_unit(label) == "千元"


def test_two_labels_that_are_as_possible_are_not_told() -> None:
    both = tuple(((a, 1.0), (b, 0.1), (c, 0.1)) for a, b, c in zip("结果繼特", "结果维持", "结果纠正", strict=True))
    assert likely_label("结果繼特", both, KNOWN, SETTINGS) is None


def test_a_label_that_the_text_tells_is_overruled_by_no_odds() -> None:
    assert told("不繼处理", "其他处理", 0.9) is None


def test_words_that_are_no_label_are_left_alone() -> None:
    assert told("本年大事摘耍", "本年大事摘要") is None


def test_odds_of_another_text_than_the_cells_tell_nothing() -> None:
    assert likely_label("口口口口口口", odds("社重公益繼疫", "社会公益组织"), KNOWN, SETTINGS) is None


def test_the_text_of_a_cell_is_what_was_read() -> None:
    found = labelled(Reading("商亚空\n整", 0.3, odds=odds("商亚空\n整", "商业企\n业")))
    assert (found.text, found.label, found.words) == ("商亚空\n整", "商业企\n业", "商业企\n业")
    assert "label" not in found.model_dump()


def test_numbers_are_not_made_labels() -> None:
    assert told("10", "总计", 0.9) is not None
    assert labelled(Reading("10", 0.3, odds=odds("10", "总计", 0.9))).label is None


def test_the_odds_of_a_cell_are_those_of_its_lines_with_the_signs_between_them() -> None:
    sure, unsure = Reading("公开", 0.99), Reading("繼", 0.2, odds=odds("繼", "组"))
    assert join_lines([sure, sure]).odds == ()
    for parted, sign in (([False, False], "\n"), ([False, True], "/")):
        joined = join_lines([sure, unsure], parted)
        assert "".join(each[0][0] for each in joined.odds) == joined.text == f"公开{sign}繼"
        assert joined.odds[-1] == (("繼", 1.0), ("组", 0.05))
