"""How reports word their figures, as a table: to read another wording, add a row or a pattern here.

A pattern is matched against a window of plain text: what stands between the number before and this one, ``#``
for the number with its unit, and the rest of the clause after it. The window of a statement without a number
(未收到…申请) is its clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from ocrkit.figures import words
from ocrkit.figures.scope import Scope


class Topic(Enum):
    """What a sentence speaks of; numbers without words of their own go on with it."""

    DISCLOSURE = "disclosure"
    APPLICATION = "application"
    DOCUMENT = "document"
    INTERPRETATION = "interpretation"
    TRAINING = "training"
    HOTLINE = "hotline"
    FEE = "fee"


@dataclass(frozen=True)
class NumberRule:
    """A number with one of ``units`` whose window has one of ``says`` and none of ``veto`` is the figure, or
    the figures, ``keys[scope]``.

    ``part``: it may come after 其中. ``within``: only where the sentence, or else its paragraph or the sub-heading
    above, is on that topic already. ``weak``: used where no other wording gives the figure, and only if the weak
    ones agree.
    """

    topic: Topic
    keys: Mapping[Scope, tuple[str, ...]]
    units: frozenset[str]
    says: re.Pattern[str]
    veto: re.Pattern[str] | None = None
    part: bool = False
    within: Topic | None = None
    weak: bool = False


@dataclass(frozen=True)
class NoneRule:
    """A clause that says in words that there was none; group ``words`` is what says so."""

    topic: Topic
    key: str
    says: re.Pattern[str]
    veto: re.Pattern[str]


def _any(*patterns: str) -> re.Pattern[str]:
    """One pattern of several.

    In them <NAME> stands for that entry of ``words``, ~ for filler within a clause and @ for words
    that lead up to a count.
    """
    joined = "|".join(f"(?:{p})" for p in patterns)
    filled = re.sub("<([A-Z_]{2,})>", lambda name: getattr(words, name.group(1)), joined)
    return re.compile(filled.replace("~", "[^,;:#]{0,16}?").replace("@", words.LEAD_UP))


THEMES = {
    Topic.APPLICATION: re.compile("依申请公开|信息公开申请"),
    Topic.DISCLOSURE: re.compile("主动公开|(?<!依申请)公开政府信息(?!的?申请)"),
    Topic.HOTLINE: re.compile(words.HOTLINE),
}
"""What a sub-heading or a sentence before sets as the topic, until another does."""

NUMBER_RULES = (
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_received_this_year", "applications_answered_this_year")},
        words.CASES,
        _any("<RECEIVE>(?:并|和|且)(?:按[期时])?<ANSWER>~<REQUEST>~#"),
        _any("复议|诉讼|结转"),
    ),
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_received_this_year",), Scope.ALL: ("applications_cumulative",)},
        words.CASES,
        _any(
            "<RECEIVE>~<REQUEST>~@#",
            "(?:^|[,;:共年度])(?:收到|受理|新收|接收)申请@#",
            "<RECEIVE><GENERIC>#~<REQUEST>",
            "<REQUEST>~<RECEIVE>@#",
            "<REQUEST>(?:信息|事项|件)*的?(?:总数|数量|件数|总量)@#",
        ),
        _any("复议|诉讼|结转|答复#|办结|网站|来电|咨询"),
    ),
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_answered_this_year",)},
        words.CASES,
        _any(
            "<ANSWER>~<REQUEST>~#",
            "<ANSWER><GENERIC>#~<REQUEST>",
            "<REQUEST>~<ANSWER>@#",
        ),
        _any("复议|诉讼|结转|未<ANSWER>|不予|<RECEIVE>"),
        part=True,
    ),
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_received_this_year",), Scope.ALL: ("applications_cumulative",)},
        words.CASES,
        _any("<RECEIVE>(?:申请)?@#(?!~(?:复议|诉讼))", "<TIME>(?:<RECEIVE>)?@#"),
        _any("复议|诉讼|结转|来电|咨询|投诉|举报|建议"),
        within=Topic.APPLICATION,
    ),
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_answered_this_year",)},
        words.CASES,
        _any("<ANSWER>(?:申请)?@#"),
        _any("复议|诉讼|结转|(?:未|不予|尚待|待)<ANSWER>|予以公开|<HOTLINE>"),
        part=True,
        within=Topic.APPLICATION,
    ),
    NumberRule(
        Topic.FEE,
        {Scope.YEAR: ("information_fees",)},
        frozenset({"元"}),
        _any(
            "信息处理费~#",
            "信息处理费[^;#]{0,24}(?:收取|共计?|合计|总计|金额|总额)@#",
            "(?:依申请|信息公开)[^;#]{0,24}(?:费用?|收费)~#",
            "#~信息处理费",
        ),
        _any("行政事业性|经费|预算"),
    ),
    NumberRule(
        Topic.HOTLINE,
        {Scope.YEAR: ("hotline_cases",)},
        words.CASES - {"项"} | {"单"},
        _any(
            "<HANDLE>[^;:#]{0,12}<HOTLINE>[^,;:#]{0,14}<CASE>@#",
            "<HOTLINE>[^;#]{0,24}<HANDLE>[^,;:#]{0,8}#",
            "<HOTLINE>[^,;:#]{0,14}(?:诉求件?|工单|来电|转办件)<LEAD_UP>#",
            "<HANDLE><GENERIC>#~<HOTLINE>",
            "<HOTLINE>[^;:#]{0,24}<HANDLE><GENERIC>#~<CASE>",
        ),
        _any("满意|率|逾期|超期|退回"),
    ),
    NumberRule(
        Topic.INTERPRETATION,
        {Scope.YEAR: ("policy_interpretations",)},
        words.PUBLICATIONS,
        _any(
            "解读(?:材料|信息|稿件?|文章|文件|文稿|产品|作品|内容|文本|图解)*(?:发布|公开|刊发|制作)?@#",
            "解读(?:重[要大]|相关|有关)?政策(?:性)?(?:文件)?@#",
            "#(?:个|的|相关|有关|重要)*(?:政策|文件|图文|文字)*(?:的)?解读",
        ),
        _any("专栏|栏目|解读会|发布会|人次|(?:<FORM>)(?:式|类|版|化)?(?:政策)?解读"),
    ),
    NumberRule(
        Topic.INTERPRETATION,
        {Scope.YEAR: ("policy_interpretations",)},
        words.PUBLICATIONS,
        _any("(?:<FORM>)(?:式|类|版|化)?(?:政策)?解读(?:材料|稿件?|作品|产品)?@#"),
        _any("专栏|栏目|解读会|发布会|人次"),
        weak=True,
    ),
    NumberRule(
        Topic.TRAINING,
        {Scope.YEAR: ("training_sessions",)},
        frozenset(["次", "场", "期", "场次", "班次", "期次", "个", "轮"]),
        _any(
            "(?:培训|轮训)(?:会议?|班|活动|课|讲座)*@#",
            "<HOLD><GENERIC>#~培训",
            "培训(?:会议?|班|活动)?(?:全年|共)*<HOLD>@#",
        ),
        _any("参加|赴|选派|接受|外出|人次"),
    ),
    NumberRule(
        Topic.DOCUMENT,
        {Scope.YEAR: ("normative_documents_issued",)},
        frozenset(["件", "个", "份", "部", "项", "条", "篇"]),
        _any(
            "<ISSUE>~规范性文件(?!类)(?:制发|发布)?@#",
            "<ISSUE>的?<GENERIC>#~规范性文件(?!类)",
            "规范性文件(?!类)(?:本年度?)?<ISSUE>@#",
        ),
        _any("废止|清理|失效|修订|修改|审查|现行有效|解读|合法性|备案|征求意见"),
    ),
    NumberRule(
        Topic.DISCLOSURE,
        {Scope.YEAR: ("disclosed_this_year",), Scope.ALL: ("disclosed_cumulative",)},
        words.ITEMS,
        _any(
            "主动(?:向社会)?公开<GENERIC>(?:政府|政务)?(?:公开)?信息@#",
            "(?:公开|发布|公布)<GENERIC>政府(?:公开)?信息@#",
            "主动公开@#(?!~(?:文件|公文))",
            "主动(?:向社会)?公开<GENERIC>#<GENERIC>(?:政府|政务)?信息",
            "(?:公开|发布|公布)<GENERIC>#<GENERIC>政府信息",
            "(?:政府)?信息主动公开@#",
            "主动公开(?:的)?(?:政府|政务)?信息[^,;:#]{0,6}(?:总数|数量|总量|共计?|合计|总计)@#",
        ),
        _any("依申请|不予|不宜|(?:网站|<PLATFORM>)(?![^#]{0,30}等)"),
    ),
    NumberRule(
        Topic.DISCLOSURE,
        {Scope.YEAR: ("disclosed_this_year",), Scope.ALL: ("disclosed_cumulative",)},
        words.ITEMS,
        _any("(?:主动|共|年度?|累计|已)公开@#", "<TIME>(?:主动公开|公开|发布|公布)?@#"),
        _any("依申请|不予|不宜|网站|<PLATFORM>"),
        within=Topic.DISCLOSURE,
    ),
    NumberRule(
        Topic.DISCLOSURE,
        {Scope.YEAR: ("disclosed_this_year",), Scope.ALL: ("disclosed_cumulative",)},
        words.ITEMS,
        _any(
            "(?:公开|发布|公布|更新)<GENERIC>(?:政府|政务|工作|公开)?信息@#",
            "(?:公开|发布|公布)<GENERIC>#<GENERIC>(?:政府|政务|公开)?信息",
            "(?:共|共计|累计)(?:主动)?公开@#",
        ),
        _any("依申请|不予|不宜|(?:<PLATFORM>)(?![^#]{0,30}等)"),
        weak=True,
    ),
)

NONE_RULES = (
    NoneRule(
        Topic.APPLICATION,
        "applications_received_this_year",
        _any(
            "(?P<words>(?:未|没有|没|未曾|尚未|无)(?:收到|受理|接到|接收|新收|新增|发生))~<REQUEST>",
            "<REQUEST>[^;:]{0,8}(?P<words2>(?:未|没有|没|未曾|尚未)(?:收到|受理|接到|接收|发生))",
            "(?:^|[,;]|年度?|[局镇乡委办处院站厅]|单位|机关|街道)(?P<words3>无|没有|零)(?:新收)?(?:政府)?<REQUEST>",
            "(?P<words5>没有|无)[^,;]{0,20}(?:提出|提交)[^,;]{0,10}<REQUEST>",
            "<REQUEST>(?:信息|事项|件)*(?:的)?(?:总?数量?|件数)?(?:为|是)(?P<words4>零|无)",
        ),
        _any("复议|诉讼|投诉|举报|结转|逾期|异议"),
    ),
    NoneRule(
        Topic.FEE,
        "information_fees",
        _any(
            "(?P<words>(?:未|没有|未曾)(?:向[^,;#]{1,10})?(?:收取|产生|发生))~(?:信息处理费|信息公开[^,;]{0,6}费用?)",
            "信息处理费~(?P<words2>(?:未|没有|未曾)(?:收取|产生|发生))",
            "(?:依申请公开|信息公开申请)[^;]{0,24}(?P<words3>(?:未|没有|未曾)收取)(?:任何)?费用",
        ),
        _any("逾期|缴纳"),
    ),
    NoneRule(
        Topic.DOCUMENT,
        "normative_documents_issued",
        _any(
            "(?P<words>(?:未|没有|未曾)<ISSUE>)(?:行政)?规范性文件",
            "(?P<words2>无新?制[发定])的?(?:行政)?规范性文件",
        ),
        _any("按|及时|程序|备案"),
    ),
)
