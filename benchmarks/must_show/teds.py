"""Tree-edit-distance similarity of tables (TEDS; Zhong, ShafieiBavani and Jimeno Yepes 2020).

The distance is the package ``table-recognition-metric``'s; here both sides are brought into the same HTML: no white
space in the texts, NFKC, no head and body, cells in reading order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import count, groupby

from lxml import html as lxml_html
from table_recognition_metric import TEDS

from ocrkit.text.widths import compact
from ocrkit.types.table import Range, Table


@dataclass(frozen=True)
class Spot:
    """A cell of the grid: half-open rows and columns, and its text."""

    rows: Range
    cols: Range
    text: str

    def overlaps(self, other: Spot) -> bool:
        """Whether they share a square of the grid."""
        return all(a[0] < b[1] and b[0] < a[1] for a, b in ((self.rows, other.rows), (self.cols, other.cols)))


def spots_of(table: Table) -> list[Spot]:
    """The cells of a recovered table; an unread one has no text."""
    return [Spot(cell.rows, cell.cols, cell.text or "") for cell in table.cells]


def spots_in(markup: str) -> list[Spot]:
    """The cells of the first table in HTML, placed as a browser does."""
    (table, *_) = lxml_html.fragment_fromstring(markup, create_parent=True).iter("table")
    taken: set[tuple[int, int]] = set()
    spots = []
    for r, row in enumerate(table.iter("tr")):
        for cell in row.iterchildren("td", "th"):
            c = next(c for c in count() if (r, c) not in taken)
            rows, cols = (r, r + int(cell.get("rowspan", "1"))), (c, c + int(cell.get("colspan", "1")))
            taken |= {(i, j) for i in range(*rows) for j in range(*cols)}
            spots.append(Spot(rows, cols, cell.text_content()))
    return spots


def first_rows(spots: Iterable[Spot], n: int) -> list[Spot]:
    """The first ``n`` rows; a cell that runs over their end is cut there."""
    return [replace(s, rows=(s.rows[0], min(s.rows[1], n))) for s in spots if s.rows[0] < n]


def blanked(spots: Iterable[Spot], places: Sequence[Spot]) -> list[Spot]:
    """The same cells, those that touch one of ``places`` without their text."""
    return [replace(s, text="") if any(s.overlaps(p) for p in places) else s for s in spots]


def to_html(spots: Iterable[Spot]) -> str:
    """A table with its spans, texts squeezed."""
    rows = groupby(sorted(spots, key=lambda s: (s.rows[0], s.cols[0])), key=lambda s: s.rows[0])
    body = "".join(f"<tr>{''.join(map(_td, row))}</tr>" for _, row in rows)
    return f"<html><body><table>{body}</table></body></html>"


def _td(spot: Spot) -> str:
    down, across = spot.rows[1] - spot.rows[0], spot.cols[1] - spot.cols[0]
    return f'<td rowspan="{down}" colspan="{across}">{escape(compact(spot.text))}</td>'


def teds(got: Iterable[Spot], want: Iterable[Spot]) -> float:
    """1 for equal tables, 0 for tables that have nothing in common."""
    return float(TEDS()(to_html(got), to_html(want)))
