"""Putting one thing into one spreadsheet cell: text that stays text, numbers that stay exact."""

from __future__ import annotations

from decimal import Decimal

from openpyxl.cell import Cell as SheetCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from ocrkit.types.report import Cell
from ocrkit.types.table import TableCell

_LONGEST = 32_767  # characters in a spreadsheet cell
_EXACT_DIGITS = 15  # a spreadsheet keeps no more

DOUBTFUL = PatternFill("solid", fgColor="FFFFE08A")
UNREADABLE = PatternFill("solid", fgColor="FFF8B4A8")
HEADING = PatternFill("solid", fgColor="FFEFF2F6")
_THIN = Side(style="thin", color="FF9AA5B1")
RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAPPED = Alignment(vertical="top", wrap_text=True)
BOLD = Font(bold=True)


def put_text(target: SheetCell, text: str) -> None:
    """Write ``text`` as text, even where it looks like a formula, an error value or a number."""
    target.value = clean(text)
    target.data_type = "s"
    target.quotePrefix = text.startswith(("=", "+", "-", "@"))


def put_number(target: SheetCell, value: Decimal, unit: str | None = None) -> None:
    """Write a number with its decimals and unit; as text where a spreadsheet would round it."""
    places = max(0, -int(value.as_tuple().exponent))
    plain = format(value, "f")
    if len(plain.lstrip("-").replace(".", "").lstrip("0")) > _EXACT_DIGITS:
        put_text(target, plain + (unit or ""))
        return
    target.value = value if places else int(value)
    suffix = f'"{clean(unit)}"' if unit and '"' not in unit else ""
    target.number_format = "0" + ("." + "0" * places if places else "") + suffix


def put(target: SheetCell, value: object) -> None:
    """Write whatever it is; None leaves the cell empty."""
    if isinstance(value, Decimal):
        put_number(target, value)
    elif isinstance(value, str):
        put_text(target, value)
    elif value is not None:
        target.value = value


def put_value(target: SheetCell, cell: Cell) -> None:
    """Write a value of a form: its number or its text, its colour, and in a comment why it is doubtful."""
    if cell.value is not None:
        put_number(target, cell.value, cell.unit)
    elif cell.text:
        put_text(target, cell.text)
    if cell.kind == "unreadable":
        target.fill = UNREADABLE
    elif cell.status == "review":
        target.fill = DOUBTFUL
    remark = remarks(cell)
    if remark:
        _comment(target, remark)


def put_doubts(target: SheetCell, cell: TableCell) -> None:
    """Colour a cell of a plain table that is in doubt, and say why in a comment."""
    if cell.status == "review":
        target.fill = UNREADABLE if cell.text is None else DOUBTFUL
        _comment(target, "\n".join(["to be checked by hand", *map(str, cell.doubts)]))


def _comment(target: SheetCell, remark: str) -> None:
    target.comment = Comment(clean(remark), "ocrkit", height=40 + 18 * remark.count("\n"), width=320)


def remarks(cell: Cell) -> str:
    """What a person should know of a value, a line each; "" where there is nothing."""
    lines = []
    if cell.kind == "unreadable":
        lines.append("cannot be read")
    elif cell.status == "review":
        lines.append("to be checked by hand")
    lines += map(str, cell.doubts)
    if cell.note:
        lines.append(f"note: {cell.note}")
    if cell.text and (lines or (cell.value is not None and cell.text != format(cell.value, "f"))):
        lines.append(f"as printed: {cell.text}")
    if cell.status != "accepted" and cell.alternatives:
        lines.append(
            "could be: " + ", ".join(f"{a.text or 'blank'} ({a.probability:.0%})" for a in cell.alternatives)
        )
    return "\n".join(lines)


def clean(text: str) -> str:
    """The text without the characters that the file format forbids, no longer than it allows."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:_LONGEST]
