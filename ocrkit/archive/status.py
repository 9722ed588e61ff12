"""Where an archive stands, as its ledger tells."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from os import fsdecode
from typing import Any

from ocrkit.archive.ledger import Ledger
from ocrkit.archive.states import State


@dataclass(frozen=True)
class Status:
    """What the ledger says of all reports together.

    ``causes`` are (cause, retryable, count), ``quarantine`` pages as (report, error, command), ``failed`` reports as
    (report, error), ``left_out`` what is not read as (file, why); ``same_year`` as (agency, year, reports).
    """

    states: dict[str, int]
    pages: int
    values: int
    doubtful: int
    causes: list[tuple[str, bool, int]]
    failed: list[tuple[str, str]]
    quarantine: list[tuple[str, str, str]]
    left_out: list[tuple[str, str]]
    minor: int
    twins: list[tuple[str, str]]
    same_year: list[tuple[str, int, str]]

    def record(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)


def state_of(ledger: Ledger) -> Status:
    """Where the archive of a ledger stands."""
    counts = dict(map(tuple, ledger.rows("select state, count(*) from reports group by state")))
    sums = ledger.rows(
        'select coalesce(sum(pages), 0), coalesce(sum("values"), 0), coalesce(sum(doubtful), 0) from reports'
        " where result is not null"
    )[0]
    causes = ledger.rows(
        "select cause, retryable, count(*) from (select cause, retryable from quarantine union all"
        " select cause, retryable from reports where state = 'failed' and not exists"
        " (select 1 from quarantine where report = id)) group by 1, 2 order by 3 desc, 1"
    )
    same = ledger.rows(
        "select agency, year, group_concat(id, ', ') from (select * from reports order by number)"
        " where result is not null and agency is not null and year is not null"
        " group by agency, year having count(*) > 1 order by 1, 2"
    )
    left = ledger.rows("select path, why, minor from left_out order by path")
    return Status(
        states={state.value: counts.get(state, 0) for state in State},
        pages=sums[0],
        values=sums[1],
        doubtful=sums[2],
        causes=[(cause, bool(retryable), count) for cause, retryable, count in causes],
        failed=_tuples(ledger, "select id, error from reports where state = 'failed' order by number"),
        quarantine=_tuples(ledger, "select report, error, command from quarantine order by report, number"),
        left_out=[(fsdecode(path), why) for path, why, minor in left if not minor],
        minor=sum(minor for *_, minor in left),
        twins=[(fsdecode(path), of) for path, of in ledger.rows("select path, report from twins order by path")],
        same_year=[tuple(row) for row in same],
    )


def _tuples(ledger: Ledger, query: str) -> list[Any]:
    return [tuple(row) for row in ledger.rows(query)]
