"""What the reading of one page hands over to be shown: the values between its stages, as they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ocrkit.recognise.cells.ledger import Ledger
from ocrkit.regions.model import PageText
from ocrkit.tables.cells import GridTable
from ocrkit.types.page import Page, PreparedPage
from ocrkit.types.table import Table


@dataclass(frozen=True, eq=False)
class SeenTable:
    """A table as found and as read; ``ledger`` is None where its cells were not looked at (a text layer's)."""

    grid: GridTable
    table: Table
    ledger: Ledger | None


@dataclass(frozen=True, eq=False)
class SeenPart:
    """A page as prepared, or one of two on a sheet, with its tables, and its text outside them where it was read."""

    page: PreparedPage
    tables: tuple[SeenTable, ...] = ()
    text: PageText | None = None


@dataclass(frozen=True, eq=False)
class SeenPage:
    """A page as given, and what it became; ``seconds`` are those spent by stage.

    ``error``: why it could not be read, "" where it was; the parts are what was made of it until then.
    """

    page: Page
    parts: tuple[SeenPart, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    error: str = ""
