"""Seals, told by their shape: a round, oval or square ring of one red ink, with what stands inside it.

Red alone is no seal: figures, letterheads and rules are printed in red too, and those are print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.prepare.bands import bands
from ocrkit.prepare.shrink import roughly_shrunk
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings

Mask = NDArray[np.bool_]


class SealSettings(Settings):
    """What a seal looks like. Lengths are shares of the page's longer side."""

    redness: int = Field(default=24, ge=1, le=255)
    """How far red stands above the other two colours in seal ink, more than in the paper (pale pink counts)."""
    least: float = Field(default=1e-4, gt=0, lt=1)
    """Less red than this share of the page is no seal."""
    side: tuple[float, float] = (0.045, 0.22)
    """The least and greatest diameter: 15 to 50 mm on a sheet of A4, with room for cut pages."""
    ring: float = Field(default=0.55, gt=0, le=1)
    """The share of its ring that must be inked, for ink is taken unevenly and pages cut seals;"""
    cut: float = Field(default=0.35, gt=0, le=1)
    """and the share of the ring that must lie on the page."""
    hollow: float = Field(default=0.35, gt=0, le=1)
    """Just inside the ring at most this share is inked."""
    looked_at: int = Field(default=1000, ge=200)
    """Rings are looked for on a mask of this longer side."""
    tries: int = Field(default=6000, ge=1)
    """Circles through three points of red ink that are tried."""
    most: int = Field(default=8, ge=1)
    """Most seals on one page."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal: its centre and half axes in pixels of the page, and whether it is square."""

    x: float
    y: float
    half_width: float
    half_height: float
    square: bool = False


def reddish(image: Image, at: tuple[slice, slice], settings: SealSettings) -> Mask:
    """Where there may be seal ink, looked for in the part ``at``; bool (H, W) of uint8 (H, W, 3) BGR."""
    usual = np.median(_redness(image[::8, ::8])[0])
    found = np.zeros(image.shape[:2], np.bool_)
    part, inside = image[at], found[at]
    for band in bands(len(part)):
        redness, (blue, green, red) = _redness(part[band])
        inside[band] = redness > settings.redness + usual
        if inside[band].any():  # brown (damp stains, old paper) is as red as pale pink, but has less blue than green
            inside[band] &= cv2.subtract(green, blue) <= cv2.subtract(red, green)
    return found


def _redness(image: Image) -> tuple[Image, Sequence[Image]]:
    """How far red stands above the other two colours, uint8 (H, W), and the three colours."""
    blue, green, red = (np.asarray(colour, np.uint8) for colour in cv2.split(image))
    return np.asarray(cv2.subtract(red, cv2.max(blue, green)), np.uint8), (blue, green, red)


def find_seals(red: Mask, settings: SealSettings) -> tuple[Seal, ...]:
    """The seals whose ink is in ``red``, bool (H, W).

    Rings are found by random sample consensus (Fischler and Bolles, 1981): circles through three points of ink are
    tried for how much of them is inked, ovals and squares by the outlines of connected pieces.
    """
    factor = min(1.0, settings.looked_at / max(red.shape))
    ink = (roughly_shrunk(red.view(np.uint8) * np.uint8(255), factor) > 64).astype(np.uint8)
    found: list[Seal] = []
    while len(found) < settings.most:
        seal = _round(ink, settings) or _outlined(ink, settings)
        if seal is None:
            break
        found.append(seal)
        ink[region([seal], ink.shape)] = 0
    return tuple(
        Seal(s.x / factor, s.y / factor, s.half_width / factor, s.half_height / factor, s.square) for s in found
    )


def region(seals: list[Seal] | tuple[Seal, ...], shape: tuple[int, ...]) -> Mask:
    """Everything inside the seals' outlines and a little around them; bool of ``shape`` (H, W)."""
    found = np.zeros(shape[:2], np.uint8)
    for seal in seals:
        a, b = 1.08 * seal.half_width + 2, 1.08 * seal.half_height + 2
        if seal.square:
            corners = np.array([(seal.x - a, seal.y - b), (seal.x + a, seal.y + b)]).round().astype(int)
            cv2.rectangle(found, corners[0].tolist(), corners[1].tolist(), (1,), -1)
        else:
            cv2.ellipse(found, ((seal.x, seal.y), (2 * a, 2 * b), 0.0), (1,), -1)
    return found > 0


def _round(ink: Image, settings: SealSettings) -> Seal | None:
    """The circle most of which is inked, None where there is none."""
    ys, xs = np.nonzero(ink)
    if len(xs) < 30:
        return None
    longest = max(ink.shape)
    least, most = (share * longest / 2 for share in settings.side)
    rng = np.random.default_rng(0)
    first = rng.integers(0, len(xs), settings.tries)
    # Points near each other in the mask's order lie near each other on the page: most tries would be wasted else.
    reach = min(len(xs), int(len(xs) * 2.2 * most / ink.shape[0]) + 30)
    others = (first[:, None] + rng.integers(-reach, reach, (settings.tries, 2))) % len(xs)
    chosen = np.column_stack([first, others])
    points = np.stack([xs[chosen], ys[chosen]], axis=-1).astype(np.float64)
    centres, radii = _circles(points)
    good = (radii >= least) & (radii <= most) & np.isfinite(centres).all(axis=1)
    centres, radii = centres[good], radii[good]
    if len(radii) == 0:
        return None
    rough, _ = _along(ink, centres, radii, steps=24)
    likely = rough >= 0.7 * settings.ring
    centres, radii = centres[likely], radii[likely]
    if len(radii) == 0:
        return None
    inked, on_page = _along(ink, centres, radii)
    inside, _ = _along(ink, centres, 0.93 * radii)
    score = np.where((on_page >= settings.cut) & (inside <= max(settings.hollow, 0.0)), inked, 0.0)
    best = int(score.argmax())
    if score[best] < settings.ring:
        return None
    (x, y), r = centres[best], radii[best]
    return Seal(float(x), float(y), float(r), float(r))


def _circles(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centres (N, 2) and radii (N,) of the circles through three points each, (N, 3, 2); not finite where in line."""
    a, b, c = points[:, 0], points[:, 1], points[:, 2]
    ab, ac = b - a, c - a
    twice = 2 * (ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0])
    with np.errstate(divide="ignore", invalid="ignore"):
        sb, sc = (ab**2).sum(axis=1), (ac**2).sum(axis=1)
        x = (ac[:, 1] * sb - ab[:, 1] * sc) / twice
        y = (ab[:, 0] * sc - ac[:, 0] * sb) / twice
    return a + np.column_stack([x, y]), np.hypot(x, y)


def _along(
    ink: Image, centres: NDArray[np.float64], radii: NDArray[np.float64], steps: int = 120
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each circle the share of what lies on the page that is inked, and the share that lies on it; (N,) each."""
    angles = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    x = np.rint(centres[:, :1] + radii[:, None] * np.cos(angles)).astype(int)
    y = np.rint(centres[:, 1:] + radii[:, None] * np.sin(angles)).astype(int)
    on = (x >= 0) & (x < ink.shape[1]) & (y >= 0) & (y < ink.shape[0])
    hit = on & (ink[np.clip(y, 0, ink.shape[0] - 1), np.clip(x, 0, ink.shape[1] - 1)] > 0)
    return hit.sum(axis=1) / np.maximum(on.sum(axis=1), 1), on.mean(axis=1)


def _outlined(ink: Image, settings: SealSettings) -> Seal | None:
    """The connected piece that is an oval or a square ring, None where there is none."""
    longest = max(ink.shape)
    least, most = (share * longest for share in settings.side)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3))))
    for i in np.argsort(-stats[1:, 4]) + 1:
        x, y, w, h, _ = (int(v) for v in stats[i])
        if not (least <= w <= most and least <= h <= most and 0.5 <= w / h <= 2.0):
            continue
        piece = np.pad((labels[y : y + h, x : x + w] == i).astype(np.uint8), 1)
        piece = cv2.dilate(piece, np.ones((3, 3), np.uint8))
        seal = Seal(x + (w - 1) / 2, y + (h - 1) / 2, w / 2, h / 2, square=True)
        angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)
        oval = [(w + 1) / 2 + (w - 2) / 2 * np.cos(angles), (h + 1) / 2 + (h - 2) / 2 * np.sin(angles)]
        if piece[np.rint(oval[1]).astype(int), np.rint(oval[0]).astype(int)].mean() >= 0.85:
            return Seal(seal.x, seal.y, seal.half_width, seal.half_height)
        ends = piece[1:3].max(axis=0), piece[-3:-1].max(axis=0)
        sides = (*ends, piece[:, 1:3].max(axis=1), piece[:, -3:-1].max(axis=1))
        if 0.8 <= w / h <= 1.25 and min(float(side.mean()) for side in sides) >= 0.85 and _alone(ink, (x, y, w, h)):
            return seal
    return None


def _alone(ink: Image, box: tuple[int, int, int, int]) -> bool:
    """Whether no ink runs on past the corners of a square, as the rules of a table do."""
    x, y, w, h = box
    around = ink[max(0, y - 3) : y + h + 3, max(0, x - 3) : x + w + 3].copy()
    around[3:-3, 3:-3] = 0
    return bool(around.mean() < 0.02)
