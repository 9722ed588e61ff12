"""Numbers as agencies report them: heavy tails, most cells zero, a few large.

A county's bureau gets a handful of applications a year, a city's government thousands; people ask far more than
companies do; most are granted, or ask for what is not held; the rarer grounds stay empty. Licences and penalties run
from none to millions. The shapes were chosen by hand after published reports; no report's numbers are used.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]

APPLICATIONS = {"sparse": (6, 1.1), "usual": (90, 1.5)}
"""Median and log-deviation of the applications received, by density."""
MOST_APPLICATIONS = 60_000
APPLICANTS = np.array([0.86, 0.07, 0.005, 0.01, 0.03, 0.025])
"""Who asks: people, companies, research, welfare, lawyers, others."""
OUTCOMES = {
    "granted_in_full": 0.36, "granted_in_part": 0.1, "unavailable_not_held": 0.24, "unavailable_still_unclear": 0.04,
    "unavailable_needs_creation": 0.03, "denied_internal_affairs": 0.02, "denied_process_information": 0.02,
    "denied_third_party_rights": 0.02, "denied_enforcement_file": 0.02, "denied_administrative_inquiry": 0.02,
    "unprocessed_petition": 0.04, "unprocessed_repeated": 0.02, "other_not_corrected": 0.03, "other_remaining": 0.03,
    "other_handling": 0.05,
}  # fmt: skip
"""What becomes of applications; a row that is not named: ``RARE``."""
RARE = 0.004
DECISIONS = {"administrative_licences": 400, "administrative_penalties": 90, "other_external_services": 60}
"""Median number of decisions in a year; a row that is not named: 8."""


def applications(rng: np.random.Generator, density: str, leaves: list[str]) -> dict[str, Counts]:
    """Rows of table three by applicant: new, carried in, each leaf of the results, carried out; int64, (6,)."""
    median, deviation = APPLICATIONS[density]
    received = min(MOST_APPLICATIONS, int(median * np.exp(deviation * rng.standard_normal())))
    carried_in = rng.binomial(max(1, received // 8), 0.4) if rng.random() < 0.7 else 0
    who = rng.dirichlet(APPLICANTS * 30)
    rows = {"new_received": rng.multinomial(received, who), "carried_in": rng.multinomial(carried_in, who)}
    due = rows["new_received"] + rows["carried_in"]
    rows["carried_out"] = rng.binomial(due, float(rng.uniform(0, 0.12)))
    what = rng.dirichlet(np.array([OUTCOMES.get(leaf, RARE) for leaf in leaves]) * 25 + 1e-3)
    done = np.array([rng.multinomial(n, what) for n in due - rows["carried_out"]])
    rows["results_total"] = done.sum(axis=1)
    return rows | dict(zip(leaves, done.T, strict=True))


def outcomes(rng: np.random.Generator, density: str) -> Counts:
    """Reviews and lawsuits: three blocks of four outcomes, mostly none; int64, (3, 4)."""
    mean = {"sparse": 0.4, "usual": 4.0}[density]
    totals = rng.poisson(mean * np.exp(rng.standard_normal(3)) * (rng.random(3) < 0.6))
    return np.array([rng.multinomial(n, [0.5, 0.15, 0.2, 0.15]) for n in totals])


def disclosed(rng: np.random.Generator, row: str, column: str) -> int:
    """A count of table two, signed where it is a change."""
    if row == "regulations":
        return int(rng.integers(1, 4)) if rng.random() < 0.06 else 0
    if row == "normative_documents":
        mean = {"in_force": 14.0, "disclosed_total": 14.0, "repealed": 0.8}.get(column, 4.0)
        return int(rng.poisson(mean * np.exp(0.7 * rng.standard_normal())))
    if column == "change":
        return int(rng.normal(0, 6)) if rng.random() < 0.7 else 0
    if column in ("items_last_year", "items"):
        return int(25 * np.exp(1.1 * rng.standard_normal()))
    if rng.random() < 0.25:
        return 0
    if rng.random() < 0.03:
        return int(rng.integers(10**7, 10**8))  # a ministry's, a province's: eight digits
    return int(DECISIONS.get(row, 8) * np.exp(2.0 * rng.standard_normal()))
