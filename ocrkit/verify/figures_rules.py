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

from ocrkit.verify.figures_scope import Scope


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
    """One pattern of several; in them ~ stands for filler within a clause, @ for words that lead up to a count."""
    joined = "|".join(f"(?:{p})" for p in patterns)
    return re.compile(joined.replace("~", "[^,;:#]{0,16}?").replace("@", _LEAD_UP))


_LEAD_UP = (
    "(?:的|总|数量?|件数|条数|总[数量额]|条目|共计?|合计|总计|累计|分别|为|是|达到?|有|了|约|计|:|,共|,共计|,合计)*"
)
_GENERIC = "(?:了|各类|各项|各种|有关|相关|本级|本单位|本机关|共|共计|累计|全部)*"
_ITEMS = frozenset(["条", "件", "项", "篇", "份", "则", "条次", "件次"])
_CASES = frozenset(["件", "条", "份", "宗", "起", "次", "个", "项", "单", "例"])

_REQUEST = "(?:依申请公开|信息公开(?:的)?申请|公开申请|申请公开|公开(?:政府)?信息(?:的)?申请|政府信息申请)"
_RECEIVE = "(?:收到|受理|接收|新收|接到|收悉|登记)"
_ANSWER = "(?:答复|办结|办理完毕|办复|回复|办理|办毕)"
_ISSUE = "(?:制发|制定|出台|印发|发布|新制定|制作|颁布|下发)"
_HOLD = "(?:举办|开展|组织|召开|开办|进行|举行|安排|集中)"
_HOTLINE = "(?:12345|热线|便民(?:服务)?平台)"
_CASE = "(?:诉求件?|工单|来电|事项|投诉件?|咨询件?|信件|转办件|件|平台|热线)"
_HANDLE = "(?:处理|办理|受理|接收|收到|承办|办结|接办|接听|接到|处置|回应|转办)"
_FORM = "文字|图文|图片|图表|图解|视频|音频|动漫|漫画|专家|媒体|负责人|领导|问答|H5|数字化|访谈"
_PLATFORM = "微信|微博|公众号|新媒体|抖音|客户端|APP|公开栏|公告栏|电子屏|显示屏|公报|栏目|专栏"

THEMES = {
    Topic.APPLICATION: re.compile("依申请公开|信息公开申请"),
    Topic.DISCLOSURE: re.compile("主动公开|(?<!依申请)公开政府信息(?!的?申请)"),
    Topic.HOTLINE: re.compile(_HOTLINE),
}
"""What a sub-heading or a sentence before sets as the topic, until another does."""

NUMBER_RULES = (
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_received_this_year", "applications_answered_this_year")},
        _CASES,
        _any(rf"{_RECEIVE}(?:并|和|且)(?:按[期时])?{_ANSWER}~{_REQUEST}~#"),
        re.compile("复议|诉讼|结转"),
    ),
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_received_this_year",), Scope.ALL: ("applications_cumulative",)},
        _CASES,
        _any(
            rf"{_RECEIVE}~{_REQUEST}~#",
            rf"{_RECEIVE}{_GENERIC}#~{_REQUEST}",
            rf"{_REQUEST}~{_RECEIVE}@#",
            rf"{_REQUEST}(?:信息|事项|件)*=(?<=[数量共计为是达有])#",
        ),
        re.compile("复议|诉讼|结转|答复#|办结|网站|来电|咨询"),
    ),
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_answered_this_year",)},
        _CASES,
        _any(rf"{_ANSWER}~{_REQUEST}~#", rf"{_ANSWER}{_GENERIC}#~{_REQUEST}", rf"{_REQUEST}~{_ANSWER}@#"),
        re.compile(f"复议|诉讼|结转|未{_ANSWER}|不予|{_RECEIVE}"),
        part=True,
    ),
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_received_this_year",), Scope.ALL: ("applications_cumulative",)},
        _CASES,
        _any(rf"{_RECEIVE}(?:申请)?@#(?!~(?:复议|诉讼))", "历年累计@#"),
        re.compile("复议|诉讼|结转|来电|咨询|投诉|举报|建议"),
        within=Topic.APPLICATION,
    ),
    NumberRule(
        Topic.APPLICATION,
        {Scope.YEAR: ("applications_answered_this_year",)},
        _CASES,
        _any(rf"{_ANSWER}(?:申请)?@#"),
        re.compile(f"复议|诉讼|结转|(?:未|不予|尚待|待){_ANSWER}|予以公开|{_HOTLINE}"),
        part=True,
        within=Topic.APPLICATION,
    ),
    NumberRule(
        Topic.FEE,
        {Scope.YEAR: ("information_fees",)},
        frozenset({"元"}),
        _any(
            "信息处理费~#",
            "信息处理费[^;#]{0,24}收取@#",
            "(?:依申请|信息公开)[^;#]{0,24}(?:费用?|收费)~#",
            "#~信息处理费",
        ),
        re.compile("行政事业性|经费|预算"),
    ),
    NumberRule(
        Topic.HOTLINE,
        {Scope.YEAR: ("hotline_cases",)},
        _CASES - {"项"} | {"单"},
        _any(
            rf"{_HANDLE}[^;:#]{{0,12}}{_HOTLINE}[^,;:#]{{0,14}}{_CASE}@#",
            rf"{_HOTLINE}[^;:#]{{0,24}}{_HANDLE}[^,;:#]{{0,8}}#",
            rf"{_HOTLINE}[^,;:#]{{0,14}}(?:诉求件?|工单|来电|转办件){_LEAD_UP}#",
            rf"{_HANDLE}{_GENERIC}#~{_HOTLINE}",
            rf"{_HOTLINE}[^;:#]{{0,24}}{_HANDLE}{_GENERIC}#~{_CASE}",
        ),
        re.compile("满意|率|逾期|超期|退回"),
    ),
    NumberRule(
        Topic.INTERPRETATION,
        {Scope.YEAR: ("policy_interpretations",)},
        frozenset(["篇", "条", "件", "份", "次", "期", "则", "个", "项"]),
        _any(
            r"解读(?:材料|信息|稿件?|文章|文件|文稿|产品|作品|内容|文本|图解)*(?:发布|公开|刊发|制作)?@#",
            r"解读(?:重[要大]|相关|有关)?政策(?:性)?(?:文件)?@#",
            r"#(?:个|的|相关|有关|重要)*(?:政策|文件|图文|文字)*(?:的)?解读",
        ),
        re.compile(f"专栏|栏目|解读会|发布会|人次|(?:{_FORM})(?:式|类|版|化)?(?:政策)?解读"),
    ),
    NumberRule(
        Topic.TRAINING,
        {Scope.YEAR: ("training_sessions",)},
        frozenset(["次", "场", "期", "场次", "班次", "期次", "个", "轮"]),
        _any(r"(?:培训|轮训)(?:会议?|班|活动|课|讲座)*@#", rf"{_HOLD}{_GENERIC}#~培训"),
        re.compile("参加|参训|赴|选派|接受|外出|人次"),
    ),
    NumberRule(
        Topic.DOCUMENT,
        {Scope.YEAR: ("normative_documents_issued",)},
        frozenset(["件", "个", "份", "部", "项", "条", "篇"]),
        _any(
            rf"{_ISSUE}~规范性文件(?!类)(?:制发|发布)?@#",
            rf"{_ISSUE}{_GENERIC}#~规范性文件(?!类)",
            rf"规范性文件(?!类)(?:本年度?)?{_ISSUE}@#",
        ),
        re.compile("废止|清理|失效|修订|修改|审查|现行有效|解读|合法性|备案|征求意见"),
    ),
    NumberRule(
        Topic.DISCLOSURE,
        {Scope.YEAR: ("disclosed_this_year",), Scope.ALL: ("disclosed_cumulative",)},
        _ITEMS,
        _any(
            rf"主动(?:向社会)?公开{_GENERIC}(?:政府|政务)?(?:公开)?信息@#",
            rf"(?:公开|发布|公布){_GENERIC}政府(?:公开)?信息@#",
            r"主动公开@#(?!~(?:文件|公文))",
            rf"主动(?:向社会)?公开{_GENERIC}#{_GENERIC}(?:政府|政务)?信息",
            rf"(?:公开|发布|公布){_GENERIC}#{_GENERIC}政府信息",
            r"(?:政府)?信息主动公开@#",
            r"主动公开(?:的)?(?:政府|政务)?信息[^,;:#]{0,6}(?:总数|数量|总量|共计?|合计|总计)@#",
        ),
        re.compile(f"依申请|不予|不宜|(?:网站|{_PLATFORM})(?![^#]{{0,30}}等)"),
    ),
    NumberRule(
        Topic.DISCLOSURE,
        {Scope.YEAR: ("disclosed_this_year",), Scope.ALL: ("disclosed_cumulative",)},
        _ITEMS,
        _any("(?:主动|共|年度?|累计|已)公开@#", "历年累计@#"),
        re.compile(f"依申请|不予|不宜|网站|{_PLATFORM}"),
        within=Topic.DISCLOSURE,
    ),
    NumberRule(
        Topic.DISCLOSURE,
        {Scope.YEAR: ("disclosed_this_year",), Scope.ALL: ("disclosed_cumulative",)},
        _ITEMS,
        _any(
            rf"(?:公开|发布|公布|更新){_GENERIC}(?:政府|政务|工作|公开)?信息@#",
            rf"(?:公开|发布|公布){_GENERIC}#{_GENERIC}(?:政府|政务|公开)?信息",
            r"(?:共|共计|累计)(?:主动)?公开@#",
        ),
        re.compile(f"依申请|不予|不宜|(?:{_PLATFORM})(?![^#]{{0,30}}等)"),
        weak=True,
    ),
)

NONE_RULES = (
    NoneRule(
        Topic.APPLICATION,
        "applications_received_this_year",
        _any(
            rf"(?P<words>(?:未|没有|没|未曾|尚未|无)(?:收到|受理|接到|接收|新收|新增))~{_REQUEST}",
            rf"{_REQUEST}[^;:]{{0,8}}(?P<words2>(?:未|没有|没|未曾|尚未)(?:收到|受理|接到|接收|发生))",
            rf"(?:^|[,;]|年度?|[局镇乡委办处院站厅]|单位|机关|街道)(?P<words3>无|没有|零)(?:新收)?(?:政府)?{_REQUEST}",
            rf"(?P<words5>没有|无)[^,;]{{0,20}}(?:提出|提交)[^,;]{{0,10}}{_REQUEST}",
            rf"{_REQUEST}(?:信息|事项|件)*(?:的)?(?:总?数量?|件数)?(?:为|是)(?P<words4>零|无)",
        ),
        re.compile("复议|诉讼|投诉|举报|结转|逾期|异议"),
    ),
    NoneRule(
        Topic.FEE,
        "information_fees",
        _any(
            r"(?P<words>(?:未|没有|未曾)(?:向[^,;#]{1,10})?(?:收取|产生|发生))~(?:信息处理费|信息公开[^,;]{0,6}费用?)",
            r"信息处理费~(?P<words2>(?:未|没有|未曾)(?:收取|产生|发生))",
            r"(?:依申请公开|信息公开申请)[^;]{0,24}(?P<words3>(?:未|没有|未曾)收取)(?:任何)?费用",
        ),
        re.compile("逾期|缴纳"),
    ),
    NoneRule(
        Topic.DOCUMENT,
        "normative_documents_issued",
        _any(
            rf"(?P<words>(?:未|没有|未曾){_ISSUE})(?:行政)?规范性文件",
            r"(?P<words2>无新?制[发定])的?(?:行政)?规范性文件",
        ),
        re.compile("按|及时|程序|备案"),
    ),
)

CHANGE = re.compile(
    r"(?:增加|增长|减少|下降|上升|提高|提升|增幅|降幅|同比|环比|多|少|降低|增|减)(?:了|约|幅度?为|率为|数量?为)*$"
)
"""What stands right before a number that is a difference."""

VAGUE = re.compile(r"(?:约|近|超|超过|不少于|不低于|至少|逾|突破|将近|大约|以内|不超过)$")
"""What makes a number a rough one."""

PLANNED = re.compile(
    "(?:计划|拟)(?:于|在|再|将|全年|每年)*(?:举办|开展|组织|公开|发布|制定|出台|培训|安排|新增)"
    "|争取|力争|目标|下一步|明年|下年度?将|要求各|每[年月周季日]|原则上|预计"
)
"""What makes a clause speak of something else than what was done."""

PARTS = re.compile("其中|分别为|分别是|包括|具体为|具体是|按类别")
"""What opens a list of parts."""

PART_LABEL = re.compile(
    r"^(?:[,;:、和及与()“”\"]|以及|其中|包括|分别为|分别是|具体为|具体是|含|按类别分|通过|来自|经|由|主动公开|公开|发布|处理|办理|受理|涉及|属于|有)+"
)
"""What is taken off the front of a part's label."""

CATEGORY = re.compile(r"类(?:别)?(?:的)?(?:政府|政务)?(?:信息|文件|事项)?$")
"""How the label of a category ends."""

NOT_A_CATEGORY = re.compile(
    f"网站|平台|{_PLATFORM}|申请|办结|诉求|工单|复议|诉讼|{_RECEIVE}|媒体|次数|(?:培训|解读|会议|提案|建议|答复|咨询)(?!.*类)"
)
"""Words that a category of disclosed information does not have; parts by channel are no categories."""

NOT_A_CHANNEL = re.compile(
    "咨询|投诉|举报|求助|建议|表扬|办结|满意|已办|回复|答复|按时|逾期|类$|退回|率|结转|有效|无效|重复"
)
"""Words that a channel of the hotline does not have: parts by kind or outcome are no channels."""

SHARE = re.compile(r"^[,、(]?(?:约|各)?(?:占比?|所占比例|占总|比例)[^;。]{0,14}$")
"""What stands between an item's number and its percentage."""
