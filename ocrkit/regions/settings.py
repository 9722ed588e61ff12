"""Settings of the stage, and the section headings it knows."""

from __future__ import annotations

from pydantic import Field

from ocrkit.types.settings import Settings


class SectionHeading(Settings):
    """A section: its key in the report and the wordings of its heading, without the ordinal."""

    key: str
    labels: tuple[str, ...] = Field(min_length=1)


ANNUAL_REPORT = (
    SectionHeading(
        key="overview",
        labels=("总体情况", "总体工作情况", "政府信息公开工作总体情况", "基本情况", "概述", "工作概况"),
    ),
    SectionHeading(
        key="proactive",
        labels=("主动公开政府信息情况", "行政机关主动公开政府信息情况", "主动公开情况", "政府信息主动公开情况"),
    ),
    SectionHeading(
        key="requests",
        labels=(
            "收到和处理政府信息公开申请情况",
            "行政机关收到和处理政府信息公开申请情况",
            "依申请公开政府信息情况",
            "政府信息公开申请办理情况",
        ),
    ),
    SectionHeading(
        key="review_and_litigation",
        labels=(
            "政府信息公开行政复议、行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "行政复议、行政诉讼情况",
        ),
    ),
    SectionHeading(
        key="problems",
        labels=(
            "存在的主要问题及改进情况",
            "政府信息公开工作存在的主要问题及改进情况",
            "存在的主要问题和改进措施",
            "存在问题及改进情况",
        ),
    ),
    SectionHeading(
        key="other_matters",
        labels=("其他需要报告的事项", "其他需要说明的事项", "需要报告的其他事项", "其他事项"),
    ),
)

ROW_LABELS = (
    "本年新收政府信息公开申请数量",
    "上年结转政府信息公开申请数量",
    "本年度办理结果",
    "结转下年度继续办理",
)
"""Rows of table three that carry an ordinal as sections do."""


class RegionSettings(Settings):
    """How lines become regions. Lengths are in ems: the width of one full-width character of the body.

    A line indented by at least ``indent`` opens a paragraph; one that ends more than ``short`` before the
    right margin, though the next line's first word would have fitted, closes one. ``pitch`` is the distance
    between lines, in typical distances, from which an unindented line opens a paragraph after a full stop.
    Page numbers and running heads are looked for in the top and bottom ``margin`` of the page's height. A heading is
    known by ``similarity`` (0 to 1) of its label to a known one, or ``similarity_alone`` without its ordinal.
    Pieces in a seal are dropped below ``seal_confidence``. ``table_labels`` look like headings and are none.
    """

    indent: float = Field(1.2, gt=0)
    short: float = Field(1.4, gt=0)
    pitch: float = Field(1.7, gt=1)
    margin: float = Field(0.12, gt=0, lt=0.5)
    similarity: float = Field(0.75, gt=0, le=1)
    similarity_alone: float = Field(0.87, gt=0, le=1)
    seal_confidence: float = Field(0.6, ge=0, le=1)
    sections: tuple[SectionHeading, ...] = ANNUAL_REPORT
    table_labels: tuple[str, ...] = ROW_LABELS
