"""What ink a sheet bears beside plain black print: colours, marks, strikes, stamps, dark fields, frames, crowding.

Drawn on the printed page before it is scanned, each on tables only. What a value is does not change, but where it
is struck out: then the cell says a text, or the new value beside the struck one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import cv2
import numpy as np

from benchmarks.marks.glyphs import FACES, Bgr, Box, put, set_type, turned
from benchmarks.marks.kinds import KINDS
from benchmarks.marks.spot import INKS, Spot
from benchmarks.pagemaker.grid import GridCell
from benchmarks.pagemaker.model import Value
from benchmarks.pagemaker.paper import Image
from benchmarks.pagemaker.style import Style
from benchmarks.pagemaker.typeset import Part, Ref

FAMILIES = {
    "Liberation Serif": 0, "Noto Sans CJK SC": 1, "AR PL UMing": 2, "Liberation Sans": 3, "Noto Serif CJK SC": 4,
    "WenQuanYi Zen Hei": 5, "AR PL UKai": 6, "WenQuanYi Micro Hei": 7,
}  # fmt: skip
MARKS = (
    "footnote", "subscript", "larger", "smaller", "circled", "letter", "backslash", "bar", "per-mille", "underline",
    "tick", "box", "bold",
)  # fmt: skip
"""Kinds of marks that any scan can show; what colour alone tells is left to pages in colour."""
DARK: tuple[Bgr, ...] = ((110, 60, 20), (30, 30, 150), (40, 90, 30), (25, 25, 25))
"""Fields with light print: blue, red, green, black."""
SHORT = 3
"""Characters of a value beside which there is room for a mark."""


@dataclass(frozen=True)
class Inked:
    """A page with its ink: what cells say now where that changed, and the mark in each cell that has one."""

    image: Image
    values: dict[Ref, Value] = field(default_factory=dict)
    marks: dict[Ref, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Sheet:
    """A page before its ink: ``scale`` is pixels a point."""

    image: Image
    parts: Sequence[Part]
    values: Mapping[Ref, Value]
    style: Style
    scale: float
    rng: np.random.Generator

    def cells(self) -> Iterator[tuple[GridCell, Box]]:
        """Every cell with its box in pixels."""
        for part in self.parts:
            for cell, box in zip(part.grid.cells, part.boxes, strict=True):
                x0, y0, x1, y1 = (round(v * self.scale) for v in box)
                yield cell, (x0, y0, x1, y1)

    def inside(self, box: Box) -> Box:
        """A cell's box without its rules."""
        inset = int(np.ceil(self.style.rule * self.scale / 2)) + 1
        return box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset


def inked(
    image: Image,
    parts: Sequence[Part],
    values: Mapping[Ref, Value],
    inking: str,
    style: Style,
    dpi: int,
    rng: np.random.Generator,
) -> Inked:
    """The page (BGR, white paper) with the ink that ``inking`` names (see ``INKINGS``)."""
    return INKINGS[inking](_Sheet(image.copy(), parts, values, style, dpi / 72, rng))


def _some_ink(rng: np.random.Generator) -> Bgr:
    return list(INKS.values())[int(rng.integers(len(INKS)))]


def _tint(image: Image, box: Box, ink: Bgr) -> None:
    """Black print in a box in another ink."""
    window = np.s_[box[1] : box[3], box[0] : box[2]]
    taken = 1 - image[window].astype(np.float32) / 255
    image[window] = (255 * (1 - taken * (1 - np.array(ink, np.float32) / 255))).astype(np.uint8)


def _coloured_print(sheet: _Sheet) -> Inked:
    """All values, some of them or the whole table's print in one ink, or in many."""
    rng = sheet.rng
    share, whole = float(rng.choice([0.2, 0.6, 1.0])), rng.random() < 0.3
    one = _some_ink(rng)
    many = rng.random() < 0.3
    for cell, box in sheet.cells():
        if whole or (cell.ref and rng.random() < share):
            _tint(sheet.image, sheet.inside(box), _some_ink(rng) if many else one)
    return Inked(sheet.image)


def _coloured_rules(sheet: _Sheet) -> Inked:
    """The rules in one ink; what stands in the cells stays as it is."""
    ink = _some_ink(sheet.rng)
    tinted = sheet.image.copy()
    for part in sheet.parts:
        xs, ys = np.array(part.boxes)[:, ::2] * sheet.scale, np.array(part.boxes)[:, 1::2] * sheet.scale
        room = int(np.ceil(sheet.style.rule * sheet.scale)) + 1
        _tint(tinted, _rounded(xs.min() - room, ys.min() - room, xs.max() + room, ys.max() + room), ink)
    for _, box in sheet.cells():
        x0, y0, x1, y1 = sheet.inside(box)
        tinted[y0:y1, x0:x1] = sheet.image[y0:y1, x0:x1]
    return Inked(tinted)


def _rounded(x0: float, y0: float, x1: float, y1: float) -> Box:
    return max(0, round(x0)), max(0, round(y0)), max(0, round(x1)), max(0, round(y1))


def _ink_box(sheet: _Sheet, box: Box) -> Box | None:
    """Where the ink inside a cell is; None where it is blank."""
    x0, y0, x1, y1 = sheet.inside(box)
    ys, xs = np.nonzero(sheet.image[y0:y1, x0:x1].min(axis=2) < 160)
    if not len(xs):
        return None
    return x0 + int(xs.min()), y0 + int(ys.min()), x0 + int(xs.max()) + 1, y0 + int(ys.max()) + 1


def _spot(sheet: _Sheet, box: Box, value: Value) -> Spot:
    """A value's cell as marks are drawn into it."""
    fonts, style = sheet.style.fonts, sheet.style
    face = FACES[FAMILIES[fonts.value_latin or fonts.latin]]
    size = style.value_size * sheet.scale
    digit = float(set_type("8", face, size).height)
    ink = _ink_box(sheet, box)
    baseline = ink[3] if ink and value.kind == "number" else round((box[1] + box[3] + digit) / 2)
    claim = (value.kind, value.value)
    grey = (style.ink,) * 3
    pen = max(1.0, 0.6 * sheet.scale)
    return Spot(sheet.inside(box), face, size, digit, baseline, grey, pen, value.text, ink, claim)  # type: ignore[arg-type]


def _short_values(sheet: _Sheet, number: bool) -> list[tuple[Ref, Box, Value]]:
    """The values beside which there is room, in random order: digits; without ``number`` also blanks and dashes."""
    found = []
    for cell, box in sheet.cells():
        if cell.ref is not None and len(value := sheet.values[cell.ref].text) <= SHORT:
            plain = value.isascii() and value.isdigit()
            if plain or (not number and sheet.values[cell.ref].kind in ("blank", "dash")):
                found.append((cell.ref, box, sheet.values[cell.ref]))
    return [found[int(i)] for i in sheet.rng.permutation(len(found))]


def _marks(sheet: _Sheet) -> Inked:
    """One to three values of a page with a mark beside them, each another; none that print could not be told from."""
    marks: dict[Ref, str] = {}
    for ref, box, value in _short_values(sheet, number=False)[: int(sheet.rng.integers(1, 4))]:
        kinds = [k for k in MARKS if value.kind == "number" or KINDS[k].over == "any"]
        kind = str(sheet.rng.choice(kinds))
        drawn = sheet.image.copy()
        if not KINDS[kind].draw(drawn, _spot(sheet, box, value), sheet.rng).alike:
            sheet.image[:] = drawn
            marks[ref] = kind
    return Inked(sheet.image, {}, marks)


def _strikes(sheet: _Sheet) -> Inked:
    """One or two values of a page struck out, some with the new value beside them."""
    marks, values = {}, {}
    for ref, box, value in _short_values(sheet, number=True)[: int(sheet.rng.integers(1, 3))]:
        kind = str(sheet.rng.choice(["struck", "struck-and-new"]))
        (_, number), *_ = KINDS[kind].draw(sheet.image, _spot(sheet, box, value), sheet.rng).right
        marks[ref] = kind
        values[ref] = _after_strike(value, number)
    return Inked(sheet.image, values, marks)


def _after_strike(struck: Value, new: Decimal | None) -> Value:
    if new is None:
        return Value(struck.text, "text", note=struck.text)
    return Value(str(new), value=new, note=struck.text)


def _stamps(sheet: _Sheet) -> Inked:
    """A date stamp over values of one table on the page."""
    rng, marks = sheet.rng, {}
    for part in [sheet.parts[int(i)] for i in rng.permutation(len(sheet.parts))[:1]]:
        own = [(cell.ref, box) for cell, box in _only(sheet, part).cells() if cell.ref]
        if not own:
            continue
        text = f"{rng.integers(2020, 2025)}.{rng.integers(1, 13):02d}.{rng.integers(1, 29):02d}"
        face = FACES[int(rng.integers(len(FACES)))]
        glyphs = set_type(text, face, sheet.style.value_size * sheet.scale * float(rng.uniform(1.3, 2.2)))
        mask = turned(glyphs.mask, float(rng.uniform(-8, 8))) * float(rng.uniform(0.75, 1))
        _, (x0, y0, x1, y1) = own[int(rng.integers(len(own)))]
        x, y = (x0 + x1 - mask.shape[1]) // 2, (y0 + y1 - mask.shape[0]) // 2
        put(sheet.image, mask, x, y, _some_ink(rng) if rng.random() < 0.7 else (40, 40, 40))
        for ref, box in own:
            a, b, c, d = (max(0, v) for v in (box[0] - x, box[1] - y, box[2] - x, box[3] - y))
            if ref is not None and mask[b:d, a:c].any():
                marks[ref] = "stamp"
    return Inked(sheet.image, {}, marks)


def _only(sheet: _Sheet, part: Part) -> _Sheet:
    return _Sheet(sheet.image, [part], sheet.values, sheet.style, sheet.scale, sheet.rng)


def _light_on_dark(sheet: _Sheet) -> Inked:
    """Headings (and some last columns of values) in light print on dark fields, with the rules between them."""
    dark = np.array(DARK[int(sheet.rng.integers(len(DARK)))], np.float32)
    with_totals = sheet.rng.random() < 0.3
    fields = np.zeros(sheet.image.shape[:2], np.bool_)
    for part in sheet.parts:
        last = part.grid.n_cols
        for cell, (x0, y0, x1, y1) in _only(sheet, part).cells():
            total = with_totals and cell.role == "value" and cell.col + cell.col_span == last
            if cell.role in ("head", "title") or total:
                fields[y0:y1, x0:x1] = True
    taken = (1 - sheet.image[fields].min(axis=1, keepdims=True).astype(np.float32) / 255) ** 0.8
    sheet.image[fields] = (dark + (255 - dark) * taken).astype(np.uint8)
    return Inked(sheet.image)


def _frames(sheet: _Sheet) -> Inked:
    """Frames as around a photograph in up to three blank cells of the page."""
    marks: dict[Ref, str] = {}
    blank = [(cell, box) for cell, box in sheet.cells() if not cell.text]
    for at in sheet.rng.permutation(len(blank))[:3].tolist():
        cell, box = blank[at]
        x0, y0, x1, y1 = sheet.inside(box)
        height = round((y1 - y0) * float(sheet.rng.uniform(0.6, 0.95)))
        width = min(round(height * float(sheet.rng.uniform(0.7, 1.4))), x1 - x0 - 2)
        x, y = (x0 + x1 - width) // 2, (y0 + y1 - height) // 2
        thick = max(1, round(0.5 * sheet.scale))
        cv2.rectangle(sheet.image, (x, y), (x + width, y + height), (sheet.style.ink,) * 3, thick)
        if cell.ref:
            marks[cell.ref] = "frame"
    return Inked(sheet.image, {}, marks)


def _crowded(sheet: _Sheet) -> Inked:
    """Values set against their cell's right rule, touching it or a pixel away."""
    off = int(sheet.rng.integers(0, 3))
    for cell, box in sheet.cells():
        ink = _ink_box(sheet, box) if cell.ref else None
        if ink is None:
            continue
        _, y0, right, y1 = sheet.inside(box)
        width = ink[2] - ink[0]
        print_ = sheet.image[y0:y1, ink[0] : ink[2]].copy()
        sheet.image[y0:y1, ink[0] : ink[2]] = 255
        sheet.image[y0:y1, right - off - width : right - off] = print_
    return Inked(sheet.image)


INKINGS: dict[str, Callable[[_Sheet], Inked]] = {
    "coloured print": _coloured_print,
    "coloured rules": _coloured_rules,
    "marks": _marks,
    "strikes": _strikes,
    "stamps": _stamps,
    "light on dark": _light_on_dark,
    "frames": _frames,
    "crowded": _crowded,
}
"""Every kind of ink by its name in the truth."""
