"""What the HTML says of values, findings, pages and files, and only where there is something to say."""

import re
from decimal import Decimal

import pytest
from export_samples import SampleImages, plain_table, sample_form, sample_report, sample_table

from ocrkit.export import ExportSettings
from ocrkit.export.html_report import html_page, report_html, tables_html
from ocrkit.export.html_table import grid_table, shown_table, tip_lines
from ocrkit.export.pictures import Pictures, take_pictures
from ocrkit.export.placed import PlacedTable, placed_tables
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.finding import CellRef, Finding
from ocrkit.types.phrases import ENGLISH, Phrases
from ocrkit.types.provenance import Provenance
from ocrkit.types.report import Cell, Guess, Report, Section, Source, SourceFile, SourcePage
from ocrkit.types.table import TableCell

DOUBTS = {"status": "review", "doubts": (Doubt(DoubtCode.FAINT_INK),)}


def html(report, pictures=None):
    return report_html(report, pictures or Pictures()).decode()


def badges(report):
    listed = re.search(r'<ul class="badges">(.*?)</ul>', html(report))[1]
    return re.findall(r'<li class="(\w*)">(.*?)</li>', listed)


def test_the_badges_of_a_report_with_doubts_findings_and_a_lost_page():
    assert badges(sample_report()) == [
        ("", "某某县某某局"),
        ("", "2023"),
        ("", "9 values"),
        ("review", "3 to check by hand"),
        ("review", "1 finding"),
        ("review", "1 page could not be read"),
    ]


def test_the_badges_of_a_report_with_nothing_in_it():
    assert badges(Report()) == [("", "0 values"), ("good", "no doubtful value"), ("", "0 findings")]
    page = html(Report())
    assert "<title>Report without a title</title>" in page
    for absent in ("To check by hand", "<h2>Tables</h2>", "<h2>Text</h2>", "Made with", "<figure>"):
        assert absent not in page


def doubted(cell, pictures=None):
    """The row of the list that tells of one doubtful value: its texts, and the page's own."""
    form = sample_form().model_copy(update={"cells": {"new_received": {"total": cell}}})
    page = html(Report(requests=form), pictures)
    return re.search(r'<table class="list">.*?</tr>\s*<tr>(.*?)</tr>', page, re.DOTALL)[1]


def test_a_doubtful_value_says_why_and_what_else_it_could_be():
    guesses = (Guess(text="8", probability=0.25), Guess(text="", probability=0.1))
    row = doubted(Cell(value=Decimal(3), text="3", kind="number", page=4, alternatives=guesses, **DOUBTS))
    assert re.findall(r"<td[^>]*>(.*?)</td>", row)[1:] == [
        "page 4",
        "3",
        f'{Doubt(DoubtCode.FAINT_INK)}<br><span class="soft">could be: 8 (25%), blank (10%)</span>',
    ]
    assert '<td class="review">3</td>' in row


@pytest.mark.parametrize(
    ("cell", "read", "why"),
    [
        (Cell(value=None, text=None, kind="unreadable", status="review"), "cannot be read", "no reading"),
        (Cell(value=None, text="", kind="blank", status="review"), "blank", "doubtful reading"),
    ],
)
def test_a_doubtful_value_without_a_reason_says_what_is_plain(cell, read, why):
    texts = re.findall(r"<td[^>]*>(.*?)</td>", doubted(cell))
    assert texts[1:] == ["page ?", read, why]


def test_a_doubtful_value_is_shown_where_there_is_a_picture_of_it():
    ref = CellRef(form="requests", row="new_received", column="total")
    cell = Cell(value=None, text="x", kind="text", page=4, **DOUBTS)
    assert '<td><img alt="" src="data:image/png;base64,cG5n"></td>' in doubted(cell, Pictures(crops={ref: b"png"}))


@pytest.mark.parametrize(("pages", "named"), [((), None), ((2,), "page 2"), ((2, 3), "pages 2, 3")])
def test_a_finding_names_its_values_and_pages(pages, named):
    ref = CellRef(form="requests", row="new_received", column="total")
    cells = (ref, CellRef(form="lost", row="r", column="c"))
    finding = Finding(kind="arithmetic", message="1 < 2", cells=cells, pages=pages)
    page = html(sample_report().model_copy(update={"findings": (finding,)}))
    listed = re.search(r'<ul class="findings"><?(.*?)</ul>', page.replace("\n", ""))[1]
    place = f'<a href="#requests.new_received.total">{sample_form().place_name("new_received", "total")}</a>'
    links = f'<span class="soft">{place}, <a href="#lost.r.c">r · c</a></span>'
    more = links + (f'<br><span class="soft">{named}</span>' if named else "")
    assert listed.endswith(f'<span class="kind">arithmetic</span>1 &lt; 2<br>{more}</li>')


def test_a_finding_of_no_value_and_no_page_is_its_words_alone():
    finding = Finding(kind="missing_page", message="gone")
    page = html(sample_report().model_copy(update={"findings": (finding,)}))
    assert '<li><span class="kind">missing page</span>gone</li>' in page


def test_sections_files_lost_pages_and_provenance():
    made = Provenance(ocrkit="9.9")
    page = html(sample_report().model_copy(update={"provenance": made}))
    assert "<h3>一、总体情况 <small>overview</small></h3>" in page
    assert re.search(r"<h3>七、[^<]*</h3>", page)  # a section without a key has none
    assert f'<p class="soft">scan&lt;1&gt;.png<br>sha256 {"0" * 64}</p>' in page
    lost = re.findall(r'<p class="unreadable">(.*?)</p>', page)
    assert len(lost) == 1
    assert "lost.png" in lost[0]
    assert "the file is empty" in lost[0]
    made_with = page.split("<h2>Made with</h2>")[1]
    for what, which in made.lines():
        assert f'<p class="soft">{what}: {which}</p>' in made_with


def test_paragraphs_know_their_places_each_its_own():
    pictures = take_pictures(sample_report().source.pages, (), SampleImages(), ExportSettings())
    shown = re.findall(r'<p data-places="\[\[1,[\d.]+,([\d.]+),', html(sample_report(), pictures))
    assert [round(float(y0), 3) for y0 in shown] == [round(700 / 1754, 3), round(760 / 1754, 3)]


def test_scans_are_captioned_with_their_files():
    report = sample_report()
    pictures = take_pictures(report.source.pages, (), SampleImages(), ExportSettings())
    page = html(report, pictures)
    assert re.findall(r"<figcaption>(.*?)</figcaption>", page) == [
        "page 1 scan&lt;1&gt;.png",
        "page 2 scan&lt;1&gt;.png",
    ]
    assert re.findall(r'<img alt="scan of page (\d)"', page) == ["1", "2"]
    assert 'class="with-scan"' in page


def test_tables_are_headed_by_form_and_edition_or_by_their_number():
    page = html(sample_report())
    assert page.count("<h2>Tables</h2>") == 1
    assert re.findall(r"<h3>(requests.*?|table.*?)</h3>", page) == ["requests <small>edition 2021</small>", "table 2"]
    lost = html(sample_report().model_copy(update={"tables": ()}))
    assert "<h3>requests <small>by its labels</small></h3>" in lost


def test_plain_tables_say_how_large_they_are_and_what_is_to_be_checked():
    table = plain_table()
    cells = (table.cells[0].model_copy(update={"status": "review", **DOUBTS}), *table.cells[1:])
    shown = tables_html([table.model_copy(update={"cells": cells}), table], "page", Pictures()).decode()
    assert re.findall(r"<h2>(.*?)</h2>", shown) == [
        "Table 1 <small>2 × 2, 1 to check by hand</small>",
        "Table 2 <small>2 × 2</small>",
    ]
    assert 'class="badges"' not in shown
    assert b"<p>x</p>" in html_page("t", "", ["<p>x</p>"])


def test_a_cell_of_a_plain_table_tells_its_status_confidence_and_doubts():
    table = plain_table()
    cells = (table.cells[0].model_copy(update={"status": "review", **DOUBTS}), *table.cells[1:])
    shown = shown_table(PlacedTable(1, table.model_copy(update={"cells": cells}), {}), {})
    found = re.findall(r'<td class="value (\w+)" tabindex="0" data-tip="(.*?)">', shown, re.DOTALL)
    assert found == [
        ("review", f"confidence: 90.0%\nreview\n{Doubt(DoubtCode.FAINT_INK)}"),
        ("accepted", "confidence: 90.0%"),
        ("accepted", "confidence: 90.0%"),
        ("unreadable", ""),
    ]


def test_labels_of_a_forms_table_are_no_values():
    (placed, _) = placed_tables(sample_report())
    shown = shown_table(placed, {})
    assert shown.count('class="label"') == len(sample_table().cells) - len(placed.values)
    assert shown.count('class="value') == len(placed.values)


def test_cells_are_laid_out_in_their_rows_whatever_their_order():
    table = sample_table()
    turned = table.model_copy(update={"cells": table.cells[::-1]})
    plain = [PlacedTable(1, one.model_copy(update={"form": None}), {}) for one in (table, turned)]
    assert shown_table(plain[0], {}) == shown_table(plain[1], {})


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        (Cell(value=Decimal(3), text="3", kind="number"), ["read: 3"]),
        (Cell(value=Decimal(1234), text="1,234", kind="number"), ["read: 1,234", "value: 1234"]),
        (Cell(value=Decimal(5), text="5元", kind="number", unit="元"), ["read: 5元", "value: 5元"]),
        (Cell(value=None, text="", kind="blank", confidence=0.987), ["blank", "confidence: 98.7%"]),
        (Cell(value=None, text=None, kind="unreadable"), ["cannot be read"]),
        (Cell(value=Decimal(3), text="3", kind="number", note="其中"), ["read: 3", "note: 其中"]),
        (
            Cell(value=Decimal(3), text="3", kind="number", alternatives=(Guess(text="8", probability=0.3),)),
            ["read: 3"],
        ),
        (
            Cell(
                value=Decimal(3), text="3", kind="number", alternatives=(Guess(text="8", probability=0.3),), **DOUBTS
            ),
            ["read: 3", "review", str(Doubt(DoubtCode.FAINT_INK)), "could be: 8 (30%)"],
        ),
    ],
)
def test_what_is_known_of_a_value(cell, lines):
    assert tip_lines(cell, ENGLISH) == lines


def test_a_form_by_its_labels_has_a_square_for_every_place():
    form = sample_form()
    fewer = {"new_received": form.cells["new_received"], "denied_by_law": {"total": form["denied_by_law"]["total"]}}
    shown = grid_table("requests", form.model_copy(update={"cells": fewer}), {}, ENGLISH)
    rows = shown.split("</tr>\n")
    assert [row.count("<td") for row in rows] == [0, 3, 3, 0]
    assert rows[0] == "<table>\n<tr><th></th><th>自然人</th><th>其他</th><th>总计</th>"
    assert rows[2].count("<td></td>") == 2
    assert "data-places" not in shown
    pictures = take_pictures((SourcePage(number=1, file="p"),), (), SampleImages(), ExportSettings())
    assert grid_table("requests", form, pictures.pages, ENGLISH).count("data-places") == 9


def test_the_language_of_the_report_is_the_one_asked_for():
    page = report_html(sample_report(), Pictures(), Phrases("zh")).decode()
    assert "3 个需人工核对" in page
    assert "to check by hand" not in page


def test_a_paragraph_without_a_place_and_a_page_without_an_error_say_nothing():
    source = Source(files=(SourceFile(name="a", sha256="1"),), pages=(SourcePage(number=1, file="a"),))
    report = Report(sections=(Section(key=None, heading="h", paragraphs=("p",)),), source=source)
    page = html(report)
    assert '<div class="section"><p>p</p></div>' in page
    assert 'class="unreadable"' not in page
    assert all(kind != "review" for kind, _ in badges(report))


def test_line_breaks_and_unread_cells_are_seen():
    cell = TableCell(rows=(0, 1), cols=(0, 1), places=plain_table().cells[0].places, text="105\n420", confidence=None)
    table = plain_table().model_copy(update={"cells": (cell, *plain_table().cells[1:])})
    shown = shown_table(PlacedTable(1, table, {}), {})
    assert ">105<br>420<" in shown
    assert '<span title="not read">▒</span>' in shown
    assert 'data-tip="">105' in shown  # no confidence, nothing to tell
