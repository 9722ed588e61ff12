"""Labels are the same whatever their punctuation; different labels stay apart."""

from __future__ import annotations

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrkit.forms.labels import heading_unit, parse_label, similarity
from ocrkit.profiles import annual_report


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("1、属于国家秘密", "1.属于国家秘密"),
        ("１．属于国家秘密", "1.属于国家秘密"),
        ("(一) 予以公开", "（一）予以公开"),
        ("总 计", "（七）总计"),
        ("规 章", "规章"),
        ("第二十条 第(一)项", "第二十条第（一）项"),
        ("危及“三安全一稳定”", '3.危及"三安全一稳定"'),
        ("（二）部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ("（二）部分公开（区分处理的，只计这一", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ("商业\n企业", "商业企业"),
    ],
)
def test_same_words_are_alike(printed: str, official: str) -> None:
    assert similarity(printed, official) == 1


@pytest.mark.parametrize(
    ("printed", "official", "other"),
    [
        ("2.其他法律行政止公开", "2.其他法律行政法规禁止公开", "3.其他"),
        (
            "1.逾期不补正",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ),
        ("6.属于四类过程牲信息", "6.属于四类过程性信息", "5.属于三类内部事务信息"),
        ("行政许司", "行政许可", "行政处罚"),
    ],
)
def test_damaged_and_short_forms_are_nearer_to_their_own(printed: str, official: str, other: str) -> None:
    assert similarity(printed, official) >= 0.7
    assert similarity(printed, official) - similarity(printed, other) >= 0.2


def test_a_short_form_is_less_than_the_same_words() -> None:
    assert similarity("处理决定数量", "本年处理决定数量") < 1
    assert similarity("其他", "2.其他法律行政法规禁止公开") < 0.5
    assert similarity("关于本机关其他处理情况的详细书面说明", "其他处理") < 0.5


def test_labels_of_one_edition_differ() -> None:
    for definition in annual_report().forms:
        for edition in definition.editions:
            for block in edition.blocks:
                for a, b in combinations(block.rows, 2):
                    assert similarity(a.path[-1], b.path[-1]) < 0.8, (a.key, b.key)


def test_ordinals_are_taken_off() -> None:
    assert parse_label("（三）不予公开").ordinal == "三"
    assert parse_label("12、其他").ordinal == "12"
    assert parse_label("三安全一稳定").ordinal == ""


def test_heading_units() -> None:
    assert heading_unit("本年收费金额（单位：万元）") == "万元"
    assert heading_unit("本年收费金额(单位:元)") == "元"
    assert heading_unit("本年收费金额") is None


letters = st.text(alphabet="甲乙丙丁1", max_size=12)


@given(letters, letters)
def test_similarity_is_between_0_and_1(a: str, b: str) -> None:
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, b) == pytest.approx(similarity(b, a), abs=0.75)


def test_a_whole_table_is_compared_fast() -> None:
    labels = [row.path[-1] for row in annual_report().forms[1].editions[0].blocks[0].rows]
    printed = [label + "甲" for label in labels]
    start = time.perf_counter()
    for text in printed:
        for label in labels:
            similarity.__wrapped__(text, label)
    assert time.perf_counter() - start < 0.25  # about 10 ms; the rest is for a busy machine
