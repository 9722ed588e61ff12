"""Which line is which entry, and how sure that is: at the edges of every bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from ocrkit.forms.assign import (
    Pair,
    _claimed_twice,
    _has_neighbours,
    _is_complete,
    _is_ruined,
    _is_sure,
    _no_rival,
    assign,
)
from ocrkit.forms.paths import Line
from ocrkit.forms.scores import UNREAD, Scores, identify_group, score
from ocrkit.forms.settings import FormSettings
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import Entry

SETTINGS = FormSettings(sure=0.5, floor=0.25, margin=0.125)
"""Bounds that floats hold exactly."""

LABELS = ("科研机构数量", "社会公益组织", "法律服务机构", "其他类型主体")


def entries(*labels: str) -> list[Entry]:
    return [Entry(key=label, path=(label,)) for label in labels]


def lines(*labels: str | None, groups: tuple[str, ...] = ()) -> list[Line]:
    """Lines with labels; "" is blank, None unread."""
    leaves = [None if label is None else (label,) if label else () for label in labels]
    return [Line((i, i + 1), leaf, groups) for i, leaf in enumerate(leaves)]


def scores(*rows: Sequence[float], leaf: Sequence[Sequence[float]] | None = None) -> Scores:
    return Scores(np.array(leaf if leaf is not None else rows), np.array(rows))


def filed(pairs: Sequence[Pair]) -> dict[int, tuple[int, str | None]]:
    return {pair.line: (pair.entry, pair.doubt.code if pair.doubt else None) for pair in pairs}


def test_labels_as_printed_are_sure_in_any_order() -> None:
    assert filed(assign(lines(*LABELS), entries(*LABELS), FormSettings(), "row")) == {i: (i, None) for i in range(4)}
    turned = assign(lines(*LABELS[::-1]), entries(*LABELS), FormSettings(), "row")
    assert filed(turned) == {i: (3 - i, None) for i in range(4)}
    assert [pair.score for pair in turned] == [1.0] * 4


def test_nothing_is_assigned_to_nothing() -> None:
    assert assign([], entries(*LABELS), FormSettings(), "row") == []
    assert assign(lines(*LABELS), [], FormSettings(), "row") == []


def test_an_unread_label_between_neighbours_of_the_form_is_inferred() -> None:
    for at in range(4):
        printed = [None if i == at else label for i, label in enumerate(LABELS)]
        pairs = assign(lines(*printed), entries(*LABELS), FormSettings(), "row")
        assert filed(pairs) == {i: (i, None) for i in range(4)}
        assert pairs[at].score == 0.0


def test_unread_labels_beside_each_other_are_in_doubt_and_in_a_lone_line_left_out() -> None:
    pairs = assign(lines(LABELS[0], None, None, LABELS[3]), entries(*LABELS), FormSettings(), "column")
    assert filed(pairs) == {
        0: (0, None),
        1: (1, DoubtCode.LABEL_UNREAD),
        2: (2, DoubtCode.LABEL_UNREAD),
        3: (3, None),
    }
    assert pairs[1].doubt is not None
    assert pairs[1].doubt.detail == {"axis": "column"}
    assert assign(lines(None), entries(*LABELS), FormSettings(), "row") == []


def test_a_label_unlike_its_entry_and_one_that_fits_two_say_so() -> None:
    printed = lines(LABELS[0], "社会某某某某", LABELS[2], LABELS[2])
    pairs = {pair.line: pair for pair in assign(printed, entries(*LABELS), FormSettings(), "row")}
    third, fourth = pairs[2].doubt, pairs.get(3)
    assert third is not None
    assert (third.code, third.detail) == (DoubtCode.LABEL_FITS_TWICE, {"axis": "row", "label": LABELS[2]})
    assert fourth is None  # a readable label that is like nothing left is forced nowhere
    assert 1 not in pairs
    half = assign(lines(LABELS[2], "社会公某某某"), entries(*LABELS), FormSettings(), "row")[1]
    assert half.doubt is not None
    assert half.doubt.code == DoubtCode.LABEL_UNLIKE
    assert half.doubt.detail == {"axis": "row", "label": "社会公某某某", "expected": LABELS[1]}
    assert half.score == 0.5


def test_a_label_told_by_odds_needs_something_beside_it() -> None:
    """All lines and entries that find each other; with a line too many it is in doubt."""
    printed = [replace(line, by_odds=line.range[0] == 1, doubtful=line.range[0] == 1) for line in lines(*LABELS)]
    assert filed(assign(printed, entries(*LABELS), FormSettings(), "row")) == {
        i: (i, None) for i in range(len(LABELS))
    }
    mixed = [*printed[:2], *lines("本年大事摘要"), *printed[2:]][::-1]
    found = filed(assign(mixed, entries(*LABELS), FormSettings(), "row"))
    assert found[mixed.index(printed[1])] == (1, DoubtCode.LABEL_BY_ODDS)


def test_a_short_label_ruined_altogether_is_found_where_all_others_are() -> None:
    short = ("结果维持", "总计", "其他结果")
    ruined = assign(lines("结果维持", "口口", "其他结果"), entries(*short), FormSettings(), "row")
    assert filed(ruined) == {0: (0, None), 1: (1, DoubtCode.LABEL_UNLIKE), 2: (2, None)}
    long = ("结果维持", "尚未审结数", "其他结果")
    assert 1 not in filed(assign(lines("结果维持", "口口", "其他结果"), entries(*long), FormSettings(), "row"))


@pytest.mark.parametrize(
    ("leaf", "total", "sure"),
    [
        ([0.5, 0.0], [0.5, 0.375], True),
        ([0.5, 0.0], [0.5, 0.376], False),
        ([0.499, 0.0], [0.9, 0.0], False),
        ([0.5], [0.5], True),
    ],
)
def test_a_pair_is_sure_from_its_bounds_on(leaf: list[float], total: list[float], sure: bool) -> None:
    assert _is_sure(0, 0, lines("甲"), scores(total, leaf=[leaf]), SETTINGS) is sure
    assert not _is_sure(0, 0, lines(None), scores(total, leaf=[leaf]), SETTINGS)


@pytest.mark.parametrize(
    ("other", "leaf", "twice"),
    [
        ([0.9, 0.1], [0.5, 0.1], True),
        ([0.9, 0.1], [0.499, 0.1], False),
        ([0.875, 0.1], [0.9, 0.1], False),  # a whole margin less
        ([0.88, 0.1], [0.9, 0.1], True),
        ([0.9, 0.95], [0.9, 0.9], False),  # it fits another better
    ],
)
def test_an_entry_that_another_line_fits_as_well_is_claimed_twice(
    other: list[float], leaf: list[float], twice: bool
) -> None:
    assert _claimed_twice(0, 0, scores([1.0, 0.0], other, leaf=[[1.0, 0.0], leaf]), SETTINGS) is twice
    assert _claimed_twice(1, 0, scores(other, [1.0, 0.0], leaf=[leaf, [1.0, 0.0]]), SETTINGS) is twice


def test_lines_are_complete_where_at_most_one_of_as_many_says_nothing() -> None:
    found, three = {0: 0, 1: 1, 2: 2}, scores(*np.eye(3).tolist())
    assert _is_complete(found, {0, 1, 2}, lines("a", "b", "c"), three)
    assert _is_complete(found, {0, 1}, lines("a", "b", None), three)
    assert not _is_complete(found, {0}, lines("a", None, None), three)
    weak = scores([1.0, 0, 0], [0, UNREAD, 0], [0, 0, UNREAD])
    assert _is_complete(found, {0}, lines("a", "b", "c"), weak)
    weaker = scores([1.0, 0, 0], [0, UNREAD - 0.01, 0], [0, 0, UNREAD - 0.01])
    assert not _is_complete(found, {0}, lines("a", "b", "c"), weaker)
    assert not _is_complete({0: 0, 1: 1}, {0, 1}, lines("a", "b"), scores([1.0, 0, 0], [0, 1.0, 0]))


@pytest.mark.parametrize(("rival", "clear"), [(0.375, True), (0.376, False)])
def test_a_rival_is_an_entry_less_than_the_margin_behind(rival: float, clear: bool) -> None:
    given = scores([0.5, rival, 0.0], [0.0, 1.0, 0.0])
    assert _no_rival(0, 0, {0: 0, 1: 1}, set(), given, SETTINGS) is clear
    assert _no_rival(0, 0, {0: 0, 1: 1}, {1}, given, SETTINGS)  # the rival belongs to a sure line


@pytest.mark.parametrize(
    ("found", "n", "neighbours"),
    [
        ({0: 0, 1: 1, 2: 2}, 3, [True, True, True]),
        ({0: 0, 1: 2, 2: 1}, 3, [False, False, False]),
        ({0: 0, 1: 1, 2: 3}, 3, [True, False, False]),
        ({0: 1, 1: 2}, 2, [True, True]),
        ({0: 0, 2: 2, 1: 4}, 3, [False, False, False]),
        ({0: 0}, 1, [False]),
    ],
)
def test_neighbours_are_those_of_the_form(found: dict[int, int], n: int, neighbours: list[bool]) -> None:
    assert [_has_neighbours(i, n, found) for i in range(n)] == neighbours


@pytest.mark.parametrize(
    ("printed", "label", "ruined"),
    [("口口", "总计", True), ("口口口", "总计数", True), ("口口口口", "总计", False), ("口", "总计数量", False)],
)
def test_a_label_of_up_to_three_characters_can_be_ruined(printed: str, label: str, ruined: bool) -> None:
    assert _is_ruined(lines(printed)[0], Entry(key="k", path=(label,))) is ruined


def test_an_ordinal_and_a_group_count_for_and_against() -> None:
    first = Entry(key="a", path=("不予公开", "3.其他"))
    second = Entry(key="b", path=("不予处理", "2.其他"))
    third = Entry(key="c", path=("其他",))

    def extra(label: str, *groups: str) -> list[float]:
        (line,) = lines(label, groups=groups)
        found = score([line], [first, second, third])
        return [round(float(v), 3) for v in (found.total - found.leaf)[0]]

    assert extra("3.其他") == [0.04, 0, 0]
    assert extra("2.其他") == [0, 0.04, 0]
    assert extra("其他") == [0, 0, 0]
    assert extra("其他", "不予公开") == [0.15, -0.35, -0.35]
    assert extra("其他", "某某某某") == [0, 0, 0]  # an unknown group says nothing
    assert score(lines(None, ""), [first, third]).leaf.tolist() == [[UNREAD, UNREAD]] * 2


def test_a_group_is_shared_out_over_those_of_the_entry() -> None:
    entry = Entry(key="a", path=("办理结果", "不予公开", "其他"))
    (line,) = lines("其他", groups=("不予公开",))
    found = score([line], [entry])
    assert found.total[0, 0] - found.leaf[0, 0] == pytest.approx(0.075)


def test_aliases_are_labels_too() -> None:
    entry = Entry(key="a", path=("行政事业性收费",), aliases=("收费金额",))
    assert score(lines("收费金额"), [entry]).leaf.tolist() == [[1.0]]


def test_a_group_is_told_from_others_by_a_margin() -> None:
    groups = ("不予公开", "不予处理", "其他处理")
    assert identify_group("不予公开", groups) == "不予公开"
    assert identify_group("不予某某", groups) is None  # like two of them
    assert identify_group("某某某某", groups) is None
    assert identify_group("不予公某", groups) == "不予公开"
    assert identify_group("不予公开", ()) is None
    assert identify_group("公开某某某", ("公开申请信",)) is None


def test_labels_that_cannot_be_made_out_are_told_by_the_sure_ones_around_them() -> None:
    """As many lines as the form has there, in its order: each in doubt. A label that is plainly another stays out."""
    ruined = [replace(line, doubtful=i in (1, 2)) for i, line in enumerate(lines(LABELS[0], "1", "7", LABELS[3]))]
    by_order = DoubtCode.LABEL_BY_ORDER
    assert filed(assign(ruined, entries(*LABELS), FormSettings(), "row")) == {
        0: (0, None),
        1: (1, by_order),
        2: (2, by_order),
        3: (3, None),
    }
    plain = [replace(line, doubtful=False) for line in ruined]
    assert filed(assign(plain, entries(*LABELS), FormSettings(), "row")) == {0: (0, None), 3: (3, None)}
    lacking = [line for i, line in enumerate(ruined) if i != 2]
    assert filed(assign(lacking, entries(*LABELS), FormSettings(), "row")) == {0: (0, None), 2: (3, None)}
    moved = [ruined[3], ruined[1], ruined[2], ruined[0]]
    assert filed(assign(moved, entries(*LABELS), FormSettings(), "row")) == {0: (3, None), 3: (0, None)}


def test_a_misread_label_is_told_where_all_other_lines_and_entries_are() -> None:
    """By a little likeness to what is left. One like nothing may be that of a line which the form has not."""
    told, by_order = {i: (i, None) for i in range(4)}, {1: (1, DoubtCode.LABEL_BY_ORDER)}

    def of(*texts: str, misread: tuple[int, ...] = (1,)) -> dict[int, tuple[int, DoubtCode | None]]:
        found = [replace(line, doubtful=i in misread) for i, line in enumerate(lines(*texts))]
        return filed(assign(found, entries(*LABELS), FormSettings(), "row"))

    assert of(LABELS[0], "社会某", LABELS[2], LABELS[3]) == told
    assert of(LABELS[0], "1", LABELS[2], LABELS[3]) == told | by_order
    assert of(LABELS[0], "行业协会商会", LABELS[2], LABELS[3]) == told | by_order, "a row that the form has not"
    two = of(LABELS[0], "社会某", "1律某某某", LABELS[3], misread=(1, 2))
    assert two == told, "each is less like what else is left"
    assert 1 not in of(LABELS[0], "1", LABELS[2], LABELS[3], misread=()), "plainly another"
    assert 1 not in of(LABELS[2], "1", LABELS[0], LABELS[3]), "not forced where the order is another"
    assert of(*LABELS[:1], "1", LABELS[2]).get(1, by_order[1]) == by_order[1], "one line less"
