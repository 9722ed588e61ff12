"""Figures in prose: every figure that a narrative gives is found, and nothing that is none."""

from __future__ import annotations

import pytest

from ocrkit.figures import read_figures
from ocrkit.profiles import annual_report
from ocrkit.types.geometry import Box
from ocrkit.types.report import Figure, Section
from ocrkit.types.table import Place
from tests.narratives import DISCLOSED, NARRATIVES, Given, Narrative


def _given(figure: Figure) -> Given:
    percent = None if figure.percent is None else str(figure.percent)
    return figure.key, figure.label, str(figure.value), percent, figure.printed


@pytest.mark.parametrize("narrative", NARRATIVES, ids=lambda n: n.name)
def test_reads_every_figure_and_no_other(narrative: Narrative) -> None:
    section = Section(key="overview", heading="一、总体情况", paragraphs=narrative.paragraphs)
    assert {_given(f) for f in read_figures([section], annual_report(), year=2022)} == narrative.figures


def test_without_the_year_the_usual_one_is_the_reports() -> None:
    text = "2022年主动公开政府信息45条，2021年主动公开政府信息40条。2022年工作平稳。"
    figures = read_figures([Section(key="overview", heading="", paragraphs=(text,))], annual_report())
    assert [(figure.key, figure.value) for figure in figures] == [(DISCLOSED, 45)]


def test_a_figure_has_its_sentence_and_place() -> None:
    place = Place(page=2, box=Box(10, 20, 300, 60))
    section = Section(
        key="overview",
        heading="一、总体情况",
        paragraphs=("工作平稳。全年主动公开政府信息 45 条。来年继续。",),
        places=(place,),
    )
    (figure,) = read_figures([section], annual_report(), 2022)
    assert figure.sentence == "全年主动公开政府信息 45 条。"
    assert (figure.section, figure.page, figure.box) == ("overview", 2, place.box)
