"""Which confidence of a text tells right from wrong, and from where on a text is believed.

``python -m benchmarks.text_confidence [--seed N] [--count N]`` prints texts of cells (Chinese and English, 1 to 40
characters, clean to badly worn), reads them and prints, for three measures of the same readings, how well each tells
right from wrong, overall and between short and long texts; then, for the reader's own confidence, what each
threshold would leave wrong and what it would send to review. The truth is generated, and nothing else is looked at.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from benchmarks.pagemaker import paper, phrases, randomtables
from benchmarks.pagemaker.degrade import encode
from ocrkit.engines import default_engines
from ocrkit.recognise.cells.crops import InkLine, prepare_crop
from ocrkit.recognise.engines.batches import batches
from ocrkit.recognise.engines.crop_reader import NetworkCrops
from ocrkit.recognise.engines.ctc import best_texts, emissions, least_sure
from ocrkit.recognise.told import cell_doubts
from ocrkit.recognise.values.reader import ValueReader
from ocrkit.settings import ReadSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading
from ocrkit.types.text import folded

FONTS = (
    ("opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("truetype/wqy/wqy-zenhei.ttc", 0),
    ("truetype/arphic/uming.ttc", 0),
    ("truetype/arphic/ukai.ttc", 0),
    ("truetype/liberation/LiberationSans-Regular.ttf", 0),
    ("truetype/liberation/LiberationSerif-Regular.ttf", 0),
)
"""Files below /usr/share/fonts, and the face in each; the last two have no Chinese."""

ENGLISH = re.findall(
    r"\S+",
    "Total Amount Unit Item Deposits Borrowings Receivables Interest Balance Opening Closing Revenue Cost Assets"
    " Liabilities Equity Merged Cells Line Col Grade Region East West North South Year Month Name Number Remarks"
    " Population Households Villages Towns Schools Hospitals Teachers Pupils Length Width Area Output Wheat Maize"
    " Reservoir Bridge Road Station Code kg km No. Qty Avg Max Min Other None Pending Done",
)

THRESHOLDS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.99)
WHOLE, MEAN, LEAST = "whole text", "mean a character", "least sure character"


@dataclass(frozen=True)
class Text:
    """A printed text: what it says, its line of ink, and how high its characters are, in pixels."""

    printed: str
    line: InkLine
    height: float


@dataclass(frozen=True)
class Read:
    """A text as read: whether right, its length in characters, and each measure of it, 0 to 1."""

    right: bool
    length: int
    measures: dict[str, float]


def words(rng: np.random.Generator, chinese: bool) -> str:
    """A text as cells hold them."""
    if not chinese:
        text = " ".join(rng.choice(ENGLISH, int(rng.integers(1, 5))))
        return text + f" {rng.integers(1, 2000)}" * bool(rng.random() < 0.15)
    kind = rng.random()
    if kind < 0.5:
        return str(rng.choice(randomtables.MODIFIERS)) * bool(rng.random() < 0.5) + str(
            rng.choice(randomtables.NOUNS)
        )
    if kind < 0.65:
        return str(rng.choice(randomtables.REMARKS[:-1]))
    sentence = re.sub(r"{\w+}", lambda m: str(rng.integers(2, 3000)), str(rng.choice(phrases.DISCLOSED)))
    start = int(rng.integers(0, max(1, len(sentence) - 4)))
    return sentence[start : start + int(rng.integers(2, 40))].strip()


def printed(rng: np.random.Generator) -> Text:
    """One text, printed and worn."""
    name, face = FONTS[int(rng.integers(len(FONTS)))]
    chinese = "liberation" not in name and rng.random() < 0.75
    text, size = words(rng, chinese), int(rng.integers(18, 44))
    font = ImageFont.truetype(f"/usr/share/fonts/{name}", size, index=face)
    picture = Picture.new("L", (int(font.getlength(text)) + 60, 2 * size + 30), 255)
    ImageDraw.Draw(picture).text((30, 15), text, font=font, fill=0)
    worn = _worn(cv2.cvtColor(np.asarray(picture), cv2.COLOR_GRAY2BGR), rng)
    ys, xs = np.nonzero(np.asarray(picture) < 128)
    return Text(text, InkLine(worn, UprightBox(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)), 0.85 * size)


def _worn(page: paper.Image, rng: np.random.Generator) -> paper.Image:
    """Wear of a strength drawn evenly from none to past reading; grey."""
    strength = float(rng.uniform())
    if strength > 0.3 and rng.random() < 0.5:
        page = paper.faded(page, rng)
    if rng.random() < 0.4:
        page = paper.toner(page, rng)
    small = max(0.3, 1 - 0.75 * strength * float(rng.uniform()))
    size = page.shape[1::-1]
    page = cv2.resize(page, None, fx=small, fy=small, interpolation=cv2.INTER_AREA)
    page = paper.noisy(paper.blurred(page, 0.3 + 1.2 * strength * small), rng, 3 + 35 * strength**2)
    data = np.frombuffer(encode(page, ".jpg", int(90 - 60 * strength)), np.uint8)
    back = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    return np.asarray(cv2.resize(back, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def one_look(texts: Sequence[Text], crops: NetworkCrops) -> list[Read]:
    """Each text after one look, with the three measures."""
    recogniser = crops._recogniser
    images = [prepare_crop(text.line.image, text.line.ink, text.height) for text in texts]
    found: list[Read | None] = [None] * len(texts)
    given = batches(images, crops._settings.batch)
    for batch, cut in recogniser.each(given, lambda output: emissions(output, recogniser.characters)):
        for i, emitted in zip(batch.indices, cut, strict=True):
            best = best_texts(emitted, 1)
            if best and best[0].text:
                found[i] = _measured(texts[i], best[0].text, best[0].probability, least_sure(emitted))
    return [read for read in found if read is not None]


def _measured(text: Text, read: str, whole: float, least: float) -> Read:
    length = max(1, len(folded(read)))
    return Read(same_text(text.printed, read), length, {WHOLE: whole, MEAN: whole ** (1 / length), LEAST: least})


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same, widths and spaces aside."""
    return folded(one) == folded(other)


def separation(right: NDArray[np.float64], wrong: NDArray[np.float64]) -> float:
    """The chance that a right reading has a higher measure than a wrong one (area under the ROC curve)."""
    order = np.sort(wrong)
    below = (np.searchsorted(order, right, "left") + np.searchsorted(order, right, "right")) / 2
    return float(below.mean() / len(wrong)) if len(right) and len(wrong) else float("nan")


def _by_measure(reads: Sequence[Read]) -> Iterator[str]:
    yield "| measure | tells right from wrong | wrong, where 95% of right pass | up to 6 characters | over 6 |"
    yield "|---|--:|--:|--:|--:|"
    for name in (WHOLE, MEAN, LEAST):
        right, wrong = (
            np.array([r.measures[name] for r in reads if r.right is is_right]) for is_right in (True, False)
        )
        line = float(np.quantile(right, 0.05))
        kept = [_kept(reads, name, line, span) for span in ((0, 999), (0, 6), (7, 999))]
        yield f"| {name} | {separation(right, wrong):.4f} | " + " | ".join(kept) + " |"


def _kept(reads: Sequence[Read], name: str, line: float, span: tuple[int, int]) -> str:
    inside = [r for r in reads if span[0] <= r.length <= span[1]]
    wrong = [r for r in inside if not r.right]
    right = [r for r in inside if r.right]
    lost = sum(r.measures[name] < line for r in right)
    return f"{sum(r.measures[name] >= line for r in wrong)} of {len(wrong)} (right lost: {lost} of {len(right)})"


def own(texts: Sequence[Text], crops: NetworkCrops) -> list[tuple[Text, Reading]]:
    """Each text as a cell of a table is read."""
    reader = ValueReader(crops)
    done: list[tuple[Text, Reading]] = []
    for i in range(0, len(texts), 200):
        part = texts[i : i + 200]
        height = float(np.median([text.height for text in part]))
        done += zip(part, reader.read([text.line for text in part], height), strict=True)
    return done


def _by_threshold(done: Sequence[tuple[Text, Reading]]) -> Iterator[str]:
    yield "| a text is believed from | wrong, no doubt told | right, in doubt |"
    yield "|--:|--:|--:|"
    for line in THRESHOLDS:
        silent = in_doubt = 0
        for text, reading in done:
            right = reading.text is not None and same_text(text.printed, reading.text)
            doubted = bool(cell_doubts(reading, line))
            silent, in_doubt = silent + (not right and not doubted), in_doubt + (right and doubted)
        yield f"| {line} | {silent} | {in_doubt} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    texts = [printed(rng) for _ in range(args.count)]
    crops = default_engines(ReadSettings(engine="onnxruntime")).crops
    assert isinstance(crops, NetworkCrops)
    reads = one_look(texts, crops)
    print(
        f"{len(reads)} texts read in one look, {sum(not r.right for r in reads)} of them wrong",
        *_by_measure(reads),
        sep="\n",
    )
    done = own(texts, crops)
    wrong = sum(reading.text is None or not same_text(text.printed, reading.text) for text, reading in done)
    print(f"\nas cells are read: {wrong} of {len(done)} wrong", *_by_threshold(done), sep="\n")


if __name__ == "__main__":
    main()
