"""What the command needs of the library, and where it gets it.

The library's own modules are imported only when a page is to be read, so that ``ocrkit --help`` is quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from ocrkit.errors import OcrkitError, UsageError
from ocrkit.types.progress import Progress

if TYPE_CHECKING:
    from ocrkit.export import PageImages
    from ocrkit.types.page import PageRef
    from ocrkit.types.report import Report
    from ocrkit.types.table import Table

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class ReadOptions:
    """The options that change how pages are read; None leaves the library's default."""

    forms: tuple[str, ...] = ()
    dpi: float | None = None
    password: str | None = None
    models: str | None = None
    engine: str = "auto"
    keep_order: bool = False
    text_layer: str = "check"


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


class Reader(Protocol):
    """Reads reports and tables from files and folders."""

    def read_report(self, inputs: Sequence[str], progress: OnProgress | None = None) -> ReportResult:
        """One report from all the inputs together."""

    def read_tables(self, inputs: Sequence[str], progress: OnProgress | None = None) -> TablesResult:
        """Every ruled table of every page."""


MakeReader = Callable[[ReadOptions], Reader]


def make_reader(options: ReadOptions) -> Reader:
    """The library's reader with these options; raises ``UsageError`` where one has no sense."""
    from pydantic import ValidationError

    pipeline = import_module("ocrkit.pipeline")
    load = {"pdf_dpi": options.dpi, "pdf_password": options.password, "keep_order": options.keep_order}
    given: dict[str, object] = {
        "load": {key: value for key, value in load.items() if value is not None},
        "forms": options.forms,
        "engine": options.engine,
        "layer": {"use": options.text_layer},
    }
    if options.models is not None:
        given["models"] = options.models
    try:
        settings = pipeline.ReadSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise UsageError(f"{where}: {first['msg']}", remedy="see ocrkit read --help") from error
    reader: Reader = pipeline.Reader(settings)
    return reader
