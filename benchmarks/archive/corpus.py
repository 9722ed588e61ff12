"""Linked reports as fake pages in folders, with file names as people have them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.archive.fake_pages import PagePlan, pages_of, write_image, write_pdf
from benchmarks.pagemaker.linked import Linked, Plan

SHAPES = ("pdf by year", "pdf by agency", "folder", "loose", "scan")


def write_archive(made: Plan, root: Path, seed: int = 1) -> list[Path]:
    """Every report of a plan under ``root``, in one shape or another; returns where each begins."""
    rng = np.random.default_rng([seed, 31])
    shutil.rmtree(root, ignore_errors=True)
    return [
        write_report(report, pages_of(report), root, str(rng.choice(SHAPES)), number)
        for number, report in enumerate(made.reports, 1)
    ]


def write_report(report: Linked, pages: Sequence[PagePlan], root: Path, shape: str, number: int) -> Path:
    """One report, as people keep them."""
    agency, year = report.known.agency, report.known.year
    match shape:
        case "pdf by year":
            return write_pdf(root / f"{year}年" / f"{agency}{year}年政府信息公开工作年度报告.pdf", pages)
        case "pdf by agency":
            return write_pdf(root / "各单位" / report.agency / f"{year} 年报 (终稿).pdf", pages)
        case "folder":
            folder = root / "各单位" / report.agency / f"{year}年报扫描"
            return _images([folder / f"第{n}页.png" for n in range(1, len(pages) + 1)], pages)
        case "loose":
            folder = root / "散页"
            return _images([folder / f"{agency}{year}_{n}.png" for n in range(1, len(pages) + 1)], pages)
    return write_pdf(root / "scans 2024-03" / f"scan{number:04}.pdf", pages)


def _images(paths: Sequence[Path], pages: Sequence[PagePlan]) -> Path:
    for path, page in zip(paths, pages, strict=True):
        write_image(path, page)
    return paths[0]
