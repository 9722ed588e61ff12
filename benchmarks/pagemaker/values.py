"""How a number is written in a cell: separators, widths, dashes, notes, units, signs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from benchmarks.pagemaker.model import Value

FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
DASHES = ("/", "-", "—", "无")
NOTES = ("其中修订 {n} 件", "含转来 {n} 件", "其中涉企 {n} 件")


@dataclass(frozen=True)
class Writing:
    """How one report writes its numbers.

    ``zero`` is "0", "blank", "blank-some" (every other zero) or a dash. ``notes`` and ``units`` are the shares
    of the values in table two that carry a note or a unit of their own.
    """

    zero: str = "0"
    thousands: bool = False
    full_width: bool = False
    notes: float = 0.0
    units: float = 0.0


def count(number: int, writing: Writing, rng: np.random.Generator) -> Value:
    """A count as this report writes it."""
    if number == 0:
        return _zero(writing, rng)
    return Value(_digits(Decimal(number), writing), value=Decimal(number))


def noted(number: int, writing: Writing, rng: np.random.Generator) -> Value:
    """A count, now and then with a note after it."""
    if number < 2 or rng.random() >= writing.notes:
        return count(number, writing, rng)
    note = str(rng.choice(NOTES)).format(n=int(rng.integers(1, number)))
    brackets = "（{}）" if rng.random() < 0.7 else "({})"
    return Value(_digits(Decimal(number), writing) + brackets.format(note), value=Decimal(number), note=note)


def change(number: int, writing: Writing, rng: np.random.Generator) -> Value:
    """A signed change: -3, 减3, 增3, +3 or 3."""
    if number == 0:
        return _zero(writing, rng)
    sign = str(rng.choice(["-", "减"] if number < 0 else ["", "", "增", "+"]))
    return Value(sign + _digits(Decimal(abs(number)), writing), value=Decimal(number))


def fee(writing: Writing, rng: np.random.Generator) -> Value:
    """An amount under a heading in 万元: 0 to 4 decimals, now and then in a unit of its own."""
    places = int(rng.integers(0, 5))
    amount = Decimal(int(10 ** rng.uniform(1, 4) * 10**places)).scaleb(-places)
    unit = None
    if rng.random() < writing.units:
        unit = str(rng.choice(["元", "万元"]))
        amount = amount.to_integral_value() * 100 if unit == "元" else amount
    return Value(_digits(amount, writing) + (unit or ""), value=amount, unit=unit)


def _zero(writing: Writing, rng: np.random.Generator) -> Value:
    if writing.zero == "blank" or (writing.zero == "blank-some" and rng.random() < 0.5):
        return Value("", "blank")
    if writing.zero in DASHES:
        return Value(writing.zero, "dash")
    return Value("０" if writing.full_width else "0", value=Decimal(0))


def _digits(number: Decimal, writing: Writing) -> str:
    text = f"{number:,f}" if writing.thousands else f"{number:f}"
    return text.translate(FULL_WIDTH) if writing.full_width else text
