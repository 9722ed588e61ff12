"""Two parts of a table put together where a page break cut it: rows appended, cut cells made whole."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ocrkit.forms.align import AlignSettings, lie_alike, map_boundaries
from ocrkit.forms.grid import is_words
from ocrkit.forms.hits import Vocabulary
from ocrkit.forms.seam import Seam, is_blank
from ocrkit.types.doubt import Doubt, Status
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading, SecondReading
from ocrkit.types.table import Range, Table, TableCell


def append(
    upper: Table,
    lower: Table,
    stubs: tuple[int, int] | None,
    known: Vocabulary,
    hit: float,
    align: AlignSettings | None = None,
    counts: AbstractSet[int] = frozenset(),
) -> Table:
    """One table of two parts, ``lower`` under ``upper``.

    ``stubs`` are their first value columns (see ``map_boundaries``), ``known`` the form's labels and ``hit`` the
    least similarity at which a text is one of them, ``align`` how columns are told to be the same. A label cut in
    two, a merged cell that goes on empty, and a row cut in its height become one cell with a place on each page.
    Where columns are the same by their number only, and that is not the form's (``counts`` of value columns) on
    both pages, the values of the lower part are in doubt.
    """
    above, below = map_boundaries(upper, lower, stubs, align)
    stub = above[stubs[0]] if stubs is not None else 0
    top = [_with_cols(cell, above) for cell in upper.cells]
    bottom = [_with_cols(cell, below) for cell in lower.cells]
    first = stubs or (0, 0)
    is_whole = {upper.n_cols - first[0], lower.n_cols - first[1]} <= counts
    if not is_whole and not lie_alike(upper, lower, (above, below), stubs, align):
        doubt = Doubt(DoubtCode.COLUMNS_BY_NUMBER)
        bottom = [cell if cell.cols[0] < stub or is_words(cell.text) else cell.doubted(doubt) for cell in bottom]
    cut_row, pairs = Seam(top, bottom, upper.n_rows, stub, known, hit).cut_cells()
    offset = upper.n_rows - cut_row
    moved = [cell.model_copy(update={"rows": (cell.rows[0] + offset, cell.rows[1] + offset)}) for cell in bottom]
    taken = {j for _, j in pairs}
    for i, j in pairs:
        top[i] = joined(top[i], moved[j])
    cells = [*top, *(cell for j, cell in enumerate(moved) if j not in taken)]
    cells.sort(key=lambda cell: (cell.rows[0], cell.cols[0]))
    return Table(n_rows=offset + lower.n_rows, n_cols=max(above[-1], below[-1]), cells=tuple(cells))


def joined(upper: TableCell, lower: TableCell) -> TableCell:
    """One cell of two pieces; what was read is that of the piece with ink, or both in order."""
    rows: Range = (upper.rows[0], lower.rows[1])
    shared = {"rows": rows, "cols": upper.cols, "places": (*upper.places, *lower.places)}
    if is_blank(lower) or is_blank(upper):
        inked = upper if is_blank(lower) else lower
        return inked.model_copy(update=shared)
    texts, sure = (upper.text, lower.text), (upper.confidence, lower.confidence)
    text = None if None in texts else "".join(t or "" for t in texts)
    confidence = None if None in sure else min(c for c in sure if c is not None)
    status: Status = "review" if "review" in (upper.status, lower.status) else "accepted"
    return TableCell(
        **shared,
        text=text,
        confidence=confidence,
        status=status,
        doubts=tuple(dict.fromkeys((*upper.doubts, *lower.doubts))),
        second=_second(upper, lower),
        ink_explained=_least(upper.ink_explained, lower.ink_explained),
        reading=_reading(upper, lower, text, confidence),
        label=_label(upper, lower),
    )


def _label(upper: TableCell, lower: TableCell) -> str | None:
    """The label that the two pieces may be; None where each is told by its text alone, or one could not be read."""
    if (upper.label is None and lower.label is None) or upper.words is None or lower.words is None:
        return None
    return upper.words + lower.words


def _least(one: float | None, other: float | None) -> float | None:
    """The smaller share of the two pieces; None where one's ink was not looked at."""
    return None if one is None or other is None else min(one, other)


def _second(upper: TableCell, lower: TableCell) -> SecondReading | None:
    """What the text layer says of both pieces; nothing where it is silent on one."""
    if upper.second is None or lower.second is None:
        return None
    return SecondReading(upper.second.text + lower.second.text, upper.second.agrees and lower.second.agrees)


def _reading(upper: TableCell, lower: TableCell, text: str | None, confidence: float | None) -> Reading | None:
    """A reading of the whole that keeps the doubts of its pieces; None where neither has any."""
    doubts = [doubt for cell in (upper, lower) if cell.reading for doubt in cell.reading.doubts]
    return Reading(text, confidence, doubts=tuple(dict.fromkeys(doubts))) if doubts else None


def _with_cols(cell: TableCell, boundaries: Sequence[int]) -> TableCell:
    return cell.model_copy(update={"cols": (boundaries[cell.cols[0]], boundaries[cell.cols[1]])})
