"""What is handed over outside the forms: cells of plain tables; title, agency, year; what had to be told."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from ocrkit.score.grid import Grid, GridCell
from ocrkit.score.position import iou
from ocrkit.score.structure import match_tables
from ocrkit.score.truth_models import Truth
from ocrkit.text.widths import compact
from ocrkit.types.report import Report
from ocrkit.types.text import is_dash


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextMiss(_Model):
    """A text that is not what is printed; ``where`` names it, ``read`` is None where nothing was."""

    where: str
    expected: str
    read: str | None
    flagged: bool


class TextScores(_Model):
    """Texts of one document: ``total`` printed, ``right``, ``silent`` (wrong and not flagged), ``flagged``."""

    total: int = 0
    right: int = 0
    silent: int = 0
    flagged: int = 0
    misses: tuple[TextMiss, ...] = ()


def score_plain(read: Sequence[Grid], true: Sequence[Grid]) -> TextScores:
    """The cells of plain tables: a wrong text that is neither in review nor unread is silent.

    A printed cell is held against the read one of the same rows and columns, else against that which lies over it
    most; one without a partner is flagged: nobody is told a text.
    """
    found = []
    for number, (grid, wanted) in enumerate(match_tables(read, true), 1):
        for cell in wanted.cells:
            if cell.text is not None:
                other = None if grid is None else _partner(cell, grid)
                where = f"table {number}, row {cell.rows[0] + 1}, column {cell.cols[0] + 1}"
                text = None if other is None else other.text
                found.append(_judged(where, cell.text, text, text is None or (other is not None and other.review)))
    return _counted(found)


def score_head(report: Report | None, truth: Truth) -> TextScores:
    """Title, agency and year, as far as the truth gives them; nothing flags one that is read, so wrong is silent."""
    if report is None:
        return TextScores()
    pairs = (("title", truth.title), ("agency", truth.agency), ("year", truth.year))
    found = []
    for name, wanted in pairs:
        if wanted is not None:
            read = getattr(report, name)
            found.append(_judged(name, str(wanted), None if read is None else str(read), read is None))
    return _counted(found)


def unmet(report: Report | None, exit_code: int | None, truth: Truth) -> tuple[int, tuple[str, ...]]:
    """How many things had to be told (the exit code, each kind of finding), and in words those that were not."""
    if report is None:
        return 0, ()
    missing = []
    if truth.exit_code is not None and exit_code != truth.exit_code:
        missing.append(f"exit code {truth.exit_code} (it was {exit_code})")
    kinds = {finding.kind for finding in report.findings}
    missing += [f"finding {kind}" for kind in truth.findings if kind not in kinds]
    return (truth.exit_code is not None) + len(truth.findings), tuple(missing)


def same_words(expected: str, read: str) -> bool:
    """Whether two texts say the same, but for widths, spaces and how long a dash is.

    Line breaks count where the printed text has any.
    """
    if "\n" in expected:
        return [_plain(line) for line in expected.split("\n")] == [_plain(line) for line in read.split("\n")]
    return _plain(expected) == _plain(read)


def _plain(text: str) -> str:
    narrow = compact(text)
    return "-" if is_dash(narrow) else narrow


def _partner(cell: GridCell, grid: Grid) -> GridCell | None:
    for other in grid.cells:
        if (other.rows, other.cols) == (cell.rows, cell.cols):
            return other
    shared = [(iou(cell.box, other.box), other) for other in grid.cells if cell.box and other.box]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def _judged(where: str, expected: str, read: str | None, flagged: bool) -> tuple[bool, TextMiss]:
    right = read is not None and same_words(expected, read)
    return right, TextMiss(where=where, expected=expected, read=read, flagged=flagged)


def _counted(found: Sequence[tuple[bool, TextMiss]]) -> TextScores:
    return TextScores(
        total=len(found),
        right=sum(right for right, _ in found),
        silent=sum(not right and not text.flagged for right, text in found),
        flagged=sum(text.flagged for _, text in found),
        misses=tuple(text for right, text in found if not right),
    )
