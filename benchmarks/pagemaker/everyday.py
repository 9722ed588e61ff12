"""The scans of an office: glass, copiers, cameras, and sheets with a few years behind them.

A level is a function: a BGR uint8 page (H, W, 3), a generator for its chances and the resolution in; a ``Scan`` out.
What belongs to the sheet (folds, holes, seals, specks) is measured in millimetres, so it grows with the resolution;
what belongs to the scanner (blur, grain) in pixels.
"""

from __future__ import annotations

import numpy as np

from benchmarks.pagemaker import paper
from benchmarks.pagemaker.paper import Image
from benchmarks.pagemaker.scan import Level, Scan, Truth
from benchmarks.pagemaker.warp import in_turn, photographed, rotated


def clean(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """As rasterised."""
    return Scan(page)


def office(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """A flatbed scan: slight skew, paper and sensor noise, often a red seal."""
    skew = float(rng.uniform(-1.5, 1.5))
    done: Truth = {"skew_deg": round(skew, 3)}
    if rng.random() < 0.6:
        page, done["seal"] = paper.seal(page, rng, dpi)
    page = paper.tinted(page, rng, strength=6)
    turned = rotated(page, skew)
    page = paper.blurred(turned.image, float(rng.uniform(0.5, 0.9)))
    return Scan(paper.noisy(page, rng, float(rng.uniform(2, 5))), done, turned.points)


def copy(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """A photocopy, grey: toner gain, dirt, a dark edge; some pages black and white only."""
    skew, bilevel = float(rng.uniform(-2, 2)), bool(rng.random() < 0.4)
    turned = rotated(paper.grey(page), skew)
    page = paper.toner(turned.image, rng)
    page = paper.specks(page, rng, 60, dpi)
    page = paper.edge_shadow(page, rng)
    page = paper.noisy(page, rng, float(rng.uniform(3, 8)))
    done: Truth = {"skew_deg": round(skew, 3)}
    if bilevel:
        page = np.where(paper.grey(page) < int(rng.integers(150, 195)), 0, 255).astype(np.uint8)
        done["bilevel"] = True
    return Scan(page, done, turned.points)


def photo(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """A photograph: perspective, a gently curled sheet, uneven light, blur."""
    skew, bend = float(rng.uniform(-2.5, 2.5)), float(rng.uniform(0.002, 0.009))
    page = paper.tinted(page, rng, strength=8)
    turned = rotated(page, skew)
    seen = photographed(turned.image, rng, bend=bend, tilt=0.02)
    page = paper.lit(seen.image, rng, darkest=float(rng.uniform(0.55, 0.75)))
    page = paper.blurred(page, float(rng.uniform(0.6, 1.1)))
    page = paper.noisy(page, rng, float(rng.uniform(3, 6)))
    return Scan(page, {"skew_deg": round(skew, 3), "bend": round(bend, 4)}, in_turn(turned.points, seen.points))


def worn(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """An old sheet: faded ink, folds, punch holes, specks, sometimes a seal."""
    skew = float(rng.uniform(-2.5, 2.5))
    done: Truth = {"skew_deg": round(skew, 3)}
    page = paper.faded(page, rng)
    if rng.random() < 0.35:
        page, done["seal"] = paper.seal(page, rng, dpi)
    page = paper.tinted(page, rng, strength=14)
    page = paper.folded(page, rng, dpi)
    turned = rotated(page, skew)
    page = paper.specks(turned.image, rng, 90, dpi)
    page = paper.punched(page, rng, dpi)
    page = paper.blurred(page, float(rng.uniform(0.4, 0.7)))
    return Scan(paper.noisy(page, rng, float(rng.uniform(4, 8))), done, turned.points)


LEVELS = {
    "clean": Level(200, clean, None),
    "office": Level(300, office, (70, 90)),
    "copy": Level(200, copy, (50, 80)),
    "photo": Level(240, photo, (65, 80), (150, 200, 300)),
    "worn": Level(200, worn, (40, 65)),
}
