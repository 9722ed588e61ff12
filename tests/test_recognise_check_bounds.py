"""The checks of a line's print at the edges of their bounds, on lines that are made of figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from figured_lines import DIGITS, PRINT, SETTINGS, context, glyph, line, prints, spoken

from ocrkit.recognise.values.checks.print_baseline import print_baseline
from ocrkit.recognise.values.checks.print_colour import print_colour
from ocrkit.recognise.values.checks.print_size import print_size
from ocrkit.recognise.values.checks.print_weight import print_weight
from ocrkit.recognise.values.context import UsualPrint
from ocrkit.recognise.values.glyphs import Glyph, Print


def test_shares_are_of_the_other_lines_that_are_known() -> None:
    usual = UsualPrint(tuple(prints(foot=[10, 10, 12, 15, None])))
    assert usual.share_near("foot", 10, 0) == 1 / 3
    assert usual.share_near("foot", 10, 2) == 2 / 3
    assert usual.count_near("foot", 10, 2) == 2
    assert usual.count_near("foot", 50, 1) == 0
    assert UsualPrint(tuple(prints(foot=[10]))).share_near("foot", 99, 0) == 1.0
    assert UsualPrint(tuple(prints(foot=[None]))).share_near("foot", 99, 0) == 1.0


@pytest.mark.parametrize(("lower", "doubted"), [(27, False), (26.9, True), (15, False)])
def test_digits_are_as_high_as_each_other(lower: float, doubted: bool) -> None:
    """An eighth of the height and a pixel; what is less than half as high is no digit."""
    given = line(*DIGITS, glyph(60, height=lower))
    assert spoken(print_size, given, context(*[PRINT] * 5)) is doubted


@pytest.mark.parametrize(("others", "doubted"), [([32, 37, 40, 40, 40], False), ([32, 37.1, 40, 40, 40], True)])
def test_a_height_is_the_tables_own_from_a_share_of_its_lines_on(others: list[float], doubted: bool) -> None:
    assert spoken(print_size, line(), context(*prints(height=others))) is doubted


@pytest.mark.parametrize(("cols", "doubted"), [((3, 4, 5, 6, 7), True), ((3, 5, 7, 9, 11), False)])
def test_what_hangs_together_in_a_row_counts_as_one(cols: tuple[int, ...], doubted: bool) -> None:
    """A date stamped over cells of a row of twelve is not the table's own size, nor is its colour."""
    own = [
        Print(height=40.0 if i in cols else 32.0, foot=10.0, baseline=100.0, weight=4.0, tint=0.0) for i in range(12)
    ]
    places = tuple(((0, 1), (i, i + 1)) for i in range(12))
    about = replace(context(PRINT), usual=UsualPrint(tuple(own), places))
    given = line(own=own[cols[1]], place=places[cols[1]])
    assert spoken(print_size, given, about) is doubted
    assert not spoken(print_size, line(own=own[0], place=places[0]), about)


def test_lines_of_one_cell_hang_together_and_most_of_a_table_is_its_own() -> None:
    heights = [40.0] * 5 + [32.0] * 10
    spans = [(3, 4), (3, 4), (4, 5), (4, 5), (5, 6), *((i, i + 1) for i in (0, 1, 2, *range(6, 13)))]
    own = prints(height=heights)
    usual = UsualPrint(tuple(own), tuple(((0, 1), span) for span in spans))
    assert usual.share_near("height", 40.0, 5, ((0, 1), (3, 4))) == 0.0
    assert usual.share_near("height", 40.0, 5) == 4 / 14
    row = UsualPrint(tuple(own[:1] + own[5:]), tuple(((0, 1), (i, i + 1)) for i in range(11)))
    assert row.share_near("height", 32.0, 5, ((0, 1), (4, 5))) == 9 / 10


@pytest.mark.parametrize(("others", "doubted"), [([32] * 5, True), ([32, 32, 32, 32, 22], False), ([32] * 3, False)])
def test_a_height_that_not_one_of_a_few_others_has_is_strange(others: list[float], doubted: bool) -> None:
    small = Print(height=21.0, foot=10.0, baseline=100.0, weight=4.0, tint=0.0)
    some = UsualPrint((small, *prints(height=others))) if 1 + len(others) >= SETTINGS.print.few else None
    assert spoken(print_size, line(own=small), replace(context(), some=some)) is doubted


@pytest.mark.parametrize(("height", "doubted"), [(24, False), (37.7, False), (37.8, True), (47, True)])
def test_where_few_lines_tell_no_digit_is_higher_than_the_tables_characters(height: float, doubted: bool) -> None:
    """A date stamped over a cell on a page as black as its stamp, in a table of five numbers."""
    stamped = line(glyph(0, height=height), own=Print(height, 0.0, 990.0, 4.0, 0.0))
    assert spoken(print_size, stamped, context()) is doubted


@pytest.mark.parametrize("check", [print_size, print_weight, print_baseline])
def test_only_numbers_in_a_known_print_are_held_against_the_tables(check: Any) -> None:
    strange = Print(90.0, 90.0, 990.0, 90.0, 0.0)
    about = context(*[PRINT] * 9)
    assert spoken(check, line(glyph(0, height=90), own=strange), about)
    assert not spoken(check, line(glyph(0, height=90), own=strange, number=False), about)
    assert not spoken(check, line(glyph(0, height=90), own=None), about)
    unknown = spoken(check, line(glyph(0, height=90), own=strange), context())
    assert unknown == (check is print_size), "a digit of 90 pixels among characters of 32 is of no print of theirs"


@pytest.mark.parametrize(
    ("others", "doubted"), [([4, 5.3, 9, 9, 9, 9, 9, 9, 9], False), ([4, 5.4, 9, 9, 9, 9, 9, 9, 9], True)]
)
def test_strokes_are_as_wide_as_some_others_of_the_table(others: list[float], doubted: bool) -> None:
    """A quarter of the width and a third of a pixel; half of ``own``, an eighth, is one of eight."""
    assert spoken(print_weight, line(), context(*prints(weight=others))) is doubted


@pytest.mark.parametrize(("bottom", "doubted"), [(37, False), (37.1, True), (27, False), (26.9, True)])
def test_digits_stand_on_one_line(bottom: float, doubted: bool) -> None:
    given = line(*DIGITS, Glyph(60, bottom - 30, 76, bottom))
    assert spoken(print_baseline, given, context(*[PRINT] * 5)) is doubted


@pytest.mark.parametrize(
    ("mark", "raised"),
    [
        (glyph(60, 0, 8, 8), True),
        (glyph(60, 0, 7, 7), False),  # smaller than any mark
        (glyph(60, 8.7, 8, 8), True),
        (glyph(60, 8.9, 8, 8), False),  # its middle is lower than four tenths
        (glyph(60, 2, 10.3, 8), True),
        (glyph(60, 2, 10.4, 8), False),  # flat
        (glyph(60, 24, 8, 8), False),  # a point
    ],
)
def test_a_small_glyph_at_the_heads_is_a_raised_mark(mark: Glyph, raised: bool) -> None:
    assert spoken(print_baseline, line(*DIGITS, mark), context(*[PRINT] * 5)) is raised


def test_a_line_off_its_cells_usual_place_is_strange_unless_another_stands_on_it() -> None:
    lower = Print(32.0, 30.0, 120.0, 4.0, 0.0)
    assert spoken(print_baseline, line(own=lower), context(*[PRINT] * 8, lower))
    beside = Print(32.0, 10.0, 125.0, 4.0, 0.0)  # another cell's line, on the same line of the page
    assert not spoken(print_baseline, line(own=lower), context(*[PRINT] * 8, lower, beside))
    farther = Print(32.0, 10.0, 125.1, 4.0, 0.0)
    assert spoken(print_baseline, line(own=lower), context(*[PRINT] * 8, lower, farther))
    common = [lower, lower, PRINT, PRINT, PRINT]
    assert not spoken(print_baseline, line(own=lower), context(*common))  # a quarter of the others
    for unknown in (Print(32.0, None, None, 4.0, 0.0), Print(32.0, 30.0, None, 4.0, 0.0)):
        assert not spoken(print_baseline, line(own=unknown), context(*[PRINT] * 8))


@pytest.mark.parametrize(
    ("tint", "others", "doubted"),
    [
        (0.125, [0.0] * 9, False),
        (0.126, [0.0] * 9, True),
        (0.49, [0.49] * 9, True),  # part of the line is coloured
        (0.5, [0.5] * 9, False),
        (0.9, [0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], True),
        (0.9, [0.9, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], False),
        (1.0, [1.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], False),
    ],
)
def test_colour_is_the_tables_own_or_doubted(tint: float, others: list[float], doubted: bool) -> None:
    assert spoken(print_colour, line(tint=tint), context(*prints(tint=others))) is doubted
    assert spoken(print_colour, line(tint=tint), context()) is (0.125 < tint < 0.5)


@pytest.mark.parametrize(("spot", "doubted"), [(0.5, False), (0.51, True)])
def test_one_coloured_digit_of_many_is_doubted(spot: float, doubted: bool) -> None:
    assert spoken(print_colour, line(tint=0.1, spot=spot), context()) is doubted
