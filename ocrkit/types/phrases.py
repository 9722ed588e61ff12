"""Headings, labels and short phrases of terminal and HTML, in English and Chinese (templates: ``types.words``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocrkit.types.words import Language, Parameter, Words

PHRASES: Mapping[str, Words] = {
    # A report as a whole.
    "no title": Words("no title found", "未找到标题"),
    "untitled": Words("Report without a title", "无标题的报告"),
    "agency": Words("agency {agency}", "机关 {agency}"),
    "year": Words("year {year}", "年度 {year}"),
    "not found": Words("not found", "未找到"),
    "pages read": Words("{read} of {total} pages", "已读 {read} 页，共 {total} 页"),
    "values": Words("{n} values", "{n} 个数值"),
    "doubtful": Words("{n} doubtful", "{n} 个存疑"),
    "no doubtful value": Words("no doubtful value", "没有存疑的数值"),
    "pages lost": Words("{n} page{n!p} could not be read", "{n} 页未能读取"),
    "form values": Words("{form} ({n} values)", "{form}（{n} 个数值）"),
    "sections": Words("{n} sections of text", "{n} 节正文"),
    "figures": Words("{n} figures given in sentences", "正文中的 {n} 个数字"),
    "also in the files": Words("in the files also: {what}", "文件中还有：{what}"),
    "question mark": Words(
        "a question mark follows a value that a person should check", "数值后的问号表示需要人工核对"
    ),
    "could not read": Words("could not read {what}", "未能读取 {what}"),
    "written": Words("written", "已写入"),
    "none": Words("none", "无"),
    # Tables.
    "form not found": Words("{form}: not found", "{form}：未找到"),
    "form edition": Words("{form}, edition {edition}", "{form}，{edition} 版"),
    "edition": Words("edition {edition}", "{edition} 版"),
    "by its labels": Words("by its labels", "按标签列出"),
    "Tables": Words("Tables", "表格"),
    "table": Words("table {n}", "表格 {n}"),
    "Table": Words("Table {n}", "表格 {n}"),
    "no ruled table": Words("no ruled table", "没有带线的表格"),
    "No ruled table": Words("No ruled table was found.", "没有找到带线的表格。"),
    "page of file": Words("{file} page {n}: {what}", "{file} 第 {n} 页：{what}"),
    "place in table": Words("table {n}, row {row}, column {column}", "表格 {n} 第 {row} 行第 {column} 列"),
    "no second reading": Words(
        "its text layer is no second reading: {kind} ({evidence})", "其文本层不能作为第二次识别：{kind}（{evidence}）"
    ),
    # Values.
    "to check": Words("to check by hand: {n}", "需人工核对：{n}"),
    "To check": Words("To check by hand", "需人工核对"),
    "n to check": Words("{n} to check by hand", "{n} 个需人工核对"),
    "value": Words("value", "数值"),
    "scan": Words("scan", "扫描件"),
    "read": Words("read", "读作"),
    "why": Words("why", "原因"),
    "cannot be read": Words("cannot be read", "无法识别"),
    "read as": Words("read {text!q}", "读作 {text!q}"),
    "read plainly": Words("read: {text}", "读作：{text}"),
    "exact value": Words("value: {value}", "数值：{value}"),
    "note": Words("note: {note}", "附注：{note}"),
    "confidence": Words("confidence: {share}", "置信度：{share}"),
    "could be": Words("could be: {what}", "也可能是：{what}"),
    "review": Words("review", "需核对"),
    "blank": Words("blank", "空白"),
    "not read": Words("not read", "未识别"),
    "no reading": Words("no reading", "没有识别结果"),
    "doubtful reading": Words("doubtful reading", "识别结果存疑"),
    # Findings, by kind.
    "findings": Words("findings: {n}", "发现的问题：{n}"),
    "Findings": Words("Findings", "发现的问题"),
    "n findings": Words("{n} finding{n!p}", "{n} 个问题"),
    "arithmetic": Words("arithmetic", "合计不符"),
    "bounds": Words("bounds", "超出范围"),
    "contradiction": Words("contradiction", "前后矛盾"),
    "missing_page": Words("missing page", "缺页"),
    "damaged_page": Words("damaged page", "页面损坏"),
    "double_page": Words("double page", "重复页"),
    "unmatched_row": Words("unmatched row", "行未对上"),
    "unmatched_table": Words("unmatched table", "表未对上"),
    "missing_table": Words("missing table", "缺表"),
    "internal_error": Words("internal error", "内部错误"),
    "text_layer": Words("text layer", "文本层"),
    # Pages, text and where they come from.
    "page": Words("page {n}", "第 {n} 页"),
    "pages": Words("pages {n}", "第 {n} 页"),
    "scan of page": Words("scan of page {n}", "第 {n} 页的扫描件"),
    "the scan": Words("the scan", "扫描件"),
    "Text": Words("Text", "正文"),
    "No text": Words("No text.", "没有正文。"),
    "Source": Words("Source", "来源"),
    "page lost": Words("page {n} ({file}): {error}", "第 {n} 页（{file}）：{error}"),
    "Made with": Words("Made with", "生成环境"),
}
"""By key, which is the same in every language."""


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language: ``say("values", n=3)``."""

    language: Language = "en"

    def __call__(self, key: str, **parameters: Parameter) -> str:
        """The phrase of that key; raises ``KeyError`` where there is none, or a parameter of it is lacking."""
        return PHRASES[key].fill(self.language, parameters)


ENGLISH = Phrases("en")


def language_of(environment: Mapping[str, str]) -> Language:
    """Chinese where the locale is (LC_ALL over LC_MESSAGES over LANG), else English."""
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh" if named.lower().startswith("zh") else "en"
