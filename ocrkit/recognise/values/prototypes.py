"""What a table prints many times: its prototypes, each the mean of pictures that are alike.

On a coarse fax every nought has lost other strokes; the mean of a hundred of them has lost none. Pictures are put
into groups by their correlation, each moved to where it agrees best with its group's mean, and the mean stands for
them all (J. D. Hobby and T. K. Ho, "Enhancing degraded document images via bitmap clustering and averaging", ICDAR
1997; G. Nagy and Y. Xu, "Automatic prototype extraction for adaptive OCR", ICDAR 1997).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.cells.levels import paper_level
from ocrkit.types.geometry import UprightBox
from ocrkit.types.settings import Settings

Floats = NDArray[np.float32]

_DECIMALS = 3
"""Correlations are compared to so many: the rest differs from one processor to the next."""


class PrototypeSettings(Settings):
    """How prototypes are found. ``least``: of so many pictures at least; ``near``: which are as near to their mean.

    ``height``: the pictures are compared at no more than so many pixels for a character of the table. ``side``: they
    are so many characters wide and high. ``moved``: each is moved by up to this share of a character. ``rounds``: so
    often are they dealt out anew. ``most``: of so many pictures at once, from all over the table; the others are only
    held against what those made. ``black``: a prototype's picture is so many grey levels darker than its paper where
    it is darkest, and what is darker than the share ``ink`` of that is its ink.
    """

    least: int = Field(default=4, ge=2)
    near: float = Field(default=0.7, gt=0, lt=1)
    height: int = Field(default=16, ge=8)
    side: float = Field(default=1.7, gt=1)
    moved: float = Field(default=0.2, gt=0, lt=0.5)
    rounds: int = Field(default=4, ge=1)
    most: int = Field(default=300, ge=2)
    black: int = Field(default=220, ge=1, le=255)
    ink: float = Field(default=0.25, gt=0, lt=1)


@dataclass(frozen=True, eq=False)
class Prototypes:
    """``means``: darkness (k, S, S), one each; ``like``: the correlation of every picture with each, (n, k)."""

    means: Floats
    like: Floats

    def picture(self, number: int, settings: PrototypeSettings) -> InkLine:
        """A prototype as dark ink on white paper."""
        mean = self.means[number] / max(float(self.means[number].max()), 1e-6)
        rows, columns = (np.flatnonzero(mean.max(axis=axis) >= settings.ink) for axis in (1, 0))
        box = UprightBox(*(float(v) for v in (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)))
        return InkLine(np.asarray(255 - settings.black * mean, np.uint8), box)

    def between(self) -> Floats:
        """The correlation of each prototype with each, (k, k), at its best where one is moved by a pixel."""
        ways = [np.roll(self.means, (y, x), axis=(1, 2)) for y in (-1, 0, 1) for x in (-1, 0, 1)]
        like = _likeness(_units(np.stack(ways, axis=1)), _units(self.means[:, None])[:, 0])
        return np.asarray(like.max(axis=2), np.float32)


def prototypes(
    lines: Sequence[InkLine], labels: Sequence[str], text_height: float, settings: PrototypeSettings
) -> Prototypes | None:
    """The prototypes of these lines of ink, each no larger than a character; None where there are none.

    ``labels``: what has one label is held to be alike at first, and what is like none of that is grouped by itself.
    """
    if len(lines) < settings.least:
        return None
    chosen = np.unique(np.linspace(0, len(lines) - 1, min(len(lines), settings.most)).round().astype(np.intp))
    moved = _moved([lines[i] for i in chosen], text_height, settings)
    units = _units(moved)
    means = _means(moved, units, [labels[i] for i in chosen], settings)
    if not means:
        return None
    found = np.stack(means)
    of_means = _units(found[:, None])[:, 0]
    if len(chosen) == len(lines):
        return Prototypes(found, _likeness(units, of_means).max(axis=2))
    parts = [lines[i : i + settings.most] for i in range(0, len(lines), settings.most)]
    like = [_likeness(_units(_moved(part, text_height, settings)), of_means).max(axis=2) for part in parts]
    return Prototypes(found, np.concatenate(like))


def _means(moved: Floats, units: Floats, labels: Sequence[str], settings: PrototypeSettings) -> list[Floats]:
    """The mean pictures of groups of lines, as long as each keeps its least number; (S, S) each."""
    means = _seeds(moved, units, labels, settings)
    for _ in range(settings.rounds):
        if not means:
            break
        like = _likeness(units, _units(np.stack(means)[:, None])[:, 0])
        best, at = like.max(axis=2), like.argmax(axis=2)
        nearest = best.argmax(axis=1)
        means = [
            moved[own, at[own, k]].mean(axis=0)
            for k in range(len(means))
            if len(own := np.flatnonzero((nearest == k) & (best[:, k] >= settings.near))) >= settings.least
        ]
    return means


def _moved(lines: Sequence[InkLine], text_height: float, settings: PrototypeSettings) -> Floats:
    """How dark each line's ink is, 0 to 1, moved in every way: (n, ways, S, S); not at all in the middle one."""
    scale = min(1.0, settings.height / text_height)
    high = text_height * scale
    half, room = round(high * settings.side / 2), max(1, round(high * settings.moved))
    pictures = np.stack([_framed(line, scale, half + room) for line in lines])
    side, ways = 2 * half + 1, range(2 * room + 1)
    return np.stack([pictures[:, y : y + side, x : x + side] for y in ways for x in ways], axis=1)


def _framed(line: InkLine, scale: float, half: int) -> Floats:
    """A line's darkness about the middle of its ink, (2 half + 1, 2 half + 1), 0 to 1; nothing beyond its ink."""
    x0, y0, x1, y1 = line.ink.grown(1).as_ints()
    x0, y0 = max(0, x0), max(0, y0)
    paper = paper_level(line.image)
    ink = np.clip((paper - line.image[y0:y1, x0:x1].astype(np.float32)) / max(1.0, paper), 0, 1)
    found = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    if not ink.size:
        return found
    if scale < 1:
        size = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
        ink = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.float32)
    high, wide = (min(n, 2 * half + 1) for n in ink.shape)
    top, left = half - high // 2, half - wide // 2
    found[top : top + high, left : left + wide] = ink[:high, :wide]
    return found


def _units(pictures: Floats) -> Floats:
    """Pictures (n, ways, S, S) as vectors (n, ways, S * S) of mean 0 and length 1: their products correlate."""
    flat = pictures.reshape(*pictures.shape[:2], -1)
    flat = flat - flat.mean(axis=2, keepdims=True)
    return np.asarray(flat / np.maximum(np.linalg.norm(flat, axis=2, keepdims=True), 1e-6), np.float32)


def _likeness(units: Floats, means: Floats) -> Floats:
    """The correlation of each picture, moved in every way, with each mean: (n, k, ways)."""
    return np.asarray(np.swapaxes(units @ means.T, 1, 2), np.float32).round(_DECIMALS)


def _seeds(moved: Floats, units: Floats, labels: Sequence[str], settings: PrototypeSettings) -> list[Floats]:
    """Means to begin with: of what has one label; then of the picture that is most like others and those others."""
    middle = units.shape[1] // 2
    like = _likeness(units, units[:, middle])
    best, at = like.max(axis=2), like.argmax(axis=2)
    free = np.ones(len(units), np.bool_)
    found: list[Floats] = []
    for label, count in Counter(labels).items():
        if count >= settings.least:
            own = np.array([i for i, other in enumerate(labels) if other == label])
            seed = own[np.median(best[np.ix_(own, own)], axis=0).argmax()]
            found.append(moved[own, at[own, seed]].mean(axis=0))
            free &= _as_like(units, found[-1]) < settings.near
    while free.sum() >= settings.least:
        own = np.flatnonzero(free)
        near = np.sort(best[np.ix_(own, own)], axis=0)[-settings.least]
        seed = own[near.argmax()]
        nearest = own[np.argsort(-best[own, seed], kind="stable")[: settings.least]]
        found.append(moved[nearest, at[nearest, seed]].mean(axis=0))
        free[nearest] = False
        free &= _as_like(units, found[-1]) < settings.near
    return found


def _as_like(units: Floats, mean: Floats) -> Floats:
    """The correlation of each picture with one mean, (n,)."""
    return np.asarray(_likeness(units, _units(mean[None, None])[:, 0]).max(axis=(1, 2)), np.float32)
