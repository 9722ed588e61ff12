"""Sheets full of values, in tables with rules, drawn at once: four hundred to a page; a report has a hundred."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from subprocess import run

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

from benchmarks.fit_lattice.drawn import A4
from ocrkit.types.page import Image

CHINESE = (
    "wqy-zenhei.ttc",
    "wqy-microhei.ttc",
    "uming.ttc",
    "ukai.ttc",
    "NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
    "NotoSerifCJK-Bold.ttc",
)
LATIN = (
    "LiberationSerif-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationMono-Regular.ttf",
    "DejaVuSans.ttf",
    "DejaVuSerif.ttf",
    "LiberationSans-Bold.ttf",
)

_SIMPLIFIED = 2
"""The face of Noto's collections with the forms of the mainland."""

_WORDS = list(
    "合计总数其他自然人商业企业科研机构社会公益法律服务行政许可处罚强制规章文件公开申请结果维持纠正尚未审结撤销征收费额件"
    "次万元本年度第一二三四五六七八九十项类型说明备注单位名称序号日期月份增长减少比例"
)
_LETTERS = list("OlIBSZqgAbDGQsz|!?*#")
_FILLERS = ("-", "—", "/", "无", "——", "－", "／", "–")
_WIDE = str.maketrans("0123456789.,-%/", "０１２３４５６７８９．，－％／")


@dataclass(frozen=True)
class Sheet:
    """A drawn page: grey uint8 (H, W), and each cell's box in its pixels, float64 (n, 4), with the text in it."""

    image: Image
    boxes: NDArray[np.float64]
    texts: tuple[str, ...]


def sheet(rng: np.random.Generator, dpi: int) -> Sheet:
    """A page with one table of values in one hand: a font, a size, a way to fill what has no value."""
    height, width = (round(inches * dpi) for inches in A4)
    image = Pil.new("L", (width, height), int(rng.integers(235, 256)))
    draw = ImageDraw.Draw(image)
    size = rng.uniform(7.5, 14) / 72 * dpi
    chinese = _font(str(rng.choice(CHINESE)), size)
    latin = _font(str(rng.choice(LATIN)), size) if rng.random() < 0.5 else chinese
    margin, ink, wide = round(0.5 * dpi), int(rng.integers(0, 80)), rng.random() < 0.06
    filler, align = str(rng.choice([*_FILLERS[:4], "0", "－"])), str(rng.choice(["c", "c", "r", "l"]))
    xs = np.round(np.linspace(margin, width - margin, int(rng.integers(7, 14)))).astype(int)
    step = size * rng.uniform(1.25, 2.2)
    ys = np.round(margin + step * np.arange((height - 2 * margin) // step + 1)).astype(int)
    _rules(draw, xs, ys, ink, max(1, round(rng.uniform(0.4, 1.2) / 72 * dpi)))
    boxes, texts = [], []
    for y0, y1 in pairwise(ys.tolist()):
        for x0, x1 in pairwise(xs.tolist()):
            text = _text(rng, filler)
            text = text.translate(_WIDE) if wide else text
            font = latin if text.isascii() else chinese
            length = draw.textlength(text, font=font)
            text = text if length <= x1 - x0 - 4 else ""
            start = {"c": (x0 + x1 - length) / 2, "l": x0 + 0.3 * size, "r": x1 - 0.3 * size - length}[align]
            middle = (y0 + y1) / 2 + rng.uniform(-0.04, 0.04) * size
            draw.text((start, middle), text, font=font, fill=ink, anchor="lm")
            boxes.append((x0, y0, x1, y1))
            texts.append(text)
    return Sheet(np.asarray(image), np.array(boxes, np.float64), tuple(texts))


def _rules(draw: ImageDraw.ImageDraw, xs: NDArray[np.int_], ys: NDArray[np.int_], ink: int, width: int) -> None:
    for x in xs.tolist():
        draw.line([(x, int(ys[0])), (x, int(ys[-1]))], fill=ink, width=width)
    for y in ys.tolist():
        draw.line([(int(xs[0]), y), (int(xs[-1]), y)], fill=ink, width=width)


def _text(rng: np.random.Generator, filler: str) -> str:
    """What stands in a cell: a number, the table's filler or another, a few words, letters, or nothing."""
    kind = rng.choice(6, p=(0.58, 0.12, 0.05, 0.07, 0.03, 0.15))
    if kind == 0:
        return _number(rng)
    if kind in (1, 2):
        return filler if kind == 1 else str(rng.choice(_FILLERS))
    if kind in (3, 4):
        return "".join(rng.choice(_WORDS if kind == 3 else _LETTERS, rng.integers(1, 6 if kind == 3 else 3)))
    return ""


def _number(rng: np.random.Generator) -> str:
    digits = int(rng.integers(1, 6))
    count = int(rng.integers(10 ** (digits - 1) if digits > 1 else 0, 10**digits))
    few, hundredth = int(rng.integers(1, 10 ** int(rng.integers(1, 5)))), int(rng.integers(0, 100))
    many = int(rng.integers(1000, 10 ** int(rng.integers(4, 8))))
    ways = {
        str(int(rng.integers(0, 10)) if rng.random() < 0.6 else 0): 0.22,
        f"{count}": 0.38,
        f"{many:,}": 0.10,
        f"{count}.{hundredth if rng.random() < 0.6 else hundredth % 10}": 0.10,
        f"{'-' if rng.random() < 0.7 else '+'}{few}": 0.04,
        f"{hundredth}%" if rng.random() < 0.5 else f"{few % 101}.{hundredth}%": 0.04,
        f"{rng.choice(['增', '减'])}{few}": 0.04,
        f"{many:,}.{hundredth:02d}": 0.03,
        f"{few}{'万元' if rng.random() < 0.66 else '元'}": 0.05,
    }
    weights = np.array(list(ways.values()))
    return str(rng.choice(list(ways), p=weights / weights.sum()))


@cache
def _files() -> dict[str, str]:
    """Where the fonts of this machine are, by file name."""
    listed = run(["fc-list", ":", "file"], capture_output=True, text=True, check=True).stdout
    paths = [line.strip().removesuffix(":") for line in listed.splitlines()]
    return {path.rsplit("/", 1)[-1]: path for path in paths}


def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_files()[name], size, index=_SIMPLIFIED if "CJK" in name else 0)
