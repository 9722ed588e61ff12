"""The values of a report as tidy rows, one a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal

from ocrkit.types.report import Report


@dataclass(frozen=True)
class ValueRow:
    """One value with all that is known of it; the fields are the columns of the CSV, in this order.

    ``group`` are the labels over the row's own, outermost first.
    ``alternatives`` reads "3 (0.62) | 8 (0.31)", ``doubt_codes`` are codes with spaces between, ``doubts`` the
    same in words; x0 to y1 are pixels of the page as given.
    """

    form: str
    edition: str | None
    group: str | None
    row: str
    row_label: str | None
    column: str
    column_label: str | None
    value: Decimal | None
    text: str | None
    kind: str
    unit: str | None
    note: str | None
    status: str
    confidence: float | None
    ink_explained: float | None
    doubt_codes: str
    doubts: str
    alternatives: str
    page: int | None
    x0: float | None
    y0: float | None
    x1: float | None
    y1: float | None


COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(ValueRow))


def value_rows(report: Report) -> Iterator[ValueRow]:
    """Every value of every form, in the form's order."""
    for key, form in report.form_tables().items():
        for row, column, cell in form:
            box = (None,) * 4 if cell.box is None else tuple(round(v, 1) for v in cell.box.as_tuple())
            yield ValueRow(
                form=key,
                edition=form.edition,
                group=" › ".join(form.row_groups.get(row, ())) or None,
                row=row,
                row_label=form.row_labels.get(row),
                column=column,
                column_label=form.column_labels.get(column),
                value=cell.value,
                text=cell.text,
                kind=cell.kind,
                unit=cell.unit,
                note=cell.note,
                status=cell.status,
                confidence=None if cell.confidence is None else round(cell.confidence, 4),
                ink_explained=None if cell.ink_explained is None else round(cell.ink_explained, 3),
                doubt_codes=" ".join(doubt.code for doubt in cell.doubts),
                doubts="; ".join(map(str, cell.doubts)),
                alternatives=" | ".join(f"{a.text} ({a.probability:.2f})" for a in cell.alternatives),
                page=cell.page,
                x0=box[0],
                y0=box[1],
                x1=box[2],
                y1=box[3],
            )
