"""Bad input: a clear error, soon."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from benchmarks.command import OCRKIT, Ran, ocrkit, python, ran
from benchmarks.hostile.pictures import encoded, page
from benchmarks.promises.inputs import SAMPLE, hostile, small
from benchmarks.promises.row import Row, Shown, all_of, refused

PROMISE = "Bad input: a clear error"
HANGS = "a traceback, a hang, or gigabytes asked for"


def _with_form(folder: Path, text: str) -> Ran:
    form = folder / "form.yaml"
    form.write_text(text, encoding="utf-8")
    return ocrkit("read", SAMPLE, "-o", folder / "out", "--form", form, seconds=60)


def alias_bomb(folder: Path) -> Shown:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    return refused(_with_form(folder, bomb), "form.yaml", code=2)


def self_reference(folder: Path) -> Shown:
    return refused(_with_form(folder, "form: f\neditions: &e\n  - blocks: *e\n"), "form.yaml", code=2)


def pipe_as_form(folder: Path) -> Shown:
    os.mkfifo(folder / "form.yaml")
    return refused(ocrkit("read", SAMPLE, "-o", folder / "out", "--form", folder / "form.yaml", seconds=60), "pipe")


def pipe_as_truth(folder: Path) -> Shown:
    small(folder / "page.png")
    os.mkfifo(folder / "truth.json")
    return refused(ocrkit("benchmark", folder, seconds=60), "truth.json", code=2)


def _with_truth(folder: Path, text: str) -> Ran:
    small(folder / "page.png")
    (folder / "truth.json").write_text('{"pages": [{"file": "page.png"}], ' + text + "}", encoding="utf-8-sig")
    return ocrkit("benchmark", folder, seconds=60)


def huge_grid(folder: Path) -> Shown:
    grid = '"tables": [{"n_rows": 1000000000, "n_cols": 1000000000, "cells": [{"rows": [0, 1], "cols": [0, 1]}]}]'
    return refused(_with_truth(folder, grid), "truth.json", code=2)


def huge_number(folder: Path) -> Shown:
    cell = '{"total": {"value": 1e999999999, "kind": "number"}}'
    truth = f'"requests": {{"edition": "2021", "partial": true, "cells": {{"new_received": {cell}}}}}'
    return refused(_with_truth(folder, truth), "truth.json", code=2)


def no_standard_output(folder: Path) -> Shown:
    small(folder / "page.png")
    parts = []
    for n, redirection in enumerate((">&-", ">/dev/full")):
        out = folder / f"out{n}"
        command = f'"$@" {redirection}'
        done = ran(["sh", "-c", command, "sh", *OCRKIT, "read", folder / "page.png", "-o", out], 60)
        files = len(list(out.glob("report.*")))
        shown = refused(done, "standard output", code=1)
        parts.append(Shown(f"{shown.came}; {files} files", shown.holds and files == 5))
    return all_of(*parts)


def bytes_as_path(folder: Path) -> Shown:
    script = """
import ocrkit
for given in (b"x", 7, None, [b"x", 7]):
    try:
        ocrkit.read_report(given)
    except ocrkit.OcrkitError as error:
        print(type(error).__name__)
"""
    done = python(script)
    named = done.out.split()
    return Shown(f"exit {done.code}: {', '.join(named)}", done.code == 0 and len(named) == 4)


def no_graphics_library(folder: Path) -> Shown:
    """As after a plain install of the wheel on a bare machine: cv2 is that of a desktop, which needs libGL."""
    (folder / "cv2.py").write_text("raise ImportError('libGL.so.1: cannot open shared object file')\n")
    done = ocrkit("read", SAMPLE, "-o", folder / "out", env={"PYTHONPATH": f"{folder}{os.pathsep}{OCRKIT_PATH}"})
    return refused(done, "opencv-python-headless", code=1)


OCRKIT_PATH = Path(__file__).parent.parent.parent


def pdf_that_draws(folder: Path) -> Shown:
    slow = hostile("PDF that draws for minutes", folder / "slow")
    good = small(folder / "page.png")
    limits = ["--page-timeout", "15", "--page-memory", "2048"]
    done = ocrkit("read", slow, good, "-o", folder / "out", "--json", *limits)
    lost = len(done.summary.get("failures", ()))
    holds = done.code == 1 and lost == 1 and done.mebibytes < 2700 and "report.pdf" in done.err
    return Shown(
        f"exit {done.code} after {done.seconds:.0f} s, {done.mebibytes} MiB: {done.said}; the other page read", holds
    )


def fork_after_read(folder: Path) -> Shown:
    script = """
import os, sys, ocrkit
with ocrkit.Reader() as reader:
    reader.read_tables(sys.argv[1])
    if os.fork() == 0:
        try:
            reader.read_tables(sys.argv[1])
        except ocrkit.OcrkitError as error:
            print(type(error).__name__, error, flush=True)
        os._exit(0)
    os.wait()
"""
    done = python(script, small(folder / "page.png"), seconds=90)
    return Shown(f"exit {done.code}: {done.out.strip()}", done.code == 0 and done.out.startswith("ForkedError"))


def empty_grid(folder: Path) -> Shown:
    image = np.full((5001, 5001), 255, np.uint8)
    image[::10], image[:, ::10] = 0, 0
    (folder / "grid.png").write_bytes(encoded("PNG", image))
    done = ocrkit("table", folder / "grid.png", small(folder / "page.png", page()), "-o", folder / "out")
    return Shown(
        f"exit {done.code} after {done.seconds:.0f} s, {done.mebibytes} MiB{': ' + done.said if done.said else ''}",
        done.code in (0, 1) and not done.traceback and done.seconds < 150,
    )


ROWS = [
    Row(PROMISE, HANGS, "ocrkit read … --form alias-bomb.yaml", alias_bomb),
    Row(PROMISE, HANGS, "ocrkit read … --form refers-to-itself.yaml", self_reference),
    Row(PROMISE, HANGS, "ocrkit read … --form pipe", pipe_as_form),
    Row(PROMISE, HANGS, "ocrkit benchmark folder/ (truth.json a pipe)", pipe_as_truth),
    Row(PROMISE, HANGS, "ocrkit benchmark folder/ (truth with a grid of 10⁹ × 10⁹)", huge_grid),
    Row(PROMISE, HANGS, "ocrkit benchmark folder/ (truth with 1e999999999)", huge_number),
    Row(PROMISE, "a traceback", "ocrkit read page.png -o out >&- and >/dev/full", no_standard_output),
    Row(PROMISE, "a traceback", 'read_report(b"x")', bytes_as_path),
    Row(PROMISE, "a traceback", "ocrkit read … (cv2 without libGL)", no_graphics_library),
    Row(
        PROMISE, "drew for 120 s and 5.6 GB", "ocrkit read slow.pdf page.png -o out --page-timeout 15", pdf_that_draws
    ),
    Row(PROMISE, "hung", "a Reader used after a fork", fork_after_read),
    Row(PROMISE, "more than 240 s, no progress", "ocrkit table grid-of-500x500.png page.png -o out", empty_grid),
]
