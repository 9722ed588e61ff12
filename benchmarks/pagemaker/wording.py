"""The wordings in which printed forms differ: punctuation, brackets, spaces, short forms, misprints, titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from benchmarks.pagemaker import labels

SHORT = {
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": ("（二）部分公开",),
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": (
        "1.逾期不补正",
        "1.申请人无正当理由逾期不补正",
    ),
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": (
        "2.逾期未缴费",
        "2.申请人逾期未按收费通知要求缴纳费用",
    ),
    "5.要求行政机关确认或重新出具已获取信息": ("5.要求确认或重新出具已获取信息",),
    "4.无正当理由大量反复申请": ("4.大量反复申请",),
    "1.本机关不掌握相关政府信息": ("1.本机关不掌握",),
    "一、本年新收政府信息公开申请数量": ("一、本年新收申请数量",),
    "二、上年结转政府信息公开申请数量": ("二、上年结转申请数量",),
    "本年收费金额（单位：万元）": ("本年收费金额（万元）", "本年收费金额"),
}
MISPRINTS = {
    "2.其他法律行政法规禁止公开": ("2.其他法律行政止公开", "2.其它法律行政法规禁止公开"),
    "3.危及“三安全一稳定”": ("3.危及三安全一稳定", '3.危及"三安全一稳定"'),
    "4.保护第三方合法权益": ("4.保护第三方合法权",),
    "1.信访举报投诉类申请": ("1.信访投诉举报类申请",),
    "3.补正后申请内容仍不明确": ("3.补正后申请内容不明确",),
    "法人或其他组织": ("法人或其它组织",),
    "法律服务机构": ("法律服务机 构",),
}
SPACED = ("总计", "规章", "其他", "自然人", "行政复议", "行政诉讼", "信息内容")
HEADINGS = {
    "overview": ("总体情况", "总体情况", "概述", "总体工作情况"),
    "proactive": ("主动公开政府信息情况", "主动公开政府信息情况", "行政机关主动公开政府信息情况", "主动公开情况"),
    "requests": (
        "收到和处理政府信息公开申请情况",
        "收到和处理政府信息公开申请情况",
        "行政机关收到和处理政府信息公开申请情况",
    ),
    "review_and_litigation": (
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议、行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
    ),
    "problems": (
        "存在的主要问题及改进情况",
        "存在的主要问题及改进情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "存在问题和改进措施",
    ),
    "other_matters": ("其他需要报告的事项", "其他需要报告的事项", "其他需要报告的情况", "需要报告的其他事项"),
}
TITLES = (
    ("{agency}{year}年政府信息公开工作年度报告",),
    ("{agency}", "{year}年政府信息公开工作年度报告"),
    ("{agency}{year}年度政府信息公开工作年度报告",),
    ("{year}年{agency}政府信息公开工作年度报告",),
    ("{agency} {year} 年政府信息公开年度报告",),
    ("{agency}关于{year}年", "政府信息公开工作年度报告"),
)


@dataclass(frozen=True)
class Wording:
    """How one report words its labels.

    ``point`` follows the number of a label ("1." or "1、"); ``half_brackets`` prints ( ) for （ ）; ``spaces``
    sets 总 计 wide; ``short`` and ``misprints`` are the shares of the labels that are shortened or misprinted;
    ``headings`` varies the section titles; ``numbering`` is "usual", "repeated" or "skipped"; ``title`` is an
    index into ``TITLES``.
    """

    point: str = "."
    half_brackets: bool = False
    spaces: bool = False
    short: float = 0.0
    misprints: float = 0.0
    headings: bool = False
    numbering: str = "usual"
    title: int = 0

    def label(self, official: str, rng: np.random.Generator) -> str:
        """An official label as this report prints it."""
        text = official
        for chance, others in ((self.short, SHORT), (self.misprints, MISPRINTS)):
            if text in others and rng.random() < chance:
                text = str(rng.choice(others[text]))
        text = re.sub(r"^(\d)\.", rf"\g<1>{self.point}", text)
        if self.half_brackets:
            text = text.replace("（", "(").replace("）", ")")
        if self.spaces and text in SPACED:
            text = " ".join(text)
        return text.replace("第二十条第", "第二十条 第") if self.spaces else text

    def section_headings(self, rng: np.random.Generator) -> dict[str, str]:
        """The headings of the six sections, numbered as this report numbers them."""
        numbers = {"usual": "一二三四五六", "repeated": "一二三三四五", "skipped": "一二三五六七"}[self.numbering]
        titles = {key: str(rng.choice(HEADINGS[key])) if self.headings else t for key, t in labels.SECTIONS.items()}
        return {key: f"{n}、{title}" for n, (key, title) in zip(numbers, titles.items(), strict=True)}

    def title_lines(self, agency: str, year: int) -> list[str]:
        """The report's title, line by line."""
        return [line.format(agency=agency, year=year) for line in TITLES[self.title]]
