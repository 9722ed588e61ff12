"""What the command needs of the library, and where it gets it.

The library's own modules are imported only when a page is to be read, so that ``ocrkit --help`` is quick.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from ocrkit.errors import OcrkitError
from ocrkit.schedule.importing import importing
from ocrkit.schedule.pool import Workers
from ocrkit.types.progress import Progress

if TYPE_CHECKING:
    from ocrkit.export import PageImages
    from ocrkit.load.order import Inputs
    from ocrkit.results import ReportResult as WholeResult
    from ocrkit.settings import ReadSettings
    from ocrkit.side_by_side import PageDone
    from ocrkit.types.page import PageRef
    from ocrkit.types.provenance import Provenance
    from ocrkit.types.report import Report, SourcePage
    from ocrkit.types.table import Table

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class ReadOptions:
    """The options that change how pages are read; None leaves the library's default."""

    forms: tuple[str, ...] = ()
    dpi: float | None = None
    max_pixels: int | None = None
    max_pages: int | None = None
    pages: str | None = None
    settings: str | None = None
    """A settings file; the options here go over what it says."""
    password: str | None = None
    models: str | None = None
    engine: str | None = None
    keep_order: bool = False
    text_layer: str | None = None
    page_timeout: float | None = None
    page_memory: int | None = None
    workers: int = 1
    """Processes that read."""
    cores: int | None = None
    debug: str | None = None
    """A folder that shows what each stage was given and made."""


class ReportResult(Protocol):
    """A report, what could not be read, seconds by stage, the pages' images, and their tables as found."""

    @property
    def report(self) -> Report: ...  # noqa: D102
    @property
    def failures(self) -> Sequence[OcrkitError]: ...  # noqa: D102
    @property
    def timings(self) -> Mapping[str, float]: ...  # noqa: D102
    @property
    def images(self) -> PageImages | None: ...  # noqa: D102
    @property
    def pages(self) -> Sequence[PageTables]: ...  # noqa: D102


class PageTables(Protocol):
    """The tables of one page."""

    @property
    def page(self) -> PageRef: ...  # noqa: D102
    @property
    def source(self) -> SourcePage: ...  # noqa: D102
    @property
    def tables(self) -> Sequence[Table]: ...  # noqa: D102


class TablesResult(Protocol):
    """The tables of every page that could be read, and the rest as in ``ReportResult``."""

    @property
    def pages(self) -> Sequence[PageTables]: ...  # noqa: D102
    @property
    def failures(self) -> Sequence[OcrkitError]: ...  # noqa: D102
    @property
    def timings(self) -> Mapping[str, float]: ...  # noqa: D102
    @property
    def images(self) -> PageImages | None: ...  # noqa: D102
    @property
    def provenance(self) -> Provenance | None: ...  # noqa: D102


class Reader(Protocol):
    """Reads reports and tables from files and folders; leaves nothing running when its ``with`` block ends."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def read_report(self, inputs: Sequence[str], progress: OnProgress | None = None) -> ReportResult:
        """One report from all the inputs together."""

    def read_tables(self, inputs: Sequence[str], progress: OnProgress | None = None) -> TablesResult:
        """Every table of every page."""

    @property
    def made_with(self) -> Provenance:
        """What reports are made with."""

    def read_reports(
        self, orders: Iterable[tuple[Hashable, Inputs]], done: PageDone = ...
    ) -> Iterator[tuple[Hashable, WholeResult | OcrkitError]]:
        """Many reports, each with the name it was given, as soon as it is there; ``done`` is told every page."""


MakeReader = Callable[[ReadOptions], Reader]


def make_reader(options: ReadOptions) -> Reader:
    """The library's reader with these options, in a worker process; raises ``UsageError`` where one has no sense."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy would start threads that wait for large matrices
    with ExitStack() as given_up:
        # First of all: the worker starts while this process imports.
        workers = given_up.enter_context(Workers("ocrkit.page_service:make", options.workers))
        with importing():
            pipeline = import_module("ocrkit.pipeline")
        reader: Reader = pipeline.Reader(settings_of(options), workers=workers, debug=options.debug)
        given_up.pop_all()
    return reader


def settings_of(options: ReadOptions) -> ReadSettings:
    """The library's settings for these options; raises ``UsageError``."""
    from ocrkit.cli.settings_file import read_settings

    load = {
        "pdf_dpi": options.dpi,
        "pdf_password": options.password,
        "keep_order": options.keep_order or None,
        "max_pixels": options.max_pixels,
        "max_pages": options.max_pages,
        "pages": options.pages,
    }
    given = {
        "load": load,
        "layer": {"use": options.text_layer},
        "limits": {"page_seconds": options.page_timeout, "page_mebibytes": options.page_memory},
        "forms": options.forms or None,
        "engine": options.engine,
        "cores": options.cores,
        "models": options.models,
    }
    return read_settings(options.settings, given)
