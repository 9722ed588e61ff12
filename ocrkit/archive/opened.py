"""An archive, opened to be looked at: its reports, and tables of all of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ocrkit.archive.results import Results
from ocrkit.archive.schema import TABLES
from ocrkit.archive.tables import database
from ocrkit.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd


class Archive(Results):
    """The results of an archive, and tables of all of them, made when they are first asked for.

    Use it in a ``with`` block, or call ``close``.
    """

    def frame(self, table: str) -> pd.DataFrame:
        """One of the tables (cells, reports, pages, figures, findings, paragraphs) as a pandas frame.

        Raises ``UsageError`` where there is none of that name, ``InstallationError`` without the extra ``archive``.
        """
        if table not in TABLES:
            raise UsageError(f"there is no table {table!r}", remedy=f"give one of {', '.join(TABLES)}")
        return self.sql(f"select * from {table}")

    def sql(self, query: str) -> pd.DataFrame:
        """The answer of a query as a pandas frame; exact numbers are ``Decimal``.

        Raises ``UsageError`` where the query is wrong, ``InstallationError`` without the extra ``archive``.
        """
        frame: pd.DataFrame = self.arrow(query).to_pandas()
        return frame

    def arrow(self, query: str) -> Any:
        """The answer of a query as a ``pyarrow.Table``; raises as ``sql``."""
        with database(self) as tables:
            return tables.arrow(query)


def open_archive(folder: str | os.PathLike[str]) -> Archive:
    """An archive that ``ocrkit digitize -o folder`` made."""
    return Archive(folder)
