"""The scans of an archive: faxes, thin paper, faded and ruined sheets, microfilm."""

from __future__ import annotations

import numpy as np

from benchmarks.pagemaker import aging, paper
from benchmarks.pagemaker.paper import Image
from benchmarks.pagemaker.scan import Level, Scan
from benchmarks.pagemaker.warp import in_turn, photographed, rotated


def fax(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """A fax kept on file: black and white, coarse, a little askew."""
    skew = float(rng.uniform(-1.2, 1.2))
    turned = rotated(page, skew)
    return Scan(aging.faxed(turned.image, rng), {"skew_deg": round(skew, 3), "bilevel": True}, turned.points)


def thin(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """Thin paper printed on both sides: the other side shines through."""
    skew, strength = float(rng.uniform(-1.8, 1.8)), float(rng.uniform(0.12, 0.3))
    page = aging.bled_through(page, rng, dpi, strength)
    turned = rotated(paper.tinted(page, rng, strength=10), skew)
    page = paper.blurred(turned.image, float(rng.uniform(0.5, 0.8)))
    done = {"skew_deg": round(skew, 3), "bleed": round(strength, 3)}
    return Scan(paper.noisy(page, rng, float(rng.uniform(3, 6))), done, turned.points)


def faded(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """Decades in the light: pale ink on brown paper, folds."""
    skew, left = float(rng.uniform(-2, 2)), float(rng.uniform(0.35, 0.6))
    page = aging.bleached(page, rng, left)
    page = paper.folded(aging.browned(page, rng), rng, dpi)
    turned = rotated(page, skew)
    page = paper.blurred(turned.image, float(rng.uniform(0.5, 0.8)))
    done = {"skew_deg": round(skew, 3), "ink_left": round(left, 3)}
    return Scan(paper.noisy(page, rng, float(rng.uniform(4, 8))), done, turned.points)


def ruined(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """A sheet from a flooded cellar: damp stains, worm holes, torn corners, flaked ink, buckled paper."""
    skew, bend, left = float(rng.uniform(-3, 3)), float(rng.uniform(0.002, 0.006)), float(rng.uniform(0.4, 0.7))
    page = aging.bleached(page, rng, left)
    page = aging.bled_through(page, rng, dpi, float(rng.uniform(0.06, 0.18)))
    page = aging.stained(aging.browned(page, rng), rng)
    page = aging.flaked(paper.folded(page, rng, dpi), rng, dpi, float(rng.uniform(0.04, 0.14)))
    page, holes = aging.holed(page, rng, dpi)
    turned = rotated(page, skew)
    buckled = photographed(turned.image, rng, bend=bend, tilt=0.004)
    page = paper.specks(buckled.image, rng, 120, dpi)
    page = paper.blurred(page, float(rng.uniform(0.5, 0.9)))
    done = {"skew_deg": round(skew, 3), "bend": round(bend, 4), "ink_left": round(left, 3)}
    noise = float(rng.uniform(5, 10))
    return Scan(paper.noisy(page, rng, noise), done, in_turn(turned.points, buckled.points), holes)


def microfilm(page: Image, rng: np.random.Generator, dpi: int) -> Scan:
    """A frame of microfilm, scanned. Held out: look at its pages to test the page maker, never at results."""
    skew = float(rng.uniform(-1.5, 1.5))
    turned = rotated(page, skew)
    return Scan(aging.filmed(turned.image, rng, dpi), {"skew_deg": round(skew, 3)}, turned.points)


LEVELS = {
    "fax": Level(200, fax, None, (100, 150, 200)),
    "thin": Level(200, thin, (60, 85)),
    "faded": Level(200, faded, (50, 75)),
    "ruined": Level(200, ruined, (40, 65), (150, 200, 300, 400)),
}
HELD_OUT = {"microfilm": Level(200, microfilm, (60, 80), (150, 200, 300))}
