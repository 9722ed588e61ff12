"""The result of a benchmark run, as ``RESULT.json``; its JSON Schema is ``benchmarks/results/schema.json``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ocrkit.score import DigitCount, Figure

SCHEMA_VERSION = "1.0"

Part = Literal["generated", "held-out", "real", "user"]
"""Which documents are pooled: ``held-out`` ones are generated too, by a typesetter, in a font or of a level that was
kept out of all development; ``user`` ones come with a truth that names no source."""

Axis = Literal["all", "level", "dpi", "edition", "font", "engine"]

METRICS = {
    "cells_exact": "values exact",
    "reports_exact": "reports exact",
    "silent": "silent errors",
    "flagged": "values flagged",
    "tables_found": "tables found",
    "teds": "TEDS",
    "teds_s": "TEDS-S",
    "grits_topology": "GriTS topology",
    "grits_content": "GriTS content",
    "grits_location": "GriTS location",
    "cer": "character error rate, by section",
    "cer_found": "character error rate, anywhere",
    "iou": "position of values (IoU)",
}
"""Every figure of accuracy (``ocrkit.score.FIGURES``) and its name for people. All are shares of 1."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Machine(_Model):
    """What it was measured on."""

    cpu: str
    cores: int
    memory_gib: float
    system: str


class Run(_Model):
    """How the result came about. ``commit`` is ocrkit's, with "+" where files were changed since."""

    command: str
    seed: int
    threads: int
    date: str
    commit: str | None = None
    machine: Machine
    versions: dict[str, str]


class Failure(_Model):
    """A document that a system crashed on. It is scored as if nothing had been read."""

    document: str
    error: str


class SystemRun(_Model):
    """One system: what it is, on how many documents it ran, and why it did not where it did not."""

    name: str
    version: str | None = None
    not_run: str | None = None
    documents: int = 0
    failures: tuple[Failure, ...] = ()


class DocumentOutcome(_Model):
    """How one system did on one document."""

    system: str
    values: int
    right: int
    silent: int
    flagged: int
    crashed: bool = False


class DocumentRow(_Model):
    """One document and how each system that was given it did. ``shared`` documents were given to every system."""

    name: str
    part: Part
    shared: bool
    pages: int
    level: str | None = None
    dpi: float | None = None
    edition: str | None = None
    font: str | None = None
    engine: str | None = None
    outcomes: tuple[DocumentOutcome, ...] = ()


class Accuracy(_Model):
    """Pooled figures of one system over one group of documents.

    ``shared`` rows are over the documents that every system was given: only these compare systems. The others are
    over everything that this one was given, where that is more.
    """

    system: str
    part: Part
    shared: bool
    by: Axis
    group: str
    documents: int
    values: int
    figures: dict[str, Figure]


class Confusion(_Model):
    """A system's digits over the shared documents: all that were compared, and those that differ."""

    system: str
    digits: int
    wrong: tuple[DigitCount, ...]


class RiskPoint(_Model):
    """Of the values taken as right: their share of all values (coverage), and the share of them wrong (risk)."""

    coverage: float
    risk: float


class Coverage(_Model):
    """Risk against coverage over the shared documents.

    ``accepted`` is where the system itself draws the line; ``curve`` takes values from the surest on, and is empty
    for a system that does not say how sure it is.
    """

    system: str
    values: int
    accepted: RiskPoint
    curve: tuple[RiskPoint, ...] = ()


class Spread(_Model):
    """Median of ``n`` measurements, with the least and the greatest."""

    median: float
    low: float
    high: float
    n: int


class Speed(_Model):
    """One system's cost by the wall clock, after warm-up, over the same reports as every other system's.

    ``ratio`` is its time over ocrkit's, report by report, each pair measured one right after the other; ``over`` that
    of all reports together, with its interval over reports. Stages are seconds a page.
    """

    system: str
    pages_per_second: float
    page_p50: float
    page_p95: float
    ratio: Spread | None = None
    over: Figure | None = None
    startup_seconds: Spread
    warmup_seconds: float
    peak_mib: float | None = None
    stages: dict[str, float] = Field(default_factory=dict)


class GrowthPoint(_Model):
    """Seconds for one size."""

    size: int
    seconds: Spread


class Growth(_Model):
    """How a system's time grows with ``what``: pages a report, or cells of the table on one page."""

    system: str
    what: Literal["pages", "cells"]
    points: tuple[GrowthPoint, ...]


class Workers(_Model):
    """Pages a second by a number of ocrkit's processes side by side, each of ``threads`` threads."""

    processes: int
    threads: int
    pages_per_second: Spread


class Throughput(_Model):
    """Time and memory, measured with the systems in turn (A B A B ...), ``rounds`` times over the same reports."""

    rounds: int
    reports: int
    pages: int
    speeds: tuple[Speed, ...]
    growth: tuple[Growth, ...] = ()
    workers: tuple[Workers, ...] = ()


class Result(_Model):
    """A whole benchmark run."""

    schema_version: str = SCHEMA_VERSION
    run: Run
    systems: tuple[SystemRun, ...]
    documents: tuple[DocumentRow, ...]
    accuracy: tuple[Accuracy, ...]
    confusion: tuple[Confusion, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    throughput: Throughput | None = None

    def find(self, system: str, part: Part, *, shared: bool, by: Axis = "all", group: str = "all") -> Accuracy | None:
        """The row of accuracy asked for, None where there is none."""
        for row in self.accuracy:
            if (row.system, row.part, row.shared, row.by, row.group) == (system, part, shared, by, group):
                return row
        return None


def schema() -> dict[str, Any]:
    """The JSON Schema of ``RESULT.json``."""
    return Result.model_json_schema()
