"""The two calls of the library."""

from __future__ import annotations

from ocrkit.load.order import Inputs
from ocrkit.pipeline import Reader
from ocrkit.settings import ReadSettings
from ocrkit.types.report import Report
from ocrkit.types.table import Table


def read_report(inputs: Inputs, settings: ReadSettings | None = None) -> Report:
    """Read one scanned annual report.

    ``inputs`` is a page image, a PDF, a multi-page TIFF, a folder, or a sequence of them: together one report.
    Pages that cannot be read are in the report's findings and in ``source.pages``; raises the first page's
    ``OcrkitError`` only where not one page could be read, and ``UsageError`` where no page is named.
    """
    with Reader(settings) as reader:
        result = reader.read_report(inputs)
    if result.failures and not result.regions.pages:
        raise result.failures[0]
    return result.report


def read_tables(inputs: Inputs, settings: ReadSettings | None = None) -> list[Table]:
    """Every table on the pages, ruled or not, in order; ``Table.pages`` says where each stands.

    Raises an ``OcrkitError`` where a page cannot be read; use ``Reader.read_tables`` to have the others all the
    same.
    """
    with Reader(settings) as reader:
        result = reader.read_tables(inputs)
    if result.failures:
        raise result.failures[0]
    return [table for page in result.pages for table in page.tables]
