"""PDFs whose text layer says something else than their print, and how it was made to.

The print stays as it is. What text programs take from it is changed: by ``/ActualText`` around the glyphs of single
cells, by the fonts' maps from glyphs to characters, or by invisible text over a picture of the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pikepdf
from PIL import Image as Pil

from benchmarks.pagemaker import corpus, make, typeset
from benchmarks.pagemaker.typeset import Printed, Ref

Change = Literal["digit", "sign", "shifted", "garbled"]
CHANGES: tuple[Change, ...] = ("digit", "sign", "shifted", "garbled")

DPI = 200
"""Of the page under invisible text."""
_CELLS = 4
"""Cells with a changed digit or sign."""
_SHIFT = 3
"""By how much a garbled map shifts digits."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Layered:
    """A PDF of one page, what is printed in its cells, and what the layer has where that is something else."""

    pdf: bytes
    printed: Mapping[Ref, str]
    differs: Mapping[Ref, str]


@dataclass(frozen=True)
class _Printed:
    """A value with text: its place, that text and its box in points from the page's top left."""

    ref: Ref
    text: str
    row: tuple[str, int]
    box: Box


def changed(seed: int, change: Change) -> Layered:
    """A page whose layer differs from its print by one kind of change."""
    _, printed = make.print_job(corpus.one_page(seed, "textlayer"))
    values = _values(printed)
    rng = np.random.default_rng([seed, CHANGES.index(change)])
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        if change == "garbled":
            told = _GARBLED[seed % len(_GARBLED)]
            _remap(pdf, told)
            differs = {value.ref: _mapped(value.text, told) for value in values}
            differs = {
                ref: text for (ref, text), value in zip(differs.items(), values, strict=True) if text != value.text
            }
        else:
            differs = {"digit": _digits, "sign": _signs, "shifted": _row}[change](values, rng)
            boxes = {value.ref: value.box for value in values}
            _say(pdf, [(boxes[ref], text) for ref, text in differs.items()])
        return Layered(_saved(pdf), _texts_of(printed), differs)


def invisible(seed: int, picture: bool = True) -> Layered:
    """A page with wrong figures in invisible text: over a picture of the page, or over its print.

    ``differs`` are these figures; over print they stand beside text that is right.
    """
    _, printed = make.print_job(corpus.one_page(seed, "textlayer"))
    values = _values(printed)
    wrong = {value.ref: _mapped(value.text, _shifted_digits) for value in values}
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        operators = [
            _hidden(value, wrong[value.ref], float(page.mediabox[3]))
            for value in values
            if wrong[value.ref].isascii()
        ]
        hidden = "".join(operators).encode()
        if picture:
            _draw_picture(pdf, typeset.rasterise(printed.pdf, DPI)[0])
            page.Resources.Font = pikepdf.Dictionary()
        page.Resources.Font["/Hid"] = pdf.make_indirect(font)
        page.contents_add(pdf.make_stream(b"Q\n" + hidden))
        page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
        return Layered(_saved(pdf), _texts_of(printed), wrong)


def _values(printed: Printed) -> list[_Printed]:
    """Every value that is printed, in the order of the page."""
    return [
        _Printed(cell.ref, cell.text, (cell.ref[0], cell.row), box)
        for part in printed.parts
        for cell, box in zip(part.grid.cells, part.boxes, strict=True)
        if cell.ref is not None and cell.text.strip()
    ]


def _texts_of(printed: Printed) -> dict[Ref, str]:
    """What is printed in every cell that holds a value, or is blank where one could stand."""
    return {cell.ref: cell.text for part in printed.parts for cell in part.grid.cells if cell.ref is not None}


def _chosen(values: list[_Printed], rng: np.random.Generator) -> list[_Printed]:
    numbers = [value for value in values if value.text.isdigit()]
    return [numbers[i] for i in sorted(rng.choice(len(numbers), _CELLS, replace=False))]


def _digits(values: list[_Printed], rng: np.random.Generator) -> dict[Ref, str]:
    """One digit of a number is another one."""
    differs = {}
    for value in _chosen(values, rng):
        at = int(rng.integers(len(value.text)))
        other = str((int(value.text[at]) + int(rng.integers(1, 10))) % 10)
        differs[value.ref] = value.text[:at] + other + value.text[at + 1 :]
    return differs


def _signs(values: list[_Printed], rng: np.random.Generator) -> dict[Ref, str]:
    """A number has a minus sign."""
    return {value.ref: f"-{value.text}" for value in _chosen(values, rng)}


def _row(values: list[_Printed], rng: np.random.Generator) -> dict[Ref, str]:
    """Each value of a row stands where the next one is printed, and the last where the first is."""
    rows: dict[tuple[str, int], list[_Printed]] = {}
    for value in values:
        rows.setdefault(value.row, []).append(value)
    mixed = [row for row in rows.values() if len({value.text for value in row}) > 1]
    row = mixed[int(rng.integers(len(mixed)))]
    shifted = zip(row, [row[-1], *row[:-1]], strict=True)
    return {value.ref: before.text for value, before in shifted if value.text != before.text}


# --- What text programs take from the page ---------------------------------------------------------------------


def _say(pdf: pikepdf.Pdf, told: list[tuple[Box, str]]) -> None:
    """Texts that begin in these boxes are said to be other words."""
    page = pdf.pages[0]
    out = []
    for text, operators in _texts(page):
        words = next((words for box, words in told if text and _inside(box, text)), None)
        if words is not None:
            actual = pikepdf.Dictionary(ActualText=pikepdf.String(words))
            operators = [
                pikepdf.ContentStreamInstruction([pikepdf.Name.Span, actual], pikepdf.Operator("BDC")),
                *operators,
                pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC")),
            ]
        out += operators
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))


def _texts(page: pikepdf.Page) -> Iterator[tuple[tuple[float, float] | None, list[pikepdf.ContentStreamInstruction]]]:
    """The operators of a page; those of each text (BT to ET) together, with its place from the top left."""
    height = float(page.mediabox[3])
    state, kept = pikepdf.Matrix(), []
    held: list[pikepdf.ContentStreamInstruction] | None = None
    place = state
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name == "q":
            kept.append(state)
        elif name == "Q":
            state = kept.pop()
        elif name == "cm":
            state = pikepdf.Matrix(*map(float, instruction.operands)) @ state
        elif name == "BT":
            held, place = [], state
        elif name == "Tm":
            place = pikepdf.Matrix(*map(float, instruction.operands)) @ state
        if held is None:
            yield None, [instruction]  # type: ignore[list-item]  # an inline image is drawn as it is
            continue
        held.append(instruction)  # type: ignore[arg-type]
        if name == "ET":
            yield (place.e, height - place.f), held
            held = None


def _inside(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _shifted_digits(character: str) -> str:
    return str((int(character) + _SHIFT) % 10) if character.isascii() and character.isdigit() else character


def _next_code(character: str) -> str:
    return chr(ord(character) + 1) if character.isalnum() else character


def _private(character: str) -> str:
    return chr(0xE000 + ord(character) % 0x1000)


_GARBLED: tuple[Callable[[str], str], ...] = (_shifted_digits, _next_code, _private)
"""What garbled maps make of a character."""


def _mapped(text: str, told: Callable[[str], str]) -> str:
    return "".join(map(told, text))


def _remap(pdf: pikepdf.Pdf, told: Callable[[str], str]) -> None:
    """The fonts' maps say of each glyph that it is another character."""
    for font in pdf.pages[0].Resources.Font.values():
        cmap = font.ToUnicode.read_bytes().decode("latin-1")
        assert "beginbfrange" not in cmap  # each glyph has a line of its own
        font.ToUnicode = pdf.make_stream(_MAP_LINE.sub(lambda line: _line(line, told), cmap).encode("latin-1"))


_MAP_LINE = re.compile(r"^(<[0-9A-Fa-f]+>\s*)<([0-9A-Fa-f]+)>\s*$", re.MULTILINE)


def _line(line: re.Match[str], told: Callable[[str], str]) -> str:
    words = bytes.fromhex(line[2]).decode("utf-16-be")
    return f"{line[1]}<{_mapped(words, told).encode('utf-16-be').hex()}>"


def _hidden(value: _Printed, words: str, height: float) -> str:
    x, y = value.box[0] + 2, height - value.box[3] + 2
    return f"q BT 3 Tr /Hid 7 Tf 1 0 0 1 {x:.2f} {y:.2f} Tm ({words}) Tj ET Q\n"


def _draw_picture(pdf: pikepdf.Pdf, pixels: np.ndarray) -> None:
    """The page is a picture of itself, like a scan."""
    data = io.BytesIO()
    Pil.fromarray(pixels[..., ::-1]).save(data, "JPEG", quality=90)
    height, width = pixels.shape[:2]
    image = pdf.make_stream(
        data.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.pages[0]
    page.Resources.XObject = pikepdf.Dictionary(Picture=image)
    _, _, right, top = map(float, page.mediabox)
    page.Contents = pdf.make_stream(f"q {right} 0 0 {top} 0 0 cm /Picture Do Q\n".encode())


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
