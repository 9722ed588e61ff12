"""Paragraphs, headings and sections come back from lines as they were before they were set."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from layoutparser.elements import Layout
from typeset import Piece, Style, typeset

from ocrkit.profiles import annual_report
from ocrkit.regions import PageText, RegionSettings, read_regions
from ocrkit.types.geometry import Box, UprightBox
from ocrkit.types.text import TextLine
from ocrkit.types.transform import Chain, Projective

HEADINGS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review_and_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}

SENTENCES = (
    "本局按照要求做好公开工作",
    "全年主动公开政府信息1236条",
    "办理来信45件（其中网上来信30件）",
    "落实《政务公开工作要点》提出的各项任务",
    "进一步完善审核机制，规范发布流程",
    "工作人员的业务能力有待提高；公开的内容还不够丰富",
    "通过“阳光信箱”回应群众关切",
)


@st.composite
def paragraph(draw: st.DrawFn) -> str:
    """A few sentences, long or short."""
    return "，".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9))) + "。"


@st.composite
def style(draw: st.DrawFn) -> Style:
    em = draw(st.integers(24, 66))
    chars = draw(st.integers(24, 38))
    width = int(em * chars / 0.78)
    return Style(
        em=em,
        chars=chars,
        width=width,
        height=int(width * 1.414),
        left=int(0.11 * width),
        lines=int(0.72 * width * 1.414 / (1.8 * em)),
        gap=draw(st.sampled_from([0.0, 0.8])),
        heading_indent=draw(st.sampled_from([0, 2])),
        shift=tuple(draw(st.lists(st.integers(-em // 2, em // 2), min_size=1, max_size=3))),
        slope=draw(st.floats(-0.004, 0.004)),
        numbers=draw(st.sampled_from(["", "- {} -", "—{}—", "{}", "第{}页"])),
    )


def _report(parts: dict[str, list[str]]) -> list[Piece]:
    pieces = [Piece("title", "山南县林业局"), Piece("title", "2022年政府信息公开工作年度报告")]
    for key, heading in HEADINGS.items():
        pieces.append(Piece("heading", heading))
        pieces += [Piece("sub" if text[0] == "（" else "text", text) for text in parts.get(key, [])]
        if key in ("proactive", "requests", "review_and_litigation"):
            pieces.append(Piece("table"))
    return pieces


def sentences(first: int, fourth: int = 0) -> str:
    """So many of the first of the sentences, then of the fourth."""
    return "，".join([SENTENCES[0]] * first + [SENTENCES[3]] * fourth) + "。"


FIRST_LINES_ALONE = (
    [sentences(*counts) for counts in [(1, 0), (1, 0), (3, 0), (5, 0), (5, 0), (6, 1), (7, 2), (1, 1), (2, 2)]],
    ["通过“阳光信箱”回应群众关切，办理来信45件（其中网上来信30件）。"],
    Style(
        em=24,
        width=1015,
        height=1435,
        left=111,
        chars=33,
        lines=23,
        heading_indent=2,
        shift=(0, 0, 1),
    ),
)
"""The last page has first lines only; the one line behind them, 件）。, is too short to tell where the margin is."""


@given(st.lists(paragraph(), min_size=3, max_size=9), st.lists(paragraph(), min_size=1, max_size=4), style())
@example(*FIRST_LINES_ALONE)
@settings(max_examples=80, deadline=None)
def test_what_was_set_comes_back(overview: list[str], problems: list[str], set_in: Style) -> None:
    overview = ["（一）主动公开工作", *overview[:2], "（二）平台建设", *overview[2:]]
    parts = {"overview": overview, "problems": problems, "other_matters": ["无。"]}
    regions = read_regions(typeset(_report(parts), set_in), annual_report())
    assert regions.title == "山南县林业局2022年政府信息公开工作年度报告"
    assert (regions.agency, regions.year) == ("山南县林业局", 2022)
    assert [(s.key, s.heading) for s in regions.sections] == list(HEADINGS.items())
    assert {s.key: list(s.paragraphs) for s in regions.sections} == {key: parts.get(key, []) for key in HEADINGS}
    assert list(regions.table_headings.values()) == [
        HEADINGS[key] for key in ("proactive", "requests", "review_and_litigation")
    ]


@pytest.mark.parametrize("indent", [0, 2])
def test_paragraphs_of_one_short_line_stay_apart(indent: int) -> None:
    """No line of the report is full: two that are alike in length show no margin."""
    short = [sentences(1), sentences(1), sentences(2), sentences(2)]
    set_in = replace(Style(), heading_indent=indent)
    regions = read_regions(typeset(_report({"overview": short, "problems": short}), set_in), annual_report())
    assert {s.key: list(s.paragraphs) for s in regions.sections if s.paragraphs} == {
        "overview": short,
        "problems": short,
    }


def test_first_lines_only_are_told_by_the_table_beside_them() -> None:
    """One first line is full and one ends at the margin by chance: only the indent parts the paragraphs."""
    texts = [LONG[:30] + "。", LONG[:32] + "。"]
    pieces = [Piece("heading", HEADINGS["requests"]), Piece("table"), *(Piece("text", text) for text in texts)]
    assert _sections(*pieces, set_in=replace(Style(), chars=33))[-1][2] == tuple(texts)


def _sections(*pieces: Piece, set_in: Style | None = None) -> list[tuple[str | None, str, tuple[str, ...]]]:
    regions = read_regions(typeset(pieces, set_in or Style()), annual_report())
    return [(s.key, s.heading, s.paragraphs) for s in regions.sections]


LONG = (
    "本局按照要求做好公开工作，进一步完善审核机制，规范发布流程，工作人员的业务能力有待提高，公开的内容还不够丰富。"
)


@pytest.mark.parametrize(
    ("key", "printed"),
    [
        ("overview", "一、总体情况"),
        ("overview", "一.总体情况"),
        ("overview", "一，总体情况"),
        ("overview", "—、总体情况"),
        ("overview", "总体情况"),
        ("overview", "一、 总 体 情 况"),
        ("proactive", "二、主动公开政府信息情祝"),
        ("proactive", "三、主动公开政府信息的情况"),
        ("requests", "三、收到和处理政府信息公开申请的情况"),
        ("review_and_litigation", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("review_and_litigation", "四、政府信息公开行政复议行政诉讼情况"),
        ("problems", "五、政府信息公开工作存在的主要问题及改进情况"),
        ("problems", "六、存在的主要问题和改进措施"),
        ("other_matters", "七、其他需要报告的事项"),
    ],
)
def test_headings_as_they_vary(key: str, printed: str) -> None:
    found = _sections(Piece("text", LONG), Piece("heading", printed), Piece("text", LONG))
    assert found == [(None, "", (LONG,)), (key, printed.replace(" ", ""), (LONG,))]


def test_a_heading_over_two_lines() -> None:
    printed = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
    narrow = replace(Style(), chars=24)
    assert _sections(Piece("heading", printed), Piece("text", LONG), set_in=narrow) == [
        ("review_and_litigation", printed, (LONG,))
    ]


def test_text_on_the_line_of_its_heading() -> None:
    assert _sections(Piece("heading", "六、其他需要报告的事项：无。")) == [
        ("other_matters", "六、其他需要报告的事项", ("无。",))
    ]


def test_a_section_the_form_does_not_know_follows_in_order() -> None:
    found = _sections(Piece("heading", HEADINGS["other_matters"]), Piece("text", LONG), Piece("heading", "七、附件"))
    assert found == [("other_matters", HEADINGS["other_matters"], (LONG,)), (None, "七、附件", ())]


@pytest.mark.parametrize("row", ["四、结转下年度继续办理", "四、结转下年度继续办理 3 0 0 3"])
def test_a_row_of_a_table_that_was_not_found_opens_no_section(row: str) -> None:
    found = _sections(Piece("heading", HEADINGS["requests"]), Piece("heading", row))
    assert [key for key, _, _ in found] == ["requests"]


def test_an_enumeration_inside_a_section_opens_none() -> None:
    found = _sections(
        Piece("heading", HEADINGS["problems"]),
        Piece("sub", "一、存在问题"),
        Piece("text", LONG),
        Piece("sub", "二、改进措施"),
        Piece("text", LONG),
    )
    assert found == [("problems", HEADINGS["problems"], ("一、存在问题", LONG, "二、改进措施", LONG))]


def test_a_table_of_contents_opens_no_section() -> None:
    contents = [Piece("heading", "目录"), *(Piece("heading", heading) for heading in HEADINGS.values())]
    body = [piece for heading in HEADINGS.values() for piece in (Piece("heading", heading), Piece("text", LONG))]
    found = _sections(*contents, *body)
    assert [(key, paragraphs) for key, _, paragraphs in found[1:]] == [(key, (LONG,)) for key in HEADINGS]
    assert found[0] == (None, "", ("目录", *HEADINGS.values()))


def test_words_of_a_heading_in_a_sentence_open_nothing() -> None:
    text = "现将主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况和其他事项报告如下。"
    assert _sections(Piece("heading", HEADINGS["overview"]), Piece("text", text)) == [
        ("overview", HEADINGS["overview"], (text,))
    ]


def test_an_entry_with_its_text_on_the_line_is_one_paragraph() -> None:
    text = "（一）主动公开情况。" + LONG
    assert _sections(Piece("heading", HEADINGS["overview"]), Piece("text", text), Piece("text", LONG)) == [
        ("overview", HEADINGS["overview"], (text, LONG))
    ]


def test_a_paragraph_over_a_page_break_has_a_part_on_each_page() -> None:
    pages = typeset([Piece("text", LONG * 6)], replace(Style(), lines=4))
    regions = read_regions(pages, annual_report())
    (region,) = regions.regions
    assert region.text == LONG * 6
    assert [part.page for part in region.parts] == list(range(1, len(pages) + 1))
    blocks = [block for page in regions.pages for block in regions.layout(page)]
    assert [block.parent for block in blocks] == [None] + [0] * (len(pages) - 1)


def test_running_heads_and_page_numbers_are_no_text() -> None:
    head = TextLine("山南县政府文件 第1号", 0.9, UprightBox(180, 60, 600, 95))
    pages = [
        replace(page, lines=(head, *page.lines))
        for page in typeset([Piece("text", LONG * 30)], replace(Style(), numbers="- {} -"))
    ]
    regions = read_regions(pages, annual_report())
    assert len(pages) > 1
    assert [s.paragraphs for s in regions.sections] == [(LONG * 30,)]
    kinds = [region.kind for region in regions.regions]
    assert kinds.count("PageNumber") == kinds.count("RunningHead") == len(pages)


def test_pieces_of_a_line_are_joined_from_left_to_right() -> None:
    lines = (
        TextLine("公开政府信息", 0.9, UprightBox(420, 104, 660, 144)),
        TextLine("2022年主动", 0.9, UprightBox(180, 100, 420, 140)),
        TextLine("信息45条。", 0.9, UprightBox(612, 108, 832, 148)),
        TextLine("E", 0.9, UprightBox(900, 108, 920, 148)),
        TextLine("mail", 0.9, UprightBox(960, 108, 1040, 148)),
    )
    page = PageText(1, (1654, 2339), (1654, 2339), lines)
    (section,) = read_regions([page], annual_report(), RegionSettings(margin=0.01)).sections
    assert section.paragraphs == ("2022年主动公开政府信息信息45条。E mail",)


def test_lines_in_tables_and_strokes_of_seals_are_left_out() -> None:
    (page,) = typeset([Piece("text", LONG)])
    table = UprightBox(180, 1000, 1380, 1400)
    seal = UprightBox(700, 1500, 1000, 1800)
    stray = (
        TextLine("0", 0.9, UprightBox(300, 1100, 320, 1140)),
        TextLine("口", 0.95, UprightBox(750, 1550, 770, 1570)),
        TextLine("★口", 0.4, UprightBox(800, 1600, 880, 1640)),
        TextLine("8", 0.92, UprightBox(900, 1700, 930, 1740)),
    )
    crowded = replace(page, lines=(*page.lines, *stray), tables=(table,), seals=(seal,))
    regions = read_regions([crowded], annual_report())
    assert [region.kind for region in regions.regions] == ["Paragraph", "Table", "Seal"]
    assert regions.sections[0].paragraphs == (LONG,)


def test_places_are_on_the_page_as_given() -> None:
    (page,) = typeset([Piece("text", LONG)])
    half = Projective(np.diag([0.5, 0.5, 1.0]))
    given = replace(page, page_size=(3308, 4678), transform=Chain((half,)))
    (place,) = read_regions([given], annual_report()).sections[0].places
    (region,) = read_regions([page], annual_report()).regions
    assert place.page == 1
    assert place.box == Box(*(2 * v for v in region.parts[0].box.as_tuple()))


def test_pages_without_text() -> None:
    empty = PageText(1, (1000, 1400), (1000, 1400))
    regions = read_regions([empty, replace(empty, number=2)], annual_report())
    assert (regions.title, regions.agency, regions.year, regions.sections) == (None, None, None, ())
    assert [len(regions.layout(page)) for page in regions.pages] == [0, 0]
    assert read_regions([], annual_report()).regions == ()


def test_layout_blocks_are_typed_and_in_reading_order() -> None:
    regions = read_regions(
        typeset(_report({"overview": [LONG]}), replace(Style(), numbers="{}", lines=16)), annual_report()
    )
    blocks = [block for page in regions.pages for block in regions.layout(page)]
    assert [block.type for block in blocks[:4]] == ["Title", "Heading", "Paragraph", "Heading"]
    assert {block.type for block in blocks} == {"Title", "Heading", "Paragraph", "Table", "PageNumber"}
    assert [block.id for block in blocks] == list(range(len(blocks)))
    assert [block.next for block in blocks] == [*range(1, len(blocks)), None]
    for page in regions.pages:
        tops = [block.coordinates[1] for block in regions.layout(page)]
        assert tops == sorted(tops)


def test_a_layout_is_in_pixels_of_the_page_as_given() -> None:
    (page,) = typeset([Piece("heading", HEADINGS["overview"]), Piece("text", LONG)])
    half = Projective(np.diag([0.5, 0.5, 1.0]))
    given = replace(page, page_size=(3308, 4678), transform=Chain((half,)))
    layout = read_regions([given], annual_report()).layout(1)
    prepared = read_regions([page], annual_report()).layout(1)
    assert isinstance(layout, Layout)
    assert layout.page_data == {"page": 1}
    assert [block.coordinates for block in layout] == [tuple(2 * v for v in b.coordinates) for b in prepared]
    assert [(b.type, b.text) for b in layout] == [("Heading", HEADINGS["overview"]), ("Paragraph", LONG)]
    with pytest.raises(KeyError):
        read_regions([page], annual_report()).layout(2)
