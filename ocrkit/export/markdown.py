"""Markdown: title, text, tables, findings and doubtful values, to read or to paste."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from ocrkit.export.html_table import bare_table
from ocrkit.export.placed import UNREAD, PlacedTable, marked, placed_tables, unplaced_forms
from ocrkit.types.report import FormTable, Report

_SPECIAL = re.compile(r"([\\`*_\[\]|~])")
_OPENING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+>](?=\s)|\d+[.)](?=\s)|=+\s*$|-{2,}\s*$)", re.MULTILINE)


def report_markdown(report: Report) -> str:
    """The report as Markdown (CommonMark with pipe tables; tables with spans as HTML, which Markdown allows)."""
    blocks = [f"# {plain(report.title or 'Report without a title')}", _about(report)]
    for section in report.sections:
        blocks += [f"## {plain(section.heading)}", *map(plain, section.paragraphs)]
    blocks += _tables(report)
    if report.findings:
        lines = [f"- **{f.kind.replace('_', ' ')}**: {plain(f.message)}" for f in report.findings]
        blocks += ["## Findings", "\n".join(lines)]
    blocks += _doubtful(report)
    return "\n\n".join(block for block in blocks if block) + "\n"


def plain(text: str) -> str:
    """The text with everything escaped that Markdown or HTML would take for markup."""
    safe = _SPECIAL.sub(r"\\\1", escape(text, quote=False))
    return _OPENING.sub(lambda m: m[1] + re.sub(r"([^\w\s])", r"\\\1", m[2], count=1), safe)


def pipe_table(rows: Sequence[Sequence[str]]) -> str:
    """A pipe table; the first row is its heading."""
    lines = ["| " + " | ".join(re.sub(r"\s*\n\s*", "<br>", plain(text)) for text in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _about(report: Report) -> str:
    lines = [("Agency", report.agency), ("Year", report.year)]
    lines += [("File", file.name) for file in report.source.files]
    lines += [(f"Page {p.number} missing", p.error) for p in report.source.pages if p.error is not None]
    return "\n".join(f"- {name}: {plain(str(value))}" for name, value in lines if value is not None)


def _tables(report: Report) -> Iterator[str]:
    placed = placed_tables(report)
    for one in placed:
        yield f"## Table {one.number}" + (f": {plain(one.table.form)}" if one.table.form else "")
        yield _table(one)
    for key, form in unplaced_forms(report, placed):
        yield f"## {plain(key)}"
        yield _form(form)


def _table(placed: PlacedTable) -> str:
    if any(cell.row_span * cell.col_span > 1 for cell in placed.table.cells):
        return bare_table(placed)
    return pipe_table([[_printed(placed.marked(int(i))) for i in row] for row in placed.table.owners()])


def _form(form: FormTable) -> str:
    columns = list(dict.fromkeys(column for _, column, _ in form))
    rows = [["", *(form.column_labels.get(column, column) for column in columns)]]
    for row, values in form.cells.items():
        texts = [marked(values[c]) if c in values else "" for c in columns]
        rows.append([form.row_name(row), *texts])
    return pipe_table(rows)


def _printed(text: str | None) -> str:
    return UNREAD if text is None else text


def _doubtful(report: Report) -> Iterator[str]:
    doubtful, forms = report.doubtful(), report.form_tables()
    if doubtful:
        yield "## To check by hand"
        rows = [["value", "read", "page", "why"]]
        for ref, cell in doubtful:
            page = "" if cell.page is None else str(cell.page)
            name = forms[ref.form].place_name(ref.row, ref.column)
            rows.append([name, _printed(cell.text), page, "; ".join(map(str, cell.doubts))])
        yield pipe_table(rows)
