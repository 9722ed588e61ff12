"""The pages that show the pictures: plain HTML beside them, which needs no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from ocrkit.debug.pictures import INK, LAYERS, Colour
from ocrkit.debug.seen import SeenPage, SeenPart, SeenTable
from ocrkit.names import shown_name
from ocrkit.recognise.cells.kinds import Ink
from ocrkit.types.table import TableCell

_STYLE = (
    "body{font:15px/1.5 sans-serif;margin:2em}img{max-width:100%;border:1px solid #ccc}td,th{padding:2px 8px;"
    "text-align:left;vertical-align:top}.key span{display:inline-block;padding:0 .6em;margin-right:.4em;color:#fff}"
)

_INK_WORDS = {
    Ink.GLYPH: "glyphs of the reading",
    Ink.RULE: "ruling lines",
    Ink.SEAL: "a seal",
    Ink.SPECK: "too small or too pale to be print",
    Ink.REST: "the rest",
}


def document(title: str, parts: Sequence[str]) -> bytes:
    """An HTML file, UTF-8, of parts that are HTML."""
    head = f'<!doctype html><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f"{head}<h1>{escape(title)}</h1>{''.join(parts)}\n".encode()


def page_title(seen: SeenPage) -> str:
    """What a page is called: its number in the report, its file, and its page there; and whether it was not read."""
    ref = seen.page.ref
    return f"{ref.number}: {shown_name(ref.file)}, page {ref.index + 1}{', not read' if seen.error else ''}"


def page_parts(seen: SeenPage, names: Mapping[str, str], cells: Mapping[tuple[int, int, int], str]) -> Iterator[str]:
    """The parts of a page's document. ``names``: the file of each picture by what it shows.

    ``cells``: those of cells in review by the number of the part, of the table (from 1), and of the cell (from 0).
    """
    if seen.error:
        yield f"<p><strong>Not read: {escape(seen.error)}</strong>"
    yield _picture("As given", names["given"])
    for number, part in enumerate(seen.parts):
        yield f"<h2>Prepared{f', part {part.page.part}' if part.page.part else ''}</h2>"
        yield _steps(part)
        for what in ("prepared", "layers", "grids", "lines"):
            if f"{what}{number}" in names:
                yield _picture(_KEYS[what], names[f"{what}{number}"])
        if part.text is not None:
            rows = [(str(i), line.text, f"{line.confidence:.3f}") for i, line in enumerate(part.text.lines, 1)]
            yield _table(("line", "read as", "confidence"), rows)
        for i, table in enumerate(part.tables, 1):
            yield f"<h2>Table {i}: {table.table.n_rows} × {table.table.n_cols}</h2>"
            if table.ledger is not None:
                yield _picture(_key({_INK_WORDS[kind]: INK[kind] for kind in _INK_WORDS}), names[f"ink{number}.{i}"])
            yield _cells(table, {cell: name for (p, t, cell), name in cells.items() if (p, t) == (number, i)})
    yield "<h2>Seconds</h2>" + _table(("stage", "seconds"), [(k, f"{v:.3f}") for k, v in seen.seconds.items()])


def _steps(part: SeenPart) -> str:
    return _table(("step", "figures"), [(step.name, str(step.figures)) for step in part.page.steps])


def _cells(table: SeenTable, pictures: Mapping[int, str]) -> str:
    rows = []
    for i, cell in enumerate(table.table.cells):
        counts = "" if table.ledger is None else " / ".join(str(table.ledger.counts[i, kind]) for kind in _INK_WORDS)
        picture = _image(pictures[i]) if i in pictures else ""
        place = f"{cell.rows[0] + 1}, {cell.cols[0] + 1}"
        doubts = escape("; ".join(map(str, cell.doubts)))
        rows.append(f"<tr><td>{place}<td>{escape(_text(cell))}<td>{cell.status}<td>{doubts}<td>{counts}<td>{picture}")
    heads = "<tr><th>row, column<th>read as<th>status<th>doubts<th>" + " / ".join(_INK_WORDS.values()) + "<th>"
    return f"<table>{heads}{''.join(rows)}</table>"


def _text(cell: TableCell) -> str:
    return "(unread)" if cell.text is None else cell.text


def _picture(words: str, name: str) -> str:
    return f"<p>{words}<br>{_image(name)}"


def _image(name: str) -> str:
    return f'<a href="{escape(name)}"><img src="{escape(name)}" alt=""></a>'


def _key(colours: Mapping[str, Colour]) -> str:
    spans = (f'<span style="background:rgb({r},{g},{b})">{words}</span>' for words, (b, g, r) in colours.items())
    return f'<span class="key">{"".join(spans)}</span>'


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["".join(f"<td>{escape(field)}" for field in row) for row in rows]
    return f"<table><tr>{''.join(f'<th>{head}' for head in heads)}{''.join(f'<tr>{line}' for line in lines)}</table>"


_KEYS = {
    "prepared": "Prepared",
    "layers": "What was more than dark ink on paper: " + _key({kind.name.lower(): LAYERS[kind] for kind in LAYERS}),
    "grids": "Cells as found: green accepted, red in review",
    "lines": "Lines of text outside tables",
}
