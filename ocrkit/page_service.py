"""What a worker process does: counts the pages of files, and reads pages. Its owner is ``sources.RemotePages``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ocrkit.engines import default_engines
from ocrkit.errors import InputError, InternalError
from ocrkit.load.document import count_pages
from ocrkit.page_tasks import CountPages, ReadOne, Setup
from ocrkit.pages import PageReader
from ocrkit.schedule.messages import Task
from ocrkit.schedule.opencv import opencv_threads
from ocrkit.schedule.stages import Stages, Step, Tell
from ocrkit.types.page import PageRef


class PageService:
    """See ``schedule.messages.Service``."""

    def __init__(self, setup: Setup, tell: Tell) -> None:
        """Raises ``WeightsError``, ``EngineError``."""
        self._settings = setup.settings
        self._reader = PageReader(setup.settings, default_engines(setup.settings), setup.debug, setup.definitions)
        self._tell = tell

    def serve(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, object]]:
        """Pages are read ahead of each other; what is asked for between them waits for those before it."""
        for text, run in groupby(tasks, key=lambda task: task.text if isinstance(task, ReadOne) else None):
            if text is None:
                for task in run:
                    yield task, self._count(task)
            else:
                yield from self._read(run, text)

    def _count(self, task: Task) -> int | InputError | InternalError:
        assert isinstance(task, CountPages)  # there is no third kind
        try:
            with Stages(task, self._tell).stage("load"):
                return count_pages(task.file, self._settings.load)
        except (InputError, InternalError) as error:
            return error.at(task.file, None)

    def _read(self, tasks: Iterator[Task], text: bool) -> Iterator[tuple[Task, object]]:
        def tell(step: Step) -> None:
            assert isinstance(step.subject, PageRef)  # pages are all that is told of
            self._tell(replace(step, subject=ReadOne(step.subject, text)))

        refs = (task.ref for task in tasks if isinstance(task, ReadOne))
        with opencv_threads(1 if text else None):  # the other core reads text
            for page in self._reader.read(refs, text, tell):
                yield ReadOne(page.ref, text), page


def make(setup: Setup, tell: Tell) -> PageService:
    """The service of a worker process."""
    return PageService(setup, tell)
