"""Tables from boxes of text alone: rows by height, columns by the gaps between boxes.

What a user of a plain OCR engine writes to get a table out of it. Rulings are not looked at, so a column whose cells
are all blank cannot be seen, a merged cell is as wide as its text lets on, and there are no row spans.

1. Boxes that overlap in height are one line. Running text, and a heading with white space around it, end a table.
2. A lone box that stands under no single box and over none is a title inside the table: the parts above and below it
   have columns of their own, brought together in one grid.
3. Columns are where boxes stand that do not reach over two boxes of another line.
4. A line is a row. Wrapped headings above the first value are brought together, and a label that wraps around the
   height of its values goes to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from pages import cell, grid

Rect = tuple[float, float, float, float]

TEXT_WIDTH = 0.6
"""A box wider than this share of the width of all text, alone on its line, is running text."""

SPACE = 0.6
"""White space above and below a heading, in line heights."""

CENTRED = 0.2
"""How far off the middle of the table a centred title may be, as a share of half its width."""

NEAR = 1.0
"""Line heights between a value and the pieces of a wrapped label that are its own."""

VALUE = "0123456789.,，-—–/%+ \n"
"""What a value is made of: a line with such a piece is a row."""


@dataclass(frozen=True)
class Word:
    """A piece of text and its box (x0, y0, x1, y1) on the straightened page."""

    text: str
    box: Rect

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        """Height of its box."""
        return self.box[3] - self.box[1]

    @property
    def width(self) -> float:
        """Width of its box."""
        return self.box[2] - self.box[0]

    def meets(self, other: Word) -> bool:
        """Whether they overlap by a third of the narrower one's width."""
        overlap = min(self.box[2], other.box[2]) - max(self.box[0], other.box[0])
        return overlap > min(self.width, other.width) / 3


Line = list[Word]
Span = tuple[float, float]
Cols = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """A row of a table: words by the stretch of x that their column takes up."""

    words: Line
    cells: list[tuple[Span, Line]]


def tables(words: Sequence[Word], on_page: Callable[[Rect], list[float]]) -> list[dict]:
    """The page's tables as grids; ``on_page`` maps boxes back to the page as given."""
    pieces = [piece for word in words for piece in _apart(word)]
    found = [_table(block, on_page) for block in blocks(lines(pieces))]
    return [table for table in found if table is not None]


def _apart(word: Word) -> list[Word]:
    """Numbers with spaces between them, found as one piece: a piece each, by its share of the characters."""
    numbers = word.text.split()
    if len(numbers) < 2 or word.text.strip("0123456789 "):
        return [word]
    x0, y0, x1, y1 = word.box
    each = (x1 - x0) / len(word.text)
    at = [x0 + each * match.start() for match in re.finditer(r"\d+", word.text)]
    return [Word(text, (start, y0, start + each * len(text), y1)) for text, start in zip(numbers, at, strict=True)]


def lines(words: Sequence[Word]) -> list[Line]:
    """Boxes that overlap by half the lower one's height, top to bottom; each line from left to right."""
    found: list[Line] = []
    for word in sorted(words, key=lambda w: w.middle):
        for line in reversed(found[-3:]):
            top, bottom = (float(np.median([w.box[i] for w in line])) for i in (1, 3))
            overlap = min(bottom, word.box[3]) - max(top, word.box[1])
            if overlap >= 0.5 * min(bottom - top, word.height):
                line.append(word)
                break
        else:
            found.append([word])
    return [sorted(line, key=lambda w: w.box[0]) for line in found]


def blocks(every: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines that may be a table, from its first line of two boxes to its last."""
    if not every:
        return []
    boxes = np.array([word.box for line in every for word in line])
    wide = TEXT_WIDTH * (boxes[:, 2].max() - boxes[:, 0].min())
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    extents = [_extent(line) for line in every]
    spaces = [np.inf, *(below[0] - above[1] for above, below in pairwise(extents)), np.inf]
    usual = float(np.median(spaces[1:-1])) if len(spaces) > 2 else 0.0
    least = max(SPACE * height, 1.5 * usual)
    found: list[list[Line]] = [[]]
    for i, line in enumerate(every):
        alone = len(line) == 1
        if alone and (line[0].width > wide or min(spaces[i], spaces[i + 1]) > least):
            found.append([])
            continue
        if np.isfinite(spaces[i]) and spaces[i] > 5 * height:
            found.append([])
        found[-1].append(line)
    return [trimmed for block in found if (trimmed := _trimmed(block))]


def _trimmed(block: list[Line]) -> list[Line]:
    """Without the single boxes above and below the table (headings, page numbers)."""
    several = [i for i, line in enumerate(block) if len(line) > 1]
    return block[several[0] : several[-1] + 1] if several else []


def _table(block: list[Line], on_page: Callable[[Rect], list[float]]) -> dict | None:
    rows = [row for segment in _segments(block) for row in _segment_rows(segment)]
    height = float(np.median([word.height for line in block for word in line]))
    bounds = _together([edge for row in rows for span, _ in row.cells for edge in span], height)
    if len(bounds) < 3 or len(rows) < 2:
        return None
    down = _bands([_extent(row.words) for row in rows])
    cells = []
    for r, row in enumerate(rows):
        for (c0, c1), words in _in_columns(row, bounds):
            text = "\n".join("".join(w.text for w in line) for line in lines(words))
            box = (bounds[c0], down[r][0], bounds[c1], down[r][1])
            cells.append(cell((r, r + 1), (c0, c1), text, on_page(box)))
    return grid(len(rows), len(bounds) - 1, cells)


def _segments(block: Sequence[Line]) -> Iterator[list[Line]]:
    """The table's parts between titles, and the titles, each a part of its own."""
    part: list[Line] = []
    for i, line in enumerate(block):
        if len(line) == 1 and _is_title(line[0], block, i):
            yield from ([part] if part else [])
            yield [line]
            part = []
        else:
            part.append(line)
    yield from ([part] if part else [])


def _is_title(word: Word, block: Sequence[Line], i: int) -> bool:
    """Whether neither neighbour of several boxes has just one under or over it; one of them may, of a centred box."""
    above = next(line for line in reversed(block[:i]) if len(line) > 1)
    below = next(line for line in block[i + 1 :] if len(line) > 1)
    apart = [sum(word.meets(other) for other in line) != 1 for line in (above, below)]
    left, right = (f(w.box[k] for line in block for w in line) for f, k in ((min, 0), (max, 2)))
    centred = abs(word.box[0] + word.box[2] - left - right) < CENTRED * (right - left)
    return all(apart) or (centred and any(apart))


def _segment_rows(segment: Sequence[Line]) -> list[Row]:
    columns = _columns(segment)
    bands = _bands(columns)
    found = []
    for words in _rows(segment, columns):
        cells = [((bands[a][0], bands[b - 1][1]), inside) for (a, b), inside in _placed(words, columns)]
        found.append(Row(words, cells))
    return found


def _columns(segment: Sequence[Line]) -> list[Span]:
    """Stretches of x where boxes stand, those left out that reach over two boxes of another line."""
    narrow = [word for line in segment for word in line if not _spans(word, line, segment)]
    found: list[Span] = []
    for start, stop in sorted((word.box[0], word.box[2]) for word in narrow):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        else:
            found.append((start, stop))
    return found


def _spans(word: Word, own: Line, segment: Sequence[Line]) -> bool:
    return any(sum(word.meets(other) for other in line) > 1 for line in segment if line is not own)


def _over(word: Word, columns: Sequence[Span]) -> Cols:
    """The columns a box covers by half or more of their width, at least the one it overlaps most."""
    overlaps = [min(word.box[2], stop) - max(word.box[0], start) for start, stop in columns]
    best = int(np.argmax(overlaps))
    most = [i for i, (start, stop) in enumerate(columns) if overlaps[i] >= 0.5 * (stop - start)]
    within = [*most, best]
    return min(within), max(within) + 1


def _rows(segment: Sequence[Line], columns: Sequence[Span]) -> list[Line]:
    """Headings brought together, then a row a line; a wrapped label goes to the values that stand beside it."""
    first = next((i for i, line in enumerate(segment) if _has_values(line)), len(segment))
    found = _headings(segment[:first], columns)
    body = segment[first:]
    rows = {i: list(line) for i, line in enumerate(body)}
    near = NEAR * float(np.median([word.height for line in segment for word in line]))
    valued = [i for i, line in enumerate(body) if _has_values(line)]
    for i, line in enumerate(body):
        if i in valued or len(line) > 1:
            continue
        column = _over(line[0], columns)
        beside = min(valued, key=lambda j: abs(body[j][0].middle - line[0].middle), default=None)
        if (
            beside is not None
            and abs(float(np.median([w.middle for w in body[beside]])) - line[0].middle) <= near
            and all(_over(word, columns) != column for word in body[beside])
        ):
            rows[beside] += rows.pop(i)
    return [*found, *(rows[i] for i in sorted(rows))]


def _has_values(line: Line) -> bool:
    return any(word.text.strip(VALUE) == "" for word in line)


def _headings(zone: Sequence[Line], columns: Sequence[Span]) -> list[Line]:
    """Lines above the first value; the second line of a wrapped heading is put under the first."""
    found: list[Line] = []
    open_below = False
    for line in zone:
        single = len(line) > 1 and all(b - a == 1 for a, b in (_over(word, columns) for word in line))
        if single and open_below:
            found[-1] += line
        else:
            found.append(list(line))
        open_below = single
    return found


def _placed(row: Line, columns: Sequence[Span]) -> list[tuple[Cols, Line]]:
    """The row's cells in order, blank ones too; pieces that share a column are one cell."""
    found: list[tuple[Cols, Line]] = []
    for cols, word in sorted(((_over(w, columns), w) for w in row), key=lambda item: item[0]):
        if found and cols[0] < found[-1][0][1]:
            (first, last), words = found.pop()
            found.append(((first, max(last, cols[1])), [*words, word]))
        else:
            found.append((cols, [word]))
    taken = {c for cols, _ in found for c in range(*cols)}
    blank = [((c, c + 1), []) for c in range(len(columns)) if c not in taken]
    return sorted([*found, *blank], key=lambda item: item[0])


def _together(edges: Sequence[float], height: float) -> list[float]:
    """The column bounds of all parts; those less than a line height apart are one."""
    groups: list[list[float]] = []
    for edge in sorted(edges):
        if groups and edge - groups[-1][-1] < height:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [float(np.mean(group)) for group in groups]


def _in_columns(row: Row, bounds: Sequence[float]) -> list[tuple[Cols, Line]]:
    """The row's cells in the whole table's columns: they share them out without a hole, none without a column."""
    last = len(bounds) - 1
    starts = [int(np.abs(np.subtract(bounds[:-1], span[0])).argmin()) for span, _ in row.cells]
    starts[0] = 0
    found: list[tuple[Cols, Line]] = []
    for start, (_, words) in zip(starts, row.cells, strict=True):
        if found and start <= found[-1][0][0]:
            cols, before = found.pop()
            found.append((cols, [*before, *words]))
        else:
            found.append(((start, last), words))
    stops = [*(cols[0] for cols, _ in found[1:]), last]
    return [((cols[0], stop), words) for (cols, words), stop in zip(found, stops, strict=True)]


def _extent(row: Line) -> Span:
    return float(min(w.box[1] for w in row)), float(max(w.box[3] for w in row))


def _bands(spans: Sequence[Span]) -> list[Span]:
    """The spans widened until they meet half way."""
    between = [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]
    bounds = np.maximum.accumulate([spans[0][0], *between, max(stop for _, stop in spans)])
    return [(float(a), float(b)) for a, b in pairwise(bounds)]
