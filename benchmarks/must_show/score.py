"""How a report compares with its truth; both are in the JSON shape of ``ocrkit.types.report.Report``.

A value is right when value and kind are. A wrong one is silent when nothing marks it: neither the status review
nor the kind unreadable. A value that is missing counts as marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rapidfuzz.distance import Levenshtein

from ocrkit.text.widths import compact

Json = Mapping[str, Any]

TABLES = ("requests", "proactive", "review_and_litigation")


@dataclass(frozen=True)
class Score:
    """Counts of values; ``wrong`` names each one that is not right, and what was read."""

    values: int = 0
    right: int = 0
    silent: int = 0
    flagged: int = 0
    wrong: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.values + other.values,
            self.right + other.right,
            self.silent + other.silent,
            self.flagged + other.flagged,
            self.wrong + other.wrong,
        )

    def __str__(self) -> str:
        return f"{self.right}/{self.values} right, {self.silent} silent, {self.flagged} flagged"


def score_values(report: Json, truth: Json) -> Score:
    """Compare every value of the truth's three statutory tables."""
    total = Score()
    for where, want, got in _pairs(report, truth):
        flagged = got is None or got.get("status") == "review" or got.get("kind") == "unreadable"
        right = got is not None and _right(got, want)
        wrong = (
            () if right else (f"{where}: printed {_shown(want)}, read {_shown(got)}{'' if flagged else ', SILENT'}",)
        )
        total += Score(1, int(right), int(not right and not flagged), int(flagged), wrong)
    return total


def _pairs(report: Json, truth: Json) -> Iterator[tuple[str, Json, Json | None]]:
    for table in TABLES:
        cells = (report.get(table) or {}).get("cells") or {}
        for row, columns in truth[table]["cells"].items():
            for column, want in columns.items():
                yield f"{table}.{row}.{column}", want, (cells.get(row) or {}).get(column)


def _right(got: Json, want: Json) -> bool:
    if got.get("kind") == "unreadable" or not same_number(got.get("value"), want["value"]):
        return False
    return want["value"] is not None or got.get("kind") == want["kind"]


def same_number(a: float | str | None, b: float | str | None) -> bool:
    """Whether both are the same number, or both none."""
    if a is None or b is None:
        return a is b
    return Decimal(str(a)) == Decimal(str(b))


def _shown(cell: Json | None) -> str:
    if cell is None:
        return "nothing"
    return str(cell.get("text") or (cell["value"] if cell["value"] is not None else cell["kind"]))


@dataclass(frozen=True)
class TextScore:
    """Errors of characters in the sections' text: substitutions, insertions and deletions of ``characters``."""

    characters: int = 0
    errors: int = 0
    by_section: tuple[tuple[str, int], ...] = ()

    @property
    def rate(self) -> float:
        """The character error rate, 0 where there is no text."""
        return self.errors / self.characters if self.characters else 0.0


def score_text(report: Json, truth: Json) -> TextScore:
    """Compare the sections' paragraphs, NFKC, without white space, sub-headings included."""
    got = {section["key"]: section for section in report.get("sections", [])}
    wanted = {section["key"]: _plain(section) for section in truth.get("sections", [])}
    errors = {key: Levenshtein.distance(_plain(got.get(key, {})), text) for key, text in wanted.items() if text}
    return TextScore(sum(map(len, wanted.values())), sum(errors.values()), tuple(errors.items()))


def _plain(section: Json) -> str:
    return compact("".join(section.get("paragraphs", [])))


def figure_differences(report: Json, truth: Json) -> tuple[list[str], list[str]]:
    """Figures of the truth that were not read, and figures read that are not in the truth."""
    want, got = (Counter(map(_figure, side["figures"])) for side in (truth, report))
    return sorted((want - got).elements()), sorted((got - want).elements())


def _figure(figure: Json) -> str:
    """Key, value, label and percent, in words that are equal when the figures are."""
    value, percent = (None if v is None else f"{Decimal(str(v)).normalize():f}" for v in _numbers(figure))
    label = figure.get("label")
    parts = [figure["key"], compact(label) if label else None, value, None if percent is None else f"{percent}%"]
    return " ".join(part for part in parts if part is not None)


def _numbers(figure: Json) -> tuple[Any, Any]:
    return figure["value"], figure.get("percent")


def contradiction_differences(report: Json, truth: Json) -> tuple[list[str], list[str]]:
    """Contradictions of the truth that were not found, and contradictions found that are not in the truth."""
    want = Counter(map(compact, truth["contradictions"]))
    got = Counter(compact(f["message"]) for f in report["findings"] if f["kind"] == "contradiction")
    return sorted((want - got).elements()), sorted((got - want).elements())
