"""A page on its way through the stages, and what it gave in the end."""

from __future__ import annotations

from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace

from ocrkit.debug.seen import SeenPart
from ocrkit.errors import InputError, InternalError, OcrkitError
from ocrkit.page_layer import LayerAlone
from ocrkit.page_tables import PageTables
from ocrkit.regions.model import PageText
from ocrkit.results import LostPage, ReadPage, ReadPart
from ocrkit.schedule.stages import Stages
from ocrkit.tables.cells import GridTable
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import Page, PageRef, PreparedPage
from ocrkit.types.provenance import UsedModel
from ocrkit.types.report import SourcePage
from ocrkit.types.table import Table


@dataclass(frozen=True)
class PagePart:
    """A page that is read by itself: a whole one, or one of two on a sheet."""

    page: PreparedPage
    grids: tuple[GridTable, ...]
    alone: LayerAlone | None


@dataclass(eq=False)
class PageWork:
    """A page on its way: what is known of it so far."""

    ref: PageRef
    stages: Stages
    sha256: str = ""
    digest: str = ""
    parts: tuple[PagePart, ...] = ()
    source: SourcePage | None = None
    tables: dict[int, tuple[Table, ...]] = field(default_factory=dict)
    text: Future[tuple[PageText, ...]] | None = None
    read: dict[int, PageTables] = field(default_factory=dict)
    definitions: tuple[FormDefinition, ...] = ()
    error: OcrkitError | None = None
    given: Page | None = None
    seen: list[SeenPart] = field(default_factory=list)
    """The page as given, and its parts as they were read: kept only where they are to be shown."""

    @property
    def waits(self) -> bool:
        """Whether its text is still to be read."""
        return self.text is not None and not self.text.done()

    def wait(self) -> None:
        """Wait for the page's text."""
        if self.text is not None:
            wait([self.text])

    def give_up(self) -> None:
        """Its text is not wanted any more; what is being read of it is waited for."""
        if self.text is not None and not self.text.cancel():
            wait([self.text])


def told(work: PageWork, models: tuple[UsedModel, ...]) -> ReadPage | LostPage:
    """What the page gave, its text waited for."""
    texts: dict[int, PageText] = {}
    error = work.error
    if error is None and work.text is not None:
        try:
            texts = {text.part: _beside(text, work.read.get(text.part)) for text in work.text.result()}
        except OcrkitError as raised:
            error = placed(raised, work.ref)
    if error is not None or work.source is None:
        assert error is not None  # a page without a source is a lost one
        return LostPage(work.ref, error, work.sha256, work.digest, work.stages.seconds)
    parts = tuple(ReadPart(tables, texts.get(part), part) for part, tables in work.tables.items())
    return ReadPage(work.ref, work.sha256, work.digest, work.source, parts, work.stages.seconds, models)


def _beside(text: PageText, read: PageTables | None) -> PageText:
    """The text of a page beside its tables as they were read in the end."""
    if read is None:
        return text
    return replace(text, lines=(*text.lines, *read.headings), tables=tuple(grid.box for grid in read.grids))


def placed(error: OcrkitError, ref: PageRef) -> InputError | InternalError:
    """The error of a stage, with the file and page it happened on, which the stage does not know."""
    if isinstance(error, InternalError) or (isinstance(error, InputError) and error.file is None):
        return error.at(ref.file, ref.index + 1)
    if isinstance(error, InputError):
        return error.at(error.file or ref.file, error.page)
    return InputError(error.message, file=ref.file, page=ref.index + 1, remedy=error.remedy)
