"""The words of the narrative: synonyms that rules are made of, and what surrounds a number.

Synonyms are parts of regular expressions; what surrounds a number is compiled.
"""

from __future__ import annotations

import re

LEAD_UP = (
    "(?:的|总|数量?|件数|条数|总[数量额]|条目|共计?|合计|总计|累计|分别|为|是|达到?|有|了|约|计|:|,共|,共计|,合计)*"
)
TIME = r"(?:^|[,;:(])(?:其中)?(?:本年度?|今年|当年|20\d\d年度?|历年累计)"
GENERIC = "(?:了|的|各类|各项|各种|有关|相关|本级|本单位|本机关|共|共计|累计|全部)*"
ITEMS = frozenset(["条", "件", "项", "篇", "份", "则", "条次", "件次"])
PUBLICATIONS = frozenset(["篇", "条", "件", "份", "次", "期", "则", "个", "项"])
CASES = frozenset(["件", "条", "份", "宗", "起", "次", "个", "项", "单", "例"])

REQUEST = "(?:依申请公开|信息公开(?:的)?申请|公开申请|申请公开|公开(?:政府)?信息(?:的)?申请|政府信息申请)"
RECEIVE = "(?:收到|受理|接收|新收|接到|收悉|登记)"
ANSWER = "(?:答复|办结|办理完毕|办复|回复|办理|办毕)"
ISSUE = "(?:制发|制定|出台|印发|发布|新制定|制作|颁布|下发)"
HOLD = "(?:举办|开展|组织|召开|开办|进行|举行|安排|集中)"
HOTLINE = "(?:12345|热线|便民(?:服务)?平台)"
CASE = "(?:诉求件?|工单|来电|事项|投诉件?|咨询件?|信件|转办件|件|平台|热线)"
HANDLE = "(?:处理|办理|受理|接收|收到|承办|办结|接办|接听|接到|处置|回应|转办)"
FORM = "文字|图文|图片|图表|图解|视频|音频|动漫|漫画|专家|媒体|负责人|领导|问答|H5|数字化|访谈"
PLATFORM = "微信|微博|公众号|新媒体|抖音|客户端|APP|公开栏|公告栏|电子屏|显示屏|公报|栏目|专栏"

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

CLASSES = re.compile("(?:类别|类型|分类)(?:如下|为|看|统计|划?分|情况|:)|公开的(?:政府)?信息中")
"""What opens a list of categories, even in a paragraph of its own."""

PARTS = re.compile(f"其中|分别为|分别是|包括|具体为|具体是|{CLASSES.pattern}")
"""What opens a list of parts."""

DONE = re.compile(f"{HOLD}|{ISSUE}|{RECEIVE}|{ANSWER}|{HANDLE}|收取|发布|推出|编发|编制|配发")
"""What is said of something done: after a list of parts it opens another matter."""

PART_LABEL = re.compile(
    r"^(?:[,;:、和及与()“”\"]|以及|其中|包括|分别为|分别是|具体为|具体是|含|按类别分|通过|来自|经|由|主动公开|公开|发布|处理|办理|受理|涉及|属于|有)+"
)
"""What is taken off the front of a part's label."""

LABEL_END = re.compile("(?:办理|处理|转来)?(?:共计?|合计|数量?为|为|有|达)?$")
"""What is taken off its end."""

THROUGH = re.compile("通过|来自|经|由")
THROUGH_END = re.compile("(?:办理|处理|转来|转办|受理|接收|收到|反映|提交)?(?:共计?|合计|数量?为|为|有|达)?$")
"""The same for a channel that something came through."""

CATEGORY = re.compile(r"类(?:别)?(?:的)?(?:政府|政务)?(?:信息|文件|事项)?$")
"""How the label of a category ends."""

NOT_A_CATEGORY = re.compile(
    f"网站|平台|{PLATFORM}|申请|办结|诉求|工单|复议|诉讼|{RECEIVE}|媒体|次数|(?:培训|解读|会议|提案|建议|答复|咨询)(?!.*类)"
)
"""Words that a category of disclosed information does not have; parts by channel are no categories."""

NOT_A_CHANNEL = re.compile(
    "咨询|投诉|举报|求助|建议|表扬|办结|满意|已办|回复|答复|按时|逾期|类$|退回|率|结转|有效|无效|重复"
)
"""Words that a channel of the hotline does not have: parts by kind or outcome are no channels."""

BY_CHANNEL = re.compile(rf"(?:网站|{PLATFORM})[^,;]{{0,16}}\d[^;]{{0,24}}(?:网站|{PLATFORM})[^,;]{{0,16}}\d")
"""Counts of one channel after the other: none of them is the total."""

SHARE = re.compile(r"^[,、(]?(?:约|各)?(?:占比?|所占比例|占总|比例)[^;。]{0,14}$")
"""What stands between an item's number and its percentage."""
