"""Ruled tables drawn straight on a page, their rules known to the pixel: what the typeset pages do not have."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

from benchmarks.pagemaker.randomtables import MODIFIERS, NOUNS, REMARKS, random_owners
from ocrkit.types.page import Image

A4 = (11.69, 8.27)
"""Height and width in inches."""

FONTS = ("wqy-zenhei.ttc", "wqy-microhei.ttc", "uming.ttc", "ukai.ttc", "NotoSerifCJK-Regular.ttc")

Owners = NDArray[np.intp]


@dataclass(frozen=True)
class Ruled:
    """A drawn table: where its lines lie in pixels, and for each square the number of its cell, (rows, columns)."""

    xs: NDArray[np.intp]
    ys: NDArray[np.intp]
    owners: Owners

    @property
    def cells(self) -> list[tuple[int, int, int, int]]:
        """Rows and columns [start, stop) of each cell."""
        found = []
        for number in dict.fromkeys(self.owners.ravel().tolist()):
            rows, cols = np.nonzero(self.owners == number)
            found.append((int(rows.min()), int(rows.max()) + 1, int(cols.min()), int(cols.max()) + 1))
        return found

    def level_runs(self, i: int) -> list[tuple[int, int]]:
        """Columns [start, stop) where level line ``i`` is drawn, in runs."""
        inner = 0 < i < len(self.owners)
        drawn = self.owners[i - 1] != self.owners[i] if inner else np.ones(self.owners.shape[1], np.bool_)
        return _runs(drawn)

    def upright_runs(self, j: int) -> list[tuple[int, int]]:
        """Rows [start, stop) where upright line ``j`` is drawn, in runs."""
        return Ruled(self.ys, self.xs, self.owners.T).level_runs(j)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """x0, y0, x1, y1."""
        return int(self.xs[0]), int(self.ys[0]), int(self.xs[-1]), int(self.ys[-1])


@dataclass
class Sheet:
    """A page being drawn: ``scale`` is its pixels against one of 300 dpi; ``ink`` and ``width`` are its rules'."""

    image: Image
    tables: list[Ruled]
    scale: float
    paper: int
    ink: int
    width: int
    text: int

    def px(self, at_300: float | np.integer) -> int:
        """Pixels of this page for so many at 300 dpi."""
        return round(float(at_300) * self.scale)

    def line(
        self, start: tuple[float, float], stop: tuple[float, float], ink: int | None = None, width: int | None = None
    ) -> None:
        """A line as dark and thick as the rules; darker print stays."""
        width = max(1, self.width if width is None else width)
        (x0, x1), (y0, y1) = ((round(min(start[k], stop[k])), round(max(start[k], stop[k]))) for k in (0, 1))
        left, top = max(0, x0 - width), max(0, y0 - width)
        part = self.image[top : y1 + width + 1, left : x1 + width + 1]
        layer = np.full_like(part, 255)
        a, b = ((round(p[0]) - left, round(p[1]) - top) for p in (start, stop))
        cv2.line(layer, a, b, (self.ink if ink is None else ink,), width)
        np.minimum(part, layer, out=part)


def sheet(rng: np.random.Generator, dpi: int) -> Sheet:
    """A page with one to three tables, ruled and filled in, one below the other or side by side."""
    scale = dpi / 300
    paper, ink = int(rng.integers(225, 256)), int(rng.choice([20, 40, 40, 60, 90, 120]))
    height, width = (round(side * dpi) for side in A4)
    image = np.full((height, width), paper, np.uint8)
    page = Sheet(image, [], scale, paper, ink, max(1, round(rng.choice([1, 2, 3, 3, 4, 5, 8, 10]) * scale)), 30)
    top = page.px(rng.integers(80, 400))
    while top < 0.8 * height and len(page.tables) < 3:
        left, right = page.px(rng.integers(80, 400)), width - page.px(rng.integers(80, 400))
        if rng.random() < 0.2:
            right = int(rng.integers(left + width // 5, right))
        beside = rng.random() < 0.1 and right - left > 0.5 * width
        across = [(left, right)]
        if beside:
            middle, gap = (left + right) // 2, page.px(rng.integers(16, 90))
            across = [(left, middle - gap), (middle + gap, right)]
        made = [_table(rng, page, top, *part, most=height - page.px(120)) for part in across]
        page.tables += made
        top = max(int(table.ys[-1]) for table in made) + page.px(rng.choice([20, 40, 80, 120, 240, 400]))
        if rng.random() < 0.35:
            break
    for table in page.tables:
        rule(rng, page, table)
    if rng.random() < 0.85:
        write(rng, page)
    return page


def _table(rng: np.random.Generator, page: Sheet, top: int, left: int, right: int, most: int) -> Ruled:
    n_cols = int(rng.integers(2, max(3, min(11, (right - left) // page.px(90)))))
    base = page.px(rng.choice([40, 50, 60, 80, 120]))
    n_rows = int(rng.integers(2, max(3, min(24, (most - top) // base))))
    widths = rng.uniform(0.5, 1.8, n_cols)
    edges = np.concatenate([[0], np.cumsum(widths)]) / widths.sum()
    xs = np.round(left + edges * (right - left)).astype(np.intp)
    heights = np.round(base * np.where(rng.random(n_rows) < 0.8, 1.0, rng.uniform(1.0, 2.6, n_rows))).astype(int)
    if rng.random() < 0.12:  # blank rows are low now and then
        heights[rng.random(n_rows) < 0.2] = page.px(rng.integers(18, 30))
    heights = heights[: max(2, int(np.searchsorted(np.cumsum(heights), most - top)))]
    ys = np.array([top, *accumulate(heights.tolist(), initial=top)][1:], np.intp)
    share = float(rng.choice([0.0, 0.05, 0.1, 0.25, 0.4]))
    return Ruled(xs, ys, random_owners(rng, len(heights), n_cols, share))


def rule(rng: np.random.Generator, page: Sheet, table: Ruled) -> None:
    """Draw a table's rules: of one kind, or a thick outline, pale or hair-thin inner ones, a strong head, dots."""
    ink, width = page.ink, page.width
    inner_ink, inner_width, head_width, outer_width = ink, width, width, width
    kind = rng.choice(["plain", "outline", "pale", "head", "outline and pale", "inner lines dark"], p=_KINDS)
    if "outline" in kind:
        outer_width, inner_width = page.px(rng.integers(5, 10)), max(1, page.px(rng.integers(1, 3)))
    if "pale" in kind:
        inner_ink = min(page.paper - 25, ink + int(rng.integers(40, 170)))
    if kind == "head":
        head_width = page.px(rng.integers(5, 9))
    dark = set(rng.integers(1, 8, 3).tolist()) if kind == "inner lines dark" else set()
    pale_ink = min(page.paper - 25, ink + int(rng.integers(40, 170))) if dark else inner_ink
    dotted = {
        along: _dots(rng, page) if rng.random() < (0.05 if kind == "plain" else 0.02) else None for along in (0, 1)
    }
    for along, (lines, count) in enumerate(((table.level_runs, len(table.ys)), (table.upright_runs, len(table.xs)))):
        across, places = (table.xs, table.ys) if along == 0 else (table.ys, table.xs)
        for i in range(count):
            outer = i in (0, count - 1)
            shade = ink if outer or i in dark else pale_ink
            thick = outer_width if outer else head_width if i == 1 and along == 0 else inner_width
            for a, b in lines(i):
                ends = [(int(across[k]), int(places[i])) for k in (a, b)]
                points = [end if along == 0 else end[::-1] for end in ends]
                pattern = None if outer else dotted[along]
                if pattern is None:
                    page.line(points[0], points[1], shade, max(1, thick))
                else:
                    _dashed(page, points[0], points[1], shade, max(1, thick), pattern)


_KINDS = (0.5, 0.12, 0.12, 0.1, 0.06, 0.1)


def _dots(rng: np.random.Generator, page: Sheet) -> tuple[int, int]:
    """How long dashes and the gaps between them are."""
    dash = int(rng.choice([2, 3, 4, 8, 16, 24]))
    gap = max(2, round(dash * rng.uniform(0.4, 1.1)))
    return max(1, page.px(dash)), max(1, page.px(gap))


def _dashed(
    page: Sheet, start: tuple[int, int], stop: tuple[int, int], ink: int, width: int, pattern: tuple[int, int]
) -> None:
    (x0, y0), (x1, y1) = start, stop
    dash, gap = pattern
    half = width // 2
    for at in range(0, max(x1 - x0, y1 - y0), dash + gap):
        if y0 == y1:
            piece = page.image[y0 - half : y0 - half + width, x0 + at : min(x1, x0 + at + dash)]
        else:
            piece = page.image[y0 + at : min(y1, y0 + at + dash), x0 - half : x0 - half + width]
        np.minimum(piece, ink, out=piece)


def write(rng: np.random.Generator, page: Sheet) -> None:
    """Fill cells in, and put headings and lines of text between the tables."""
    picture = Pil.fromarray(page.image)
    draw = ImageDraw.Draw(picture)
    name = str(rng.choice(FONTS))
    blank = float(rng.choice([0.1, 0.4, 0.8]))
    tight = float(rng.choice([0.5, 0.6, 0.75, 0.9]))
    middles = rng.random() < 0.6
    for table in page.tables:
        row = float(np.median(np.diff(table.ys)))
        size = max(6, round(min(tight * row, page.px(64))))
        large = ImageFont.truetype(name, max(size, page.px(rng.integers(44, 70))))
        font = ImageFont.truetype(name, size)
        for r0, r1, c0, c1 in table.cells:
            if rng.random() < blank:
                continue
            x0, x1, y0, y1 = table.xs[c0], table.xs[c1], table.ys[r0], table.ys[r1]
            text = words(rng)
            fit = max(1, int((x1 - x0) * 0.92 / size))
            lines = [text[k : k + fit] for k in range(0, len(text), fit)][: max(1, int((y1 - y0) / (1.15 * size)))]
            top = (y0 + y1) / 2 - 0.575 * size * len(lines)
            for k, line in enumerate(lines):
                free = x1 - x0 - draw.textlength(line, font=font)
                at = x0 + (free / 2 if middles else min(free, page.px(8)))
                draw.text((at, top + 1.15 * size * k), line, fill=page.text, font=font)
        if rng.random() < 0.6:
            heading = large if rng.random() < 0.5 else font
            at = (table.xs[0], table.ys[0] - 1.4 * heading.size)
            draw.text(at, words(rng) + words(rng) + words(rng), fill=page.text, font=heading)
        if rng.random() < 0.3:
            top = int(table.ys[-1]) + page.px(rng.integers(8, 60))
            for k in range(int(rng.integers(1, 6))):
                line = "".join(words(rng) for _ in range(12))[: max(4, int((table.xs[-1] - table.xs[0]) / size))]
                draw.text((table.xs[0], top + 1.5 * size * k), line, fill=page.text, font=font)
    page.image = np.array(picture, np.uint8)


def words(rng: np.random.Generator) -> str:
    """What stands in a cell."""
    if rng.random() < 0.5:
        return str(int(10 ** rng.uniform(0, 5)))
    if rng.random() < 0.15:
        return str(rng.choice(REMARKS))
    return (str(rng.choice(MODIFIERS)) if rng.random() < 0.4 else "") + str(rng.choice(NOUNS))


def _runs(drawn: NDArray[np.bool_]) -> list[tuple[int, int]]:
    found, at = [], 0
    for value, group in groupby(drawn.tolist()):
        length = len(list(group))
        if value:
            found.append((at, at + length))
        at += length
    return found
