"""Two readings of one crop weighed together: of a network for all print, and of one that knows values alone.

Each network gives texts with probabilities. They were trained on other print and other damage, so they err on other
crops: what both hold for likely is likelier than either says, and where they differ the surer one is believed, and
the other heard. The probability of a text is the product of both, each to a power that says how far it is to be
believed, over the sum for all texts that either names and for all it does not (a product of experts: G. Hinton,
"Training products of experts by minimizing contrastive divergence", 2002; a logarithmic opinion pool: C. Genest and
J. Zidek, "Combining probability distributions", 1986).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.engines.value_decoder import VALUE_CHARACTERS
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.page import Image
from ocrkit.types.reading import Alternative, Reading
from ocrkit.types.settings import Settings
from ocrkit.types.text import folded

Floats = NDArray[np.float64]

OTHER = "口"
"""What the network for values writes for every character that no value has."""


class Powers(Settings):
    """How far each of two readers is believed.

    ``other`` is the power of the probabilities that a recogniser for all print gives, ``own`` that of the network for
    values; ``least`` is the least probability that either gives to a text it does not name.
    """

    other: float = Field(gt=0)
    own: float = Field(gt=0)
    least: float = Field(default=1e-3, gt=0, lt=1)


class WeighSettings(Settings):
    """How far two readers of values are believed.

    ``large`` and ``small``: beside which of PaddleOCR's recognisers. ``differ``: where they read different values,
    that of the two together is in doubt below this probability. ``settled``: from this probability on what the small
    recogniser and the one for values say together is believed, and the large one not asked; ``heard``: but it is
    where the small one reads another text with this probability. ``foreign``: from this probability on the first is
    believed where it reads words, or figures with a sign or letter, that the other cannot write.

    ``python -m benchmarks.fit_values pool`` fits the powers for the least cross-entropy, here on 13,212 lines of the
    36 reports of seed 31 and of every third of the 120 of seed 5190. Of 11,141 lines that small and ours settle 5 are
    not what was printed: cut by a table that was found wrong, or without a sign or stroke that they had lost before.
    None of them is among the 232 that the two read otherwise. Of 35 lines that large and ours read otherwise 3 are
    wrong from 0.95 on.
    """

    large: Powers = Powers(other=0.3, own=0.7)
    small: Powers = Powers(other=0.05, own=1.0)
    differ: float = Field(default=0.95, gt=0, le=1)
    settled: float = Field(default=0.985, gt=0, le=1)
    heard: float = Field(default=0.5, gt=0, le=1)
    foreign: float = Field(default=0.95, gt=0, le=1)


class Weighed:
    """A ``CropReader`` that reads values by two networks; lines of text by the first of them."""

    def __init__(
        self, reader: CropReader, own: CropReader, powers: Powers, settings: WeighSettings | None = None
    ) -> None:
        self._reader, self._own, self._powers = reader, own, powers
        self._settings = settings or WeighSettings()

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``."""
        found = self._reader.read(crops, values)
        if not values or not crops:
            return found
        return [
            weigh(one, other, self._powers, self._settings)
            for one, other in zip(found, self._own.read(crops, True), strict=True)
        ]


def weigh(reading: Reading, own: Reading, powers: Powers, settings: WeighSettings) -> Reading:
    """The reading of a value by both; words are left as they were read.

    Texts keep the first reader's writing (the width of digits, the kind of a dash). Where the two read different
    values, and the one that is likelier is not so by far, the reading is in doubt.
    """
    if _is_left_alone(reading, own, settings):
        return reading
    written = _written(reading, own)
    if not written:
        return reading
    keys = list(written)
    ours = np.array([_probability(reading, key) for key in keys])
    theirs = np.array([_own_probability(own, key) for key in keys])
    shares = _pooled(_with_rest(ours), _with_rest(theirs), powers)
    order = np.argsort(-shares[:-1], kind="stable")
    found = tuple(Alternative(written[keys[i]], float(shares[i])) for i in order)
    # The small one counts for so little that the other could confirm itself: it has to be sure as a large one is.
    evenly = _pooled(_with_rest(ours), _with_rest(theirs), settings.large)[order[0]]
    sure = powers == settings.large or float(evenly) >= settings.settled
    return _told(reading, own, found, settings, sure)


def settled(first: Reading, own: Reading, settings: WeighSettings) -> Reading | None:
    """The reading of a value by the small recogniser and the network for values, None where a third is to be asked.

    They need not read alike: the small one tells little of lone strokes, which are most of what they differ on. But
    where it is likely right with another text, or sees no figures where the other does, a third is asked; and of a
    level stroke, which the network for values writes as a dash, be it one or the numeral 一.
    """
    if _is_words(own) or _is_left_alone(first, own, settings):
        return None
    both = weigh(first, own, settings.small, settings)
    if not both.text or (both.confidence or 0.0) < settings.settled:
        return None
    alike = folded(first.text or "") == folded(both.text)
    heard = (first.confidence or 0.0) >= settings.heard if first.text else any(c.isdecimal() for c in both.text)
    if folded(both.text) == "-" and not both.confirmed:
        return None
    return both if alike or not heard else None


def _is_left_alone(reading: Reading, own: Reading, settings: WeighSettings) -> bool:
    """Whether a crop holds what the network for values cannot write."""
    return not _is_value(reading.text) and (_is_words(own) or _is_foreign(reading, settings))


def _with_rest(probabilities: Floats) -> Floats:
    """With the probability of all that is not named, last."""
    return np.append(probabilities, 1 - probabilities.sum())


def _pooled(ours: Floats, theirs: Floats, powers: Powers) -> Floats:
    """The probabilities of both together, their sum 1."""
    logs = powers.other * np.log(np.maximum(powers.least, ours))
    logs += powers.own * np.log(np.maximum(powers.least, theirs))
    shares = np.exp(logs - logs.max())
    return np.asarray(shares / shares.sum(), np.float64)


def _told(
    reading: Reading, own: Reading, found: tuple[Alternative, ...], settings: WeighSettings, sure: bool
) -> Reading:
    best = found[0]
    value = best if _is_value(best.text) else next((one for one in found if _is_value(one.text)), None)
    heard = {folded(one.text or "") for one in (reading, own) if one.text}
    others = tuple(sorted(text for text in heard if text != folded(best.text) and OTHER not in text))
    doubts = reading.doubts
    if others and best.probability < settings.differ:
        doubts = (*doubts, Doubt(DoubtCode.LOOKS_DIFFER, {"texts": others}))
    return replace(
        reading,
        text=best.text,
        confidence=best.probability,
        value_text=value.text if value else reading.value_text,
        value_confidence=value.probability if value else reading.value_confidence,
        alternatives=found,
        doubts=doubts,
        confirmed=sure and folded(reading.text or "") == folded(own.text or "") == folded(best.text),
    )


def _written(reading: Reading, own: Reading) -> dict[str, str]:
    """Every text that either names, as it is compared, and as it is written."""
    texts = [one.text for one in reading.alternatives]
    texts += [text for text in (reading.text, reading.value_text) if text]
    texts += [one.text for one in own.alternatives if OTHER not in one.text]
    written: dict[str, str] = {}
    for text in texts:
        if text:
            written.setdefault(folded(text), text)
    return written


def _probability(reading: Reading, key: str) -> float:
    """Of a text in a reading, those of its other widths included."""
    listed = sum(one.probability for one in reading.alternatives if folded(one.text) == key)
    forced = reading.value_confidence or 0.0 if folded(reading.value_text or "") == key else 0.0
    return max(listed, forced)


def _own_probability(own: Reading, key: str) -> float:
    """Of a text to the network for values: one with other characters is any text with such."""
    if _is_value(key):
        return sum(one.probability for one in own.alternatives if folded(one.text) == key)
    return sum(one.probability for one in own.alternatives if OTHER in one.text)


def _is_words(own: Reading) -> bool:
    """Whether the network for values takes a crop for something else."""
    return OTHER in (own.text or "")


def _is_foreign(reading: Reading, settings: WeighSettings) -> bool:
    """Whether it surely has what the network for values never learnt: signs or letters among figures, or words.

    A small letter alone is as often a misread figure, and a Chinese character beside figures one that values have.
    """
    text = folded(reading.text or "")
    others = [c for c in text if c not in VALUE_CHARACTERS]
    chinese = ["\u4e00" <= c <= "\u9fff" for c in others]
    figures = any(c.isdecimal() for c in text)
    known = not all(chinese) if figures else any(chinese) or len(text) > 1 or any("A" <= c <= "Z" for c in others)
    known = known and bool(others)
    return known and (reading.confidence or 0.0) >= settings.foreign


def _is_value(text: str | None) -> bool:
    return bool(text) and set(text or "") <= set(VALUE_CHARACTERS)
