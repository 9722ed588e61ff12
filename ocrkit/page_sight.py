"""A page as it is seen before anything is read: loaded, made ready, its tables found."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from ocrkit.engines import Engines
from ocrkit.errors import OcrkitError
from ocrkit.layer.findings import page_layer
from ocrkit.load import PageFailure
from ocrkit.load.loader import Loader
from ocrkit.page_layer import LayerAlone, layer_alone, told_alone
from ocrkit.page_tables import tables_found
from ocrkit.page_work import PagePart, PageWork, placed
from ocrkit.prepare.prepare import prepare_parts
from ocrkit.recognise.engines.protocol import QuickReader
from ocrkit.schedule.memory import give_back_if_much
from ocrkit.schedule.stages import Stages, Tell
from ocrkit.settings import ReadSettings
from ocrkit.tables.cells import GridTable
from ocrkit.types.closing import Closing
from ocrkit.types.geometry import Box, UprightBox
from ocrkit.types.page import Page, PageRef, PreparedPage
from ocrkit.types.report import PageStep, SourcePage
from ocrkit.types.transform import box_to_page


class PageSight(Closing):
    """Sees pages. Several threads may, side by side, but one at a time loads: not every decoder bears two."""

    def __init__(self, settings: ReadSettings, engines: Engines, report: bool, tell: Tell) -> None:
        """``report``: whether the pages are of one; ``tell`` is told every step, from the thread that takes it."""
        self._settings, self._engines = settings, engines
        self._report, self._tell = report, tell
        self._loader = Loader(settings.load)
        self._loading = Lock()

    def close(self) -> None:
        """Release the file that is open."""
        self._loader.close()

    def loaded(self, entry: PageRef | PageFailure) -> tuple[PageWork, Page | None]:
        """A page as given; None where there is none, and the work is done."""
        if isinstance(entry, PageFailure):
            return PageWork(entry.ref, Stages(), error=entry.error), None
        work = PageWork(entry, Stages(entry, self._tell))
        try:
            with self._loading, work.stages.stage("load"):
                page = self._loader.load(entry)
        except OcrkitError as error:
            work.error = placed(error, entry)
            return work, None
        work.sha256, work.digest = page.sha256, page.digest
        return work, page

    def see(self, work: PageWork, page: Page) -> None:
        """Make a page ready and find its tables."""
        crops = self._engines.crops
        quick = crops.quick() if isinstance(crops, QuickReader) else crops
        try:
            with work.stages.stage("prepare"):
                prepared = prepare_parts(page, self._settings.prepare, crops.read, quick.read)
                work.source = source_page(page, prepared, self._settings)
            give_back_if_much()
            with work.stages.stage("tables"):
                grids = [tables_found(part, self._settings, self._report) for part in prepared]
            with work.stages.stage("text layer"):
                alone = self._alone(prepared, grids)
                work.source = told_alone(work.source, alone[0])
            give_back_if_much()
        except OcrkitError as error:
            work.error = placed(error, work.ref)
            return
        work.parts = tuple(map(PagePart, prepared, grids, alone))

    def _alone(
        self, pages: Sequence[PreparedPage], grids: Sequence[tuple[GridTable, ...]]
    ) -> Sequence[LayerAlone | None]:
        """What the layer gives by itself for each of the pages of a sheet; for all of them, or for none."""
        found = [layer_alone(*each, self._engines, self._settings) for each in zip(pages, grids, strict=True)]
        return found if None not in found else [None] * len(found)


def source_page(page: Page, prepared: Sequence[PreparedPage], settings: ReadSettings) -> SourcePage:
    """The page's entry in the report; ``prepared`` is the page, or the pages of a sheet."""
    return SourcePage(
        number=page.ref.number,
        file=page.ref.file,
        index=page.ref.index,
        width=page.size[0],
        height=page.size[1],
        dpi=page.dpi,
        flaws=page.flaws,
        steps=_steps(prepared),
        parts=tuple(map(_outline, prepared)) if len(prepared) > 1 else (),
        text_layer=page_layer(page.text_layer, settings.layer),
    )


def _steps(prepared: Sequence[PreparedPage]) -> tuple[PageStep, ...]:
    """What was done to a page; to a sheet first, and then to each page of it, which is named."""
    first = prepared[0].steps
    shared = len(first) if len(prepared) == 1 else [step.name for step in first].index("two_pages") + 1
    steps = [PageStep(name=step.name, figures=dict(step.figures)) for step in first[:shared]]
    for page in prepared:
        own = page.steps[shared:]
        steps += [PageStep(name=step.name, figures={"part": page.part, **step.figures}) for step in own]
    return tuple(steps)


def _outline(page: PreparedPage) -> Box:
    """Where on the sheet a page of it lies."""
    height, width = page.image.shape
    return box_to_page(UprightBox(0, 0, width, height), page.transform, page.page_size)
