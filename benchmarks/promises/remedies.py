"""Remedies name what the user has."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.command import ocrkit
from benchmarks.promises.inputs import ONE_VALUE, hostile, small
from benchmarks.promises.row import Row, Shown, refused

PROMISE = "Remedies"


def too_many_pixels(folder: Path) -> Shown:
    return refused(
        ocrkit("read", small(folder / "page.png"), "-o", folder / "out", "--max-pixels", "1000"),
        "--max-pixels",
        code=1,
    )


def no_password(folder: Path) -> Shown:
    given = hostile("encrypted PDF without its password", folder / "given")
    return refused(ocrkit("read", given, "-o", folder / "out"), "--password", code=1)


def nothing_written(folder: Path) -> Shown:
    ran = ocrkit("read", folder / "nothere.png", "-o", folder / "out")
    return Shown(f"exit {ran.code}, on stdout: {ran.out.strip()[-40:]!r}", ran.code == 1 and "written" not in ran.out)


def byte_order_mark(folder: Path) -> Shown:
    small(folder / "page.png")
    truth = {"pages": [{"file": "page.png"}], **ONE_VALUE}
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8-sig")
    ran = ocrkit("benchmark", folder)
    return Shown(f"exit {ran.code}{': ' + ran.said if ran.said else ''}", ran.code == 0)


def circle(folder: Path) -> Shown:
    given = hostile("TIFF whose pages go in a circle", folder / "given")
    return refused(ocrkit("read", given, "-o", folder / "out"), "circle", code=1)


ROWS = [
    Row(
        PROMISE,
        '"raise max_pixels", no such option',
        "ocrkit read page.png -o out --max-pixels 1000",
        too_many_pixels,
    ),
    Row(PROMISE, '"pdf_password"; it is --password', "ocrkit read encrypted.pdf -o out", no_password),
    Row(PROMISE, '"written" over an empty list', "ocrkit read nothere.png -o out", nothing_written),
    Row(PROMISE, "refused", "ocrkit benchmark folder/ (truth.json with a byte order mark)", byte_order_mark),
    Row(PROMISE, "called cut short", "ocrkit read circle.tif -o out", circle),
]
