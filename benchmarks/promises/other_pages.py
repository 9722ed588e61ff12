"""Other pages go on."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.command import ocrkit
from benchmarks.hostile.pictures import page
from benchmarks.promises import drawn
from benchmarks.promises.inputs import hostile, pages_read, scored, small
from benchmarks.promises.row import Row, Shown

PROMISE = "Other pages go on"
SEEN = "ended with a traceback, three good pages lost"


def _beside(folder: Path, odd: Path) -> Shown:
    """The odd page between three good ones."""
    good = [small(folder / f"page{n}.png", page() // n) for n in (1, 2, 3)]
    ran = ocrkit("read", good[0], good[1], odd, good[2], "-o", folder / "out", "--json", "--keep-order")
    read = pages_read(ran)
    named = ran.code == 0 or odd.name in ran.err
    holds = ran.code in (0, 1) and not ran.traceback and read >= 3 and named and "InternalError" not in ran.out
    return Shown(f"exit {ran.code}, {read} pages read{': ' + ran.said if ran.said else ''}", holds)


def a_line_of_pixels(folder: Path) -> Shown:
    return _beside(folder, hostile("a line of 30000 x 1", folder / "odd"))


def a_strip_of_points(folder: Path) -> Shown:
    return _beside(folder, hostile("PDF page of 1 x 30000 points", folder / "odd"))


def long_dashes(folder: Path) -> Shown:
    dash = "———"
    texts = [[dash] * 4, [dash, "0", dash, dash], [dash, dash, "5", dash], [dash, dash, dash, "0"]]
    return scored(drawn.table(folder / "dashes", texts, [90] * 4))


def name_in_gbk(folder: Path) -> Shown:
    given = hostile("a name in GBK", folder / "given")
    ran = ocrkit("read", os.fsencode(given), "-o", folder / "out")
    report = folder / "out" / "report.json"
    named = report.is_file() and r"\\xc4\\xea\\xb1\\xa8" in report.read_text(encoding="utf-8")
    files = len(list((folder / "out").glob("report.*")))
    return Shown(
        f"exit {ran.code}, {files} files, the name in report.json in ASCII", ran.code == 0 and named and files == 5
    )


ROWS = [
    Row(PROMISE, SEEN, "ocrkit read p1.png p2.png 30000x1.png p3.png -o out", a_line_of_pixels),
    Row(PROMISE, SEEN, "ocrkit benchmark long-dashes/", long_dashes),
    Row(PROMISE, SEEN, "ocrkit read p1.png p2.png 1x30000-points.pdf p3.png -o out", a_strip_of_points),
    Row(
        PROMISE,
        "the whole reading was lost when it was written",
        "ocrkit read $'\\xc4\\xea\\xb1\\xa8….png' -o out",
        name_in_gbk,
    ),
]
