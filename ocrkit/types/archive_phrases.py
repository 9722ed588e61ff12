"""Phrases of the commands that work on an archive, in English and Chinese (templates: ``types.words``)."""

from __future__ import annotations

from collections.abc import Mapping

from ocrkit.types.words import Words

ARCHIVE_PHRASES: Mapping[str, Words] = {
    # What was found.
    "found reports": Words("{n} report{n!p} found", "找到 {n} 份报告"),
    "found new": Words("{new} new, {changed} with other content than before", "{new} 份新增，{changed} 份内容有变"),
    "found by file": Words("a file each", "每份一个文件"),
    "found by folder": Words("a folder each", "每份一个文件夹"),
    "found by names": Words("by the names of their pages", "按页面文件名归组"),
    "found by manifest": Words("by a manifest", "按清单"),
    "found one": Words("{name}: {n} file{n!p} ({how})", "{name}：{n} 个文件（{how}）"),
    "left out": Words("not read: {n}", "不读取：{n}"),
    "left out one": Words("{name}: {why}", "{name}：{why}"),
    "minor left out": Words(
        "and {n} thing{n!p} without pages (notes, hidden files, results)",
        "另有 {n} 个不含页面的文件（说明、隐藏文件、结果）",
    ),
    "twins": Words("{n} found twice with the same content: read once", "{n} 份内容相同重复出现：只读一次"),
    "to read": Words("{n} to read", "待读取 {n} 份"),
    # How far it is.
    "digitizing": Words("{done} of {total} reports", "已完成 {done} 份，共 {total} 份"),
    "speed": Words("{reports} reports/s, {pages} pages/s", "每秒 {reports} 份、{pages} 页"),
    "time left": Words("{time} left", "剩余 {time}"),
    "so far": Words(
        "accepted {accepted}, review {review}, failed {failed}", "通过 {accepted}，待核对 {review}，失败 {failed}"
    ),
    "report ended": Words("{name}: {what}", "{name}：{what}"),
    "accepted report": Words("{n} page{n!p}, nothing to check", "{n} 页，无需核对"),
    "review report": Words("{n} page{n!p}, {doubtful} value{doubtful!p} to check", "{n} 页，{doubtful} 个数值需核对"),
    "incomplete report": Words(
        "{n} page{n!p}, {lost} could not be read: {error}", "{n} 页，其中 {lost} 页未能读取：{error}"
    ),
    "failed report": Words("failed: {error}", "失败：{error}"),
    "changed report": Words("its files changed while they were read", "读取过程中文件有变"),
    # Where it stands.
    "waiting": Words("waiting: {n}", "等待：{n}"),
    "reading": Words("being read: {n}", "读取中：{n}"),
    "done": Words("read: {n}", "已读：{n}"),
    "incomplete": Words("read without some pages: {n}", "缺页已读：{n}"),
    "failed": Words("failed: {n}", "失败：{n}"),
    "in all": Words("{n} report{n!p}", "{n} 份报告"),
    "pages and values": Words(
        "{pages} pages, {values} values, {doubtful} to check", "{pages} 页，{values} 个数值，{doubtful} 个需核对"
    ),
    "a run": Words("a run is going on", "正在运行"),
    "causes": Words("why pages or reports could not be read", "未能读取的原因"),
    "cause": Words("{cause}: {n}", "{cause}：{n}"),
    "cause file": Words("the file is damaged, or of no kind that is read", "文件损坏或格式不支持"),
    "cause gone": Words("the file is gone, or may not be opened", "文件不存在或无权打开"),
    "cause changed": Words("the file changed while it was read", "读取过程中文件有变"),
    "cause password": Words("a password is needed", "需要密码"),
    "cause limit": Words("it took too much time or memory", "超出时间或内存限制"),
    "cause crash": Words("the process that read it died", "读取进程崩溃"),
    "cause fault": Words("a fault of the program's own", "程序自身的错误"),
    "cause installation": Words("a package is missing", "缺少软件包"),
    "cause input": Words("there is nothing to read", "没有可读内容"),
    "cause disk": Words("it could not be written", "无法写入"),
    "retryable": Words("may be tried again: {option}", "可以重试：{option}"),
    "quarantined": Words("pages that could not be read: {n}", "未能读取的页面：{n}"),
    "repeat": Words("to repeat: {command}", "重试命令：{command}"),
    "same year": Words("the same agency and year more than once: {n}", "同一机关同一年度多次出现：{n}"),
    "same year one": Words("{agency} {year}: {reports}", "{agency} {year}：{reports}"),
    "more": Words("and {n} more", "另有 {n} 个"),
    "next": Words("next: {command}", "下一步：{command}"),
    "rows written": Words("{n} row{n!p} in {file}", "{n} 行，写入 {file}"),
    "more rows": Words("and {n} more rows", "另有 {n} 行"),
    "interrupted": Words("what was begun is read the next time", "未完成的部分下次继续"),
}
"""By key, which is the same in every language."""
