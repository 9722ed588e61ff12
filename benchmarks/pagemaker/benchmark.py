"""The benchmark's corpus: reports and random tables, stratified over how they are printed and scanned."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.pagemaker import degrade, engines
from benchmarks.pagemaker.content import ReportSpec
from benchmarks.pagemaker.corpus import EDITIONS, SHADES, ZEROS
from benchmarks.pagemaker.grid import Drawing
from benchmarks.pagemaker.inks import INKINGS
from benchmarks.pagemaker.make import Job, TableJob
from benchmarks.pagemaker.strata import Dealer
from benchmarks.pagemaker.style import BENCHMARK_FONTS, HELD_OUT_FONTS, FontSet, Style
from benchmarks.pagemaker.values import Writing
from benchmarks.pagemaker.wording import TITLES, Wording

DENSITIES = ("sparse", "usual", "busy")
BREAKS = ("straight", "early", "shifted", "open")
"""What a page break does to a table: nothing else, ends it in mid-page, moves its columns, leaves its rules open."""
HELD_OUT_STRATA = ("engine", "font", "level", "all")
"""What of a held-out document is held out."""


@dataclass(frozen=True)
class Choices:
    """What documents are dealt from."""

    levels: tuple[str, ...]
    engines: tuple[str, ...]
    fonts: tuple[FontSet, ...]


DEVELOPMENT = Choices(tuple(degrade.LEVELS), tuple(engines.ENGINES), BENCHMARK_FONTS)
HELD_OUT = Choices((degrade.HELD_OUT_LEVEL,), (engines.HELD_OUT_ENGINE.name,), HELD_OUT_FONTS)


def jobs(seed: int, count: int, tables: int, *, held_out: bool = False) -> list[Job | TableJob]:
    """``count`` reports and ``tables`` pages with tables of random structure; the same seed gives the same jobs."""
    kind = "held-out" if held_out else "bench"
    reports, pages = (Dealer(np.random.default_rng([seed, 5, held_out, part])) for part in (0, 1))
    first = seed * 100_000 + held_out * 50_000
    return [
        *(_report(f"{kind}-{i + 1:03d}", first + i, _deal(reports, held_out)) for i in range(count)),
        *(_tables(f"{kind}-table-{i + 1:03d}", first + 25_000 + i, _deal(pages, held_out)) for i in range(tables)),
    ]


def inked(seed: int, count: int) -> list[Job]:
    """``count`` reports whose sheets bear more than plain print, each kind of ink alike often."""
    dealer = Dealer(np.random.default_rng([seed, 6]))
    found = []
    for i in range(count):
        dealt: dict[str, Hashable] = {}
        ink = dealer.deal("ink", tuple(INKINGS), dealt)
        job = _report(f"ink-{i + 1:03d}", seed * 100_000 + 75_000 + i, _deal(dealer, held_out=False, dealt=dealt))
        if ink == "frames":  # they stand in blank cells
            blanks = replace(job.report.writing, zero="blank")
            job = replace(job, report=replace(job.report, writing=blanks))
        found.append(replace(job, ink=ink))
    return found


def _deal(dealer: Dealer, held_out: bool, dealt: dict[str, Hashable] | None = None) -> dict[str, Any]:
    """The factors of one document, beside those ``dealt`` already."""
    dealt = {} if dealt is None else dealt
    stratum = dealer.deal("stratum", HELD_OUT_STRATA, dealt) if held_out else None
    pick = [HELD_OUT if stratum in (name, "all") else DEVELOPMENT for name in ("level", "engine", "font")]
    level = dealer.deal("level", pick[0].levels, dealt)
    dealer.deal("dpi", degrade.ALL_LEVELS[level].dpis, dealt)
    dealer.deal("engine", pick[1].engines, dealt)
    dealer.deal("font", pick[2].fonts, dealt)
    dealer.deal("editions", EDITIONS, dealt)
    dealer.deal("density", DENSITIES, dealt)
    dealer.deal("breaks", BREAKS, dealt)
    return dict(dealt)


def _facts(dealt: dict[str, Any], *names: str) -> tuple[tuple[str, Any], ...]:
    facts = [("held_out", True), ("stratum", dealt["stratum"])] if "stratum" in dealt else []
    return (*facts, *((name, dealt[name]) for name in names))


def _report(name: str, seed: int, dealt: dict[str, Any]) -> Job:
    rng = np.random.default_rng([seed, 3])
    writing, wording = _writing(rng), _wording(rng)
    prose = rng.choice(["terse", "usual", "full"], p=[0.3, 0.45, 0.25])
    spec = ReportSpec(
        seed, dealt["editions"], writing, wording,
        size=float(rng.choice([1.5, 2.5, 3.5])), empty=float(rng.uniform(0.1, 0.5)), density=dealt["density"],
        wrong_sums=int(rng.integers(1, 4)) if rng.random() < 0.25 else 0, permuted=bool(rng.random() < 0.08),
        full=bool(prose == "full"), contradict=bool(rng.random() < 0.2), variant=int(rng.integers(60)),
        terse=bool(prose == "terse"),
    )  # fmt: skip
    drawing = Drawing(
        empty_labels=_chance(rng, 0.3), stray_rule=_chance(rng, 0.2), vertical=_chance(rng, 0.3),
        halves=_chance(rng, 0.4), open_sides=_chance(rng, 0.1),
    )  # fmt: skip
    style = _style(rng, dealt, full_width=writing.full_width)
    return Job(name, spec, drawing, style, *_how(dealt), _facts(dealt, "density", "breaks"))


def _tables(name: str, seed: int, dealt: dict[str, Any]) -> TableJob:
    style = _style(np.random.default_rng([seed, 3]), dealt, full_width=False)
    return TableJob(name, seed, style, *_how(dealt), _facts(dealt))


def _how(dealt: dict[str, Any]) -> tuple[str, str, int]:
    return dealt["level"], dealt["engine"], dealt["dpi"]


def _chance(rng: np.random.Generator, p: float) -> bool:
    return bool(rng.random() < p)


def _pick(rng: np.random.Generator, options: Sequence[float]) -> float:
    return float(rng.choice(options))


def _writing(rng: np.random.Generator) -> Writing:
    return Writing(
        zero=str(rng.choice(ZEROS)),
        thousands=_chance(rng, 0.3),
        full_width=_chance(rng, 0.08),
        notes=0.3 if _chance(rng, 0.25) else 0.0,
        units=0.7 if _chance(rng, 0.3) else 0.0,
    )


def _wording(rng: np.random.Generator) -> Wording:
    return Wording(
        point=str(rng.choice([".", "、", ".", "．"])),
        half_brackets=_chance(rng, 0.2),
        spaces=_chance(rng, 0.25),
        short=0.6 if _chance(rng, 0.3) else 0.0,
        misprints=0.5 if _chance(rng, 0.2) else 0.0,
        headings=_chance(rng, 0.5),
        numbering=str(rng.choice(["usual", "usual", "usual", "usual", "repeated", "skipped"])),
        title=int(rng.integers(len(TITLES))),
    )


def _style(rng: np.random.Generator, dealt: dict[str, Any], *, full_width: bool) -> Style:
    """How it is set: in smaller type than usual, so that few pages hold a report: each costs every system time."""
    table_size = _pick(rng, [7.5, 8, 8.5, 9, 9.5])
    breaks = dealt["breaks"]
    return Style(
        fonts=dealt["font"],
        body_size=_pick(rng, [11, 12, 14, 15]),
        table_size=table_size,
        value_size=min(table_size, 7.5) if full_width else table_size,
        heading_size=_pick(rng, [12, 14, 15]),
        title_size=_pick(rng, [16, 18, 20]),
        margin_x=_pick(rng, [52, 62, 72]),
        margin_y=_pick(rng, [50, 60, 72]),
        leading=_pick(rng, [0.65, 0.8, 0.9]),
        inset_y=_pick(rng, [2.2, 3.2, 5, 6.5]),
        rule=_pick(rng, [0.35, 0.5, 0.6, 1.0]),
        ink=int(_pick(rng, [0, 0, 60])),
        fills=SHADES[int(rng.integers(len(SHADES)))],
        labels_left=_chance(rng, 0.6),
        page_numbers=_chance(rng, 0.7),
        early_break=int(rng.integers(3, 9)) if breaks == "early" else 0,
        shifted=breaks == "shifted",
        open_edge=breaks == "open",
    )
