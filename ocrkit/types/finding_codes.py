"""The one list of findings: every code, its kind, and its words in English and Chinese (templates: ``types.words``).

``pages`` stands for the finding's own pages; every other parameter is in its ``detail``. After a change here run
``python -m ocrkit.types.findings_page docs/findings.md``; a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, NamedTuple

from ocrkit.types.words import Words

FindingKind = Literal[
    "arithmetic",
    "bounds",
    "contradiction",
    "missing_page",
    "damaged_page",
    "double_page",
    "unmatched_row",
    "unmatched_table",
    "missing_table",
    "internal_error",
    "text_layer",
    "across_reports",
]


class FindingCode(StrEnum):
    """What exactly a finding says; several codes are of one kind."""

    # Pages.
    PAGE_NOT_READ = "page_not_read"
    PAGE_DAMAGED = "page_damaged"
    PAGE_DAMAGED_HARMLESSLY = "page_damaged_harmlessly"
    PAGES_ALIKE = "pages_alike"
    # Faults of ocrkit's own.
    PAGE_LOST_TO_FAULT = "page_lost_to_fault"
    STAGE_LOST_TO_FAULT = "stage_lost_to_fault"
    # Tables and their forms.
    FORM_NOT_FOUND = "form_not_found"
    SECOND_TABLE = "second_table"
    NO_VALUE_FILED = "no_value_filed"
    FITS_NO_FORM = "fits_no_form"
    LINE_FITS_NOTHING = "line_fits_nothing"
    ROWS_LACKING = "rows_lacking"
    COLUMNS_LACKING = "columns_lacking"
    # Sums.
    SUM_BROKEN = "sum_broken"
    SUM_OUT_OF_BOUNDS = "sum_out_of_bounds"
    # Sentences.
    FIGURE_TWICE = "figure_twice"
    PART_TWICE = "part_twice"
    PARTS_DIFFER = "parts_differ"
    SHARES_DIFFER = "shares_differ"
    SHARE_DIFFERS = "share_differs"
    MORE_THAN_ALL = "more_than_all"
    TABLE_DIFFERS = "table_differs"
    # The text of born-digital pages.
    LAYER_INVISIBLE = "layer_invisible"
    LAYER_BY_OCR = "layer_by_ocr"
    LAYER_GARBLED = "layer_garbled"
    LAYER_WORDS_DIFFER = "layer_words_differ"
    LAYER_FACT_DIFFERS = "layer_fact_differs"
    # Several reports of an archive (docs/archive.md).
    CARRY_OVER_DIFFERS = "carry_over_differs"
    YEAR_COPIED = "year_copied"
    YEAR_MISSING = "year_missing"
    YEAR_TWICE = "year_twice"
    AGENCY_NAMES_NEAR = "agency_names_near"


class FindingWords(NamedTuple):
    """A code's kind and words."""

    kind: FindingKind
    words: Words


def _no_second_reading(en: str, zh: str) -> FindingWords:
    english = f"page {{pages}}: the text layer is no second reading: {en} ({{evidence!j}})"
    chinese = f"第 {{pages}} 页：文本层不能作为第二次识别：{zh}（{{evidence!j}}）"
    return FindingWords("text_layer", Words(english, chinese))


_C = FindingCode
_SUM_EN = "{form}, {axis!t} {line}: {left!k} is {left_sum!i}, {right!k} adds up to {right_sum!i}"
_SUM_ZH = "{form}，{axis!t} {line}：{left!k} 为 {left_sum!i}，{right!k} 合计为 {right_sum!i}"

FINDINGS: Mapping[FindingCode, FindingWords] = {
    _C.PAGE_NOT_READ: FindingWords("missing_page", Words("not read: {error}", "未能读取：{error}")),
    _C.PAGE_DAMAGED: FindingWords(
        "damaged_page",
        Words(
            "{file} page {page}: {warning}; what is seen may not be what was scanned: every value of the page is to"
            " be checked",
            "{file} 第 {page} 页：{warning}；所见内容可能与原扫描件不同：该页的每个数值都需核对",
        ),
    ),
    _C.PAGE_DAMAGED_HARMLESSLY: FindingWords(
        "damaged_page", Words("{file} page {page}: {warning}", "{file} 第 {page} 页：{warning}")
    ),
    _C.PAGES_ALIKE: FindingWords(
        "double_page", Words("pages {pages} are the same image", "第 {pages} 页是同一幅图像")
    ),
    _C.PAGE_LOST_TO_FAULT: FindingWords(
        "internal_error", Words("not read: {error} [{trace}]", "未能读取：{error} [{trace}]")
    ),
    _C.STAGE_LOST_TO_FAULT: FindingWords(
        "internal_error",
        Words(
            "the report lacks what this stage gives: {error} [{trace}]", "报告中缺少该步骤的结果：{error} [{trace}]"
        ),
    ),
    _C.FORM_NOT_FOUND: FindingWords(
        "missing_table",
        Words("{form}: no table of this form was found ({section!t})", "{form}：未找到该表（{section!t}）"),
    ),
    _C.SECOND_TABLE: FindingWords(
        "unmatched_table",
        Words(
            "a second table of the form {form}; kept as a plain table", "又一个 {form} 表样的表格；作为普通表格保留"
        ),
    ),
    _C.NO_VALUE_FILED: FindingWords(
        "unmatched_table",
        Words(
            "the table has labels of the form {form}, but no value could be filed",
            "表格中有 {form} 表样的标签，但没有一个数值能归入",
        ),
    ),
    _C.FITS_NO_FORM: FindingWords(
        "unmatched_table",
        Words(
            "the table under {heading!q} fits no form; kept as a plain table",
            "{heading!q} 之下的表格不合任何表样；作为普通表格保留",
        ),
    ),
    _C.LINE_FITS_NOTHING: FindingWords(
        "unmatched_row",
        Words(
            "{form}: the {axis!t} {label!q} fits no label of the form; its values are not filed",
            "{form}：{axis!t} {label!q} 不合表样的任何标签，其数值未归入",
        ),
    ),
    _C.ROWS_LACKING: FindingWords(
        "unmatched_row",
        Words(
            "{form}: {count} values of the form were not found in the table (no row {rows!j})",
            "{form}：表样中有 {count} 个数值未在表格中找到（缺少的行：{rows!j}）",
        ),
    ),
    _C.COLUMNS_LACKING: FindingWords(
        "unmatched_row",
        Words(
            "{form}: {count} values of the form were not found in the table (not every column)",
            "{form}：表样中有 {count} 个数值未在表格中找到（列不齐全）",
        ),
    ),
    _C.SUM_BROKEN: FindingWords("arithmetic", Words(_SUM_EN, _SUM_ZH)),
    _C.SUM_OUT_OF_BOUNDS: FindingWords("bounds", Words(_SUM_EN, _SUM_ZH)),
    _C.FIGURE_TWICE: FindingWords(
        "contradiction", Words("{figure} given as {values!a}", "{figure} 前后不一：为 {values!a}")
    ),
    _C.PART_TWICE: FindingWords(
        "contradiction", Words("{figure} {label} given as {values!a}", "{figure} {label} 前后不一：为 {values!a}")
    ),
    _C.PARTS_DIFFER: FindingWords(
        "contradiction",
        Words("{parts} adds up to {added}, {total} is {value}", "{parts} 合计为 {added}，{total} 为 {value}"),
    ),
    _C.SHARES_DIFFER: FindingWords(
        "contradiction", Words("category percentages add up to {added}", "各类占比合计为 {added}")
    ),
    _C.SHARE_DIFFERS: FindingWords(
        "contradiction",
        Words(
            "{label} is {value} of {total}, given as {percent}%", "{label} 为 {total} 中的 {value}，写作 {percent}%"
        ),
    ),
    _C.MORE_THAN_ALL: FindingWords(
        "contradiction",
        Words("{part} is {value}, more than {total}, {whole}", "{part} 为 {value}，大于 {total} 的 {whole}"),
    ),
    _C.TABLE_DIFFERS: FindingWords(
        "contradiction",
        Words("{figure} is {given}, {place} is {value}", "{figure} 为 {given}，{place} 为 {value}"),
    ),
    _C.LAYER_INVISIBLE: _no_second_reading("the page does not show it", "页面上并不显示"),
    _C.LAYER_BY_OCR: _no_second_reading("a program read it from a picture", "由程序从图像识别而来"),
    _C.LAYER_GARBLED: _no_second_reading("its characters are not those that are drawn", "其字符与所绘字符不同"),
    _C.LAYER_WORDS_DIFFER: FindingWords(
        "text_layer",
        Words(
            "page {pages}: the text layer has other words than were read, in {places} places: read {read!q}, the"
            " layer has {words!q}",
            "第 {pages} 页：文本层有 {places} 处与识别的文字不同：识别为 {read!q}，文本层为 {words!q}",
        ),
    ),
    _C.LAYER_FACT_DIFFERS: FindingWords(
        "text_layer",
        Words(
            "{fact!t}: read {read!q}, the text layer has {layer!q}", "{fact!t}：识别为 {read!q}，文本层为 {layer!q}"
        ),
    ),
    _C.CARRY_OVER_DIFFERS: FindingWords(
        "across_reports",
        Words(
            "{year} carries over {out!j} ({columns!j}), {next} takes up {taken!j}",
            "{year} 年结转下年度 {out!j}（{columns!j}），{next} 年上年结转为 {taken!j}",
        ),
    ),
    _C.YEAR_COPIED: FindingWords(
        "across_reports",
        Words(
            "{year} and {other} print the same numbers, {count} of them other than 0",
            "{year} 年与 {other} 年的数字完全相同，其中 {count} 个不为 0",
        ),
    ),
    _C.YEAR_MISSING: FindingWords(
        "across_reports",
        Words(
            "no report of {years!j} is there, between {before} and {after}",
            "{before} 年与 {after} 年之间缺少 {years!j} 年的报告",
        ),
    ),
    _C.YEAR_TWICE: FindingWords(
        "across_reports",
        Words("there is another report of {year}: {report}", "{year} 年另有一份报告：{report}"),
    ),
    _C.AGENCY_NAMES_NEAR: FindingWords(
        "across_reports",
        Words(
            "{name!q} and {other!q} may be one agency; a line in agencies.csv says so",
            "{name!q} 与 {other!q} 可能是同一机关；可在 agencies.csv 中注明",
        ),
    ),
}
