"""Labels told by what else the network held possible, and those that are not."""

from __future__ import annotations

from found_grids import FORMS

from ocrkit.forms.settings import FormSettings
from ocrkit.prior.likely import known_labels, likely_label, with_labels
from ocrkit.types.geometry import Box
from ocrkit.types.reading import Odds, Reading
from ocrkit.types.table import Place, Table, TableCell

KNOWN = known_labels(FORMS)
SETTINGS = FormSettings()


def odds(read: str, printed: str, share: float = 0.01) -> tuple[Odds, ...]:
    """What was read, with each character of what is ``printed`` so probable beside it."""
    pairs = zip(read, printed, strict=True)
    return tuple(((a, 1.0),) if a == b else ((a, 1.0), (b, share)) for a, b in pairs)


def test_a_label_of_which_little_was_read_is_told_by_its_odds() -> None:
    assert likely_label(odds("社重公\n益繼疫", "社会公\n益组织"), KNOWN, SETTINGS) == "社会公\n益组织"
    assert likely_label(odds("社重公\n益繼疫", "社重公\n益繼疫"), KNOWN, SETTINGS) is None


def test_what_is_hardly_possible_tells_little() -> None:
    found = [likely_label(odds("行政獲奇", "行政许可", share), KNOWN, SETTINGS) for share in (0.1, 0.001, 2e-4)]
    assert found == ["行政许可", "行政许可", None]


def test_ordinals_and_dirt_beside_a_label_stay_as_they_were_read() -> None:
    assert likely_label(odds("-\n4. 保护第三方宫注权益", "-\n4. 保护第三方合法权益"), KNOWN, SETTINGS) == (
        "-\n4. 保护第三方合法权益"
    )


def test_two_labels_that_are_as_possible_are_not_told() -> None:
    both = tuple(((a, 1.0), (b, 0.1), (c, 0.1)) for a, b, c in zip("结果繼特", "结果维持", "结果纠正", strict=True))
    assert likely_label(both, KNOWN, SETTINGS) is None


def test_words_that_are_no_label_are_left_alone() -> None:
    assert likely_label(odds("本年大事摘耍", "本年大事摘要"), KNOWN, SETTINGS) is None


def test_the_text_of_a_cell_is_what_was_read() -> None:
    reading = Reading("商业空\n整", 0.3, odds=odds("商业空\n整", "商业企\n业"))
    place = (Place(page=1, box=Box(x0=0, y0=0, x1=9, y1=9)),)
    cell = TableCell(rows=(0, 1), cols=(0, 1), places=place, text=reading.text, reading=reading)
    (found,) = with_labels(Table(n_rows=1, n_cols=1, cells=(cell,)), FORMS, SETTINGS).cells
    assert (found.text, found.label, found.words) == ("商业空\n整", "商业企\n业", "商业企\n业")
    assert "label" not in found.model_dump()


def test_numbers_are_not_made_labels() -> None:
    reading = Reading("10", 0.3, odds=odds("10", "总计"))
    place = (Place(page=1, box=Box(x0=0, y0=0, x1=9, y1=9)),)
    cell = TableCell(rows=(0, 1), cols=(0, 1), places=place, text=reading.text, reading=reading)
    assert with_labels(Table(n_rows=1, n_cols=1, cells=(cell,)), FORMS, SETTINGS).cells[0].label is None
