"""Everything that can be said about one document as one system read it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from ocrkit.score.cells import CellScores, score_cells
from ocrkit.score.grid import Grid
from ocrkit.score.match import matched
from ocrkit.score.output import SystemOutput
from ocrkit.score.position import PositionScore, score_positions
from ocrkit.score.structure import TableScore, score_tables
from ocrkit.score.text import TextErrors, character_error_rate, found_error_rate
from ocrkit.score.told import TextScores, score_head, score_plain, unmet
from ocrkit.score.truth_models import Truth

MIXED = "mixed"
"""The level of a document whose pages have several."""


class DocumentFacts(BaseModel):
    """What a document is counted under; None where the truth does not say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: str | None = None
    dpi: float | None = None
    edition: str | None = None
    font: str | None = None
    engine: str | None = None
    source: str = "user"
    held_out: bool = False
    pages: int = 1

    @classmethod
    def of(cls, truth: Truth) -> DocumentFacts:
        """The facts of a document; ``edition`` is its request table's."""
        levels = {page.level for page in truth.pages if page.level is not None}
        level = truth.level or (levels.pop() if len(levels) == 1 else MIXED if levels else None)
        return cls(
            level=level,
            dpi=truth.dpi,
            edition=None if truth.requests is None else truth.requests.edition,
            font=truth.font,
            engine=truth.engine,
            source=truth.source,
            held_out=truth.held_out,
            pages=len(truth.pages),
        )


class DocumentScore(BaseModel):
    """One document: ``cells`` by key, ``tables`` as structures, ``text``, and ``positions`` of values.

    ``text`` is (errors, characters) section by section, None for a system that knows no sections or a truth
    without text; ``text_found`` the same with each paragraph looked for in all lines, None where no lines are
    handed over. ``extra_tables`` were read where none is on a page whose tables are known. ``plain`` are the cells of
    tables that are no form's, ``head`` title, agency and year; ``expected`` counts what had to be told (exit code,
    findings), ``unmet`` names what of that was not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    system: str
    facts: DocumentFacts
    cells: CellScores
    tables: tuple[TableScore, ...] = ()
    extra_tables: int = 0
    text: TextErrors | None = None
    text_found: TextErrors | None = None
    positions: PositionScore = PositionScore()
    plain: TextScores = TextScores()
    head: TextScores = TextScores()
    expected: int = 0
    unmet: tuple[str, ...] = ()


def score_document(output: SystemOutput, truth: Truth, name: str = "") -> DocumentScore:
    """Score what a system handed over; ``name`` is the document's, for lists."""
    forms, grids = matched(output), output.grids()
    true_grids = [Grid.from_truth(table) for table in truth.tables]
    tables = score_tables(grids, true_grids)
    known = {grid.page for grid in true_grids}
    read_there = sum(grid.page in known for grid in grids)
    lines = list(_lines(output))
    printed = any(section.paragraphs for section in truth.sections)
    expected, missing = unmet(output.report, output.exit_code, truth)
    plain_grids = [grid for grid, table in zip(true_grids, truth.tables, strict=True) if table.form is None]
    return DocumentScore(
        name=name,
        system=output.system,
        facts=DocumentFacts.of(truth),
        cells=score_cells(forms, truth),
        tables=tables,
        extra_tables=read_there - sum(table.found for table in tables),
        text=character_error_rate(output.report.sections, truth.sections) if output.report and printed else None,
        text_found=found_error_rate(lines, truth.sections) if lines and printed else None,
        positions=score_positions(forms, truth),
        plain=score_plain(grids, plain_grids),
        head=score_head(output.report, truth),
        expected=expected,
        unmet=missing,
    )


def _lines(output: SystemOutput) -> Iterator[str]:
    """The lines of every page; of a report without lines, its paragraphs."""
    given = [line.text for page in output.pages for line in page.lines]
    if given or output.report is None:
        yield from given
    else:
        for section in output.report.sections:
            yield section.heading
            yield from section.paragraphs
