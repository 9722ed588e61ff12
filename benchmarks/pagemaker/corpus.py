"""The reports of the corpus: which contents, wordings, types and scans go together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.pagemaker.content import ReportSpec
from benchmarks.pagemaker.grid import Drawing
from benchmarks.pagemaker.make import Job
from benchmarks.pagemaker.style import FONT_SETS, Style
from benchmarks.pagemaker.values import Writing
from benchmarks.pagemaker.wording import TITLES, Wording

LEVELS = ("office", "photo", "worn", "copy", "clean")
EDITIONS = (("2021", "2021"), ("2019", "2019"), ("2019", "2021"))
ZEROS = ("0", "0", "blank", "/", "0", "—", "blank-some", "-", "0", "无")
SHADES = ((), (("head", "#dbe5f1"),), (("head", "#e3e3e3"), ("title", "#e3e3e3")), ())


def regular(seed: int, count: int = 24) -> list[Job]:
    """Reports in the form's order: editions, wordings, fonts, ways of writing numbers and levels in turn."""
    return [_job(f"report-{i + 1:02d}", seed * 1000 + i, i) for i in range(count)]


def permuted(seed: int, count: int = 6) -> list[Job]:
    """Reports whose rows and columns are in another order."""
    return [
        _job(f"permuted-{i + 1:02d}", seed * 1000 + 200 + i, i, permuted=True, level=("clean", "office")[i % 2])
        for i in range(count)
    ]


def narratives(seed: int, count: int = 10) -> list[Job]:
    """Reports whose prose states every kind of figure, each worded otherwise; every third contradicts itself."""
    return [
        _job(
            f"narrative-{i + 1:02d}", seed * 1000 + 400 + i, i, full=True, contradict=i % 3 == 0, variant=i,
            level=("office", "clean")[i % 2],
        )
        for i in range(count)
    ]  # fmt: skip


def one_page(seed: int, name: str) -> Job:
    """A report whose three tables fit one page."""
    style = Style(
        body_size=9, heading_size=9.5, title_size=13, table_size=7, value_size=7, inset_y=2, margin_x=60,
        margin_y=32, leading=0.5, page_numbers=False,
    )  # fmt: skip
    report = ReportSpec(seed, size=2.2, empty=0.3, terse=True)
    return Job(name, report, Drawing(), style, "office")


def _job(
    name: str,
    seed: int,
    i: int,
    *,
    permuted: bool = False,
    full: bool = False,
    contradict: bool = False,
    variant: int | None = None,
    level: str | None = None,
) -> Job:
    """The ``i``-th report of a kind: each property goes round at its own pace, so that they mix."""
    rng = np.random.default_rng([seed, 3])
    chance: Callable[[float], bool] = lambda p: bool(rng.random() < p)  # noqa: E731
    wording = Wording(
        point=(".", "、", ".", "．")[i % 4],
        half_brackets=i % 5 == 3,
        spaces=i % 4 == 1,
        short=0.6 if i % 3 == 2 else 0.0,
        misprints=0.5 if i % 4 == 2 else 0.0,
        headings=i % 2 == 1,
        numbering=("usual", "usual", "usual", "repeated", "usual", "skipped")[i % 6],
        title=(i // 2) % len(TITLES),
    )
    writing = Writing(
        zero=ZEROS[i % len(ZEROS)],
        thousands=i % 3 == 1,
        full_width=i % 8 == 5,
        notes=0.3 if i % 4 == 3 else 0.0,
        units=0.7 if i % 3 == 0 else 0.0,
    )
    report = ReportSpec(
        seed, EDITIONS[(i // 2) % 3], writing, wording,
        size=(1.5, 2.5, 3.5, 4.5)[i % 4] - (0.8 if writing.full_width else 0), empty=(0.15, 0.3)[i % 2],
        wrong_sums=int(rng.integers(1, 4)) if i % 4 == 2 else 0,
        permuted=permuted, full=full, contradict=contradict, variant=i if variant is None else variant,
    )  # fmt: skip
    drawing = Drawing(
        empty_labels=chance(0.3), stray_rule=chance(0.25), vertical=chance(0.3), halves=chance(0.5),
        open_sides=chance(0.15),
    )  # fmt: skip
    return Job(name, report, drawing, _style(i, rng, full_width=writing.full_width), level or LEVELS[i % len(LEVELS)])


def _style(i: int, rng: np.random.Generator, *, full_width: bool) -> Style:
    table_size = float(rng.choice([7.5, 8, 8.5, 9]))
    return Style(
        fonts=FONT_SETS[i % len(FONT_SETS)],
        body_size=float(rng.choice([11, 12, 14, 15])),
        table_size=table_size,
        value_size=min(table_size, 7.5) if full_width else table_size,
        margin_x=float(rng.choice([52, 62, 72])),
        margin_y=float(rng.choice([55, 72, 85])),
        inset_y=float(rng.choice([2.2, 3.2, 5])),
        rule=float(rng.choice([0.35, 0.5, 0.6, 1.0])),
        ink=int(rng.choice([0, 0, 60])),
        fills=SHADES[i % len(SHADES)],
        labels_left=bool(rng.random() < 0.6),
        page_numbers=i % 3 != 0,
        early_break=int(rng.integers(3, 9)) if i % 4 == 1 else 0,
        shifted=i % 4 in (1, 2),
        open_edge=i % 3 == 1,
    )
