"""Tables for the forms' tests: printed from a definition, a value of its own in every cell; cut and damaged."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from ocrkit.types.form import Block, Edition, Entry
from ocrkit.types.geometry import Box
from ocrkit.types.table import Place, Table, TableCell

Span = tuple[int, int]
Places = dict[tuple[str, str], str]
"""The text printed for each (row key, column key)."""


@dataclass(frozen=True)
class Square:
    """A printed cell: its ranges and its text (None: not read)."""

    rows: Span
    cols: Span
    text: str | None


@dataclass(frozen=True)
class Style:
    """How a form is printed: ``label`` rewrites each label, ``rng`` puts rows and columns in another order."""

    label: Callable[[str], str | None] = lambda text: text
    rng: random.Random | None = None


def make_table(squares: Sequence[Square], page: int = 1, x: Sequence[float] | None = None) -> Table:
    """A table of the squares on a page; ``x`` are the column boundaries in pixels."""
    n_rows, n_cols = max(s.rows[1] for s in squares), max(s.cols[1] for s in squares)
    edges = x or [60.0 * c for c in range(n_cols + 1)]
    cells = [
        TableCell(
            rows=s.rows,
            cols=s.cols,
            places=(Place(page=page, box=Box(edges[s.cols[0]], 30 * s.rows[0], edges[s.cols[1]], 30 * s.rows[1])),),
            text=s.text,
            confidence=None if s.text is None else 0.99,
        )
        for s in sorted(squares, key=lambda s: (s.rows[0], s.cols[0]))
    ]
    return Table(n_rows=n_rows, n_cols=n_cols, cells=tuple(cells))


def squares_of(table: Table) -> list[Square]:
    return [Square(c.rows, c.cols, c.text) for c in table.cells]


def numbers(edition: Edition, start: int = 1001) -> Places:
    """A number of its own for every value of the form, so that a value in a wrong place shows."""
    return {place: str(start + i) for i, place in enumerate(edition.places())}


def print_block(
    block: Block, values: Mapping[tuple[str, str], str], style: Style, n_cols: int | None = None
) -> list[Square]:
    """A block as printed: its title, its headings with merged groups, its rows with merged labels."""
    rows, columns = _order(block.rows, style.rng), _order(block.columns, style.rng)
    stub = max((len(row.path) for row in rows), default=0)
    title = 1 if block.title is not None else 0
    height = max(len(column.path) for column in columns)
    top = title + height
    stops = _stops(len(columns), stub, n_cols)
    squares = [Square((r, c), (q, d), style.label(t)) for (q, d), (r, c), t in _tree(columns, height)]
    squares = [
        replace(s, rows=(s.rows[0] + title, s.rows[1] + title), cols=(stops[s.cols[0]], stops[s.cols[1]]))
        for s in squares
    ]
    if stub:
        corner = "信息内容" if title else "（本列数据的勾稽关系见说明）"
        squares.append(Square((title, top), (0, stub), corner))
    if title:
        squares.append(Square((0, 1), (0, stops[-1]), style.label(block.title or "")))
    for (r0, r1), (c0, c1), text in _tree(rows, stub):
        squares.append(Square((top + r0, top + r1), (c0, c1), style.label(text)))
    for i, row in enumerate(rows or [None]):
        for j, column in enumerate(columns):
            key = (row.key if row is not None else str(column.row), column.key)
            squares.append(Square((top + i, top + i + 1), (stops[j], stops[j + 1]), values[key]))
    return squares


def print_form(edition: Edition, values: Mapping[tuple[str, str], str], style: Style | None = None) -> Table:
    """An edition of a form as one table, its blocks one under the other."""
    style = style or Style()
    widest = max(len(block.columns) + max((len(r.path) for r in block.rows), default=0) for block in edition.blocks)
    blocks = list(edition.blocks)
    if style.rng is not None:
        style.rng.shuffle(blocks)
    squares: list[Square] = []
    for block in blocks:
        offset = max((s.rows[1] for s in squares), default=0)
        for s in print_block(block, values, style, widest if len(blocks) > 1 else None):
            squares.append(replace(s, rows=(s.rows[0] + offset, s.rows[1] + offset)))
    return make_table(squares)


def cut(
    table: Table, row: int, *, split_labels: bool = False, pages: tuple[int, int] = (1, 2)
) -> tuple[Table, Table]:
    """A table cut by a page break above ``row``; a merged label's text stays above, or is split in two."""
    upper, lower = [], []
    for s in squares_of(table):
        if s.rows[1] <= row:
            upper.append(s)
        elif s.rows[0] >= row:
            lower.append(replace(s, rows=(s.rows[0] - row, s.rows[1] - row)))
        else:
            half = max(1, len(s.text or "") // 2) if split_labels else len(s.text or "")
            upper.append(Square((s.rows[0], row), s.cols, s.text and s.text[:half]))
            lower.append(Square((0, s.rows[1] - row), s.cols, s.text and s.text[half:]))
    return make_table(upper, pages[0]), make_table(lower, pages[1])


def relabel(table: Table, change: Callable[[TableCell], str | None]) -> Table:
    """The table with the text of every cell as ``change`` says."""
    cells = [c.model_copy(update={"text": change(c)}) for c in table.cells]
    return Table(n_rows=table.n_rows, n_cols=table.n_cols, cells=tuple(cells))


def from_html(html: str, page: int = 1) -> list[Table]:
    """The tables of an HTML text with rowspan and colspan."""
    reader = _Reader()
    reader.feed(html)
    return [make_table(_placed(rows), page) for rows in reader.tables]


def _order(entries: Sequence[Entry], rng: random.Random | None, depth: int = 0) -> list[Entry]:
    """Entries in their order, or shuffled, groups kept together."""
    if rng is None or len(entries) < 2:
        return list(entries)
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        name = entry.path[depth] if len(entry.path) > depth + 1 else f"leaf {entry.key}"
        groups.setdefault(name, []).append(entry)
    names = list(groups)
    rng.shuffle(names)
    return [
        entry
        for name in names
        for entry in _order(groups[name], None if name.startswith("leaf ") else rng, depth + 1)
    ]


def _tree(entries: Sequence[Entry], depth: int) -> list[tuple[Span, Span, str]]:
    """Merged labels of a run of entries: (range along the entries, range of levels, text)."""
    labels = []
    for level in range(depth):
        start = 0
        while start < len(entries):
            path = entries[start].path
            stop = start + 1
            if level < len(path) - 1:
                while (
                    stop < len(entries)
                    and entries[stop].path[: level + 1] == path[: level + 1]
                    and level < len(entries[stop].path) - 1
                ):
                    stop += 1
            if level < len(path):
                last = depth if level == len(path) - 1 else level + 1
                labels.append(((start, stop), (level, last), path[level]))
            start = stop
    return labels


def _stops(n_columns: int, stub: int, n_cols: int | None) -> list[int]:
    """Grid boundaries of the value columns; the last one is widened to fill ``n_cols``."""
    stops = [stub + j for j in range(n_columns + 1)]
    if n_cols is not None:
        stops[-1] = n_cols
    return stops


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[int, int, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spans = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag == "td":
            self.tables[-1][-1].append((int(spans.get("rowspan") or 1), int(spans.get("colspan") or 1), ""))

    def handle_data(self, data: str) -> None:
        if data.strip() and self.tables and self.tables[-1] and self.tables[-1][-1]:
            rows, cols, text = self.tables[-1][-1][-1]
            self.tables[-1][-1][-1] = (rows, cols, text + data.strip())


def _placed(rows: Sequence[Sequence[tuple[int, int, str]]]) -> list[Square]:
    taken: set[tuple[int, int]] = set()
    squares = []
    for r, row in enumerate(rows):
        c = 0
        for height, width, text in row:
            while (r, c) in taken:
                c += 1
            taken |= {(i, j) for i in range(r, r + height) for j in range(c, c + width)}
            squares.append(Square((r, r + height), (c, c + width), text))
    return squares


CONFUSED = "的一是在有人这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天"


def damage(text: str | None, rng: random.Random, n: int, share: float) -> str | None:
    """A label with up to ``n`` characters misread, dropped or added, in a share of all labels; values as they are."""
    if not text or text.isdigit() or rng.random() >= share:
        return text
    chars = list(text)
    for _ in range(rng.randint(1, n)):
        at = rng.randrange(len(chars)) if chars else 0
        kind = rng.choice(["misread", "misread", "drop", "add"])
        if kind == "add" or not chars:
            chars.insert(at, rng.choice(CONFUSED))
        elif kind == "drop":
            del chars[at]
        else:
            chars[at] = rng.choice(CONFUSED)
    return "".join(chars)
