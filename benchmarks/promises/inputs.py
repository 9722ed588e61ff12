"""Input for the rows: the sample report, changed; and inputs of ``benchmarks.hostile`` by their names."""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.command import ROOT, Ran, ocrkit
from benchmarks.hostile import damage, documents, folders, images
from benchmarks.hostile.model import Kind
from benchmarks.hostile.pictures import Image
from benchmarks.promises.row import Shown

SAMPLE = ROOT / "tests" / "data" / "sample"
ONE_VALUE: dict[str, Any] = {
    "requests": {
        "edition": "2021",
        "partial": True,
        "cells": {"new_received": {"total": {"value": 12, "kind": "number"}}},
    }
}
"""A truth with as little in it as can be scored."""
PAGES = tuple(SAMPLE / f"page{n}.jpg" for n in (1, 2, 3))


@functools.cache
def _kinds() -> dict[str, Kind]:
    return {kind.name: kind for room in (damage, images, documents, folders) for kind in room.kinds()}


def hostile(name: str, folder: Path, seed: int = 1) -> Path:
    """One of the hostile inputs, made in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return _kinds()[name].make(folder, np.random.default_rng(seed))[0]


def sample_page(number: int) -> Image:
    """A page of the sample, blue-green-red."""
    image = cv2.imread(str(PAGES[number - 1]))
    assert image is not None
    return np.asarray(image, np.uint8)


def small(path: Path, image: Image | None = None) -> Path:
    """A small page with a table, as a file of the format that its ending says."""
    from benchmarks.hostile.pictures import ENDINGS, encoded

    kind = {ending: kind for kind, ending in ENDINGS.items()}[path.suffix[1:]]
    path.write_bytes(encoded(kind, image))
    return path


def document(folder: Path, files: Sequence[str], truth: dict[str, Any] | None = None) -> Path:
    """Put a truth beside pages: the sample's unless one is given. ``files`` has an entry a page."""
    known = truth or json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    known = {key: value for key, value in known.items() if key not in ("tables", "source") or truth}
    known["pages"] = [{"file": name} for name in files]
    for form in () if truth else ("requests", "proactive", "review_and_litigation"):
        for row in known[form]["cells"].values():
            for cell in row.values():
                cell.pop("box", None)
                cell.pop("page", None)
    (folder / "truth.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return folder


def of_sample(folder: Path, ending: str, change: Callable[[Image], Image | bytes]) -> Path:
    """The sample's three pages, each changed and written under another ending, with their truth."""
    for number in (1, 2, 3):
        made = change(sample_page(number))
        path = folder / f"page{number}{ending}"
        if isinstance(made, bytes):
            path.write_bytes(made)
        else:
            cv2.imwrite(str(path), made)
    return document(folder, [f"page{number}{ending}" for number in (1, 2, 3)])


def scored(folder: Path, least: float = 0.97) -> Shown:
    """``ocrkit benchmark``: the share of values right, none wrong in silence; title, agency and year right."""
    ran = ocrkit("benchmark", folder, "--json", seconds=400)
    figures = ran.summary.get("all", {}).get("figures", {})
    if ran.code != 0 or not figures:
        return Shown(f"exit {ran.code}: {ran.said}", False)

    def share(name: str) -> tuple[int, int]:
        return int(figures[name]["numerator"]), int(figures[name]["denominator"])

    right, values = (a + b for a, b in zip(share("cells_exact"), share("plain_exact"), strict=True))
    silent = share("silent")[0] + share("plain_silent")[0] + share("head_silent")[0]
    head, heads = share("head_exact")
    came = f"{right} of {values} values right, {silent} silent" + (
        f", {head} of {heads} facts right" if heads else ""
    )
    return Shown(came, values > 0 and right >= least * values and silent == 0 and head == heads)


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder by its hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def good_set(folder: Path, page: Path) -> Path:
    """A folder with a set of results in it."""
    assert ocrkit("read", page, "-o", folder).code == 0
    return folder


def copied(folder: Path, *paths: Path) -> list[Path]:
    """Copies of files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copy(path, folder)) for path in paths]


def pages_read(ran: Ran) -> int:
    """How many pages the summary says were read."""
    summary = ran.summary
    pages = summary.get("pages", 0)
    return (len(pages) if isinstance(pages, list) else pages) - len(summary.get("failures", ()))
