"""Values compared with what is printed, by (form, row, column): right, silently wrong, or flagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from ocrkit.score.edits import align
from ocrkit.score.truth_models import Truth, TruthCell
from ocrkit.text.widths import nfkc
from ocrkit.types.geometry import Box
from ocrkit.types.report import Cell, FormTable


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Miss(_Model):
    """A value that is not what is printed. ``read`` is None where nothing was; ``flagged`` if it says so itself.

    ``page`` and ``box`` are the printed value's where the truth has them, else the read one's.
    """

    form: str
    row: str
    column: str
    expected: str
    read: str | None
    flagged: bool
    page: int | None = None
    box: Box | None = None


class DigitCount(_Model):
    """How often a printed digit was read as another; "" for none, on either side."""

    expected: str
    read: str
    n: int


class Graded(_Model):
    """``n`` values of one confidence (rounded to 0.001, None where there is none), and how many of them are wrong."""

    confidence: float | None
    flagged: bool
    n: int
    wrong: int


class DoubtCount(_Model):
    """What a doubt held back: ``wrong`` values and ``right`` ones; those ``alone`` had no other doubt."""

    code: str
    wrong: int
    right: int
    wrong_alone: int = 0
    right_alone: int = 0


DOUBT_FIELDS = ("wrong", "right", "wrong_alone", "right_alone")
"""What is counted of a doubt."""


class CellScores(_Model):
    """Values of one document: ``total`` printed, ``right``, ``silent`` (wrong and not flagged), ``flagged``.

    ``extra`` are values handed over as right that the truth does not have in a form it gives in whole.
    """

    total: int = 0
    right: int = 0
    silent: int = 0
    flagged: int = 0
    extra: int = 0
    misses: tuple[Miss, ...] = ()
    confusion: tuple[DigitCount, ...] = ()
    graded: tuple[Graded, ...] = ()
    doubts: tuple[DoubtCount, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether every value is right."""
        return self.right == self.total

    def digits(self) -> Counter[tuple[str, str]]:
        """Count of (expected, read) digits, equal ones included; "" where a digit has no partner."""
        return Counter({(count.expected, count.read): count.n for count in self.confusion})


def is_flagged(cell: Cell | None) -> bool:
    """Whether a value is handed to a person: missing, marked for review, or unreadable."""
    return cell is None or cell.status == "review" or cell.kind == "unreadable"


def is_right(cell: Cell | None, truth: TruthCell) -> bool:
    """Whether a value is the printed one: the same number, or the same kind where none is printed.

    Where the ink is gone from the paper, a value is right that is handed to a person.
    """
    if truth.kind == "unreadable":
        return cell is not None and is_flagged(cell)
    if cell is None or cell.kind == "unreadable":
        return False
    return cell.value == truth.value and (truth.value is not None or cell.kind == truth.kind)


def score_cells(tables: Mapping[str, FormTable], truth: Truth) -> CellScores:
    """Compare the values of the forms that ``truth`` gives; a table that was not found has none of them."""
    counts: Counter[str] = Counter()
    digits: Counter[tuple[str, str]] = Counter()
    graded: Counter[tuple[float | None, bool, bool]] = Counter()
    doubts: Counter[tuple[str, str]] = Counter()
    misses = []
    for form, row, column, wanted, cell in _pairs(tables, truth):
        right, flagged = is_right(cell, wanted), is_flagged(cell)
        counts.update(total=1, right=right, flagged=flagged, silent=not right and not flagged)
        digits.update(_digit_pairs(wanted, cell))
        confidence = None if cell is None or cell.confidence is None else round(cell.confidence, 3)
        graded[confidence, flagged, right] += 1
        doubts.update(_doubts(cell, right))
        if not right:
            misses.append(_miss(form, row, column, wanted, cell))
    return CellScores(
        total=counts["total"],
        right=counts["right"],
        silent=counts["silent"],
        flagged=counts["flagged"],
        extra=_extra(tables, truth),
        misses=tuple(misses),
        confusion=tuple(DigitCount(expected=e, read=r, n=n) for (e, r), n in sorted(digits.items())),
        graded=_graded(graded),
        doubts=doubt_counts(doubts),
    )


def doubt_counts(counts: Mapping[tuple[str, str], int]) -> tuple[DoubtCount, ...]:
    """The counts by (code, field of ``DoubtCount``) of one document or of many; the codes in their order."""
    named = {code: dict.fromkeys(DOUBT_FIELDS, 0) for code in sorted({code for code, _ in counts})}
    for (code, field), n in counts.items():
        named[code][field] = n
    return tuple(DoubtCount(code=code, **fields) for code, fields in named.items())


def _doubts(cell: Cell | None, right: bool) -> Iterator[tuple[str, str]]:
    codes = set() if cell is None or not is_flagged(cell) else {str(doubt.code) for doubt in cell.doubts}
    for code in codes:
        kind = "right" if right else "wrong"
        yield code, kind
        if len(codes) == 1:
            yield code, f"{kind}_alone"


def _pairs(tables: Mapping[str, FormTable], truth: Truth) -> Iterator[tuple[str, str, str, TruthCell, Cell | None]]:
    for key, form in truth.forms().items():
        got = tables[key].cells if key in tables else {}
        for row, column, wanted in form:
            yield key, row, column, wanted, got.get(row, {}).get(column)


def _extra(tables: Mapping[str, FormTable], truth: Truth) -> int:
    return sum(
        not is_flagged(cell) and column not in form.cells.get(row, {})
        for key, form in truth.forms().items()
        if key in tables and not form.partial
        for row, column, cell in tables[key]
    )


def _miss(form: str, row: str, column: str, wanted: TruthCell, cell: Cell | None) -> Miss:
    place = wanted if wanted.box is not None or cell is None else cell
    return Miss(
        form=form,
        row=row,
        column=column,
        expected=_shown(wanted),
        read=None if cell is None or cell.text is None else (cell.text or "blank"),
        flagged=is_flagged(cell),
        page=place.page,
        box=place.box,
    )


def _shown(wanted: TruthCell) -> str:
    return wanted.text or (f"{wanted.value:f}" if wanted.value is not None else wanted.kind)


def _digit_pairs(wanted: TruthCell, cell: Cell | None) -> list[tuple[str, str]]:
    """Printed digits beside the digits read; nothing where there is no number on paper or no reading."""
    if wanted.value is None or cell is None or cell.text is None:
        return []
    printed = _digits(f"{wanted.value:f}")
    if cell.value == wanted.value:
        return [(digit, digit) for digit in printed]
    return align(printed, _digits(f"{cell.value:f}" if cell.value is not None else cell.text))


def _digits(text: str) -> str:
    return "".join(char for char in nfkc(text) if char in "0123456789")


def _graded(counts: Counter[tuple[float | None, bool, bool]]) -> tuple[Graded, ...]:
    keys = sorted({key[:2] for key in counts}, key=lambda key: (key[0] is not None, key[0] or 0.0, key[1]))
    return tuple(
        Graded(
            confidence=confidence,
            flagged=flagged,
            n=counts[confidence, flagged, True] + counts[confidence, flagged, False],
            wrong=counts[confidence, flagged, False],
        )
        for confidence, flagged in keys
    )
