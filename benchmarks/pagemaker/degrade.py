"""Scans simulated on a clean page: what paper, glass, cameras, copiers, stamps and years do to it.

Every function takes and gives BGR uint8 images (H, W, 3) and draws its chances from the generator it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.pagemaker import paper
from benchmarks.pagemaker.paper import Image

Truth = dict[str, Any]


@dataclass(frozen=True)
class Level:
    """A kind of scan: its resolution, what it does to a page, and its JPEG qualities (None: PNG)."""

    dpi: int
    apply: Callable[[Image, np.random.Generator], tuple[Image, Truth]]
    quality: tuple[int, int] | None


def clean(page: Image, rng: np.random.Generator) -> tuple[Image, Truth]:
    """As rasterised."""
    return page, {}


def office(page: Image, rng: np.random.Generator) -> tuple[Image, Truth]:
    """A flatbed scan: slight skew, paper and sensor noise, often a red seal."""
    skew = float(rng.uniform(-1.5, 1.5))
    truth: Truth = {"skew_deg": round(skew, 3)}
    if rng.random() < 0.6:
        page, truth["seal"] = paper.seal(page, rng, 300)
    page = paper.tinted(page, rng, strength=6)
    page = paper.rotated(page, skew)
    page = cv2.GaussianBlur(page, (0, 0), float(rng.uniform(0.5, 0.9)))
    return paper.noisy(page, rng, float(rng.uniform(2, 5))), truth


def copy(page: Image, rng: np.random.Generator) -> tuple[Image, Truth]:
    """A photocopy, grey: toner gain, dirt, a dark edge; some pages black and white only."""
    skew, bilevel = float(rng.uniform(-2, 2)), bool(rng.random() < 0.4)
    page = paper.rotated(paper.grey(page), skew)
    page = paper.toner(page, rng)
    page = paper.specks(page, rng, 60)
    page = paper.edge_shadow(page, rng)
    page = paper.noisy(page, rng, float(rng.uniform(3, 8)))
    truth: Truth = {"skew_deg": round(skew, 3)}
    if bilevel:
        page = np.where(paper.grey(page) < int(rng.integers(150, 195)), 0, 255).astype(np.uint8)
        truth["bilevel"] = True
    return page, truth


def photo(page: Image, rng: np.random.Generator) -> tuple[Image, Truth]:
    """A photograph: perspective, a gently curled sheet, uneven light, blur."""
    skew, bend = float(rng.uniform(-2.5, 2.5)), float(rng.uniform(0.002, 0.009))
    page = paper.tinted(page, rng, strength=8)
    page = paper.rotated(page, skew)
    page = paper.photographed(page, rng, bend=bend, tilt=0.02)
    page = paper.lit(page, rng, darkest=float(rng.uniform(0.55, 0.75)))
    page = cv2.GaussianBlur(page, (0, 0), float(rng.uniform(0.6, 1.1)))
    return paper.noisy(page, rng, float(rng.uniform(3, 6))), {"skew_deg": round(skew, 3), "bend": round(bend, 4)}


def worn(page: Image, rng: np.random.Generator) -> tuple[Image, Truth]:
    """An old sheet: faded ink, folds, punch holes, specks, sometimes a seal."""
    skew = float(rng.uniform(-2.5, 2.5))
    truth: Truth = {"skew_deg": round(skew, 3)}
    page = paper.faded(page, rng)
    if rng.random() < 0.35:
        page, truth["seal"] = paper.seal(page, rng, 200)
    page = paper.tinted(page, rng, strength=14)
    page = paper.folded(page, rng)
    page = paper.rotated(page, skew)
    page = paper.specks(page, rng, 90)
    page = paper.punched(page, rng, 200)
    page = cv2.GaussianBlur(page, (0, 0), float(rng.uniform(0.4, 0.7)))
    return paper.noisy(page, rng, float(rng.uniform(4, 8))), truth


LEVELS = {
    "clean": Level(200, clean, None),
    "office": Level(300, office, (70, 90)),
    "copy": Level(200, copy, (50, 80)),
    "photo": Level(240, photo, (65, 80)),
    "worn": Level(200, worn, (40, 65)),
}


def degrade(page: Image, level: str, seed: int, number: int) -> tuple[bytes, str, Truth]:
    """Page ``number`` of a report as a scan of a level: the file's bytes, its ending, and what was done."""
    rng = np.random.default_rng([seed, number, 7])
    kind = LEVELS[level]
    image, truth = kind.apply(page, rng)
    if kind.quality is None:
        return encode(image, ".png"), ".png", {"level": level, **truth}
    quality = int(rng.integers(kind.quality[0], kind.quality[1] + 1))
    return encode(image, ".jpg", quality, kind.dpi), ".jpg", {"level": level, **truth, "jpeg_q": quality}


def encode(image: NDArray[np.uint8], ending: str, quality: int | None = None, dpi: int | None = None) -> bytes:
    """An image file's bytes; ``dpi`` is written into a JPEG's header, where scanners put it."""
    options = [] if quality is None else [cv2.IMWRITE_JPEG_QUALITY, quality]
    done, data = cv2.imencode(ending, image, options)
    if not done:
        raise ValueError(f"cannot write a {ending} of {image.shape}")
    file = bytearray(data.tobytes())
    if dpi and file[6:10] == b"JFIF":
        file[13:18] = bytes([1]) + dpi.to_bytes(2, "big") * 2  # units: dots an inch; across, down
    return bytes(file)
