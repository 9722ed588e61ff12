"""How a report compares with its truth; both are in the JSON shape of ``ocrkit.types.report.Report``.

What is right, silent or flagged is what ``ocrkit.score`` says; here it is put into words and added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ocrkit.score import Miss, Truth, TruthSection, character_error_rate, score_cells
from ocrkit.text.widths import compact
from ocrkit.types.report import OWN_FORMS, FormTable

Json = Mapping[str, Any]


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
    """Compare every value of the truth's statutory tables, as ``ocrkit benchmark`` does."""
    tables = {key: FormTable.model_validate(report[key]) for key in OWN_FORMS if report.get(key)}
    cells = score_cells(tables, Truth.model_validate(truth))
    return Score(cells.total, cells.right, cells.silent, cells.flagged, tuple(map(_said, cells.misses)))


def _said(miss: Miss) -> str:
    silent = "" if miss.flagged else ", SILENT"
    read = "nothing" if miss.read is None else miss.read
    return f"{miss.form}.{miss.row}.{miss.column}: printed {miss.expected}, read {read}{silent}"


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
    """Compare the sections' paragraphs, sub-headings included, as ``ocrkit benchmark`` does."""
    got, wanted = ([_section(s) for s in side.get("sections", [])] for side in (report, truth))
    counted = {str(section.key): character_error_rate(got, [section]) for section in wanted}
    errors = tuple((key, count.errors) for key, count in counted.items() if count.chars)
    return TextScore(sum(count.chars for count in counted.values()), sum(n for _, n in errors), errors)


def _section(section: Json) -> TruthSection:
    return TruthSection(key=section["key"], paragraphs=tuple(section.get("paragraphs", ())))


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
