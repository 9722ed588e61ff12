"""What a prototype of a table is: its sign for nothing, or something else, or what cannot be told.

The networks read its picture and read those it was made of; both are weighed together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from ocrkit.recognise.cells.crops import CropSettings, prepare_crop
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.values.prototypes import Prototypes, PrototypeSettings
from ocrkit.recognise.values.second_look import mass
from ocrkit.types.reading import Reading
from ocrkit.types.settings import Settings
from ocrkit.types.text import folded

SIGNS = ("0", "/", "-", "无")
"""What a table prints many times: its sign for nothing. Of other values no table has many that are alike."""


class ByPrototypeSettings(Settings):
    """When a sign in doubt is read as a prototype.

    ``asked``: signs read with less than this probability are. ``size``: they are no wider and higher than so many
    text heights. ``least``: of so many pictures a prototype is made, at least. ``plain``: it is what the networks
    read in its picture with this probability; others that correlate by ``same`` are one. ``other``: it is no sign
    where they read something else with this one. ``sure``: else it is the sign that most of its pictures were read
    as, if that has this probability among signs, of which none is less likely than ``floor``. ``near``: so much
    correlates with it what is read as it.
    """

    prototypes: PrototypeSettings = PrototypeSettings()
    asked: float = Field(default=0.7, gt=0, le=1)
    size: float = Field(default=1.6, gt=0)
    least: int = Field(default=12, ge=2)
    plain: float = Field(default=0.9, gt=0, le=1)
    same: float = Field(default=0.9, gt=0, le=1)
    other: float = Field(default=0.3, gt=0, le=1)
    sure: float = Field(default=0.8, gt=0, le=1)
    floor: float = Field(default=0.01, gt=0, lt=1)
    near: float = Field(default=0.75, gt=0, le=1)


@dataclass(frozen=True)
class Told:
    """The sign for nothing that a prototype is, None where it is none, with its probability.

    ``plain``: what it is was read in its picture, a sign or none.
    """

    sign: str | None
    sure: float
    plain: bool


@dataclass(frozen=True, eq=False)
class PrototypeReader:
    """Tells what prototypes are. ``reader`` reads their pictures with the margins ``crop``; ``text_height``: the
    table's, in pixels."""

    reader: CropReader
    crop: CropSettings
    text_height: float
    settings: ByPrototypeSettings

    def told(self, groups: Prototypes, readings: Sequence[Reading]) -> list[Told]:
        """What each prototype is. ``readings`` are those of the pictures by themselves. Raises ``EngineError``."""
        nearest = groups.like.argmax(axis=1)
        of = [[readings[i] for i in np.flatnonzero(nearest == k)] for k in range(len(groups.means))]
        large = [k for k, own in enumerate(of) if len(own) >= self.settings.least]
        looks = self._looks(groups, large)
        if any(mass(look, look.text) < self.settings.plain for look in looks.values()):
            # a small one that is not plain either may be the same as they
            looks |= self._looks(groups, [k for k in range(len(of)) if k not in looks])
        return [_told(looks.get(k), own, self.settings) for k, own in enumerate(of)]

    def _looks(self, groups: Prototypes, chosen: Sequence[int]) -> dict[int, Reading]:
        """What the networks read in the pictures of these prototypes."""
        if not chosen:
            return {}
        height = min(self.text_height, self.settings.prototypes.height)
        pictures = [groups.picture(k, self.settings.prototypes) for k in chosen]
        crops = [prepare_crop(one.image, one.ink, height, self.crop) for one in pictures]
        return dict(zip(chosen, self.reader.read(crops, values=True), strict=True))


def _told(look: Reading | None, own: Sequence[Reading], settings: ByPrototypeSettings) -> Told:
    """What a prototype is that reads as ``look``, made of pictures with these readings of their ``own``."""
    if look is None:
        return Told(None, 0.0, plain=True)
    if mass(look, look.text) >= settings.plain:
        text = folded(look.text or "")
        is_sign = text in SIGNS and len(own) >= settings.least
        return Told(text if is_sign else None, mass(look, look.text), plain=True)
    is_other = folded(look.text or "") not in SIGNS and mass(look, look.text) >= settings.other
    if is_other or len(own) < settings.least:
        return Told(None, 0.0, plain=False)
    usual = {text: float(np.mean([mass(reading, text) for reading in own])) for text in _texts(own)}
    likely = max(usual, key=lambda text: usual[text], default="")
    pairs = [(mass(look, sign), usual.get(sign, 0.0)) for sign in SIGNS]
    shares = (np.array(pairs) + settings.floor).prod(axis=1)
    sure = float(shares.max() / shares.sum())
    is_sign = likely == SIGNS[int(shares.argmax())] and sure >= settings.sure
    return Told(likely if is_sign else None, sure, plain=False)


def _texts(own: Sequence[Reading]) -> list[str]:
    """What any of these was read as."""
    return sorted({folded(reading.text or "") for reading in own})
