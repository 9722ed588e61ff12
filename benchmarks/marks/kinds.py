"""The kinds of marks by name: each draws one into a cell and says what the cell then holds."""

from __future__ import annotations

from benchmarks.marks import drawn, over, typed
from benchmarks.marks.spot import Kind

KINDS: dict[str, Kind] = {
    "footnote": Kind(typed.footnote),
    "subscript": Kind(typed.subscript),
    "larger": Kind(typed.larger),
    "smaller": Kind(typed.smaller),
    "raised": Kind(typed.raised),
    "lowered": Kind(typed.lowered),
    "bold": Kind(typed.bold),
    "light": Kind(typed.light),
    "italic": Kind(typed.italic),
    "coloured": Kind(typed.coloured),
    "circled": Kind(typed.circled),
    "letter": Kind(typed.letter),
    "struck": Kind(drawn.struck, "digits"),
    "struck-and-new": Kind(drawn.replaced, "digits"),
    "stamp": Kind(over.stamp),
    "watermark": Kind(over.watermark),
    "overprint": Kind(over.overprint, "digits"),
    "backslash": Kind(typed.sign("\\")),
    "bar": Kind(typed.sign("|")),
    "colon": Kind(typed.colon),
    "per-mille": Kind(typed.sign("‰")),
    "underline": Kind(drawn.underline, "digits"),
    "tick": Kind(drawn.tick),
    "box": Kind(drawn.box),
    "minus": Kind(typed.minus, "digits"),
}
