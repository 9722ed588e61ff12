"""Lone signs in doubt, read as what their table prints many times where they look as it does.

Where values are nothing a table has one sign in a hundred cells: 0, a slash, a dash, 无. On a coarse fax each has
lost other strokes and is read as another thing; what they have in common is plain (``values.prototypes``). What a
prototype is, the networks read in its picture and in those it was made of, both weighed together. A sign in doubt
that is like it, and like no other, is read as it; and stays in doubt, for by itself it was read as something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from pydantic import Field

from ocrkit.recognise.cells.crops import CropSettings, InkLine, prepare_crop
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.told import certainty
from ocrkit.recognise.values.prototypes import Prototypes, PrototypeSettings, prototypes
from ocrkit.recognise.values.second_look import mass
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Alternative, Reading
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
class _Told:
    """The sign for nothing that a prototype is, None where it is none, with its probability.

    ``plain``: what it is was read in its picture, a sign or none.
    """

    sign: str | None
    sure: float
    plain: bool


def by_prototype(
    signs: Sequence[InkLine | None],
    readings: Sequence[Reading],
    text_height: float,
    reader: CropReader,
    crop: CropSettings,
    settings: ByPrototypeSettings,
) -> list[Reading]:
    """The readings of a table's cells, those in doubt that look as its sign for nothing read as it.

    ``signs``: pictures of the cells that hold no more than one. ``reader`` is asked for the prototypes, with the
    margins ``crop``. Raises ``EngineError``.
    """
    found = list(readings)
    pictures = {i: sign for i, sign in enumerate(signs) if sign is not None and readings[i].text is not None}
    asked = [i for i in pictures if (certainty(readings[i]) or 0.0) < settings.asked]
    if not asked or len(pictures) < settings.least:
        return found
    own = [readings[i] for i in pictures]
    written = [_written(reading) for reading in own]
    groups = prototypes(list(pictures.values()), written, text_height, settings.prototypes)
    if groups is None:
        return found
    told = _told(groups, own, text_height, reader, crop, settings)
    if labels := _joined(groups, told, settings):
        joined = prototypes(list(pictures.values()), labels, text_height, settings.prototypes)
        if joined is not None:
            groups, told = joined, _told(joined, own, text_height, reader, crop, settings)
    for k, i in enumerate(pictures):
        best = int(groups.like[k].argmax())
        text = told[best].sign
        if i in asked and text is not None and groups.like[k, best] >= settings.near and written[k] != text:
            found[i] = _instead(readings[i], text, told[best].sure * float(groups.like[k, best]))
    return found


def _written(reading: Reading) -> str:
    return folded(reading.text or "").replace("\n", "")


def _joined(groups: Prototypes, told: Sequence[_Told], settings: ByPrototypeSettings) -> list[str]:
    """A label for each picture: that of its prototype, one for all that are the same; none where no two are."""
    roots = list(range(len(told)))
    between = groups.between()
    for k in range(len(told)):
        for j in range(k):
            if not (told[k].plain or told[j].plain) and between[k, j] >= settings.same:
                roots = [roots[j] if root == roots[k] else root for root in roots]
    if len(set(roots)) == len(roots):
        return []
    return [str(roots[k]) for k in groups.like.argmax(axis=1)]


def _told(
    groups: Prototypes,
    readings: Sequence[Reading],
    text_height: float,
    reader: CropReader,
    crop: CropSettings,
    settings: ByPrototypeSettings,
) -> list[_Told]:
    """What each prototype is. ``readings`` are those of the pictures by themselves."""
    nearest = groups.like.argmax(axis=1)
    of = [[readings[i] for i in np.flatnonzero(nearest == k)] for k in range(len(groups.means))]
    large = [k for k, own in enumerate(of) if len(own) >= settings.least]
    looks = dict(zip(large, _read(groups, large, text_height, reader, crop, settings), strict=True))
    if any(mass(look, look.text) < settings.plain for look in looks.values()):
        small = [k for k in range(len(of)) if k not in looks]  # one that is not plain may be the same as they
        looks |= dict(zip(small, _read(groups, small, text_height, reader, crop, settings), strict=True))
    return [_one_told(looks.get(k), of[k], settings) for k in range(len(of))]


def _read(
    groups: Prototypes,
    chosen: Sequence[int],
    text_height: float,
    reader: CropReader,
    crop: CropSettings,
    settings: ByPrototypeSettings,
) -> list[Reading]:
    """What the networks read in the pictures of these prototypes."""
    if not chosen:
        return []
    height = min(text_height, settings.prototypes.height)
    pictures = [groups.picture(k, settings.prototypes) for k in chosen]
    return reader.read([prepare_crop(one.image, one.ink, height, crop) for one in pictures], values=True)


def _one_told(look: Reading | None, own: Sequence[Reading], settings: ByPrototypeSettings) -> _Told:
    """What a prototype is that reads as ``look``, made of pictures with these readings of their ``own``."""
    if look is None:
        return _Told(None, 0.0, plain=True)
    if mass(look, look.text) >= settings.plain:
        text = folded(look.text or "")
        is_sign = text in SIGNS and len(own) >= settings.least
        return _Told(text if is_sign else None, mass(look, look.text), plain=True)
    is_other = folded(look.text or "") not in SIGNS and mass(look, look.text) >= settings.other
    if is_other or len(own) < settings.least:
        return _Told(None, 0.0, plain=False)
    usual = {text: float(np.mean([mass(reading, text) for reading in own])) for text in _texts(own)}
    likely = max(usual, key=lambda text: usual[text], default="")
    pairs = [(mass(look, sign), usual.get(sign, 0.0)) for sign in SIGNS]
    shares = (np.array(pairs) + settings.floor).prod(axis=1)
    sure = float(shares.max() / shares.sum())
    is_sign = likely == SIGNS[int(shares.argmax())] and sure >= settings.sure
    return _Told(likely if is_sign else None, sure, plain=False)


def _texts(own: Sequence[Reading]) -> list[str]:
    """What any of these was read as."""
    return sorted({folded(reading.text or "") for reading in own})


def _instead(reading: Reading, text: str, sure: float) -> Reading:
    """The reading as a prototype; what it was by itself stays among the alternatives."""
    doubt = Doubt(DoubtCode.READ_BY_PROTOTYPE, {"text": reading.text or ""})
    by_itself = Alternative(reading.text or "", certainty(reading) or 0.0)
    others = (
        by_itself,
        *(one for one in reading.alternatives if one.text != reading.text and folded(one.text) != text),
    )
    return replace(
        reading,
        text=text,
        confidence=sure,
        value_text=text,
        value_confidence=sure,
        alternatives=(Alternative(text, sure), *others),
        doubts=(*reading.doubts, doubt),
        least=sure,
        confirmed=False,
    )
