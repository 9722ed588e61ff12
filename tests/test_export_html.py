import re
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser

import cv2
import numpy as np
import pytest
from export_samples import HOSTILE, PAGE, SampleImages, plain_table, sample_report, sample_table, turned

from ocrkit.export import ExportSettings
from ocrkit.export.html_report import report_html, tables_html
from ocrkit.export.pictures import Pictures, reduce_page, take_pictures
from ocrkit.types.geometry import Box
from ocrkit.types.report import Section, SourcePage


class Reader(HTMLParser):
    """Tables as lists of rows of (rowspan, colspan, text, attributes); every tag and id seen."""

    def __init__(self, page):
        super().__init__()
        self.tables, self.tags, self.attributes, self.text = [], [], [], ""
        self._cell = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append(tag)
        self.attributes.append(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = [int(attrs.get("rowspan", 1)), int(attrs.get("colspan", 1)), "", attrs]
            self.tables[-1][-1].append(self._cell)

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._cell = None

    def handle_data(self, data):
        self.text += data
        if self._cell is not None:
            self._cell[2] += data


def grid(table):
    """Lay the cells out as a browser does; fails where they overlap, leave a hole or stick out."""
    taken = {}
    for r, row in enumerate(table):
        c = 0
        for rows, cols, text, _ in row:
            while (r, c) in taken:
                c += 1
            for square in ((i, j) for i in range(r, r + rows) for j in range(c, c + cols)):
                assert square not in taken
                taken[square] = text
    height, width = len(table), 1 + max(c for _, c in taken)
    assert set(taken) == {(r, c) for r in range(height) for c in range(width)}
    return taken


@pytest.fixture(scope="module")
def pictures():
    report = sample_report()
    return take_pictures(report.source.pages, report.doubtful(), SampleImages(), ExportSettings())


@pytest.fixture(scope="module")
def page(pictures):
    return report_html(sample_report(), pictures).decode()


def test_spans_tile_the_grid_and_carry_the_texts(page):
    shown = [t for t in Reader(page).tables if any("label" in c[3].get("class", "") for row in t for c in row)]
    taken = grid(shown[0])
    owners, table = sample_table().owners(), sample_table()
    assert len(taken) == owners.size
    for square, text in taken.items():
        assert text == (table.cells[owners[square]].text or ("" if table.cells[owners[square]].text == "" else "▒"))


def test_nothing_printed_becomes_markup(page):
    reader = Reader(page)
    assert reader.tags.count("script") == 1
    assert HOSTILE in reader.text
    assert "<script>alert" not in page


def test_the_policy_allows_our_script_only_and_no_network(page):
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page
    links = [v for a in Reader(page).attributes for k, v in a.items() if k in ("src", "href")]
    assert all(link.startswith(("data:image/", "#")) for link in links)
    assert "url(" not in page


def test_every_link_leads_to_a_value(page):
    attributes = Reader(page).attributes
    links = {a["href"][1:] for a in attributes if a.get("href", "").startswith("#")}
    ids = [a["id"] for a in attributes if "id" in a]
    assert links <= set(ids)
    assert len(links) == 4  # three doubtful values and the one that a finding names
    assert len(ids) == len(set(ids))


def test_a_values_place_is_its_box_as_shares_of_the_page(page):
    cell = next(a for a in Reader(page).attributes if a.get("id") == "requests.new_received.natural_person")
    number, *share = map(float, cell["data-places"].strip("[]").split(","))
    assert number == 1
    assert share == pytest.approx([500 / PAGE[0], 280 / PAGE[1], 700 / PAGE[0], 360 / PAGE[1]], abs=1e-4)
    assert "1,234" in cell["data-tip"]


def test_the_scan_is_inside_and_no_larger_than_asked(page):
    found = re.findall(r'id="page-(\d)"><img [^>]*src="data:image/jpeg;base64,([^"]+)"', page)
    assert [number for number, _ in found] == ["1", "2"]
    image = cv2.imdecode(np.frombuffer(b64decode(found[0][1]), np.uint8), cv2.IMREAD_COLOR)
    assert image.shape[1] == ExportSettings().page_width
    assert image.shape[0] == pytest.approx(PAGE[1] * 1000 / PAGE[0], abs=1)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_box_stays_on_its_ink_when_the_page_is_turned_upright(turns):
    image = np.full((400, 600), 255, np.uint8)
    box = Box(100, 50, 200, 90)
    image[50:90, 100:200] = 0
    picture = reduce_page(image, ExportSettings(page_width=600), turns)
    shown = cv2.imdecode(np.frombuffer(picture.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    height, width = shown.shape
    x0, y0, x1, y1 = (round(s * side) for s, side in zip(picture.share(box), (width, height) * 2, strict=True))
    inside = shown[y0 + 2 : y1 - 2, x0 + 2 : x1 - 2]
    assert inside.max() < 30
    assert (shown < 128).sum() == pytest.approx(100 * 40 * (width / (600, 400)[turns % 2]) ** 2, rel=0.05)


def test_pages_scanned_on_a_side_are_shown_upright():
    report = turned(sample_report(), 90.0)
    pictures = take_pictures(report.source.pages, report.doubtful(), SampleImages(), ExportSettings())
    shown = cv2.imdecode(np.frombuffer(pictures.pages[1].jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert shown.shape[1] > shown.shape[0]
    crop = cv2.imdecode(np.frombuffer(next(iter(pictures.crops.values())), np.uint8), cv2.IMREAD_COLOR)
    assert crop.shape[0] > crop.shape[1]


def test_without_pictures_there_is_no_scan():
    page = report_html(sample_report(), Pictures()).decode()
    assert 'class="no-scan"' in page
    assert not [a for a in Reader(page).attributes if "data-places" in a]


def test_a_form_whose_table_is_unknown_is_shown_by_its_labels():
    page = report_html(sample_report().model_copy(update={"tables": ()}), Pictures()).decode()
    reader = Reader(page)
    shown = next(t for t in reader.tables if any(c[2] == "自然人" for c in t[0]))
    taken = grid(shown)
    assert taken[1, 0] == "一、本年新收政府信息公开申请数量"
    assert taken[1, 1] == "1,234"


def test_tables_of_a_page():
    pages = (SourcePage(number=1, file="page.png"),)
    pictures = take_pictures(pages, (), SampleImages(), ExportSettings())
    reader = Reader(tables_html([sample_table(), plain_table()], "page <1>", pictures).decode())
    assert [len(grid(t)) for t in reader.tables] == [25, 4]
    assert "No ruled table" in tables_html([], "page", pictures).decode()


def test_findings_are_listed_where_there_are_any():
    report = sample_report()
    assert report.findings
    listed = report_html(report, Pictures()).decode()
    assert listed.count('<ul class="findings">') == 1
    assert '<ul class="findings">' not in report_html(report.model_copy(update={"findings": ()}), Pictures()).decode()


def test_a_section_without_paragraphs_says_so():
    section = Section(key=None, heading="七、附则")
    page = report_html(sample_report().model_copy(update={"sections": (section,)}), Pictures()).decode()
    assert "七、附则" in page
    assert "No text." in page
