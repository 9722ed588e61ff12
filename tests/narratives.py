"""Narratives of a report of 2022 in many wordings, and the figures that each gives."""

from __future__ import annotations

from dataclasses import dataclass

DISCLOSED, DISCLOSED_ALL = "disclosed_this_year", "disclosed_cumulative"
CATEGORY = "disclosed_by_category"
RECEIVED, ANSWERED, RECEIVED_ALL = (
    "applications_received_this_year",
    "applications_answered_this_year",
    "applications_cumulative",
)
ISSUED, INTERPRETED, TRAINED = "normative_documents_issued", "policy_interpretations", "training_sessions"
HOTLINE, CHANNEL, FEES = "hotline_cases", "hotline_cases_by_channel", "information_fees"

Given = tuple[str, str | None, str, str | None, str | None]  # key, label, value, percent, printed


@dataclass(frozen=True)
class Narrative:
    """What a report of 2022 prints, paragraph by paragraph, and the figures in it."""

    name: str
    paragraphs: tuple[str, ...]
    figures: frozenset[Given]


def says(name: str, text: str, *figures: tuple[str, ...]) -> Narrative:
    """A narrative; a figure is (key, value), and for parts (key, value, label[, percent])."""
    given = {
        (key, rest[0] if rest else None, value, rest[1] if len(rest) > 1 else None, None)
        for key, value, *rest in figures
    }
    return Narrative(name, tuple(text.split("\n")), frozenset(given))


def in_words(narrative: Narrative, *figures: tuple[str, str, str]) -> Narrative:
    """The narrative with further figures that it gives in words: (key, value, words)."""
    more = {(key, None, value, None, words) for key, value, words in figures}
    return Narrative(narrative.name, narrative.paragraphs, narrative.figures | more)


NARRATIVES = [
    says(
        "year and sum",
        "2022年，我局通过门户网站等渠道累计主动公开政府信息356条。开局以来，公开质量稳步提高。",
        (DISCLOSED, "356"),
    ),
    says(
        "both times",
        "全年主动公开政府信息218条，截至2022年底累计公开政府信息12,406条。",
        (DISCLOSED, "218"),
        (DISCLOSED_ALL, "12406"),
    ),
    says(
        "until a date",
        "截至2022年12月31日，本单位历年累计主动公开政府信息３０２１条，其中2022年主动公开政府信息88条。",
        (DISCLOSED_ALL, "3021"),
        (DISCLOSED, "88"),
    ),
    says("number first", "本年度主动公开各类政府信息共计1,540条。", (DISCLOSED, "1540")),
    says("verb, number, noun", "今年以来，全县各单位主动公开了4216条政府信息。", (DISCLOSED, "4216")),
    says("ten thousands", "2022年全市主动公开政府信息1.2万条。", (DISCLOSED, "12000")),
    says(
        "categories with shares",
        "2022年度主动公开政府信息40条。其中，机构职能类信息10条，占25%；政策、规范性文件类信息10条，占25%；"
        "其他类别信息20条，占50%。",
        (DISCLOSED, "40"),
        (CATEGORY, "10", "机构职能类信息", "25"),
        (CATEGORY, "10", "政策、规范性文件类信息", "25"),
        (CATEGORY, "20", "其他类别信息", "50"),
    ),
    says(
        "categories in brackets, plain labels",
        "全年主动公开政府信息60条，其中：概况信息8条（占13.3%）、规划计划12条（占20%）、人事任免40条（占66.7%）。",
        (DISCLOSED, "60"),
        (CATEGORY, "8", "概况信息", "13.3"),
        (CATEGORY, "12", "规划计划", "20"),
        (CATEGORY, "40", "人事任免", "66.7"),
    ),
    says(
        "categories of a class each",
        "2022年公开政府信息97条，包括财政预决算类5条、重大项目类12条、安全生产、应急管理类80条。",
        (DISCLOSED, "97"),
        (CATEGORY, "5", "财政预决算类"),
        (CATEGORY, "12", "重大项目类"),
        (CATEGORY, "80", "安全生产、应急管理类"),
    ),
    says(
        "growth",
        "2022年主动公开政府信息412条，较上年增长12%，比2021年增加45条。",
        (DISCLOSED, "412"),
    ),
    says("last year beside this year", "上年公开政府信息300条，本年公开政府信息356条。", (DISCLOSED, "356")),
    says("another year by number", "2021年主动公开政府信息300条，2022年主动公开政府信息356条。", (DISCLOSED, "356")),
    says("part of the year", "上半年主动公开政府信息120条。", *()),
    says("rough number", "全年主动公开政府信息300余条，发布各类信息近500条。", *()),
    says(
        "channels are not totals",
        "全年主动公开政府信息500条，其中通过政府网站公开300条，政务微信公众号发布信息150条，公开栏公示50条。",
        (DISCLOSED, "500"),
    ),
    says("on the website", "2022年，我区在政府网站平台主动公开政府信息1136条。", (DISCLOSED, "1136")),
    says(
        "received and answered",
        "2022年共收到政府信息公开申请15件，上年结转2件，全年办结16件，结转下年度1件。",
        (RECEIVED, "15"),
        (ANSWERED, "16"),
    ),
    says(
        "new received",
        "本年新收依申请公开政府信息申请23件，同比增加3件，按时答复22件，答复率100%。",
        (RECEIVED, "23"),
        (ANSWERED, "22"),
    ),
    says(
        "kinds of applicants and channels",
        "全年受理政府信息公开申请12件，其中自然人申请10件、法人申请2件；通过网络申请7件，信函申请5件。",
        (RECEIVED, "12"),
    ),
    says(
        "outcomes",
        "2022年，我单位收到公开申请6件，其中予以公开3件，部分公开1件，不予公开2件。",
        (RECEIVED, "6"),
    ),
    says(
        "all years",
        "2022年收到依申请公开申请3件。自《中华人民共和国政府信息公开条例》施行以来，累计受理政府信息公开申请87件。",
        (RECEIVED, "3"),
        (RECEIVED_ALL, "87"),
    ),
    says("number before the noun", "本年度共收到9件政府信息公开申请，均已按期办理。", (RECEIVED, "9")),
    in_words(says("not received", "2022年，本镇未收到政府信息公开申请。"), (RECEIVED, "0", "未收到")),
    in_words(
        says("no one applied", "2022年度，没有收到公民、法人或其他组织的政府信息公开申请。"),
        (RECEIVED, "0", "没有收到"),
    ),
    in_words(
        says(
            "not accepted, all years",
            "今年我街道未受理依申请公开事项。历年累计受理依申请公开14件。",
            (RECEIVED_ALL, "14"),
        ),
        (RECEIVED, "0", "未受理"),
    ),
    says("zero in figures", "本年度共受理依申请公开信息申请0件，答复0件。", (RECEIVED, "0"), (ANSWERED, "0")),
    in_words(says("in Chinese numerals", "全年收到政府信息公开申请三十二件。"), (RECEIVED, "32", "三十二")),
    says("review and lawsuits", "2022年因政府信息公开被申请行政复议2件，提起行政诉讼1件，未收到行政复议申请。", *()),
    says("no complaints", "本年度未收到涉及政府信息公开申请的投诉举报，无因申请公开引发的行政诉讼。", *()),
    says(
        "documents and interpretations",
        "全年制发行政规范性文件3件，发布政策解读材料12篇，其中图文解读8篇、视频解读4篇。",
        (ISSUED, "3"),
        (INTERPRETED, "12"),
    ),
    says("documents, number first", "2022年出台5件规范性文件，清理规范性文件20件，废止4件。", (ISSUED, "5")),
    in_words(says("no documents", "本年度未制发行政规范性文件。"), (ISSUED, "0", "未制发")),
    says(
        "interpretation afterwards", "公开政府常务会议7期，解读信息发布7条，组织新闻发布会2场。", (INTERPRETED, "7")
    ),
    says("interpretation, number first", "全年推出6个政策解读，解读率100%。", (INTERPRETED, "6")),
    says(
        "training",
        "全年举办政务公开业务培训3次，培训120人次，参加上级培训2次。",
        (TRAINED, "3"),
    ),
    says("training, number first", "2022年组织开展2场专题培训，参训人员85人。", (TRAINED, "2")),
    in_words(says("training in words", "召开工作推进会两次，举办信息公开培训班四期。"), (TRAINED, "4", "四")),
    says(
        "hotline with channels",
        "2022年共办理12345政务服务便民热线诉求1,230件，其中网络渠道430件，电话渠道800件，办结率100%，满意率99.2%。",
        (HOTLINE, "1230"),
        (CHANNEL, "430", "网络渠道"),
        (CHANNEL, "800", "电话渠道"),
    ),
    says("hotline, number first", "全年受理12345热线工单58件，按时办结58件。", (HOTLINE, "58")),
    says(
        "hotline, kinds are not channels",
        "2022年办理12345平台诉求60件，其中咨询类20件，投诉类40件。",
        (HOTLINE, "60"),
    ),
    says(
        "telephone, post code and articles",
        "联系电话0598-2262345，邮编353300，依据《条例》第20条、第50条编制，每年1月31日前公布。",
    ),
    says("fees", "2022年，我单位收取政府信息公开信息处理费0元。", (FEES, "0")),
    says("fees in ten thousands", "全年共收取信息处理费1.25万元。", (FEES, "12500")),
    in_words(
        says("no fees", "落实《政府信息公开信息处理费管理办法》，本年度未收取信息处理费。"), (FEES, "0", "未收取")
    ),
    says("other fees", "本年行政事业性收费2.74万元，政务公开工作经费5万元。"),
    says("plans", "下一步计划举办培训4次，力争全年公开政府信息500条。"),
    says("websites and visits", "管理政府网站1个、政务新媒体3个，网站总访问量达12345次，新开设专栏2个。"),
    says("each quarter", "每季度开展一次培训，每年举办培训2次，坚持一次性告知、三审三校。"),
    says("proposals", "公开人大建议和政协提案办理结果36件，回复网民留言112条。"),
    says(
        "two paragraphs",
        "（一）主动公开\n2022年，全局主动公开政府信息76条，开展培训1次。\n（二）依申请公开\n收到政府信息公开申请2件，答复2件。",
        (DISCLOSED, "76"),
        (TRAINED, "1"),
        (RECEIVED, "2"),
        (ANSWERED, "2"),
    ),
    says("generic wording", "2022年，我局共发布政务信息134条。", (DISCLOSED, "134")),
    says("generic wording that disagrees", "官网发布信息134条，全年更新信息200条。"),
    says(
        "contradiction kept",
        "2022年主动公开政府信息40条。全年共主动公开政府信息42条。",
        (DISCLOSED, "40"),
        (DISCLOSED, "42"),
    ),
]

NARRATIVES += [
    says(
        "many channels, one total",
        "2022年，通过政府网站、公告栏、微信公众号等渠道主动公开政府信息500条，其中微信公众号120条。",
        (DISCLOSED, "500"),
    ),
    says("from January to December", "2022年1月1日至12月31日，我局主动公开政府信息45条。", (DISCLOSED, "45")),
    says("until the day, this year", "截至2022年12月31日，本年度累计主动公开政府信息212条。", (DISCLOSED, "212")),
    says("until the day, unclear", "2022年，截至12月底，全局累计公开政府信息212条。"),
    says(
        "topic set by the sentence before",
        "依申请公开方面。全年共收到申请5件，答复4件。",
        (RECEIVED, "5"),
        (ANSWERED, "4"),
    ),
    says(
        "topic set by the sub-heading",
        "（三）依申请公开工作\n全年共受理7件，结转1件。\n（四）平台建设\n全年共受理9件。",
        (RECEIVED, "7"),
    ),
    in_words(says("nobody", "2022年，没有公民、法人和其他组织向我局提出政府信息公开申请。"), (RECEIVED, "0", "没有")),
    in_words(says("nothing asked of anyone", "全年未向申请人收取信息处理费。"), (FEES, "0", "未向申请人收取")),
    says("interpretations by form", "发布文字解读12篇，图文解读8篇，视频解读2个。"),
    says(
        "with the year before in brackets",
        "本年度新收政府信息公开申请41件（上年结转1件），其中自然人39件、法人2件；已答复40件。",
        (RECEIVED, "41"),
        (ANSWERED, "40"),
    ),
    says(
        "categories in the next sentence",
        "2022年主动公开政府信息186条。其中，政策文件12条，工作动态98条，财政资金信息8条，其他68条。",
        (DISCLOSED, "186"),
        (CATEGORY, "12", "政策文件"),
        (CATEGORY, "98", "工作动态"),
        (CATEGORY, "8", "财政资金信息"),
        (CATEGORY, "68", "其他"),
    ),
    says(
        "several figures in a row",
        "全年主动公开政府信息820条，制发规范性文件2件，开展政策解读6篇，组织业务培训4场次，收到公开申请3件。",
        (DISCLOSED, "820"),
        (ISSUED, "2"),
        (INTERPRETED, "6"),
        (TRAINED, "4"),
        (RECEIVED, "3"),
    ),
    says(
        "channels in a sentence of their own",
        "2022年处理12345便民服务平台诉求件124件。其中，e三明24件，电话转办100件。",
        (HOTLINE, "124"),
        (CHANNEL, "24", "e三明"),
        (CHANNEL, "100", "电话转办"),
    ),
    says("spaced as printed", "本单位 2022 年度主动公开政府信息 1 234 条。", (DISCLOSED, "1234")),
    says("the number of the hotline", "拨打12345，服务热线12345件件有回音。"),
    says("review applications", "本年度收到行政复议申请3件，行政许可申请120件，救助申请15件。"),
    says("a month", "2022年12月主动公开政府信息15条。"),
    says(
        "cumulative beside the year",
        "本年主动公开政府信息120条，累计主动公开政府信息3400条。",
        (DISCLOSED, "120"),
        (DISCLOSED_ALL, "3400"),
    ),
    says("cumulative alone", "累计主动公开政府信息3400条。"),
    says("since a year", "自2008年以来，共受理政府信息公开申请126件。", (RECEIVED_ALL, "126")),
]

NARRATIVES += [
    says("until the end of a year", "至2022年末，本乡累计公开信息8,412条。", (DISCLOSED_ALL, "8412")),
    says(
        "time first, then the count",
        "主动公开政府信息：本年度45条，历年累计1230条。",
        (DISCLOSED, "45"),
        (DISCLOSED_ALL, "1230"),
    ),
    says(
        "all years first, this year after",
        "自建局以来累计收到信息公开申请19件，本年度2件。",
        (RECEIVED_ALL, "19"),
        (RECEIVED, "2"),
    ),
    says("received and answered at once", "全年收到并办结依申请公开申请4件。", (RECEIVED, "4"), (ANSWERED, "4")),
    says(
        "a comparison between",
        "2022年度受理政府信息公开申请5件，较2021年的3件增加2件；办结5件。",
        (RECEIVED, "5"),
        (ANSWERED, "5"),
    ),
    says(
        "a list with shares, plain labels, semicolons",
        "2022年主动公开信息80条，其中机构职能5条，占6.25%；政策文件25条，占31.25%；其他50条，占62.5%；举办培训1次。",
        (DISCLOSED, "80"),
        (CATEGORY, "5", "机构职能", "6.25"),
        (CATEGORY, "25", "政策文件", "31.25"),
        (CATEGORY, "50", "其他", "62.5"),
        (TRAINED, "1"),
    ),
    says("people trained, sum of years", "本年度举办培训3期、参训人数180人，累计举办培训12期。", (TRAINED, "3")),
    says("documents, number first, with 的", "2022年，我局制发的3件规范性文件均已公开。", (ISSUED, "3")),
    says(
        "letters and the hotline",
        "全年收到网民留言230条，办结228条；12345热线转办工单540件，其中电话受理480件，网络受理60件。",
        (HOTLINE, "540"),
        (CHANNEL, "480", "电话受理"),
        (CHANNEL, "60", "网络受理"),
    ),
    says("count after a colon", "收到政府信息公开申请总数：2件。", (RECEIVED, "2")),
    says("fees, amount later", "信息处理费方面，全年共收取1,280元。", (FEES, "1280")),
    says(
        "application theme in the same sentence",
        "政府信息公开申请方面，本年度新收14件，上年结转0件，办结14件。",
        (RECEIVED, "14"),
        (ANSWERED, "14"),
    ),
    says(
        "sentence with a category of interpretations",
        "门户网站更新发布信息612条，其中，动态要闻类400条，政策解读类12条，通知公告类200条。",
        (DISCLOSED, "612"),
        (CATEGORY, "400", "动态要闻类"),
        (CATEGORY, "12", "政策解读类"),
        (CATEGORY, "200", "通知公告类"),
    ),
    says("sub-kinds are no total", "全年公开重大建设项目信息25条、公共资源交易信息40条、行政处罚信息112条。"),
    says("a range", "主动公开信息量由300条增加到356条。"),
]

NARRATIVES += [
    says("channel after channel", "全年通过网站公开政府信息210条，通过微信公开政府信息90条，共计300条。"),
    in_words(says("none happened", "2022年未发生政府信息公开申请事项。"), (RECEIVED, "0", "未发生")),
    says("training, verb after", "信息公开培训共举办3期，覆盖200人次。", (TRAINED, "3")),
    says("hotline before a colon", "12345政务服务热线：全年共办理群众诉求846件，同比下降5%。", (HOTLINE, "846")),
    says(
        "categories in a paragraph of their own",
        "2022年累计公开各类信息888条。\n按主题分类：财政类80条、民生信息500条、其他308条。",
        (DISCLOSED, "888"),
        (CATEGORY, "80", "财政类"),
        (CATEGORY, "500", "民生信息"),
        (CATEGORY, "308", "其他"),
    ),
    says(
        "categories after a count for all years",
        "2022年主动公开政府信息40条，历年累计主动公开政府信息2040条。其中：机构职能类信息30条，其他类信息10条。",
        (DISCLOSED, "40"),
        (DISCLOSED_ALL, "2040"),
        (CATEGORY, "30", "机构职能类信息"),
        (CATEGORY, "10", "其他类信息"),
    ),
    says(
        "categories of all years",
        "2022年主动公开政府信息40条，历年累计主动公开政府信息2040条，其中机构职能类信息1030条，其他类信息1010条。",
        (DISCLOSED, "40"),
        (DISCLOSED_ALL, "2040"),
    ),
]
