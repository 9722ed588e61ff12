"""The prepare stage: a page as given to one upright, straight, evenly lit, without seals; a sheet of two to two."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.aspect import seen_stretch, told_stretch
from ocrkit.prepare.colour import ink_plane
from ocrkit.prepare.frame import without_frame
from ocrkit.prepare.light import even_light
from ocrkit.prepare.negative import find_polarity
from ocrkit.prepare.settings import PrepareSettings
from ocrkit.prepare.sheet import Gutter, find_gutter, halves
from ocrkit.prepare.shrink import shrunk
from ocrkit.prepare.skew import find_skew
from ocrkit.prepare.tones import is_bilevel
from ocrkit.prepare.trace import trace_rules, trace_text
from ocrkit.prepare.turn import ReadLines, exif_steps, find_turn, quarter_turn
from ocrkit.prepare.warp import Warp, fit_warp
from ocrkit.prepare.watermark import find_watermark
from ocrkit.types.geometry import sheet_side
from ocrkit.types.page import Image, Layer, Page, PreparedPage, Step
from ocrkit.types.transform import Chain, Projective, Transform

_TRACE_SIDE = 1700
"""Lines are traced on an image whose sheet is this long."""
_LONGEST = 2**15 - 1
"""Pixels of a side that OpenCV does not warp any more."""
_GRID = 16
"""The map is worked out exactly every so many pixels, and linearly between."""
_BAND = 16
"""Rows of that grid which are worked on at once."""


_NAMES = {
    Layer.COLOURED: "colour",
    Layer.SEAL: "seals",
    Layer.FIELD: "fields",
    Layer.UNLIT: "unlit",
    Layer.WATERMARK: "watermark",
}


@dataclass(frozen=True)
class _State:
    """The page so far: the image, what of it was more than dark ink on paper, and how it came about."""

    image: Image
    layers: NDArray[np.uint8]
    maps: tuple[Transform, ...] = ()
    steps: tuple[Step, ...] = ()

    def then(self, image: Image, layers: NDArray[np.uint8], transform: Transform, step: Step) -> _State:
        return _State(image, layers, (*self.maps, transform), (*self.steps, step))


def prepare(page: Page, settings: PrepareSettings | None = None, read: ReadLines | None = None) -> PreparedPage:
    """Make a page ready for reading, all of it as one.

    ``read`` reads crops of text (see ``find_turn``); without it pages are not turned. The result's transform maps
    pixels of the page as given to pixels of the prepared image and back.
    """
    settings = settings or PrepareSettings()
    bilevel = is_bilevel(page.image, settings.tones)
    return _prepared(page, _straighten(_upright(page, settings, read), settings), bilevel)


def prepare_parts(
    page: Page,
    settings: PrepareSettings | None = None,
    read: ReadLines | None = None,
    glance: ReadLines | None = None,
) -> tuple[PreparedPage, ...]:
    """The same, but of a sheet that shows two pages side by side both of them, left then right.

    ``glance``, where there is one, reads faster and less well than ``read``.
    """
    settings = settings or PrepareSettings()
    state = _upright(page, settings, read, glance)
    bilevel = is_bilevel(page.image, settings.tones)
    gutter = find_gutter(state.image) if settings.split else None
    if gutter is None:
        return (_prepared(page, _straighten(state, settings), bilevel),)
    parts = enumerate(_halves(state, gutter, settings), 1)
    return tuple(_prepared(page, _straighten(half, settings), bilevel, part) for part, half in parts)


def _prepared(page: Page, state: _State, bilevel: bool, part: int = 0) -> PreparedPage:
    return PreparedPage(
        ref=page.ref,
        page_size=page.size,
        image=state.image,
        layers=state.layers,
        transform=Chain(state.maps),
        steps=state.steps,
        text_layer=page.text_layer,
        part=part,
        given=page.image,
        bilevel=bilevel,
    )


def _upright(
    page: Page, settings: PrepareSettings, read: ReadLines | None, glance: ReadLines | None = None
) -> _State:
    """All but straightening, which pages on one sheet do not share."""
    image, steps = _positive(page.image)
    plane = ink_plane(image, settings.colour)
    told = told_stretch(page.dpi_xy)
    state = _stretch(_State(plane.grey, plane.layers, steps=steps), told)
    state = _exif(state, page.orientation)
    state = _resize(state, settings)
    state = _even(state, settings)
    if told == 1.0 and read is not None:
        state = _stretch(state, seen_stretch(state.image, read))
    if settings.turn and read is not None:
        state = _turn(state, read, glance)
    return state


def _halves(state: _State, gutter: Gutter, settings: PrepareSettings) -> list[_State]:
    """Both pages of a sheet, each no smaller than a page alone would be."""
    figures = {"gutter": float(gutter.middle(np.array([len(state.image) / 2]))[0]), "width": gutter.width}
    step = Step("two_pages", {name: round(value, 1) for name, value in figures.items()})
    images, layers = halves(state.image, gutter, 255), halves(state.layers, gutter, Layer.PLAIN)
    pages = []
    for (image, x), (layer, _) in zip(images, layers, strict=True):
        shift = Projective(np.array([[1.0, 0, -x], [0, 1, 0], [0, 0, 1]]))
        pages.append(_resize(state.then(image, layer, shift, step), settings))
    return pages


def _positive(image: Image) -> tuple[Image, tuple[Step, ...]]:
    """The image with dark print on light paper: a negative is turned over, every channel of it."""
    polarity = find_polarity(image)
    if polarity is None or not polarity.negative:
        return image, ()
    figures = {"light_strokes": polarity.light, "dark_strokes": polarity.dark, "dark_ground": polarity.ground}
    step = Step("negative", {name: round(share, 4) for name, share in figures.items()})
    return np.asarray(cv2.bitwise_not(image), dtype=np.uint8), (step,)


def _exif(state: _State, orientation: int) -> _State:
    turns, mirror = exif_steps(orientation)
    if not turns and not mirror:
        return state
    image, move = quarter_turn(state.image, turns, mirror)
    layers, _ = quarter_turn(state.layers, turns, mirror)
    return state.then(image, layers, move, Step("exif", {"orientation": orientation}))


def _resize(state: _State, settings: PrepareSettings) -> _State:
    side = sheet_side(state.image.shape[1], state.image.shape[0])
    factor = min(1.0, settings.max_side / side) * max(1.0, min(settings.min_side / side, 3.0))
    return state if factor == 1.0 else _scaled(state, factor, factor, Step("resize", {"factor": factor}))


def _stretch(state: _State, factor: float) -> _State:
    """Square pixels: the axis with fewer of them gets more, so that no stroke is lost."""
    if factor == 1.0:
        return state
    step = Step("square_pixels", {"factor": round(factor, 4)})
    return _scaled(state, max(1.0, 1 / factor), max(1.0, factor), step)


def _scaled(state: _State, across: float, down: float, step: Step) -> _State:
    size = (max(1, round(state.image.shape[1] * across)), max(1, round(state.image.shape[0] * down)))
    image = cv2.resize(state.image, size, interpolation=cv2.INTER_AREA if across < 1 else cv2.INTER_CUBIC)
    layers = np.asarray(cv2.resize(state.layers, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    x, y = size[0] / state.image.shape[1], size[1] / state.image.shape[0]
    # Pixel centres are whole numbers, so the frame's edge lies half a pixel outside.
    matrix = np.array([[x, 0, (x - 1) / 2], [0, y, (y - 1) / 2], [0, 0, 1]])
    return state.then(np.asarray(image, dtype=np.uint8), layers, Projective(matrix), step)


def _even(state: _State, settings: PrepareSettings) -> _State:
    """The page evenly lit, and what of it is a seal, coloured, a field, no paper or a watermark told."""
    even = even_light(state.image, settings.light)
    layers, watermark = state.layers, find_watermark(even.image, settings.watermark)
    if watermark is not None:
        even.image[watermark] = 255
    for mask, layer in ((even.fields, Layer.FIELD), (even.unlit, Layer.UNLIT), (watermark, Layer.WATERMARK)):
        if mask is not None and mask.any():
            layers = np.where(mask & (layers == Layer.PLAIN), np.uint8(layer), layers)
    steps = [Step(_NAMES[layer], {"share": share}) for layer, share in _shares(layers).items() if share]
    return replace(state, image=even.image, layers=layers, steps=(*state.steps, *steps))


def _shares(layers: NDArray[np.uint8]) -> dict[Layer, float]:
    """How much of a page is of each layer but the plain one."""
    x, y, width, height = cv2.boundingRect(layers)  # nothing on most pages, a seal on others
    if not width:
        return {}
    marked = layers[y : y + height, x : x + width]
    counts = cv2.calcHist([marked], [0], None, [len(Layer)], [0, len(Layer)]).ravel()
    return {layer: float(counts[layer]) / layers.size for layer in Layer if layer}


def _turn(state: _State, read: ReadLines, glance: ReadLines | None) -> _State:
    found = find_turn(state.image, read, glance=glance)
    if found is None:
        return state
    figures = {"degrees_clockwise": 90.0 * found.turns}
    figures |= {f"reads_{90 * turns}": round(score, 2) for turns, score in found.reads.items()}
    if not found.turns:
        return replace(state, steps=(*state.steps, Step("turn", figures)))
    image, move = quarter_turn(state.image, found.turns)
    layers, _ = quarter_turn(state.layers, found.turns)
    return state.then(image, layers, move, Step("turn", figures))


def _straighten(state: _State, settings: PrepareSettings) -> _State:
    """Deskew and unwarp in one resampling."""
    skew = find_skew(state.image, settings.max_skew_deg)
    rotate, size = _rotation(state.image.shape, skew)
    warp = _find_warp(state.image, rotate, size, settings.rule_contrast) if settings.straighten else None
    if warp is not None and warp.size < 1.0:
        warp = None
    if abs(skew) < 0.03 and warp is None:
        return state
    maps: tuple[Transform, ...] = (rotate,) if warp is None else (rotate, warp)
    image, layers = _resample(state, Chain(maps), size)
    figures = {"skew_deg": round(skew, 3)} | ({} if warp is None else {"warp_px": round(warp.size, 1)})
    return state.then(image, layers, Chain(maps), Step("straighten", figures))


def _rotation(shape: tuple[int, ...], skew: float) -> tuple[Projective, tuple[int, int]]:
    """The turn that takes ``skew`` degrees out, and the (width, height) that holds all of the page."""
    h, w = shape[:2]
    t = np.deg2rad(skew)
    cos, sin = np.cos(t), np.sin(t)
    width, height = int(np.ceil(w * cos + h * abs(sin))), int(np.ceil(h * cos + w * abs(sin)))
    matrix = np.eye(3)
    matrix[:2, :2] = [[cos, sin], [-sin, cos]]
    matrix[:2, 2] = np.array([width / 2, height / 2]) - matrix[:2, :2] @ (w / 2, h / 2)
    return Projective(matrix), (width, height)


def _find_warp(image: Image, rotate: Projective, size: tuple[int, int], contrast: int) -> Warp | None:
    """How the sheet is curled or tilted; None for an image too long to be one sheet."""
    factor = min(1.0, _TRACE_SIDE / sheet_side(*size))
    shrink = np.diag([factor, factor, 1.0])
    small_size = (max(1, round(size[0] * factor)), max(1, round(size[1] * factor)))
    if max(small_size) >= _LONGEST:
        return None
    # Shrink by area first: sampling a large image sparsely would lose hair rules.
    small = without_frame(shrunk(image, factor), 255)
    # As a perspective, whose map is worked out more finely than that of an affine turn.
    matrix = shrink @ rotate.matrix @ np.linalg.inv(shrink)
    small = np.asarray(cv2.warpPerspective(small, matrix, small_size, borderValue=(255.0,)), dtype=np.uint8)
    level, upright = trace_rules(small, contrast)
    warp = fit_warp(level + trace_text(small), upright, (small_size[1], small_size[0]))
    return warp.scaled(1 / factor)


def _resample(state: _State, chain: Chain, size: tuple[int, int]) -> tuple[Image, NDArray[np.uint8]]:
    """The image and its layers after ``chain``, ``size`` (width, height) large; what lies outside is white."""
    w, h = size
    nx, ny = -(-w // _GRID), -(-h // _GRID)
    xs, ys = np.meshgrid((np.arange(nx) + 0.5) * _GRID - 0.5, (np.arange(ny) + 0.5) * _GRID - 0.5)
    source = chain.inverse(np.column_stack([xs.ravel(), ys.ravel()])).astype(np.float32)
    map_x, map_y = (_padded(axis.reshape(ny, nx)) for axis in source.T)
    image = np.empty((h, w), np.uint8)
    layers = np.zeros((h, w), np.uint8)
    marked = state.layers if cv2.countNonZero(state.layers) else None
    for first in range(0, ny, _BAND):  # a band of the map at a time stays in the processor's cache
        rows = slice(first, min(ny, first + _BAND) + 2)
        band = slice(first * _GRID, min(h, (first + _BAND) * _GRID))
        x, y = (_enlarge(axis[rows])[: band.stop - band.start, :w] for axis in (map_x, map_y))
        near = _near(state.image.shape, y)  # remap takes no image of more than 32767 rows, as a screenshot may have
        y = y - np.float32(near.start)
        image[band] = cv2.remap(state.image[near], x, y, cv2.INTER_LINEAR, borderValue=(255.0,))
        if marked is not None and marked[near].any():
            layers[band] = cv2.remap(marked[near], x, y, cv2.INTER_NEAREST, borderValue=(0.0,))
    return image, layers


def _near(shape: tuple[int, ...], y: NDArray[np.float32]) -> slice:
    """The rows of an image of this shape that a band of a map takes its pixels from; one at least."""
    first, last = int(np.floor(y[::_GRID].min())) - _GRID, int(np.ceil(y[::_GRID].max())) + _GRID
    start = min(max(0, first), shape[0] - 1)
    return slice(start, max(start + 1, last))


def _padded(coarse: NDArray[np.float32]) -> NDArray[np.float32]:
    """One more sample on every side that goes on linearly, where ``cv2.resize`` would be flat."""
    return (
        np.pad(coarse, 1, mode="reflect", reflect_type="odd") if min(coarse.shape) > 1 else np.pad(coarse, 1, "edge")
    )


def _enlarge(padded: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bilinear enlargement by ``_GRID`` of samples that were padded by one on every side."""
    rows, cols = padded.shape
    large = cv2.resize(padded, (cols * _GRID, rows * _GRID), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large[_GRID:-_GRID, _GRID:-_GRID], dtype=np.float32)
