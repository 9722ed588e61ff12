"""A reader that has read already, for the tests of the command."""

from __future__ import annotations

from dataclasses import dataclass, field

from export_samples import SampleImages, plain_table, sample_report, sample_table

from ocrkit.errors import EmptyFileError, OcrkitError
from ocrkit.types.page import PageRef
from ocrkit.types.progress import Progress
from ocrkit.types.provenance import Provenance
from ocrkit.types.report import PageLayer, Report, SourcePage
from ocrkit.types.table import Table

LOST = EmptyFileError("the file is empty", file="lost.png", remedy="scan it again")


@dataclass
class Result:
    report: Report = field(default_factory=sample_report)
    failures: tuple[OcrkitError, ...] = ()
    timings: dict[str, float] = field(default_factory=lambda: {"load": 0.25, "recognise": 1.5})
    images: SampleImages = field(default_factory=SampleImages)
    pages: tuple[PageTables, ...] = ()
    provenance: Provenance | None = None


@dataclass
class PageTables:
    page: PageRef
    tables: tuple[Table, ...]
    layer: PageLayer | None = None

    @property
    def source(self) -> SourcePage:
        ref = self.page
        return SourcePage(number=ref.number, file=ref.file, index=ref.index, text_layer=self.layer)


TABLES = (
    PageTables(PageRef(1, "a/page.png"), (sample_table(),)),
    PageTables(PageRef(2, "b/page.png"), (plain_table(),)),
    PageTables(PageRef(3, "b/page.png", 1), ()),
)


class FakeReader:
    """Gives ``result``, or raises it where it is an exception; records what it was asked."""

    def __init__(self, result=None) -> None:
        self.result = result or Result()
        self.options = None
        self.inputs = None

    def __call__(self, options):
        self.options = options
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def read_report(self, inputs, progress=None):
        self.inputs = list(inputs)
        print("chatter of a library")
        for done in range(4):
            progress(Progress(done, 3, "recognise"))
        if isinstance(self.result, BaseException):
            raise self.result
        return self.result

    read_tables = read_report


def whole_report() -> Report:
    """The sample without doubtful values."""
    report = sample_report()
    cells = {
        row: {c: cell for c, cell in columns.items() if cell.status == "accepted"}
        for row, columns in report.requests.cells.items()
    }
    return report.model_copy(update={"requests": report.requests.model_copy(update={"cells": cells})})
