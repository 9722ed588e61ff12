"""How print told apart from a value is written: raised ¹, lowered ₁, struck 1̶ (a stroke laid over each sign)."""

from __future__ import annotations

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = "₀₁₂₃₄₅₆₇₈₉"
CIRCLED = "".join(chr(code) for code in range(0x2460, 0x2474))
STROKE = "\u0336"
"""The combining long stroke of Unicode: it lies over the sign before it."""

_UP = str.maketrans("0123456789", RAISED)
_DOWN = str.maketrans("0123456789", LOWERED)


def raised(text: str) -> str:
    """``text`` with its digits raised; other signs stay."""
    return text.translate(_UP)


def lowered(text: str) -> str:
    """``text`` with its digits lowered; other signs stay."""
    return text.translate(_DOWN)


def struck(text: str) -> str:
    """``text`` with a stroke over each sign."""
    return "".join(sign + STROKE for sign in text if not sign.isspace())


def unstruck(text: str) -> str:
    """``text`` without the strokes over its signs."""
    return text.replace(STROKE, "")
