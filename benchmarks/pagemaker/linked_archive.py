"""Linked reports printed, scanned and put into folders as people keep them: years, agencies, formats, names mixed."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pil

from benchmarks.pagemaker import degrade, make, typeset
from benchmarks.pagemaker.content import make_report
from benchmarks.pagemaker.degrade import ScanFile
from benchmarks.pagemaker.grid import Drawing
from benchmarks.pagemaker.linked import Linked, Plan, truth_of
from benchmarks.pagemaker.make import Job
from benchmarks.pagemaker.style import FONT_SETS, Style
from benchmarks.pagemaker.truth import number

SHAPES = ("pdf by year", "pdf by agency", "scan", "tiff", "folder", "loose")
LEVELS = ("clean", "office", "office", "copy", "photo")
DPIS = (200, 200, 300)


@dataclass(frozen=True)
class Printed:
    """A report that was written: its files, and what it says."""

    report: Linked
    files: tuple[Path, ...]
    level: str
    dpi: int


def print_archive(made: Plan, root: Path, seed: int) -> list[Printed]:
    """Write every report of a plan under ``root``, and ``truth.json`` beside it (``root`` with that ending)."""
    rng = np.random.default_rng([seed, 41])
    printed = []
    for count, report in enumerate(made.reports, 1):
        level, dpi, shape = str(rng.choice(LEVELS)), int(rng.choice(DPIS)), str(rng.choice(SHAPES))
        files = _put(report, _scans(report, level, dpi), dpi, root, shape, count)
        printed.append(Printed(report, tuple(files), level, dpi))
        print(f"{count}/{len(made.reports)} {files[0].relative_to(root)}", flush=True)
    known = truth_of(made) | {"documents": [_document(one, root) for one in printed]}
    root.with_suffix(".truth.json").write_text(
        json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return printed


def _scans(report: Linked, level: str, dpi: int) -> list[ScanFile]:
    """The pages of a report as scans."""
    rng = np.random.default_rng([report.spec.seed, report.known.year, 42])
    style = Style(
        fonts=FONT_SETS[int(rng.integers(len(FONT_SETS)))], body_size=14, table_size=8.5, value_size=8.5,
        heading_size=14, title_size=18, margin_x=62, margin_y=60, inset_y=4.5, leading=0.8,
    )  # fmt: skip
    _, printed = make.print_job(Job("linked", report.spec, Drawing(), style, level))
    images = typeset.rasterise(printed.pdf, dpi)
    seed = report.spec.seed + report.known.year
    return [degrade.degrade(image, level, seed, n, dpi) for n, image in enumerate(images, 1)]


def _put(report: Linked, scans: Sequence[ScanFile], dpi: int, root: Path, shape: str, count: int) -> list[Path]:
    agency, year = report.known.agency, report.known.year
    home = root / "各单位" / report.agency
    match shape:
        case "pdf by year":
            return [_book(root / f"{year}年" / f"{agency}{year}年政府信息公开工作年度报告.pdf", scans, dpi)]
        case "pdf by agency":
            return [_book(home / f"{year} 年报 (终稿).pdf", scans, dpi)]
        case "scan":
            return [_book(root / "scans 2024-03" / f"scan{count:04}.pdf", scans, dpi)]
        case "tiff":
            return [_book(home / f"{year}年度报告.tif", scans, dpi)]
        case "folder":
            return [_page(home / f"{year}年报扫描" / f"第{n}页{s.ending}", s) for n, s in enumerate(scans, 1)]
    return [_page(root / "散页" / f"{agency}{year}_{n}{s.ending}", s) for n, s in enumerate(scans, 1)]


def _page(path: Path, scan: ScanFile) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(scan.data)
    return path


def _book(path: Path, scans: Sequence[ScanFile], dpi: int) -> Path:
    """The pages as one PDF or TIFF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    first, *rest = (Pil.open(io.BytesIO(scan.data)).convert("RGB") for scan in scans)
    how: dict[str, Any] = {"resolution": dpi, "quality": 90}
    if path.suffix == ".tif":
        how = {"dpi": (dpi, dpi), "compression": "tiff_adobe_deflate"}
    first.save(path, save_all=True, append_images=rest, **how)
    return path


def _document(one: Printed, root: Path) -> dict[str, Any]:
    """What a report says, with its files."""
    said, known = make_report(one.report.spec), one.report.known
    return {
        "files": [str(file.relative_to(root)) for file in one.files],
        "agency": known.agency,
        "year": known.year,
        "level": one.level,
        "dpi": one.dpi,
        "requests": {
            row: {column: number(value.value) for column, value in line.items()}
            for row, line in said.tables["requests"].cells.items()
        },
    }
