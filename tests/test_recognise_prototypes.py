"""What a table prints many times: the mean of damaged pictures is whole, and signs in doubt are read as it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import pytest

from ocrkit.recognise.by_prototype import by_prototype
from ocrkit.recognise.cells.crops import CropSettings, InkLine
from ocrkit.recognise.prototype_signs import ByPrototypeSettings, PrototypeReader
from ocrkit.recognise.values.prototypes import PrototypeSettings, prototypes
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.reading import Alternative, Reading

HEIGHT = 14.0
UNSURE = Doubt(DoubtCode.IMPROBABLE, {"probability": 0.3})


def drawn(text: str, rng: np.random.Generator, lost: float = 0.0) -> InkLine:
    """A nought, a one or a slash on white paper, a share of whose ink is lost, somewhere in its picture."""
    image = np.full((40, 40), 255, np.uint8)
    x, y = (int(v) for v in rng.integers(17, 23, 2))
    if text == "0":
        cv2.ellipse(image, (x, y), (4, 7), 0, 0, 360, 0, 2)
    elif text == "1":
        cv2.line(image, (x, y - 7), (x, y + 7), 0, 3)
        cv2.line(image, (x - 3, y + 7), (x + 3, y + 7), 0, 2)
    else:
        cv2.line(image, (x - 4, y + 7), (x + 4, y - 7), 0, 2)
    if lost:
        blots = cv2.GaussianBlur(rng.normal(0, 1, image.shape), (0, 0), 1.5)
        image[blots > np.quantile(blots, 1 - lost)] = 255
    ys, xs = np.nonzero(image < 128)
    return InkLine(image, UprightBox(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1)))


def read_as(text: str, probability: float, *doubts: Doubt) -> Reading:
    return Reading(text, probability, text, probability, (Alternative(text, probability),), doubts)


@dataclass
class Shapes:
    """A reader of whole signs by their middle: paper there is a nought's, ink down the middle column a one's."""

    sure: float = 0.99
    asked: list[Image] = field(default_factory=list)

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        self.asked += crops
        return [
            read_as("0" if crop[crop.shape[0] // 2, crop.shape[1] // 2] > 160 else "1", self.sure) for crop in crops
        ]


def told_by(reader: Shapes, settings: ByPrototypeSettings | None = None) -> PrototypeReader:
    return PrototypeReader(reader, CropSettings(), HEIGHT, settings or ByPrototypeSettings())


def test_the_mean_of_torn_noughts_is_whole() -> None:
    rng = np.random.default_rng(1)
    torn = [drawn("0", rng, lost=0.4) for _ in range(40)]
    found = prototypes(torn, ["0"] * 40, HEIGHT, PrototypeSettings())
    assert found is not None
    largest = int(np.bincount(found.like.argmax(axis=1)).argmax())
    one = found.picture(largest, PrototypeSettings())
    x0, y0, x1, y1 = one.ink.as_ints()
    ring = (one.image[y0:y1, x0:x1] < 220).astype(np.uint8)
    outside = cv2.connectedComponents(1 - np.pad(ring, 1), connectivity=4)[0] - 1  # the background is no component
    assert outside == 2, "the paper about it, and its hole: the ring is closed"


def test_what_is_alike_is_one_prototype_and_what_is_not_another() -> None:
    rng = np.random.default_rng(2)
    texts = ["0"] * 20 + ["1"] * 10
    found = prototypes([drawn(text, rng, lost=0.2) for text in texts], [""] * 30, HEIGHT, PrototypeSettings())
    assert found is not None
    of = found.like.argmax(axis=1)
    assert not set(of[:20]) & set(of[20:])


def test_few_pictures_have_none() -> None:
    rng = np.random.default_rng(3)
    settings = PrototypeSettings()
    few = [drawn("0", rng) for _ in range(settings.least - 1)]
    assert prototypes(few, ["0"] * len(few), HEIGHT, settings) is None
    assert prototypes([], [], HEIGHT, settings) is None


def table(
    noughts: int, odd: tuple[InkLine, Reading], reader: Shapes, settings: ByPrototypeSettings | None = None
) -> Reading:
    """The reading of an ``odd`` cell in a table of so many torn noughts and of six ones."""
    rng = np.random.default_rng(4)
    signs = [drawn("0", rng, lost=0.3) for _ in range(noughts)] + [drawn("1", rng) for _ in range(6)] + [odd[0]]
    readings = [read_as("0", 0.95) for _ in range(noughts)] + [read_as("1", 0.99) for _ in range(6)] + [odd[1]]
    found = by_prototype(signs, readings, told_by(reader, settings))
    assert found[:-1] == readings[:-1], "what was read surely stays as it was read"
    return found[-1]


@pytest.mark.parametrize("read", ["6", "11", "无", "n"])
def test_a_torn_nought_is_read_as_the_others_and_stays_in_doubt(read: str) -> None:
    torn = drawn("0", np.random.default_rng(5), lost=0.3)
    found = table(30, (torn, read_as(read, 0.3, UNSURE)), Shapes())
    assert (found.text, found.value_text) == ("0", "0")
    assert found.doubts == (UNSURE, Doubt(DoubtCode.READ_BY_PROTOTYPE, {"text": read}))
    assert [one.text for one in found.alternatives] == ["0", read]
    assert not found.confirmed


@pytest.mark.parametrize("read", ["7", "/", "0"])
def test_a_one_among_noughts_is_not_read_as_them(read: str) -> None:
    own = read_as(read, 0.3, UNSURE)
    assert table(30, (drawn("1", np.random.default_rng(6)), own), Shapes()) == own


def test_what_is_like_nothing_else_stays() -> None:
    own = read_as("7", 0.3, UNSURE)
    assert table(30, (drawn("/", np.random.default_rng(6)), own), Shapes()) == own


def test_few_signs_tell_nothing_and_a_sure_table_is_not_asked() -> None:
    torn = drawn("0", np.random.default_rng(5), lost=0.3)
    own = read_as("6", 0.3, UNSURE)
    assert table(8, (torn, own), Shapes()) == own
    reader = Shapes()
    assert table(30, (torn, read_as("6", 0.95)), reader).text == "6"
    assert not reader.asked


def test_a_number_printed_many_times_is_none() -> None:
    """Signs for nothing are printed a hundred times; a digit as often is a mistake of the groups."""
    rng = np.random.default_rng(7)
    signs = [drawn("1", rng, lost=0.2) for _ in range(30)]
    readings = [read_as("1", 0.95) for _ in range(29)] + [read_as("7", 0.3, UNSURE)]
    assert by_prototype(signs, readings, told_by(Shapes())) == readings


@pytest.mark.parametrize(("others", "told"), [("0", "0"), ("6", "6")])
def test_what_its_mean_does_not_tell_most_of_its_pictures_do(others: str, told: str) -> None:
    """Where the mean's own reading is unsure: the sign that most were read as; none where that is a number."""
    rng = np.random.default_rng(8)
    signs = [drawn("0", rng, lost=0.1) for _ in range(31)]
    readings = [read_as(others, 0.92) for _ in range(30)] + [read_as("9", 0.2, UNSURE)]
    found = by_prototype(signs, readings, told_by(Shapes(sure=0.4)))[-1]
    assert found.text == (told if others == "0" else "9")


def test_cells_without_a_sign_are_passed_over() -> None:
    torn = drawn("0", np.random.default_rng(5), lost=0.3)
    rng = np.random.default_rng(9)
    signs = [drawn("0", rng, lost=0.3) for _ in range(20)]
    unread = replace(read_as("", 0.0), text=None)
    readings = [read_as("0", 0.95) for _ in range(20)] + [unread, read_as("words", 0.2), read_as("6", 0.3, UNSURE)]
    found = by_prototype([*signs, signs[0], None, torn], readings, told_by(Shapes()))
    assert [one.text for one in found[20:]] == [None, "words", "0"]


def test_of_many_pictures_some_make_the_prototypes_and_all_are_held_against_them() -> None:
    rng = np.random.default_rng(10)
    texts = ["0", "0", "1"] * 40
    lines = [drawn(text, rng, lost=0.2) for text in texts]
    found = prototypes(lines, texts, HEIGHT, PrototypeSettings(most=30))
    assert found is not None
    of = found.like.argmax(axis=1)
    assert len(of) == 120
    assert len({(text, int(group)) for text, group in zip(texts, of, strict=True)}) == len(found.means)


def test_a_prototype_whose_mean_reads_as_a_number_is_no_sign() -> None:
    """Though most of its pictures were read as 0: a torn 8 is, and none of them is surer than their mean."""
    rng = np.random.default_rng(11)

    class Eights(Shapes):
        def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
            return [read_as("8", 0.8) for _ in crops]

    signs = [drawn("0", rng, lost=0.1) for _ in range(30)]
    readings = [read_as("0", 0.45, UNSURE)] * 20 + [read_as("8", 0.6, UNSURE)] * 10
    assert by_prototype(signs, readings, told_by(Eights())) == readings


def test_groups_that_were_read_as_different_things_and_look_alike_are_one() -> None:
    """Half of the torn slashes were read as 7, a few as 1: together they are slashes; not each group alone."""
    rng = np.random.default_rng(12)
    signs = [drawn("/", rng, lost=0.1) for _ in range(40)]
    readings = [read_as("/", 0.5, UNSURE)] * 20 + [read_as("7", 0.4, UNSURE)] * 15 + [read_as("1", 0.3, UNSURE)] * 5

    class Silent(Shapes):
        def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
            return [read_as("1", 0.05) for _ in crops]

    settings = ByPrototypeSettings(same=1.0)
    apart = by_prototype(signs, readings, told_by(Silent(), settings))
    joined = by_prototype(signs, readings, told_by(Silent()))
    count = [sum(reading.text == "/" for reading in found) for found in (apart, joined)]
    assert count[0] < count[1], "each by itself tells less than all"
    assert count[1] >= 36
    assert all(reading.doubts for reading in joined)
