"""What decades, damp, light and cheap machines do to a page, one effect a function (BGR uint8 in and out)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.pagemaker.paper import Floats, Image, as_bytes, clouds, grey

LID = 30
"""Grey value of the scanner's lid, where paper is gone."""


def bled_through(page: Image, rng: np.random.Generator, dpi: int, strength: float) -> Image:
    """Thin paper: the other side's print shines through, mirrored, blurred and in another place.

    The other side is the page itself, mirrored and shifted: as dense, and as full of rules and digits.
    """
    back = np.roll(page[:, ::-1], int(page.shape[0] * rng.uniform(0.15, 0.85)), axis=0)
    back = np.roll(back, int(dpi * rng.uniform(-0.3, 0.3)), axis=1)
    ink = 255 - cv2.GaussianBlur(back, (0, 0), 1.5 * dpi / 200).astype(np.float32)
    uneven = 1 + 0.4 * clouds(page.shape, rng, 4)
    return as_bytes(page - ink * (strength * uneven)[..., None])


def bleached(page: Image, rng: np.random.Generator, left: float) -> Image:
    """Ink bleached by light to about ``left`` of its strength, patch by patch."""
    ink = 255 - page.astype(np.float32)
    strength = left + 0.15 * clouds(page.shape, rng, 5)
    return as_bytes(255 - ink * np.clip(strength, 0.18, 1)[..., None])


def browned(page: Image, rng: np.random.Generator) -> Image:
    """Paper gone brown, darker towards the edges."""
    height, width = page.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)  # type: ignore[misc]
    edge = np.clip(np.maximum(np.abs(x), np.abs(y)) - 0.7, 0, 1) * float(rng.uniform(0.3, 0.8))
    shade = 1 - edge + 0.06 * clouds(page.shape, rng, 6)
    red = float(rng.uniform(0.84, 0.93))
    green = red - float(rng.uniform(0.04, 0.1))
    tint = np.array([green - rng.uniform(0.06, 0.16), green, red], np.float32)
    return as_bytes(page * shade[..., None] * tint)


def stained(page: Image, rng: np.random.Generator) -> Image:
    """Damp stains: patches a little darker than the paper, with the dark line the water left at their edge."""
    field = clouds(page.shape, rng, int(rng.integers(3, 6)))
    level = float(rng.uniform(0.35, 0.6))
    inside = np.clip((field - level) * 12, 0, 1)
    tide = np.exp(-(((field - level) * 45) ** 2))
    dark = 1 - float(rng.uniform(0.1, 0.3)) * inside - float(rng.uniform(0.15, 0.4)) * tide
    tint = np.array([1.0, 0.8, 0.6], np.float32)  # less blue comes back from a stain
    return as_bytes(page * (1 - (1 - dark)[..., None] * tint))


def flaked(page: Image, rng: np.random.Generator, dpi: int, share: float) -> Image:
    """Ink that flaked off in grains of about a tenth of a millimetre, ``share`` of it."""
    height, width = page.shape[:2]
    grain = max(1.0, dpi / 254)
    coarse = rng.standard_normal((int(height / grain) + 1, int(width / grain) + 1)).astype(np.float32)
    fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    threshold = float(np.quantile(coarse, 1 - share))
    gone = np.clip((fine - threshold) * 3, 0, 1)[..., None]
    paper_tone = np.median(page[:: height // 50, :: width // 50].reshape(-1, 3), axis=0)
    return as_bytes(page + (paper_tone - page) * gone * (page < paper_tone))


def holed(page: Image, rng: np.random.Generator, dpi: int) -> tuple[Image, NDArray[np.bool_]]:
    """Worm holes and a torn corner; gives where the paper is gone, too."""
    height, width = page.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    for _ in range(int(rng.integers(2, 7))):
        at = (int(width * rng.uniform(0.08, 0.92)), int(height * rng.uniform(0.08, 0.92)))
        size = (max(2, int(dpi * rng.uniform(0.02, 0.07))), max(2, int(dpi * rng.uniform(0.02, 0.05))))
        cv2.ellipse(mask, at, size, float(rng.uniform(0, 180)), 0, 360, 255, -1)
    if rng.random() < 0.6:
        _tear(mask, rng)
    rough = cv2.GaussianBlur(mask, (0, 0), dpi / 80).astype(np.float32) / 255
    gone = rough + 0.25 * clouds(page.shape, rng, 120) > 0.5
    gone &= cv2.dilate(mask, np.ones((3, 3), np.uint8), iterations=max(1, dpi // 60)) > 0
    out = page.copy()
    out[gone] = LID
    return out, gone


def _tear(mask: NDArray[np.uint8], rng: np.random.Generator) -> None:
    """A corner torn off, in place."""
    height, width = mask.shape
    x, y = width * float(rng.uniform(0.04, 0.14)), height * float(rng.uniform(0.03, 0.09))
    triangle = np.array([[0, 0], [x, 0], [0, y]])
    if rng.random() < 0.5:
        triangle[:, 0] = width - triangle[:, 0]
    if rng.random() < 0.5:
        triangle[:, 1] = height - triangle[:, 1]
    cv2.fillPoly(mask, [triangle.astype(np.int32)], 255)


def faxed(page: Image, rng: np.random.Generator) -> Image:
    """Black and white as a fax sends it: ragged strokes, salt and pepper, a few lines black all along."""
    tone = cv2.GaussianBlur(grey(page)[..., 0], (0, 0), float(rng.uniform(0.4, 0.6))).astype(np.float32)
    tone += rng.standard_normal(tone.shape, np.float32) * np.float32(rng.uniform(6, 14))
    black = tone < float(rng.uniform(165, 200))
    height, width = black.shape
    flips = rng.random(black.shape, np.float32) < float(rng.uniform(2e-4, 1e-3))
    black ^= flips
    for y in rng.integers(0, height, int(rng.integers(1, 5))):
        start = int(rng.integers(0, width // 2))
        black[y, start : start + int(rng.integers(width // 8, width))] = True  # a white one could take a dash away
    return np.repeat(np.where(black, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def filmed(page: Image, rng: np.random.Generator, dpi: int) -> Image:
    """A frame of microfilm: hard contrast, silver grain, scratches along the film, dim corners, uneven focus."""
    height, width = page.shape[:2]
    sharp = grey(page)[..., 0].astype(np.float32)
    soft = cv2.GaussianBlur(sharp, (0, 0), 0.9 * max(1.0, dpi / 200))
    focus = np.clip(0.5 + 0.7 * clouds(page.shape, rng, 2), 0, 1)
    tone = (sharp * focus + soft * (1 - focus)) / 255
    tone = 1 / (1 + np.exp(-float(rng.uniform(5, 8)) * (tone - float(rng.uniform(0.5, 0.65)))))
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)  # type: ignore[misc]
    tone = 40 + 190 * tone * (1 - float(rng.uniform(0.1, 0.25)) * (x * x + y * y))
    grain = cv2.GaussianBlur(rng.standard_normal((height, width), np.float32), (0, 0), 0.8)
    tone += grain * np.float32(rng.uniform(14, 24)) + _scratches((height, width), rng, dpi)
    return np.repeat(as_bytes(tone)[..., None], 3, axis=2)


def _scratches(shape: tuple[int, int], rng: np.random.Generator, dpi: int) -> Floats:
    """Fine bright or dark lines along the film, to be added; float32 (H, W)."""
    lines = np.zeros(shape, np.float32)
    for _ in range(int(rng.integers(2, 7))):
        x, drift = float(rng.uniform(0, shape[1])), float(rng.uniform(-0.01, 0.01)) * shape[1]
        start, stop = sorted(rng.uniform(0, shape[0], 2).tolist())
        tone = float(rng.choice([-1, 1]) * rng.uniform(30, 80))
        cv2.line(lines, (int(x), int(start)), (int(x + drift), int(stop)), tone, max(1, dpi // 200), cv2.LINE_8)
    return lines
