"""Headings, labels and short phrases of terminal and HTML, in English and Chinese (templates: ``types.words``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocrkit.types.archive_phrases import ARCHIVE_PHRASES
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
    "across_reports": Words("across reports", "报告之间"),
    # Scores.
    "cells_exact": Words("values right", "数值正确"),
    "reports_exact": Words("documents without a wrong value", "数值全对的文档"),
    "silent": Words("wrong and not flagged", "错误而未标出"),
    "flagged": Words("flagged for a person", "标出待人工核对"),
    "plain_exact": Words("cells of plain tables right", "普通表格单元格正确"),
    "plain_silent": Words("such cells wrong and not flagged", "其中错误而未标出"),
    "plain_flagged": Words("such cells flagged", "其中标出的"),
    "head_exact": Words("title, agency and year right", "标题、机关、年度正确"),
    "head_silent": Words("of these wrong and not flagged", "其中错误而未标出"),
    "told": Words("exit codes and findings that had to come", "应给出的退出码和问题"),
    "tables_found": Words("tables found", "找到的表格"),
    "teds": Words("TEDS", "TEDS 相似度"),
    "teds_s": Words("TEDS-S (structure alone)", "TEDS-S（仅结构）"),
    "grits_topology": Words("GriTS topology", "GriTS 拓扑"),
    "grits_content": Words("GriTS content", "GriTS 内容"),
    "grits_location": Words("GriTS location", "GriTS 位置"),
    "cer": Words("character error rate of the sections", "各节正文的字错误率"),
    "cer_found": Words("character error rate, sections apart", "字错误率（不计分节）"),
    "iou": Words("position of values (IoU)", "数值位置（IoU）"),
    "All together": Words("All together", "总计"),
    "all together": Words("all together", "总计"),
    "interval": Words("95 % interval", "95% 区间"),
    "no interval": Words("Under 10 documents there is no interval.", "不足 10 份文档，不给出区间。"),
    "of": Words("of", "总数"),
    "share": Words("share", "比例"),
    "by fact": Words("by {fact}", "按 {fact}"),
    "By fact": Words("By {fact}", "按 {fact}"),
    "document": Words("document", "文档"),
    "documents": Words("documents", "文档"),
    "Documents": Words("Documents", "文档"),
    "documents scored": Words("{system}: documents scored: {n}", "{system}：已评分文档 {n} 份"),
    "level": Words("level", "等级"),
    "values total": Words("values", "数值"),
    "right": Words("right", "正确"),
    "silent count": Words("silent", "静默错误"),
    "flagged count": Words("flagged", "标出"),
    "not flagged": Words("not flagged", "未标出"),
    "values right": Words("{share} values right", "数值正确 {share}"),
    "n silent": Words("{n} wrong and not flagged", "错误而未标出 {n}"),
    "Doubts": Words("Values held back, by doubt", "按疑点统计的待核数值"),
    "doubt": Words("doubt", "疑点"),
    "wrong held back": Words("wrong", "错误"),
    "right held back": Words("right", "正确"),
    "wrong by it alone": Words("wrong, by it alone", "错误（仅此疑点）"),
    "right by it alone": Words("right, by it alone", "正确（仅此疑点）"),
    "share flagged": Words("{share} flagged", "标出 {share}"),
    "n lost": Words("{n} documents without a score", "未评分文档 {n} 份"),
    "no score": Words("No score for {name}: {error}", "{name} 未能评分：{error}"),
    "did not come": Words("did not come: {what}", "没有出现：{what}"),
    "printed": Words("printed", "印作"),
    "printed, read": Words("printed {text!q}, read {read!q}", "印作 {text!q}，读作 {read!q}"),
    "printed, not read": Words("printed {text!q}, not read", "印作 {text!q}，未识别"),
    "misses": Words("misses: {n}", "不符：{n}"),
    "Misses": Words("Misses", "不符"),
    "all right": Words("Every value is right.", "全部数值正确。"),
    "more in score.json": Words("and {n} more; score.json has them all", "另有 {n} 处，全部列于 score.json"),
    "more with -o": Words(
        "and {n} more; -o writes them all, with their pictures", "另有 {n} 处，用 -o 可连同图像全部写出"
    ),
    "place not known": Words("place not known", "位置不明"),
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
    **ARCHIVE_PHRASES,
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
