"""Two small forms of a hotline's cases, one with row labels and one without, as printed, for the forms' tests."""

from __future__ import annotations

from collections.abc import Callable

from form_tables import make_table, numbers, print_form, squares_of

from ocrkit.types.form import Block, Edition, Entry, FormDefinition
from ocrkit.types.table import Table, TableCell

COLUMNS = (
    Entry(key="cases", path=("受理件数",)),
    Entry(key="closed", path=("办结情况", "已经办结")),
    Entry(key="money", path=("办结情况", "收费金额（单位：万元）"), unit="万元"),
)
ROWS = (
    Entry(key="phone", path=("电话渠道",)),
    Entry(key="net", path=("网络渠道",)),
    Entry(key="visit", path=("来访接待",)),
    Entry(key="all", path=("合计总数",)),
)
FORM = FormDefinition(
    key="hotline",
    section="热线办理情况",
    editions=(Edition(name="2020", blocks=(Block(columns=COLUMNS, rows=ROWS),)),),
)
EDITION = FORM.editions[0]
FLAT = FormDefinition(
    key="halves",
    section="两个半年情况",
    editions=(
        Edition(
            blocks=(
                Block(
                    columns=(
                        Entry(key="count", path=("上半年", "受理总数"), row="first"),
                        Entry(key="count", path=("下半年", "受理总数"), row="second"),
                        Entry(key="left", path=("下半年", "结转情况"), row="second"),
                    )
                ),
            )
        ),
    ),
)
"""A form without row labels: one line of values."""


def printed(form: FormDefinition = FORM, page: int = 1) -> Table:
    return make_table(squares_of(print_form(form.editions[0], numbers(form.editions[0]))), page)


def without(table: Table, gone: Callable[[TableCell], bool]) -> Table:
    """The table with the last rows that ``gone`` is true of cut off."""
    height = min(cell.rows[0] for cell in table.cells if gone(cell))
    return make_table([s for s in squares_of(table) if s.rows[1] <= height])
