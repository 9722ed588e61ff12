"""What a reading gives: of each page, and of all of them together."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ocrkit.errors import OcrkitError
from ocrkit.load.loader import Loader
from ocrkit.load.settings import LoadSettings
from ocrkit.regions.model import PageText
from ocrkit.regions.result import Regions
from ocrkit.types.page import Image, PageRef
from ocrkit.types.provenance import Provenance, UsedModel
from ocrkit.types.report import Report, SourceOther, SourcePage
from ocrkit.types.table import Table


@dataclass(frozen=True)
class ReadPart:
    """What a page gave, or one of the pages of a sheet: its tables, and its text outside them if asked for.

    ``part`` is 0 for a whole page, else 1 or 2.
    """

    tables: tuple[Table, ...]
    text: PageText | None = None
    part: int = 0


@dataclass(frozen=True)
class ReadPage:
    """What one page as given gave: where it came from, and what was read, in the order of reading.

    ``sha256`` is of the file, ``digest`` of the page's pixels; ``seconds`` are those spent by stage,
    ``models`` those that read it.
    """

    ref: PageRef
    sha256: str
    digest: str
    source: SourcePage
    parts: tuple[ReadPart, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    models: tuple[UsedModel, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of all parts."""
        return tuple(table for part in self.parts for table in part.tables)

    @property
    def texts(self) -> tuple[PageText, ...]:
        """What stands outside them, part by part."""
        return tuple(part.text for part in self.parts if part.text is not None)


@dataclass(frozen=True)
class LostPage:
    """A page that could not be read, and why; hashes are "" where it was not even loaded."""

    ref: PageRef
    error: OcrkitError
    sha256: str = ""
    digest: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class PageTables:
    """The tables of one page, top to bottom."""

    page: PageRef
    source: SourcePage
    tables: tuple[Table, ...]


def _number(page: ReadPage | LostPage) -> int:
    return page.ref.number


@dataclass
class Pages:
    """What reading has given so far, each kind in page order; ``others`` is what was given and is no page."""

    others: tuple[SourceOther, ...] = ()
    read: list[ReadPage] = field(default_factory=list)
    lost: list[LostPage] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, page: ReadPage | LostPage) -> None:
        """One more page."""
        if isinstance(page, ReadPage):
            insort(self.read, page, key=_number)
        else:
            insort(self.lost, page, key=_number)
        for stage, seconds in page.seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds

    @property
    def every(self) -> list[ReadPage | LostPage]:
        """Pages read and lost, by number."""
        return sorted([*self.read, *self.lost], key=_number)

    @property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each file that could be opened."""
        return {page.ref.file: page.sha256 for page in self.every if page.sha256}

    @property
    def failures(self) -> tuple[OcrkitError, ...]:
        """The errors of the lost pages."""
        return tuple(page.error for page in self.lost)

    @property
    def tables(self) -> tuple[PageTables, ...]:
        """The tables of the pages that were read."""
        return tuple(PageTables(page.ref, page.source, page.tables) for page in self.read)


def pages_of(others: Iterable[tuple[str, str]]) -> Pages:
    """Of what was given, before any page is read: what is no page, by name and why."""
    return Pages(tuple(SourceOther(name=name, why=why) for name, why in others))


@dataclass(frozen=True)
class GivenPages:
    """The pages of a reading as given, decoded anew when asked for: the outputs show crops of them."""

    refs: Mapping[int, PageRef]
    settings: LoadSettings

    def image(self, number: int, at_least: int | None = None) -> Image:
        """Page ``number`` of the report, uint8 (H, W) or (H, W, 3) BGR. Raises ``InputError``, ``KeyError``.

        ``at_least``: one made smaller will do, if neither side falls below so many pixels.
        """
        with Loader(self.settings) as loader:
            return loader.pixels(self.refs[number], at_least)


@dataclass(frozen=True)
class ReportResult:
    """A report, what could not be read, seconds by stage, the pages' regions and images.

    ``pages`` are the tables as they stand on each page, before parts were joined. ``lost`` are the pages among what
    could not be read, ``hashes`` the SHA-256 of each file that was opened.
    """

    report: Report
    failures: tuple[OcrkitError, ...]
    timings: Mapping[str, float]
    regions: Regions
    images: GivenPages
    pages: tuple[PageTables, ...] = ()
    lost: tuple[LostPage, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TablesResult:
    """The tables of every page that could be read, and the rest as in ``ReportResult``."""

    pages: tuple[PageTables, ...]
    failures: tuple[OcrkitError, ...]
    timings: Mapping[str, float]
    images: GivenPages
    provenance: Provenance | None = None
