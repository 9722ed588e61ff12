"""Lone signs in doubt, read as what their table prints many times where they look as it does.

Where values are nothing a table has one sign in a hundred cells: 0, a slash, a dash, 无. On a coarse fax each has
lost other strokes and is read as another thing; what they have in common is plain (``values.prototypes``). What a
prototype is, the networks read in its picture and in those it was made of, both weighed together. A sign in doubt
that is more like it than like any other is read as it; and stays in doubt, for by itself it was read as something
else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.prototype_signs import ByPrototypeSettings, PrototypeReader, Told
from ocrkit.recognise.told import certainty
from ocrkit.recognise.values.prototypes import Prototypes, prototypes
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Alternative, Reading
from ocrkit.types.text import folded


def by_prototype(
    signs: Sequence[InkLine | None], readings: Sequence[Reading], reader: PrototypeReader
) -> list[Reading]:
    """The readings of a table's cells, those in doubt that look as its sign for nothing read as it.

    ``signs``: pictures of the cells that hold no more than one. Raises ``EngineError``.
    """
    settings, found = reader.settings, list(readings)
    pictures = {i: sign for i, sign in enumerate(signs) if sign is not None and readings[i].text is not None}
    asked = {i for i in pictures if (certainty(readings[i]) or 0.0) < settings.asked}
    if not asked or len(pictures) < settings.least:
        return found
    lines, own = list(pictures.values()), [readings[i] for i in pictures]
    written = [_written(reading) for reading in own]
    groups = prototypes(lines, written, reader.text_height, settings.prototypes)
    if groups is None:
        return found
    told = reader.told(groups, own)
    if labels := _joined(groups, told, settings):
        joined = prototypes(lines, labels, reader.text_height, settings.prototypes)
        if joined is not None:
            groups, told = joined, reader.told(joined, own)
    for k, i in enumerate(pictures):
        best = int(groups.like[k].argmax())
        text, like = told[best].sign, float(groups.like[k, best])
        if i in asked and text is not None and like >= settings.near and written[k] != text:
            found[i] = _instead(readings[i], text, told[best].sure * like)
    return found


def _written(reading: Reading) -> str:
    return folded(reading.text or "").replace("\n", "")


def _joined(groups: Prototypes, told: Sequence[Told], settings: ByPrototypeSettings) -> list[str]:
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
