"""Tables as HTML, with rowspan and colspan."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape

from ocrkit.export.pictures import PagePicture
from ocrkit.export.placed import PlacedTable
from ocrkit.types.finding import CellRef
from ocrkit.types.phrases import ENGLISH, Phrases
from ocrkit.types.report import Cell, FormTable
from ocrkit.types.table import Place, TableCell

Pages = Mapping[int, PagePicture]


def bare_table(placed: PlacedTable) -> str:
    """The table without colours or links, doubtful values with a sign after them: what goes into Markdown."""
    return _rows(placed, lambda index: "", placed.marked, ENGLISH)


def shown_table(placed: PlacedTable, pages: Pages, say: Phrases = ENGLISH) -> str:
    """The table for the page with the scan: every cell knows its place, every value what is known of it."""

    def attributes(index: int) -> str:
        cell = placed.table.cells[index]
        where = places_attribute(cell.places, pages)
        if index in placed.values:
            return f" {value_attributes(*placed.values[index], say)}{where}"
        return f' class="label"{where}' if placed.values else f"{_cell_attributes(cell, say)}{where}"

    return _rows(placed, attributes, placed.text, say)


def _cell_attributes(cell: TableCell, say: Phrases) -> str:
    """``class`` and ``data-tip`` of a cell of a plain table."""
    lines = [] if cell.confidence is None else [say("confidence", share=f"{cell.confidence:.1%}")]
    if cell.status == "review":
        lines += [say("review"), *(doubt.words(say.language) for doubt in cell.doubts)]
    state = "unreadable" if cell.text is None else cell.status
    return f' class="value {state}" tabindex="0" data-tip="{escape(chr(10).join(lines))}"'


def grid_table(key: str, form: FormTable, pages: Pages, say: Phrases = ENGLISH) -> str:
    """A form's values by their labels, for a form whose table as printed is not known."""
    columns = list(dict.fromkeys(column for _, column, _ in form))
    rows = ["<th></th>" + "".join(f"<th>{escape(form.column_labels.get(c, c))}</th>" for c in columns)]
    for row, values in form.cells.items():
        refs = [CellRef(form=key, row=row, column=column) for column in columns]
        squares = [_grid_square(ref, values.get(ref.column), pages, say) for ref in refs]
        rows.append(f"<th>{escape(form.row_name(row))}</th>{''.join(squares)}")
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"


def _grid_square(ref: CellRef, cell: Cell | None, pages: Pages, say: Phrases) -> str:
    if cell is None:
        return "<td></td>"
    places = () if cell.page is None or cell.box is None else (Place(page=cell.page, box=cell.box),)
    return f"<td {value_attributes(ref, cell, say)}{places_attribute(places, pages)}>{_text(cell.text, say)}</td>"


def value_attributes(ref: CellRef, cell: Cell, say: Phrases) -> str:
    """``id``, ``class`` and ``data-tip`` of an element that shows a value."""
    tip = "\n".join(tip_lines(cell, say))
    return f'id="{anchor(ref)}" class="value {state(cell)}" tabindex="0" data-tip="{escape(tip)}"'


def anchor(ref: CellRef) -> str:
    """The name of a value within the page."""
    return escape(f"{ref.form}.{ref.row}.{ref.column}".replace(" ", "_"))


def state(cell: Cell) -> str:
    """ "unreadable", or the value's status."""
    return "unreadable" if cell.kind == "unreadable" else cell.status


def tip_lines(cell: Cell, say: Phrases) -> list[str]:
    """What is known of a value, a line each, for people."""
    nothing = "blank" if cell.kind == "blank" else "cannot be read"
    lines = [say("read plainly", text=cell.text) if cell.text else say(nothing)]
    if cell.value is not None and format(cell.value, "f") != cell.text:
        lines.append(say("exact value", value=f"{cell.value:f}{cell.unit or ''}"))
    if cell.note:
        lines.append(say("note", note=cell.note))
    if cell.confidence is not None:
        lines.append(say("confidence", share=f"{cell.confidence:.1%}"))
    if cell.status != "accepted":
        lines.append(say(cell.status))
        lines += [doubt.words(say.language) for doubt in cell.doubts]
        if cell.alternatives:
            lines.append(say("could be", what=alternatives(cell, say)))
    return lines


def alternatives(cell: Cell, say: Phrases) -> str:
    """The alternatives on one line."""
    return ", ".join(f"{a.text or say('blank')} ({a.probability:.0%})" for a in cell.alternatives)


def places_attribute(places: tuple[Place, ...], pages: Pages) -> str:
    """``data-places``: [page, x0, y0, x1, y1] of each place, as shares of the page's width and height."""
    shares = []
    for place in places:
        if place.page in pages:
            shares.append([place.page, *(round(v, 5) for v in pages[place.page].share(place.box))])
    return f' data-places="{json.dumps(shares, separators=(",", ":"))}"' if shares else ""


def _rows(
    placed: PlacedTable, attributes: Callable[[int], str], text: Callable[[int], str | None], say: Phrases
) -> str:
    table = placed.table
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    order = sorted(range(len(table.cells)), key=lambda i: (table.cells[i].rows[0], table.cells[i].cols[0]))
    for index in order:
        cell = table.cells[index]
        rows[cell.rows[0]].append(f"<td{_spans(cell)}{attributes(index)}>{_text(text(index), say)}</td>")
    return "<table>\n" + "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "\n</table>"


def _spans(cell: TableCell) -> str:
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    return rows + (f' colspan="{cell.col_span}"' if cell.col_span > 1 else "")


def _text(text: str | None, say: Phrases) -> str:
    if text is None:
        return f'<span title="{escape(say("not read"))}">▒</span>'
    return escape(text).replace("\n", "<br>")
