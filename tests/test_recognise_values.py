"""Value cells: looked at again when not plain, told by shape where that is surer, doubtful when looks differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from installed import crop_reader

from ocrkit.recognise.cells.crops import CropSettings, InkLine, contrast, prepare_crop
from ocrkit.recognise.values.checks.point_or_comma import could_be_thousands
from ocrkit.recognise.values.reader import ValueReader
from ocrkit.recognise.values.second_look import SecondLookSettings, judge, plain
from ocrkit.recognise.values.strokes import lone_stroke
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.reading import Alternative, Reading

SETTINGS = SecondLookSettings()


def reading(text: str, probability: float, value: str | None = None, value_probability: float = 0.0) -> Reading:
    if value is None:
        value, value_probability = text, probability
    return Reading(text, probability, value, value_probability, (Alternative(text, probability),))


class Script:
    """Gives the next of its prepared answers at each look; counts the looks."""

    def __init__(self, *answers: Reading) -> None:
        self.answers = list(answers)
        self.looks = 0

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        assert values
        first, self.looks = self.looks, self.looks + len(crops)
        return self.answers[first : self.looks]


def line_of(draw: list[tuple[tuple[int, int], tuple[int, int]]], thickness: int = 3, ink: int = 0) -> InkLine:
    """Straight strokes on paper, and the box of their ink."""
    image = np.full((80, 80), 250, np.uint8)
    for start, stop in draw:
        cv2.line(image, start, stop, ink, thickness, cv2.LINE_AA)
    ys, xs = np.nonzero(image < 200)
    return InkLine(image, UprightBox(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))


ONE = line_of([((40, 25), (40, 50)), ((40, 25), (35, 30))])
SLASH = line_of([((46, 25), (34, 53))])
DASH = line_of([((35, 40), (45, 40))])
EM_DASH = line_of([((25, 40), (55, 40))])
SEVEN = line_of([((32, 26), (46, 26)), ((46, 26), (38, 52))])


def test_a_plain_reading_takes_one_look() -> None:
    script = Script(reading("12", 0.97))
    (found,) = ValueReader(script).read([SEVEN], 32)
    assert (found.value_text, found.doubts, script.looks) == ("12", (), 1)


@pytest.mark.parametrize(
    ("text", "looks"), [("1.属于国家秘密", 1), ("公開其他", 1), ("无", 3), ("3公开", 3), ("22（其中修", 3)]
)
def test_a_label_that_is_not_read_plainly_is_looked_at_once_and_doubted(text: str, looks: int) -> None:
    script = Script(*[reading(text, 0.2, "1", 0.001)] * 3)
    (found,) = ValueReader(script).read([SEVEN], 32)
    assert script.looks == looks
    assert found.doubts


def test_looks_that_agree_freely_clear_a_first_misreading() -> None:
    script = Script(reading("口", 0.2, "0", 0.8), reading("0", 0.96), reading("0", 0.97))
    (found,) = ValueReader(script).read([SEVEN], 32)
    assert (found.text, found.value_text, found.doubts, script.looks) == ("0", "0", (), 3)
    assert found.confidence == pytest.approx((0.8 + 0.96 + 0.97) / 3)


def test_every_line_has_its_own_looks() -> None:
    """Two lines that are unclear, a clear one between them: looks are line by line, margin by margin."""
    first = reading("口", 0.2, "0", 0.8), reading("12", 0.97), reading("口", 0.2, "7", 0.8)
    more = reading("0", 0.96), reading("7", 0.95), reading("0", 0.97), reading("7", 0.99)
    script = Script(*first, *more)
    found = ValueReader(script).read([SEVEN, SEVEN, SEVEN], 32)
    assert [one.value_text for one in found] == ["0", "12", "7"]
    assert script.looks == 7
    assert [found[0].confidence, found[2].confidence] == pytest.approx(
        [(0.8 + 0.96 + 0.97) / 3, (0.8 + 0.95 + 0.99) / 3]
    )


def test_the_letter_o_counts_for_the_digit_but_does_not_read_it() -> None:
    some = Script(reading("O", 0.8, "0", 0.1), reading("0", 0.96), reading("0", 0.97))
    none = Script(*(reading("O", 0.5, "0", 0.3) for _ in range(3)))
    (cleared,), (doubted,) = (ValueReader(script).read([SEVEN], 32) for script in (some, none))
    assert (cleared.value_text, cleared.doubts) == ("0", ())
    assert cleared.confidence == pytest.approx((0.8 + 0.96 + 0.97) / 3)
    assert doubted.doubts


def test_a_letter_o_in_every_look_is_handed_over_as_the_digit_and_doubted() -> None:
    found = judge([reading("O", 0.5, "0", 0.4)] * 3, SETTINGS)
    assert (found.text, found.value_text) == ("0", "0")
    assert found.doubts
    assert "O" in [a.text for a in found.alternatives]


def test_looks_that_differ_leave_a_doubt_that_names_them() -> None:
    script = Script(reading("3", 0.6), reading("8", 0.7), reading("3", 0.9))
    (found,) = ValueReader(script).read([SEVEN], 32)
    assert found.doubts
    assert found.doubts[0] == Doubt(DoubtCode.LOOKS_DIFFER, {"texts": ("8",)})


def test_a_value_that_is_only_ever_forced_is_doubtful() -> None:
    forced = reading("日", 0.7, "0", 0.65)
    assert judge([forced, forced, forced], SETTINGS).doubts


def test_ink_without_a_reading_is_unread_and_not_blank() -> None:
    found = judge([reading("", 0.9)] * 3, SETTINGS)
    assert found.doubts
    assert (found.text, found.value_text, found.confidence) == (None, None, None)


def test_a_longer_text_is_text_and_not_a_doubtful_number() -> None:
    note = reading("22（其中修订16件）", 0.7, "2216", 1e-6)
    assert plain(note, SETTINGS)
    unsure = reading("cavesí", 0.1, "774281", 0.01)
    assert not plain(unsure, SETTINGS)


def test_a_point_that_could_be_a_comma_is_doubtful() -> None:
    (found,) = ValueReader(Script(reading("3.043", 0.99))).read([SEVEN], 32)
    assert found.value_text == "3.043"
    assert found.doubts[0].code == DoubtCode.POINT_OR_COMMA


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.043", True),
        ("-1.234.567", True),
        ("59237.2449", False),
        ("0.125", False),
        ("3,043", False),
        ("12.5", False),
    ],
)
def test_which_numbers_could_be_thousands(text: str, expected: bool) -> None:
    assert could_be_thousands(text) is expected


@pytest.mark.parametrize(
    ("line", "expected"), [(ONE, None), (SEVEN, None), (SLASH, "/"), (DASH, "-"), (EM_DASH, "—")]
)
def test_lone_strokes_are_told_by_their_shape(line: InkLine, expected: str | None) -> None:
    assert lone_stroke(line, text_height=27) == expected


DASHES = [((28, 40), (36, 40)), ((42, 40), (50, 40)), ((56, 41), (64, 41))]


def test_a_row_of_dashes_is_as_many_dashes_those_run_together_counted() -> None:
    assert lone_stroke(line_of(DASHES), 27) == "---"
    assert lone_stroke(line_of([((22, 40), (33, 40)), ((42, 40), (68, 40))]), 27) == "---"
    assert lone_stroke(line_of([((4, 40), (33, 40)), ((45, 40), (74, 40))]), 27) == "——"


@pytest.mark.parametrize(
    "strokes",
    [
        [((30, 36), (46, 36)), ((30, 43), (46, 43))],  # =
        [((28, 40), (36, 40)), ((42, 40), (44, 40))],
        [((28, 40), (36, 40)), ((42, 36), (44, 44))],
    ],
    ids=["one above the other", "a dash and a point", "a dash and a digit's foot"],
)
def test_other_strokes_are_no_row_of_dashes(strokes: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    assert lone_stroke(line_of(strokes), 27) is None


def test_a_faint_row_of_dashes_could_be_the_feet_of_digits() -> None:
    for ink, doubts in ((0, ()), (195, (Doubt(DoubtCode.FAINT_INK),))):
        script = Script(reading("1一", 0.1), *(reading("一", 0.4) for _ in range(2)))
        (found,) = ValueReader(script).read([line_of(DASHES, ink=ink)], 27)
        assert (found.text, found.doubts) == ("---", doubts)


FEET = Doubt(DoubtCode.DASH_OR_FEET)


def feet(off: float) -> tuple[Doubt, Doubt]:
    return FEET, Doubt(DoubtCode.DASH_OFF_MIDDLE, {"off": off, "against": "cell"})


def test_a_row_that_was_not_read_as_dashes_could_be_the_feet_of_digits() -> None:
    (found,) = ValueReader(Script(reading("22", 0.4))).read([line_of(DASHES)], 27)
    assert (found.text, found.doubts) == ("---", (FEET,))
    assert "22" in [a.text for a in found.alternatives]


@pytest.mark.parametrize(("level", "doubts"), [(0.0, ()), (5.0, ()), (12.0, feet(0.44)), (-12.0, feet(-0.44))])
@pytest.mark.parametrize("strokes", [DASHES[:2], [((30, 40), (48, 40))]], ids=["two", "one"])
def test_dashes_away_from_the_middle_of_the_cell_could_be_the_feet_of_digits(
    strokes: list[tuple[tuple[int, int], tuple[int, int]]], level: float, doubts: tuple[Doubt, ...]
) -> None:
    line = replace(line_of(strokes), level=level)
    (found,) = ValueReader(Script(reading("--", 0.9))).read([line], 27)
    assert found.doubts == doubts


@pytest.mark.parametrize(("level", "off"), [(12.0, None), (0.0, -0.37), (-2.0, -0.44)])
def test_a_dash_is_as_far_off_as_it_is_from_where_numbers_stand(level: float, off: float | None) -> None:
    """In cells that are too high, by a rule that was lost, numbers and dashes stand below the middle alike."""
    numbers = [replace(line_of([((34, 25), (34, 50)), ((46, 25), (46, 50))]), level=10.0)] * 10
    dashes = replace(line_of(DASHES[:2]), level=level)
    found = ValueReader(Script(*[reading("11", 0.97)] * 12)).read([*numbers, dashes], 27)
    told = [doubt.detail for doubt in found[-1].doubts if doubt.code == DoubtCode.DASH_OFF_MIDDLE]
    assert told == ([] if off is None else [{"off": off, "against": "numbers"}])


def test_a_stroke_beside_other_ink_is_not_alone() -> None:
    assert lone_stroke(line_of([((35, 40), (45, 40)), ((52, 28), (52, 52))]), 25) is None


def test_a_slash_is_a_slash_whatever_was_read() -> None:
    (found,) = ValueReader(Script(reading("1", 0.93))).read([SLASH], 27)
    assert (found.text, found.value_text, found.doubts) == ("/", "/", ())
    assert "1" in [a.text for a in found.alternatives]


def test_a_one_that_leans_is_doubtful() -> None:
    leans = line_of([((43, 25), (39, 52))])
    script = Script(*[reading("1", 0.95)] * 2)
    upright, leaning_one = ValueReader(script).read([ONE, leans], 27)
    assert upright.doubts == ()
    assert leaning_one.doubts == (Doubt(DoubtCode.SLASH_OR_ONE),)


@pytest.mark.parametrize(("text", "doubted"), [("29 29", True), ("29", False), ("总计 2", False)])
def test_numbers_side_by_side_are_no_sure_number(text: str, doubted: bool) -> None:
    pair = line_of([((15, 25), (15, 50)), ((60, 25), (60, 50))])
    (found,) = ValueReader(Script(*[reading(text, 0.97)] * 3)).read([pair], 27)
    assert (Doubt(DoubtCode.NUMBERS_SIDE_BY_SIDE) in found.doubts) is doubted


@pytest.mark.parametrize(("right", "doubted"), [(170, True), (90, False)])
def test_a_number_and_another_with_words_behind_it_are_no_sure_number(right: int, doubted: bool) -> None:
    """What reads 336 (of which 6) is a 3 whose rule was lost, and 36 (of which 6)."""
    image = np.full((80, 400), 250, np.uint8)
    for x in (40, right, right + 20, right + 40):
        cv2.line(image, (x, 25), (x, 50), 10, 3, cv2.LINE_AA)
    line = InkLine(image, UprightBox(38, 24, right + 43, 52))
    (found,) = ValueReader(Script(*[reading("336(含转来 6 件)", 0.97)] * 3)).read([line], 27)
    assert (Doubt(DoubtCode.NUMBERS_SIDE_BY_SIDE) in found.doubts) is doubted


@pytest.mark.parametrize(("height", "doubted"), [(9, True), (18, False)])
def test_ink_too_low_for_a_digit_is_none_for_sure(height: int, doubted: bool) -> None:
    dot = line_of([((38, 40 - height // 2), (42, 40 + height // 2))], thickness=2)
    (found,) = ValueReader(Script(reading("4", 0.97))).read([dot], 27)
    assert (Doubt(DoubtCode.LOW_INK) in found.doubts) is doubted


def test_faint_ink_is_doubtful() -> None:
    image = np.full((80, 80), 250, np.uint8)
    cv2.line(image, (40, 25), (40, 50), 205, 3, cv2.LINE_AA)
    line = InkLine(image, UprightBox(38, 24, 43, 52))
    assert contrast(line) == 45
    (found,) = ValueReader(Script(reading("1", 0.99))).read([line], 27)
    assert found.doubts == (Doubt(DoubtCode.FAINT_INK),)


def test_a_crop_has_the_ink_in_the_middle_of_plain_paper() -> None:
    image = np.full((100, 100), 240, np.uint8)
    image[40:60, 50:60] = 10
    image[:, 30] = 0  # a rule near by
    crop = prepare_crop(image, UprightBox(50, 40, 60, 60), 20, CropSettings(above_below=0.5, left_right=0.5))
    assert crop.shape == (40, 30)
    ys, xs = np.nonzero(crop < 100)
    assert (ys.min(), ys.max(), xs.min(), xs.max()) == (10, 29, 10, 19)
    assert set(np.unique(crop)) == {10, 240}


def test_low_ink_is_not_blown_up_beyond_the_text_height() -> None:
    crop = prepare_crop(DASH.image, DASH.ink, 30, CropSettings(above_below=0.0))
    assert crop.shape[0] == 30


def test_the_real_weights_read_rendered_numbers_without_doubt() -> None:
    texts = ["0", "17", "2021", "384", "96"]
    lines = []
    for text in texts:
        image = np.full((60, 160), 255, np.uint8)
        cv2.putText(image, text, (20, 42), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2, cv2.LINE_AA)
        ys, xs = np.nonzero(image < 128)
        lines.append(InkLine(image, UprightBox(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)))
    found = ValueReader(crop_reader()).read(lines)
    assert [(r.value_text, r.doubts) for r in found] == [(text, ()) for text in texts]


def test_an_empty_call_reads_nothing() -> None:
    assert ValueReader(Script()).read([]) == []


BACK_AND_BAR = {"\\": line_of([((32, 22), (46, 54))], 1), "|": line_of([((40, 20), (40, 54))], 1)}


@pytest.mark.parametrize("stroke", BACK_AND_BAR)
def test_a_lone_backslash_or_bar_is_itself_and_in_doubt(stroke: str) -> None:
    line = BACK_AND_BAR[stroke]
    assert lone_stroke(line, 25) == stroke
    (found,) = ValueReader(Script(reading("1", 0.97))).read([line], 25)
    assert found.text == stroke
    assert DoubtCode.SLASH_OR_ONE in {doubt.code for doubt in found.doubts}


THIN_ONE = line_of([((40, 20), (40, 54)), ((40, 20), (37, 23)), ((35, 54), (45, 54))], 1)
"""With a flag and a foot so short that nearly all of its rows are a bar's, as in Chinese serif print."""


@pytest.mark.parametrize("line", [ONE, SEVEN, THIN_ONE])
def test_a_digit_with_a_flag_is_no_bar(line: InkLine) -> None:
    assert lone_stroke(line, 25) is None
