import re

import pytest
from export_samples import HOSTILE, plain_table, sample_form, sample_report

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


def test_the_head_says_whose_report_it_is_and_what_is_missing():
    head = report_markdown(sample_report()).split("\n\n")[1].splitlines()
    assert head == [
        "- Agency: 某某县某某局",
        "- Year: 2023",
        "- File: scan&lt;1&gt;.png",
        "- Page 3 missing: the file is empty",
    ]
    assert report_markdown(Report()) == "# Report without a title\n"


def test_a_form_without_its_table_is_a_pipe_table_of_its_labels():
    form = sample_form()
    fewer = {"new_received": form.cells["new_received"], "denied_by_law": {"total": form["denied_by_law"]["total"]}}
    report = Report(requests=form.model_copy(update={"cells": fewer}))
    text = report_markdown(report)
    assert "## requests\n\n|  | 自然人 | 其他 | 总计 |\n| --- | --- | --- | --- |\n" in text
    assert "|  |  | =1+1 ⚠ |\n" in text
    assert "## Table" not in text


def test_tables_are_numbered_and_named_by_their_form():
    text = report_markdown(sample_report())
    assert re.findall(r"^## (Table.*)$", text, re.MULTILINE) == ["Table 1: requests", "Table 2"]


def test_doubtful_values_are_listed_with_page_and_reason():
    text = report_markdown(sample_report()).split("## To check by hand\n\n")[1].splitlines()
    assert text[0] == "| value | read | page | why |"
    assert len(text) == 2 + len(sample_report().doubtful())
    rows = [[part.strip() for part in line.strip("|").split(" | ")] for line in text[2:]]
    assert [row[1:3] for row in rows] == [["59237.2449", "1"], ["▒", "1"], ["=1+1", "1"]]
    assert "0.41" in rows[0][3]
    (ref, cell), *_ = sample_report().doubtful()
    form = {ref.row: {ref.column: cell.model_copy(update={"page": None})}}
    nowhere = report_markdown(Report(requests=sample_form().model_copy(update={"cells": form})))
    assert "| 59237.2449 |  |" in nowhere
