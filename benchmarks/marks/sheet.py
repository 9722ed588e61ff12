"""A page of small tables, some of whose cells have a mark, scanned: drawn from (seed, number) alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import cv2
import numpy as np

from benchmarks.marks.glyphs import CHINESE, FACES, Bgr, Box, Face, put, set_type
from benchmarks.marks.kinds import KINDS
from benchmarks.marks.spot import BLANK, DASH, Claim, Kind, Marked, Spot
from benchmarks.pagemaker.degrade import encode
from benchmarks.pagemaker.paper import Image, blurred, noisy, tinted
from benchmarks.pagemaker.warp import STILL, PointMap, rotated

ROWS, COLS = 6, 5
ACROSS, DOWN = 2, 5
"""Tables on a page."""
MARKS_A_PAGE = 25
DPIS = (150, 200, 250, 300)
DASHES = ("/", "-", "—")
HEADS = ("件数", "上年", "本年", "合计", "公开", "不予", "结转", "其他")
_WIDTH, _HEIGHT = 595.0, 842.0
_COLUMN, _ROW = 50.0, 21.0


@dataclass(frozen=True)
class Example:
    """A value cell: the table (from 0) and its square there, its kind of mark ("" for none), and what is right."""

    table: int
    row: int
    col: int
    kind: str
    value: str
    marked: Marked
    box: Box


@dataclass(frozen=True)
class MarkedPage:
    """The page as scanned (BGR), where its points went, the tables' boxes as drawn and its value cells."""

    image: Image
    dpi: int
    points: PointMap
    tables: tuple[Box, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class _Print:
    """How one table is printed; lengths in pixels."""

    face: Face
    size: float
    digit: float
    colour: Bgr
    rule: int
    pen: float


def marked_page(seed: int, number: int, kinds: Mapping[str, Kind] = KINDS) -> MarkedPage:
    """Page ``number`` of a seed. The ``kinds`` of marks come in turn, so that every one is drawn alike often."""
    rng = np.random.default_rng([seed, number])
    dpi = DPIS[number % len(DPIS)]
    unit = dpi / 72
    page = np.full((round(_HEIGHT * unit), round(_WIDTH * unit), 3), 255, np.uint8)
    places = _places(rng, seed, number, kinds)
    tables, examples = [], []
    for table in range(ACROSS * DOWN):
        left, top = 35 + (table % ACROSS) * 275, 40 + (table // ACROSS) * 155
        marks = {place: (kind, kinds[kind]) for (t, place), kind in places.items() if t == table}
        box, cells = _table(page, (left * unit, top * unit), table, marks, rng, unit)
        tables.append(box)
        examples += cells
    image, points = _scanned(page, rng, dpi)
    return MarkedPage(image, dpi, points, tuple(tables), tuple(examples))


def _places(
    rng: np.random.Generator, seed: int, number: int, kinds: Mapping[str, Kind]
) -> dict[tuple[int, tuple[int, int]], str]:
    """The marked squares of a page: two or three in each table, never two in one row."""
    names = kinds_in_turn(seed, number * MARKS_A_PAGE, MARKS_A_PAGE, kinds)
    rows = {table: rng.permutation(ROWS).tolist() for table in range(ACROSS * DOWN)}
    return {
        (i % len(rows), (rows[i % len(rows)].pop(), int(rng.integers(COLS)))): name for i, name in enumerate(names)
    }


def kinds_in_turn(seed: int, start: int, count: int, kinds: Mapping[str, Kind] = KINDS) -> list[str]:
    """The ``start``-th kind of a seed and those after it: every kind once, in random order, then once more, ..."""
    size = len(kinds)
    names: list[str] = []
    for turn in range(start // size, (start + count - 1) // size + 1):
        names += np.random.default_rng([seed, 77, turn]).permutation(list(kinds)).tolist()
    return names[start % size :][:count]


def _table(
    page: Image,
    corner: tuple[float, float],
    table: int,
    marks: dict[tuple[int, int], tuple[str, Kind]],
    rng: np.random.Generator,
    unit: float,
) -> tuple[Box, list[Example]]:
    """Draw one table of values under a line of headings."""
    printed = _print(rng, unit)
    xs = [round(corner[0] + i * _COLUMN * unit) for i in range(COLS + 1)]
    ys = [round(corner[1] + i * _ROW * unit) for i in range(ROWS + 2)]
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), printed.colour, printed.rule)
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), printed.colour, printed.rule)
    for col in range(COLS):
        head = set_type(str(rng.choice(HEADS)), CHINESE, printed.size)
        x = (xs[col] + xs[col + 1] - head.width) // 2
        put(page, head.mask, x, (ys[0] + ys[1] - head.height) // 2, printed.colour)
    examples = []
    for row in range(ROWS):
        for col in range(COLS):
            edges = (xs[col], ys[row + 1], xs[col + 1], ys[row + 2])
            kind, mark = marks.get((row, col), ("", None))
            text, claim = _value(rng, mark.over if mark else "any")
            spot = _spot(page, edges, printed, text, claim)
            marked = mark.draw(page, spot, rng) if mark else Marked((claim,))
            examples.append(Example(table, row + 1, col, kind, text, marked, edges))
    return (xs[0], ys[0], xs[-1], ys[-1]), examples


def _print(rng: np.random.Generator, unit: float) -> _Print:
    face = FACES[int(rng.integers(len(FACES)))]
    size = float(rng.choice([8.5, 9, 10, 10.5])) * unit
    grey = int(rng.choice([0, 0, 30, 60]))
    rule = max(1, round(float(rng.choice([0.4, 0.6, 0.9])) * unit))
    return _Print(face, size, set_type("8", face, size).height, (grey, grey, grey), rule, max(1.0, 0.6 * unit))


def _value(rng: np.random.Generator, over: str) -> tuple[str, Claim]:
    """A value to print: blank, a dash or a number."""
    chance = 1.0 if over == "digits" else float(rng.random())
    if chance < 0.3:
        return "", BLANK
    if chance < 0.42:
        return str(rng.choice(DASHES)), DASH
    number = Decimal(int(10 ** rng.uniform(0, 3.6)) - (0 if over == "digits" else 1))
    if rng.random() < 0.06:
        number = (number * 10 + int(rng.integers(1, 10))) / 10
    return str(number), ("number", number)


def _spot(page: Image, edges: Box, printed: _Print, text: str, claim: Claim) -> Spot:
    """Print a value in the middle of its cell."""
    x0, y0, x1, y1 = edges
    baseline = round((y0 + y1 + printed.digit) / 2)
    ink = None
    if text:
        glyphs = set_type(text, printed.face, printed.size)
        x, y = (x0 + x1 - glyphs.width) // 2, baseline + glyphs.top
        put(page, glyphs.mask, x, y, printed.colour)
        ink = (x, y, x + glyphs.width, y + glyphs.height)
    inset = printed.rule // 2 + 2
    inside = (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
    return Spot(
        inside, printed.face, printed.size, printed.digit, baseline, printed.colour, printed.pen, text, ink, claim
    )


def _scanned(page: Image, rng: np.random.Generator, dpi: int) -> tuple[Image, PointMap]:
    """Half of the pages as drawn; the others as from a good flatbed."""
    if rng.random() < 0.5:
        return page, STILL
    page = tinted(page, rng, strength=5)
    moved = rotated(page, float(rng.uniform(-0.8, 0.8)))
    page = noisy(blurred(moved.image, float(rng.uniform(0.4, 0.7))), rng, float(rng.uniform(2, 4)))
    data = encode(page, ".jpg", int(rng.integers(80, 95)), dpi)
    scan = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    return np.asarray(scan, np.uint8), moved.points


def examples_of(page: MarkedPage, *, marked: bool) -> Sequence[Example]:
    """The cells with a mark, or those without."""
    return [example for example in page.examples if bool(example.kind) is marked]
