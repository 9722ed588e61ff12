"""The text layer of a PDF page: where its characters stand, which of them are shown, and what kind of layer it is."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from ocrkit.load import load_page
from ocrkit.load.settings import LoadSettings
from ocrkit.types.page import Page, PageRef
from ocrkit.types.text_layer import UNMAPPED, TextLayer
from tests.text_pdf import HEIGHT, WIDTH, Font, actual, text, text_pdf

WHITE_BOX = "1 1 1 rg 0 0 400 300 re f 0 0 0 rg\n"
GREY = "/ExtGState<</A<</ca 0>>>>"


def read(folder: Path, pdf: bytes, dpi: float = 144) -> Page:
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    return load_page(PageRef(1, str(file)), LoadSettings(pdf_dpi=dpi))


def layer(folder: Path, pdf: bytes) -> TextLayer:
    found = read(folder, pdf).text_layer
    assert found is not None
    return found


def test_text_that_is_drawn_is_visible(tmp_path: Path) -> None:
    found = layer(tmp_path, text_pdf(text("Total 12", 40, 200) + text("-3", 40, 100)))
    assert (found.kind, found.text, found.hidden, found.evidence) == ("visible", "Total12-3", 0, ())
    assert found.trusted


def test_a_page_without_text_has_no_layer(tmp_path: Path) -> None:
    assert read(tmp_path, text_pdf("0 0 50 50 re f")).text_layer is None


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", ["", "/CropBox[20 30 390 280]"])
def test_boxes_hold_the_ink_of_the_page_as_drawn(tmp_path: Path, rotate: int, crop: str) -> None:
    page = read(tmp_path, text_pdf(text("5", 60, 200, 40) + text("8", 250, 80, 20), page=f"/Rotate {rotate}{crop}"))
    assert page.text_layer is not None
    ink = page.image.min(axis=2) < 128
    for box in page.text_layer.boxes:
        x0, y0, x1, y1 = np.round(box).astype(int)
        inside = ink[y0 - 2 : y1 + 2, x0 - 2 : x1 + 2]
        rows, cols = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        assert len(rows) >= (y1 - y0) - 3  # from side to side, and nothing beside it
        assert len(cols) >= (x1 - x0) - 3
        ink[y0 - 2 : y1 + 2, x0 - 2 : x1 + 2] = False
    assert not ink.any()


@pytest.mark.parametrize(
    ("content", "resources"),
    [
        pytest.param(text("99", 40, 200, before="3 Tr"), "", id="render mode 3"),
        pytest.param(text("99", 40, 200, before="1 1 1 rg"), "", id="white on white"),
        pytest.param(text("99", 40, 200, before="0.97 g"), "", id="nearly white"),
        pytest.param("/A gs " + text("99", 40, 200), GREY, id="opacity 0"),
        pytest.param(text("99", 440, 200), "", id="beside the page"),
        pytest.param("q 0 0 10 10 re W n " + text("99", 40, 200) + "Q", "", id="clipped"),
        pytest.param(text("99", 40, 200) + WHITE_BOX, "", id="under a box"),
    ],
)
def test_what_the_page_does_not_show_is_invisible(tmp_path: Path, content: str, resources: str) -> None:
    found = layer(tmp_path, text_pdf(content, resources=resources))
    assert (found.kind, found.text, found.hidden) == ("invisible", "", 2)
    assert not found.trusted
    assert "2 of 2 characters" in found.evidence[0]


@pytest.mark.parametrize("hidden", [text("77", 40, 200), text("77", 40, 200, before="3 Tr")])
def test_text_under_other_text_is_not_taken_for_it(tmp_path: Path, hidden: str) -> None:
    found = layer(tmp_path, text_pdf(hidden + WHITE_BOX + text("12", 40, 200) + text("345", 40, 100)))
    assert (found.kind, found.text, found.hidden) == ("visible", "12345", 2)


def test_a_text_drawn_twice_to_be_bold_is_visible_once(tmp_path: Path) -> None:
    for right in (0, 0.3):
        found = layer(tmp_path, text_pdf(text("Total 12", 40, 200) + text("Total 12", 40 + right, 200)))
        assert (found.kind, found.text, found.hidden) == ("visible", "Total12", 0)


def test_text_in_a_form_is_text_of_the_page(tmp_path: Path) -> None:
    drawn = text("12", 40, 200).encode()
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<</Font<</F 6 0 R>>>>/Length %d>>\n"
    form += b"stream\n%s\nendstream"
    pdf = text_pdf("/P Do", resources="/XObject<</P 20 0 R>>", more=[form % (len(drawn), drawn)])
    assert (layer(tmp_path, pdf).kind, layer(tmp_path, pdf).text) == ("visible", "12")


def test_text_on_a_shade_is_no_text_over_a_picture(tmp_path: Path) -> None:
    shaded = (
        "0.5 g 20 180 200 60 re f 0.8 g 20 90 200 60 re f 0 g\n" + text("Total 12", 40, 200) + text("345", 40, 100)
    )
    assert layer(tmp_path, text_pdf(shaded)).kind == "visible"


def test_text_over_a_picture_of_itself_was_read_from_it(tmp_path: Path) -> None:
    image = b"<</Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<<>>/Length 83>>\nstream\n" + (
        b"0.2 g 40 200 4 14 re f 51 200 4 14 re f 40 200 10 3 re f 51 208 10 3 re f          \nendstream"
    )
    drawn = "/P Do " + text("12", 40, 200)
    found = layer(tmp_path, text_pdf(drawn, resources="/XObject<</P 20 0 R>>", more=[image]))
    assert found.kind == "ocr"
    assert "picture of text" in found.evidence[0]


@pytest.mark.parametrize("producer", ["Tesseract 5.3.0", "ocrmypdf 15.4", "ABBYY FineReader 15", "ocrkit 0.2"])
def test_a_layer_of_an_ocr_tool_is_named(tmp_path: Path, producer: str) -> None:
    found = layer(tmp_path, text_pdf(text("12", 40, 200), producer=producer))
    assert found.kind == "ocr"
    assert producer in found.evidence[0]


def test_fonts_without_shapes_tell_an_ocr_tool(tmp_path: Path) -> None:
    found = layer(tmp_path, text_pdf(text("12", 40, 200, before="3 Tr"), [Font(base="GlyphLessFont")]))
    assert found.kind == "ocr"
    assert "GlyphLessFont" in found.evidence[0]


@pytest.mark.parametrize("producer", ["WPS Writer", "Microsoft Word", "Acrobat Distiller 9.0", "Democracy Press"])
def test_other_programs_are_no_ocr_tools(tmp_path: Path, producer: str) -> None:
    assert layer(tmp_path, text_pdf(text("12", 40, 200), producer=producer)).kind == "visible"


def test_a_map_of_characters_is_taken_as_it_stands(tmp_path: Path) -> None:
    found = layer(tmp_path, text_pdf(text("12", 40, 200), [Font(claims={"1": "7"})]))
    assert (found.kind, found.text) == ("visible", "72")


def test_the_text_that_stands_for_another_is_the_layers(tmp_path: Path) -> None:
    found = layer(tmp_path, text_pdf(actual("19", text("12", 40, 200)) + text("5", 40, 100)))
    assert found.text == "195"


def test_characters_nobody_can_name_make_a_garbled_layer(tmp_path: Path) -> None:
    found = layer(tmp_path, text_pdf(text("12", 40, 200), [Font(claims={"1": "\x01", "2": "\x03"})]))
    assert (found.kind, found.text) == ("garbled", UNMAPPED * 2)


def test_a_layer_is_small_and_can_be_pickled(tmp_path: Path) -> None:
    found = layer(tmp_path, text_pdf("".join(text("x" * 40, 4, 5 * y, 4) for y in range(1, 50))))
    assert len(found.text) == 40 * 49
    assert len(pickle.dumps(found)) < 33 * len(found.text)


def test_places_far_off_the_page_do_no_harm(tmp_path: Path) -> None:
    found = layer(tmp_path, text_pdf(text("9", 1e30, 1e30) + text("12", 40, 200) + text("8", 40, 100, size=1e9)))
    assert found.text.startswith("12")
    assert (found.boxes[:2, 2:] < (2 * WIDTH, 2 * HEIGHT)).all()
