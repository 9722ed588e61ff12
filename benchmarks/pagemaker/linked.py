"""Reports of several years that go together: what an agency carries over comes in the next year; with planted faults.

``plan`` decides what is printed; ``linked_archive`` prints it and puts it into folders as people do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.pagemaker import agency as numbers
from benchmarks.pagemaker import labels
from benchmarks.pagemaker.content import BODIES, PLACES, TOWNS, Known, ReportSpec
from benchmarks.pagemaker.values import Writing
from benchmarks.pagemaker.wording import TITLES, Wording

SHORTER = {
    "交通运输局": "交通局",
    "住房和城乡建设局": "住建局",
    "卫生健康局": "卫健局",
    "教育局": "教育和体育局",
    "林业局": "林业和草原局",
    "农业农村局": "农业局",
}
"""What a body is also called; after a reform, or by its own people."""

FIRST_YEAR = 2021
EDITION = "2021"


@dataclass(frozen=True)
class Wanted:
    """How many agencies and years, and how many of each fault."""

    agencies: int = 50
    years: int = 4
    breaks: int = 20
    copied: int = 5
    missing: int = 5
    renamed: int = 5


@dataclass(frozen=True)
class Linked:
    """A report to be made, of the agency as ``agency`` (whatever name it prints) and a year."""

    agency: str
    spec: ReportSpec

    @property
    def known(self) -> Known:
        """Of whom it is, and what its table three says."""
        assert self.spec.known is not None  # every linked report is made so
        return self.spec.known


@dataclass
class Plan:
    """The reports, and what is planted in them.

    ``breaks`` are (agency, year) whose carry-over the next year does not take up; ``copied`` (agency, year) whose
    tables the next year prints again; ``missing`` (agency, year) without a report; ``renamed`` (name, other name).
    """

    reports: list[Linked] = field(default_factory=list)
    breaks: list[tuple[str, int]] = field(default_factory=list)
    copied: list[tuple[str, int]] = field(default_factory=list)
    missing: list[tuple[str, int]] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)


def plan(seed: int, wanted: Wanted | None = None) -> Plan:
    """What the reports say; the same seed gives the same. Raises ``ValueError`` where there is no room for faults."""
    wanted = wanted or Wanted()
    rng = np.random.default_rng([seed, 21])
    every = [place + body for place in PLACES for body in BODIES + TOWNS]
    agencies = [every[i] for i in rng.permutation(len(every))[: wanted.agencies]]
    can_rename = [name for name in agencies if any(name.endswith(body) for body in SHORTER)][: wanted.renamed]
    others = [name for name in agencies if name not in can_rename]
    copied, missing = others[: wanted.copied], others[wanted.copied : wanted.copied + wanted.missing]
    broken = others[wanted.copied + wanted.missing :][: wanted.breaks]
    if len(can_rename) < wanted.renamed or len(broken) < wanted.breaks or wanted.years < 3:
        raise ValueError("too few agencies or years for so many faults")
    made = Plan()
    for number, name in enumerate(agencies):
        _agency(made, np.random.default_rng([seed, 22, number]), seed * 10_000 + number * 50, name, wanted.years, (
            name in copied, name in missing, name in broken, name in can_rename
        ))  # fmt: skip
    return made


def _agency(
    made: Plan, rng: np.random.Generator, seed: int, name: str, years: int, faults: tuple[bool, bool, bool, bool]
) -> None:
    copied, missing, broken, renamed = faults
    writing = Writing(zero=str(rng.choice(["0", "0", "blank", "/", "—"])), thousands=bool(rng.random() < 0.3))
    wording = Wording(title=int(rng.integers(len(TITLES))), headings=bool(rng.random() < 0.3))
    at = int(rng.integers(0, years - 1))  # the year before the fault
    gone = int(rng.integers(1, years - 1))
    series = _series(rng, years, copied_at=at if copied else None, broken_at=at if broken else None)
    names = [name] * years
    if renamed:
        body = next(body for body in SHORTER if name.endswith(body))
        other = name.removesuffix(body) + SHORTER[body]
        names[at + 1 :] = [other] * (years - at - 1)
        made.renamed.append((name, other))
    for i, rows in enumerate(series):
        if missing and i == gone:
            continue
        as_before = copied and i == at + 1
        known = Known(names[i], FIRST_YEAR + i, rows)
        spec = ReportSpec(
            seed + (at if as_before else i), (EDITION, EDITION), writing, wording,
            density="usual", terse=bool(rng.random() < 0.3), variant=int(rng.integers(60)), known=known,
        )  # fmt: skip
        made.reports.append(Linked(name, spec))
    made.copied += [(name, FIRST_YEAR + at)] if copied else []
    made.breaks += [(name, FIRST_YEAR + at)] if broken else []
    made.missing += [(name, FIRST_YEAR + gone)] if missing else []


Rows = dict[str, tuple[int, ...]]


def _series(rng: np.random.Generator, years: int, copied_at: int | None, broken_at: int | None) -> list[Rows]:
    """Table three of each year: applications that grow or dwindle, outcomes of one habit, carry-over that holds."""
    leaves = labels.leaf_rows(EDITION)
    received = max(12.0, 90 * float(np.exp(1.1 * rng.standard_normal())))
    who = rng.dirichlet(numbers.APPLICANTS * 30)
    habit = np.array([numbers.OUTCOMES.get(leaf, numbers.RARE) for leaf in leaves])
    growth = float(rng.normal(1.08, 0.12))
    carried = rng.binomial(max(2, int(received // 8)), who)
    made: list[Rows] = []
    for i in range(years):
        if copied_at is not None and i == copied_at + 1:
            made.append(made[-1])
            continue
        new = rng.multinomial(int(received * growth**i * float(rng.uniform(0.85, 1.15))), who)
        if broken_at is not None and i == broken_at + 1:
            carried = carried.copy()
            carried[0] += int(rng.integers(1, 9))
        due = new + carried
        out = carried if i == copied_at else rng.binomial(due, float(rng.uniform(0.02, 0.12)))
        out = np.minimum(out, due)
        what = rng.dirichlet(habit * 25 + 1e-3)
        done = np.array([rng.multinomial(n, what) for n in due - out])
        rows = {"new_received": new, "carried_in": carried, "carried_out": out, "results_total": done.sum(axis=1)}
        rows |= dict(zip(leaves, done.T, strict=True))
        made.append({key: tuple(int(n) for n in row) for key, row in rows.items()})
        carried = out
    return made


def truth_of(made: Plan) -> dict[str, object]:
    """What is planted, for JSON."""
    reports: Sequence[Linked] = made.reports
    return {
        "reports": [[one.known.agency, one.known.year] for one in reports],
        "breaks": [list(one) for one in made.breaks],
        "copied": [list(one) for one in made.copied],
        "missing": [list(one) for one in made.missing],
        "renamed": [list(one) for one in made.renamed],
    }
