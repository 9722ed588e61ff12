"""What a system hands over for one document, as JSON between processes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from ocrkit.score.grid import Grid
from ocrkit.types.geometry import Box
from ocrkit.types.report import Report


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OutputLine(_Model):
    """A line of text and where it is, in pixels of the page as given."""

    text: str
    box: Box | None = None


class PageOutput(_Model):
    """A page (from 1): seconds it took, its tables from top to bottom, and its lines of text in reading order."""

    page: int = Field(ge=1)
    seconds: float = 0.0
    tables: tuple[Grid, ...] = ()
    lines: tuple[OutputLine, ...] = ()


class SystemOutput(_Model):
    """One document as a system read it.

    ``report`` is what ocrkit makes of it, ``exit_code`` what its command would exit with; other
    systems leave them out, and their grids are matched with the forms.
    ``stages`` are seconds by stage over all pages, ``startup_seconds`` until the first page could be read,
    ``peak_mib`` the largest resident set of the process.
    """

    system: str
    version: str = ""
    pages: tuple[PageOutput, ...] = ()
    report: Report | None = None
    exit_code: int | None = None
    stages: dict[str, float] = {}
    startup_seconds: float | None = None
    peak_mib: float | None = None

    def grids(self) -> list[Grid]:
        """The tables of every page, in reading order; those without any square are none."""
        found = [(page.page, grid) for page in self.pages for grid in page.tables if grid.n_rows and grid.n_cols]
        return [grid.model_copy(update={"page": number}) for number, grid in found]
