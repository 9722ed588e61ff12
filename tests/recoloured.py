"""The sample scan with values of it in other inks, and seals over it: the pixels of the scan, recoloured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.marks.spot import INKS
from benchmarks.pagemaker import paper
from benchmarks.pagemaker.degrade import encode
from ocrkit.score import Truth, read_truth
from ocrkit.types.geometry import Box

SAMPLE = Path(__file__).parent / "data" / "sample"
INSIDE = 5
"""Pixels that are left to a cell's rules."""
DPI = 200


@dataclass(frozen=True)
class Recoloured:
    """What was done: each value's ink by (form, row, column), and the seals (x, y, radius) put on each page."""

    inks: dict[tuple[str, str, str], str]
    seals: tuple[tuple[int, ...], ...]


def recoloured(out: Path, seed: int) -> tuple[Truth, Recoloured]:
    """Write the sample's pages to ``out``, any subset of its values in any of the eight inks, with seals or without.

    Each value may have an ink of its own, or all the same.
    """
    rng = np.random.default_rng([seed, 19])
    truth = read_truth(SAMPLE)
    share = float(rng.choice([0.05, 0.3, 0.7, 1.0]))
    names = list(INKS) if rng.random() < 0.4 else [str(rng.choice(list(INKS)))]
    inks = {place: str(rng.choice(names)) for place, _, _ in _values(truth) if rng.random() < share}
    sealed, seals = rng.random() < 0.5, []
    for number, page in enumerate(truth.pages, 1):
        image = np.asarray(cv2.imread(str(SAMPLE / page.file)), np.uint8)
        for place, on, box in _values(truth):
            if on == number and place in inks:
                image = _inked(image, box, INKS[inks[place]])
        if sealed:
            image, seal = paper.seal(image, rng, DPI)
            seals.append(tuple(seal))
        (out / page.file).write_bytes(encode(image, ".jpg", 85, DPI))
    return truth, Recoloured(inks, tuple(seals))


def _values(truth: Truth) -> Iterator[tuple[tuple[str, str, str], int, Box]]:
    for key, form in truth.forms().items():
        for row, column, cell in form:
            if cell.page is not None and cell.box is not None:
                yield (key, row, column), cell.page, cell.box


def _inked(image: NDArray[np.uint8], box: Box, ink: tuple[int, int, int]) -> NDArray[np.uint8]:
    """The page with the grey print in a box in an ink; what has a colour already (a seal's ink) keeps it."""
    x0, y0, x1, y1 = (round(v) for v in (box.x0, box.y0, box.x1, box.y1))
    window = np.s_[y0 + INSIDE : y1 - INSIDE, x0 + INSIDE : x1 - INSIDE]
    given = image[window].astype(np.float32)
    if not given.size:
        return image
    sheet = np.median(given.reshape(-1, 3), axis=0)
    taken = np.clip(1 - given.mean(axis=2) / sheet.mean(), 0, 1)[..., None]
    grey = (given.max(axis=2) - given.min(axis=2) < 50)[..., None]
    new = np.where(grey, sheet * (1 - taken * (1 - np.array(ink, np.float32) / 255)), given)
    out = image.copy()
    out[window] = np.clip(new, 0, 255).astype(np.uint8)
    return out
