"""Title, agency and year, as title pages vary."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typeset import Piece, Style, typeset

from ocrkit.profiles import annual_report
from ocrkit.regions import read_regions

TEXT = "全年主动公开政府信息1236条，进一步完善审核机制，规范发布流程，业务能力有待提高，公开的内容还不够丰富。"

TITLES = {
    "one line": (["山南县林业局2022年政府信息公开工作年度报告"], "山南县林业局", 2022),
    "agency above": (["山南县河口镇", "2021年政府信息公开工作年度报告"], "山南县河口镇", 2021),
    "three lines": (["山南县住房和城乡建设局", "2023年政府信息公开工作", "年度报告"], "山南县住房和城乡建设局", 2023),
    "wrapped": (["山南县住房和城乡建设局2023年政府信息公开", "工作年度报告"], "山南县住房和城乡建设局", 2023),
    "last word below": (["山南县住房和城乡建设局2022年政府信息公开工作年度", "报告"], "山南县住房和城乡建设局", 2022),
    "about": (["山南县教育局关于2020年度政府信息公开", "工作情况的报告"], "山南县教育局", 2020),
    "Chinese digits": (["山南县人民政府", "二〇二一年政府信息公开工作年度报告"], "山南县人民政府", 2021),
    "circles for zeros": (["山南县人民政府", "二○二二年政府信息公开工作年度报告"], "山南县人民政府", 2022),
    "year first": (["2022年山南县审计局政府信息公开工作年度报告"], "山南县审计局", 2022),
    "year below": (["山南县审计局政府信息公开工作年度报告", "（2022年度）"], "山南县审计局", 2022),
    "without 年": (["山南县河口镇2022年度政府信息公开年报"], "山南县河口镇", 2022),
    "government once for two": (["山南县人民政府信息公开工作年度报告", "（2022年）"], "山南县人民政府", 2022),
    "spaced": (["山南县 河口镇", "2022 年政府信息公开工作年度报告"], "山南县河口镇", 2022),
}


@pytest.mark.parametrize(("lines", "agency", "year"), TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("preface", [True, False])
def test_titles(lines: list[str], agency: str, year: int, preface: bool) -> None:
    pieces = [Piece("title", line) for line in lines]
    pieces += [Piece("text", "本报告由县政府办公室编制。" + TEXT)] if preface else []
    pieces += [Piece("heading", "一、总体情况"), Piece("text", TEXT)]
    regions = read_regions(typeset(pieces), annual_report())
    assert regions.title == "".join(lines).replace(" ", "")
    assert (regions.agency, regions.year) == (agency, year)
    assert [s.key for s in regions.sections] == ([None, "overview"] if preface else ["overview"])


def test_agency_from_the_preface() -> None:
    pieces = [
        Piece("title", "2022年政府信息公开工作年度报告"),
        Piece("text", "本报告由山南县水利局根据有关规定编制。" + TEXT),
        Piece("heading", "一、总体情况"),
    ]
    regions = read_regions(typeset(pieces), annual_report())
    assert (regions.title, regions.agency) == ("2022年政府信息公开工作年度报告", "山南县水利局")


def test_agency_from_the_signature() -> None:
    pieces = [
        Piece("title", "政府信息公开工作年度报告"),
        Piece("heading", "一、总体情况"),
        Piece("text", "2022年，" + TEXT),
        Piece("right", "山南县水利局"),
        Piece("right", "2023年1月12日"),
    ]
    regions = read_regions(typeset(pieces), annual_report())
    assert (regions.agency, regions.year) == ("山南县水利局", 2022)


def test_year_from_the_period() -> None:
    pieces = [
        Piece("title", "山南县水利局政府信息公开工作年度报告"),
        Piece(
            "text", "本报告数据的统计期限自2022年1月1日起至2022年12月31日止。2023年将继续努力，2023年工作已经安排。"
        ),
        Piece("heading", "一、总体情况"),
    ]
    assert read_regions(typeset(pieces), annual_report()).year == 2022


def test_a_document_number_is_no_part_of_the_title() -> None:
    pieces = [
        Piece("title", "山政办〔2023〕5号"),
        Piece("title", "山南县水利局"),
        Piece("title", "2022年政府信息公开工作年度报告"),
        Piece("heading", "一、总体情况"),
    ]
    assert read_regions(typeset(pieces), annual_report()).title == "山南县水利局2022年政府信息公开工作年度报告"


def test_a_cover_page() -> None:
    cover = [Piece("title", "山南县水利局"), Piece("title", "2022年政府信息公开工作年度报告")]
    (first,) = typeset(cover)
    body = typeset([Piece("heading", "一、总体情况"), Piece("text", TEXT * 4)], replace(Style(), lines=12))
    regions = read_regions([first, *(replace(page, number=page.number + 1) for page in body)], annual_report())
    assert regions.title == "山南县水利局2022年政府信息公开工作年度报告"
    assert [s.paragraphs for s in regions.sections] == [(TEXT * 4,)]


def test_no_title() -> None:
    regions = read_regions(typeset([Piece("heading", "一、总体情况"), Piece("text", TEXT)]), annual_report())
    assert (regions.title, regions.agency, regions.year) == (None, None, None)


@pytest.mark.parametrize(("dark", "of_it"), [(60.0, False), (180.0, True), (None, True)])
def test_print_of_the_back_beside_a_title_is_none_of_it(dark: float | None, of_it: bool) -> None:
    """Seen on thin paper: mirrored figures of the back were read as 0011ees, and an agency was called so."""
    pieces = [Piece("title", "山南县水利局关于2020年"), Piece("title", "政府信息公开工作年度报告")]
    page, *rest = typeset([*pieces, Piece("heading", "一、总体情况"), Piece("text", TEXT)])
    lines = [replace(line, dark=200.0) for line in page.lines]
    title = next(line for line in lines if "水利局" in line.text)
    back = replace(title, text="0011ees", dark=dark, box=replace(title.box, x0=20.0, x1=title.box.x0 - 40))
    regions = read_regions([replace(page, lines=(*lines, back)), *rest], annual_report())
    assert (regions.agency != "山南县水利局") == of_it
    assert (regions.title != "山南县水利局关于2020年政府信息公开工作年度报告") == of_it


def test_a_pale_title_is_a_title_where_none_else_is() -> None:
    pieces = [Piece("right", "存档"), Piece("title", "山南县水利局2020年政府信息公开工作年度报告")]
    page, *rest = typeset([*pieces, Piece("heading", "一、总体情况"), Piece("text", TEXT)])
    lines = [replace(line, dark=97.0 if "年度报告" in line.text else 250.0) for line in page.lines]
    regions = read_regions([replace(page, lines=tuple(lines)), *rest], annual_report())
    assert regions.agency == "山南县水利局"
