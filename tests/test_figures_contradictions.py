"""Contradictions are found where both readings cannot be right, and nowhere else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ocrkit.figures import read_figures
from ocrkit.profiles import annual_report
from ocrkit.types.finding_codes import FindingCode
from ocrkit.types.report import Cell, Figure, FormTable, Section
from ocrkit.verify.contradictions import contradictions

PROFILE = annual_report()


def _messages(text: str, received: int | None = None) -> list[str]:
    section = Section(key="overview", heading="一、总体情况", paragraphs=tuple(text.split("\n")))
    forms = {}
    if received is not None:
        total = Cell(value=Decimal(received), text=str(received), kind="number")
        forms["requests"] = FormTable(edition="2021", cells={"new_received": {"total": total}})
    return [
        finding.message for finding in contradictions(read_figures([section], PROFILE, 2022), forms, PROFILE.checks)
    ]


CONSISTENT = {
    "some categories": "2022年主动公开政府信息1540条，其中机构职能类信息154条，政策、规范性文件类信息385条。",
    "all categories": "2022年主动公开政府信息40条，其中机构职能类10条，占25%；政策类10条，占25%；其他类20条，占50%。",
    "rounded shares": "2022年主动公开政府信息3条，其中甲类1条，占33.3%；乙类1条，占33.3%；其他类1条，占33.3%。",
    "shares cut off": "2022年主动公开政府信息7条，其中甲类信息2条，占28%；乙类信息2条，占28%；其他类信息3条，占42%。",
    "this year and all years": "本年主动公开政府信息40条，历年累计主动公开政府信息940条。",
    "as many this year as ever": "本年收到政府信息公开申请20件，历年累计受理政府信息公开申请20件。",
    "parts of parts": "全年主动公开政府信息20条，其中政策文件类12条（其中规范性文件3条），其他类8条。",
    "several trainings": "全年举办业务培训2次。另外组织新任人员培训1次。",
    "received, answered": "2022年收到政府信息公开申请15件，办结13件，结转2件。",
    "channels": "办理12345热线诉求60件，其中网络渠道20件，电话渠道40件。",
    "same number twice": "2022年主动公开政府信息40条。以上40条为全年主动公开政府信息40条的全部。",
    "nothing": "2022年，本镇未收到政府信息公开申请。",
}


@pytest.mark.parametrize("text", CONSISTENT.values(), ids=CONSISTENT)
def test_consistent_narratives_give_no_finding(text: str) -> None:
    assert _messages(text) == []


CONTRADICTORY = {
    "two values": (
        "历年累计受理政府信息公开申请206件。本年未收到政府信息公开申请，历年累计受理依申请公开信息12件。",
        ["applications_cumulative given as 206 and as 12"],
    ),
    "categories above the total": (
        "2022年主动公开政府信息4条，其中机构职能类信息3条，政策类信息2条。",
        ["disclosed_by_category adds up to 5, disclosed_this_year is 4"],
    ),
    "complete categories below the total": (
        "2022年主动公开政府信息9条，其中机构职能类信息3条，其他类信息2条。",
        ["disclosed_by_category adds up to 5, disclosed_this_year is 9"],
    ),
    "shares above the whole": (
        "2022年主动公开政府信息8条，其中甲类信息4条，占50%；乙类信息2条，占25%；其他类信息2条，占50%。",
        ["category percentages add up to 125", "其他类信息 is 2 of 8, given as 50%"],
    ),
    "shares above the whole by more than rounding takes those of a known total": (
        "2022年主动公开政府信息10条，其中甲类信息8条，占80%；其他类信息2条，占22%。",
        ["category percentages add up to 102", "其他类信息 is 2 of 10, given as 22%"],
    ),
    "a wrong share": (
        "2022年主动公开政府信息10条，其中甲类信息2条，占30%。",
        ["甲类信息 is 2 of 10, given as 30%"],
    ),
    "more this year than ever": (
        "本年收到政府信息公开申请50件，历年累计受理政府信息公开申请20件。",
        ["applications_received_this_year is 50, more than applications_cumulative, 20"],
    ),
    "channels above the total": (
        "办理12345热线诉求60件，其中网络渠道30件，电话渠道40件。",
        ["hotline_cases_by_channel adds up to 70, hotline_cases is 60"],
    ),
}


@pytest.mark.parametrize(("text", "messages"), CONTRADICTORY.values(), ids=CONTRADICTORY)
def test_contradictions_are_named(text: str, messages: list[str]) -> None:
    assert _messages(text) == messages


@pytest.mark.parametrize(
    ("shares", "complete"),
    [
        (("50", "50"), True),
        (("49", "49"), True),
        (("49", "48"), False),
        (("51", "50"), True),
        (("51", "51"), False),
        (("49.9", "50.0"), True),
        (("49.8", "49.9"), False),
        (("50", None), False),
    ],
)
def test_shares_that_make_a_whole_as_far_as_they_are_printed_say_that_all_parts_are_named(
    shares: tuple[str | None, ...], complete: bool
) -> None:
    parts = [
        Figure(
            key="disclosed_by_category", value=Decimal(5), label="甲", percent=share and Decimal(share), sentence=""
        )
        for share in shares
    ]
    total = Figure(key="disclosed_this_year", value=Decimal(20), sentence="")
    codes = [finding.code for finding in contradictions([*parts, total], {}, PROFILE.checks)]
    assert (FindingCode.PARTS_DIFFER in codes) is complete


def test_text_against_table() -> None:
    text = "2022年收到政府信息公开申请15件。"
    assert _messages(text, received=15) == []
    assert _messages(text, received=16) == [
        "applications_received_this_year is 15, requests.new_received.total is 16"
    ]


def test_a_blank_in_the_table_contradicts_nothing() -> None:
    section = Section(key="overview", heading="", paragraphs=("2022年收到政府信息公开申请15件。",))
    table = FormTable(edition="2021", cells={"new_received": {"total": Cell(value=None, text="", kind="blank")}})
    assert contradictions(read_figures([section], PROFILE, 2022), {"requests": table}, PROFILE.checks) == ()
