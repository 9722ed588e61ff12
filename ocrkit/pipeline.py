"""The stages put together: files in, a report (or tables) out."""

from __future__ import annotations

from collections.abc import Callable

from ocrkit.assemble import Assembler
from ocrkit.engines import Engines, default_engines
from ocrkit.forms import load_definitions
from ocrkit.load import list_pages
from ocrkit.load.order import Inputs
from ocrkit.pages import PageReader
from ocrkit.profiles import load_profile
from ocrkit.results import GivenPages, Pages, ReportResult, TablesResult
from ocrkit.schedule.opencv import opencv_threads
from ocrkit.schedule.stages import Stages
from ocrkit.settings import ReadSettings
from ocrkit.types.progress import Progress
from ocrkit.types.report import SourceOther

OnProgress = Callable[[Progress], None]


class Reader:
    """Reads reports and tables with one set of engines; one a process, not to be shared between threads."""

    def __init__(self, settings: ReadSettings | None = None, engines: Engines | None = None) -> None:
        """Raises ``WeightsError``, ``ProfileError``, and ``FormDefinitionError`` for a form of the user's."""
        self.settings = settings or ReadSettings()
        self.profile = load_profile(self.settings.profile)
        self.definitions = self.profile.all_forms(load_definitions(self.settings.forms, self.profile.forms))
        self.engines = engines or default_engines(self.settings)
        self._page_reader = PageReader(self.settings, self.engines)

    def read_report(self, inputs: Inputs, progress: OnProgress | None = None) -> ReportResult:
        """One report from all the inputs together, pages in natural order.

        A page that cannot be read is a failure and a finding; the others go on. Raises ``UsageError`` where
        the inputs name no page at all.
        """
        pages = self._read_pages(inputs, progress, text=True)
        stages = Stages()
        made = Assembler(self.settings, self.profile, self.definitions, stages).assemble(pages)
        return ReportResult(
            made.report,
            (*pages.failures, *made.faults),
            {**pages.seconds, **stages.seconds},
            made.regions,
            self._images(pages),
            pages.tables,
        )

    def read_tables(self, inputs: Inputs, progress: OnProgress | None = None) -> TablesResult:
        """Every ruled table of every page."""
        pages = self._read_pages(inputs, progress, text=False)
        return TablesResult(pages.tables, pages.failures, dict(pages.seconds), self._images(pages))

    def _read_pages(self, inputs: Inputs, progress: OnProgress | None, text: bool) -> Pages:
        listing = list_pages(inputs, self.settings.load)
        total, pages = len(listing), Pages(tuple(SourceOther(name=name, why=why) for name, why in listing.others))
        tell = progress or (lambda progress: None)
        tell(Progress(0, total, "reading"))
        with opencv_threads(1 if text else None):  # the other core reads text
            for done, page in enumerate(self._page_reader.read(listing, text), 1):
                pages.add(page)
                tell(Progress(done, total, "reading" if done < total else "putting together"))
        return pages

    def _images(self, pages: Pages) -> GivenPages:
        return GivenPages({page.ref.number: page.ref for page in pages.read}, self.settings.load)
