"""What happens to a sheet of paper and its picture, one effect a function (BGR uint8 in and out, same size)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]
RED = (52, 46, 205)  # BGR, a seal's ink


def grey(page: Image) -> Image:
    """The page without colour, still three channels."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), np.uint8)


def as_bytes(page: Floats | NDArray[np.float64]) -> Image:
    """Values cut to 0..255, as uint8."""
    return np.clip(page, 0, 255).astype(np.uint8)


def clouds(shape: tuple[int, ...], rng: np.random.Generator, cells: int) -> Floats:
    """Smooth noise in -1..1 that varies over about 1 / ``cells`` of the page; float32 (H, W)."""
    coarse = rng.uniform(-1, 1, (cells + 1, cells + 1)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32)


def tinted(page: Image, rng: np.random.Generator, strength: float) -> Image:
    """Paper that is not quite white nor quite even, a little yellow with age; ink a little lighter than black."""
    age = float(rng.uniform(0, strength))
    base = np.array([1 - age / 200, 1 - age / 500, 1 - age / 700], np.float32) * np.float32(0.97)
    patches = 1 + clouds(page.shape, rng, 5) * np.float32(strength / 600)
    return as_bytes((page * (base * np.float32(0.94)) + 14) * patches[..., None])


def blurred(page: Image, sigma: float) -> Image:
    """Out of focus by a Gaussian of ``sigma`` pixels."""
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), np.uint8)


def noisy(page: Image, rng: np.random.Generator, sigma: float) -> Image:
    """Grain of standard deviation ``sigma``, mostly common to the channels."""
    height, width = page.shape[:2]
    grain = rng.standard_normal((height, width, 1), np.float32) * np.float32(sigma)
    return as_bytes(page + grain)


def faded(page: Image, rng: np.random.Generator) -> Image:
    """Ink gone grey, unevenly."""
    ink = 255 - page.astype(np.float32)
    strength = float(rng.uniform(0.55, 0.8)) + 0.12 * clouds(page.shape, rng, 4)
    return as_bytes(255 - ink * strength[..., None])


def toner(page: Image, rng: np.random.Generator) -> Image:
    """A copier's contrast: strokes a little fatter or thinner, whites burnt out."""
    soft = cv2.GaussianBlur(page, (0, 0), float(rng.uniform(0.5, 0.8))).astype(np.float32)
    middle, gain = float(rng.uniform(165, 205)), float(rng.uniform(1.3, 2.0))
    return as_bytes((soft - middle) * np.float32(gain) + middle)


def specks(page: Image, rng: np.random.Generator, count: int, dpi: int = 200) -> Image:
    """Dirt: dots of up to half a millimetre."""
    out = page.copy()
    height, width = page.shape[:2]
    for _ in range(int(rng.integers(count // 2, count * 2))):
        at = (int(rng.integers(width)), int(rng.integers(height)))
        shade = int(rng.integers(20, 150))
        radius = round(int(rng.integers(0, 3)) * dpi / 200)
        cv2.circle(out, at, radius, (shade, shade, shade), -1, cv2.LINE_AA)
    return out


def edge_shadow(page: Image, rng: np.random.Generator) -> Image:
    """The dark strip a copier leaves at one edge."""
    width = page.shape[1]
    across = np.arange(width, dtype=np.float32) if rng.random() < 0.5 else np.arange(width, 0, -1, np.float32)
    dark = float(rng.uniform(40, 130)) * np.exp(-across / (width * float(rng.uniform(0.004, 0.015))))
    return as_bytes(page - dark[None, :, None])


def folded(page: Image, rng: np.random.Generator, dpi: int = 200) -> Image:
    """One or two folds across the sheet: a dark crease beside a light one, ink rubbed off along it."""
    height, width = page.shape[:2]
    unit = dpi / 200
    out = page.astype(np.float32)
    for _ in range(int(rng.integers(1, 3))):
        lying = rng.random() < 0.7
        length, along = (height, width) if lying else (width, height)
        slope = float(rng.uniform(-0.01, 0.01))
        at = length * float(rng.uniform(0.3, 0.7)) + slope * np.arange(along, dtype=np.float32)
        off = np.arange(length, dtype=np.float32)[:, None] - at[None, :]
        off = off if lying else off.T
        rubbed = np.exp(-((off / (2.5 * unit)) ** 2)) * float(rng.uniform(0.2, 0.55))
        crease = np.exp(-(((off - 3 * unit) / (2.0 * unit)) ** 2)) * float(rng.uniform(15, 40))
        out = out + (235 - out) * rubbed[..., None] - crease[..., None]
    return as_bytes(out)


def punched(page: Image, rng: np.random.Generator, dpi: int) -> Image:
    """Two punch holes in the left margin, scanned on a dark lid."""
    out = page.copy()
    height = page.shape[0]
    x = int(dpi * rng.uniform(0.35, 0.5))
    middle, gap, radius = height / 2 + dpi * rng.uniform(-0.4, 0.4), dpi * 80 / 25.4 / 2, int(dpi * 3 / 25.4)
    for y in (middle - gap, middle + gap):
        cv2.circle(out, (x, int(y)), radius, (25, 25, 25), -1, cv2.LINE_AA)
    return out


def lit(page: Image, rng: np.random.Generator, darkest: float) -> Image:
    """Light that falls off to one side, with a soft shadow."""
    height, width = page.shape[:2]
    angle = float(rng.uniform(0, 2 * np.pi))
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)  # type: ignore[misc]
    slope = (np.cos(angle) * x + np.sin(angle) * y) / 1.42  # -1..1
    light = (1 + darkest) / 2 + (1 - darkest) / 2 * slope + 0.04 * clouds(page.shape, rng, 3)
    return as_bytes(page * light[..., None])


def seal(page: Image, rng: np.random.Generator, dpi: int) -> tuple[Image, list[int]]:
    """A round red seal somewhere on the sheet, ink unevenly taken; returns its centre and radius too.

    Double ring of a real one: a rim, a ring of characters (drawn as small strokes) and a five-pointed star.
    """
    height, width = page.shape[:2]
    radius = min(int(dpi * rng.uniform(0.6, 0.8)), int(0.13 * height), int(0.22 * width))
    cx, cy = int(width * rng.uniform(0.25, 0.75)), int(height * rng.uniform(0.2, 0.85))
    half = radius + radius // 10
    mask = np.zeros((2 * half, 2 * half), np.uint8)
    cv2.circle(mask, (half, half), radius, 255, max(2, radius // 22), cv2.LINE_AA)
    _ring_of_glyphs(mask, half, radius, rng)
    points = [_polar(half, radius * (0.34 if i % 2 == 0 else 0.13), i * np.pi / 5 - np.pi / 2) for i in range(10)]
    cv2.fillPoly(mask, [np.array(points, np.int32)], 255, cv2.LINE_AA)
    taken = cv2.GaussianBlur(mask, (0, 0), 0.8).astype(np.float32) / 255
    taken *= np.clip(0.72 + 0.25 * clouds(mask.shape, rng, 10), 0.3, 0.95)
    window = np.s_[cy - half : cy + half, cx - half : cx + half]
    stamped = page.copy()
    ink = 1 - np.array(RED, np.float32) / 255
    stamped[window] = as_bytes(page[window] * (1 - taken[..., None] * ink))  # ink on ink: the darker stays
    return stamped, [cx, cy, radius]


def _polar(centre: int, radius: float, angle: float) -> tuple[int, int]:
    return int(centre + radius * np.cos(angle)), int(centre + radius * np.sin(angle))


def _ring_of_glyphs(mask: Image, centre: int, radius: int, rng: np.random.Generator) -> None:
    """Strokes that look like the name around a seal's rim (no real name is written)."""
    size, thick = radius * 0.16, max(1, radius // 45)
    for angle in np.linspace(np.pi * 0.8, np.pi * 2.2, int(rng.integers(9, 14))):
        middle = np.array(_polar(centre, radius * 0.74, angle))
        turn = np.array([[-np.sin(angle), np.cos(angle)], [np.cos(angle), np.sin(angle)]])
        for _ in range(int(rng.integers(4, 8))):
            ends = rng.uniform(-size, size, (2, 2))
            level = int(rng.integers(2))
            ends[1, level] = ends[0, level]  # strokes lie or stand
            a, b = (middle + ends @ turn).astype(int).tolist()
            cv2.line(mask, tuple(a), tuple(b), 255, thick, cv2.LINE_AA)
