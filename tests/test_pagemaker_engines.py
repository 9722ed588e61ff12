"""The typesetters: what the truth says stands in a cell stands there, and its box lies on the printed rules."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache

import numpy as np
import pypdfium2
import pytest

from benchmarks.pagemaker import benchmark, engines, make, needs, randomtables, typeset
from benchmarks.pagemaker.make import Job
from benchmarks.pagemaker.style import BENCHMARK_FONTS, FONT_SETS, Style
from benchmarks.pagemaker.typeset import Part, Printed

DPI = 300
FONTS = BENCHMARK_FONTS[0]
MISSING = {name: typeset.missing(name, [FONTS]) for name in engines.ALL_ENGINES}
each_engine = pytest.mark.parametrize(
    "engine",
    [pytest.param(n, marks=pytest.mark.skipif(why is not None, reason=f"{n}: {why}")) for n, why in MISSING.items()],
)


@pytest.mark.skipif(os.environ.get("CI") != "true", reason="a machine without the fonts skips what needs them")
def test_ci_sets_pages_with_every_typesetter_of_development() -> None:
    """Where this fails, the tests of this file and others would be skipped there."""
    assert needs.missing() is None


@cache
def _report(engine: str) -> Printed:
    """A report whose table three runs over a page: cut labels, other columns, open rules, shades."""
    job = next(j for j in benchmark.jobs(3, 12, 0) if isinstance(j, Job))
    style = replace(job.style, fonts=FONTS, inset_y=6.5, shifted=True, open_edge=True, rule=0.6, ink=0)
    _, printed = make.print_job(replace(job, engine=engine, style=style))
    return printed


def _tables(engine: str) -> Printed:
    flow, grids = randomtables.tables(np.random.default_rng(4))
    return typeset.print_flow(flow, grids, Style(fonts=FONTS), np.random.default_rng(1), engine)


def _squeezed(text: str) -> str:
    return "".join(text.split())


@each_engine
def test_every_cell_holds_its_text_and_lies_on_its_rules(engine: str) -> None:
    printed = _report(engine)
    assert len(printed.parts) > len({part.grid.table for part in printed.parts}), "no table ran over a page"
    for each in (printed, _tables(engine)):
        _check_texts(each)
        _check_rules(each)


def _check_texts(printed: Printed) -> None:
    document = pypdfium2.PdfDocument(printed.pdf)
    for part in printed.parts:
        page = document[part.page - 1]
        texts, height = page.get_textpage(), page.get_height()
        for cell, (x0, y0, x1, y1) in zip(part.grid.cells, part.boxes, strict=True):
            inside = texts.get_text_bounded(x0, height - y1, x1, height - y0)
            assert _squeezed(inside) == _squeezed(cell.text), (part.grid.table, cell)


def _check_rules(printed: Printed) -> None:
    """Along each side of a cell that has a rule, the page is dark within three pixels (0.7 points) of the box."""
    pages = typeset.rasterise(printed.pdf, DPI)
    for part in printed.parts:
        dark = 255 - pages[part.page - 1].max(axis=2).astype(int)
        for index, cell in enumerate(part.grid.cells):
            for side in {"left", "right", "top", "bottom"} - set(cell.open):
                assert _ruled(dark, part, index, side), (part.grid.table, cell, side)


def _ruled(dark: np.ndarray, part: Part, index: int, side: str) -> bool:
    x0, y0, x1, y1 = (v * DPI / 72 for v in part.boxes[index])
    if side in ("left", "right"):
        at, strip = (x0 if side == "left" else x1), dark[round(y0) + 4 : round(y1) - 4]
    else:
        at, strip = (y0 if side == "top" else y1), dark[:, round(x0) + 4 : round(x1) - 4].T
    near = strip[:, max(0, round(at) - 3) : round(at) + 3]
    return bool((near.max(axis=1) > 60).mean() > 0.97)


@each_engine
def test_the_values_say_on_which_page_they_stand(engine: str) -> None:
    printed = _report(engine)
    refs = [cell.ref for part in printed.parts for cell in part.grid.cells if cell.ref]
    assert len(refs) == len(set(refs)) == len(printed.pages)
    assert set(printed.pages.values()) <= set(range(1, len(typeset.rasterise(printed.pdf, 20)) + 1))


def test_a_font_that_is_not_there_is_named() -> None:
    lacking = [replace(FONT_SETS[0], table="No Such Family")]
    for name, why in MISSING.items():
        if why is None:
            assert "No Such Family" in (typeset.missing(name, lacking) or "")
