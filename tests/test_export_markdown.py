import re

import pytest
from export_samples import HOSTILE, plain_table, sample_report

from ocrkit.export.markdown import pipe_table, plain, report_markdown
from ocrkit.types.report import Report


def test_no_markup_comes_from_the_paper():
    text = report_markdown(sample_report())
    assert "<script" not in text
    assert plain(HOSTILE) in text


def test_a_table_without_spans_is_a_pipe_table():
    text = report_markdown(Report(tables=(plain_table(),)))
    assert "| a\\|b | \\*c\\* |\n| --- | --- |\n|  | ▒ |" in text


def test_a_table_with_spans_is_html():
    text = report_markdown(sample_report())
    assert '<td colspan="2">申请人情况</td>' in text
    assert '<td rowspan="2">（三）不予公开</td>' in text


def test_sections_findings_and_doubts_are_there():
    text = report_markdown(sample_report())
    for part in ("## 一、总体情况", "## Findings", "**arithmetic**", "## To check by hand", "Page 3 missing"):
        assert part in text
    doubts = text.split("## To check by hand")[1]
    assert "2.其他法律行政法规禁止公开 · 自然人" in doubts


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("# 一", "\\# 一"),
        ("1. 一", "1\\. 一"),
        ("1.5 万", "1.5 万"),
        ("- 一", "\\- 一"),
        ("-3", "-3"),
        ("a_b", "a\\_b"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("---", "\\---"),
    ],
)
def test_escaping(text, safe):
    assert plain(text) == safe


def test_every_line_of_a_pipe_table_has_the_same_number_of_cells():
    lines = pipe_table([["a", "b|c"], ["d\ne", "`|`"]]).splitlines()
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in lines] == [3, 3, 3]
