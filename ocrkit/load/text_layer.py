"""The text layer of a PDF page: its characters, where they stand on the drawn page, and whether the page shows them.

What is shown is not asked of the file (render modes, colours, clips, what lies over what) but of the drawing: the
page is drawn once more without its text, and a character is shown where that makes a difference. A character whose
ink stays when its text is gone stands over a picture of itself: some program read it from there.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ocrkit.load.settings import TextLayerSettings
from ocrkit.types.page import Image
from ocrkit.types.text_layer import UNMAPPED, LayerKind, TextLayer

Boxes = NDArray[np.float64]
"""Shape (N, 4), columns x0, y0, x1, y1; y grows downwards."""

_POINTS_PER_INCH = 72.0
_LONG = 80
"""Characters of a program's name that are told."""
_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line."""
_OFF = 1e6
"""Points from which on a place is off any page, however far."""
_FAR = 1_000_000
"""Pixels of the page as it is thought drawn to find the map from points: PDFium hands out whole numbers."""

_WRITERS = re.compile(
    r"tesseract|ocrmypdf|ocrkit|abbyy|finereader|paper capture|omnipage|readiris|luradocument|camscanner"
    r"|paddleocr|rapidocr|\bhocr|\bocr\b",
    re.IGNORECASE,
)
"""Programs that write text they read from pictures, as Producer or Creator name them."""
_HIDDEN_FONTS = re.compile(r"glyphless|hidden(horz|vert)?ocr|invisible", re.IGNORECASE)
"""Fonts without shapes, in which such programs set it."""


@dataclass(frozen=True)
class _Characters:
    """The characters of a page: code points, boxes and origins in points (y upwards), each one's text object."""

    codes: NDArray[np.int64]
    boxes: Boxes
    origins: Boxes
    owner: NDArray[np.intp]
    objects: tuple[ctypes.c_void_p, ...]


def read_text_layer(
    page: pdfium.PdfPage, size: tuple[int, int], writers: Sequence[str], settings: TextLayerSettings
) -> TextLayer | None:
    """The text layer of a page that is drawn with ``size`` (width, height) in pixels; None where it has no text.

    ``writers`` are what the document says of the programs that made it. Raises ``PdfiumError``.
    """
    found = _characters(page)
    if not len(found.codes):
        return None
    drawn = _drawn(page, settings)
    with _without(_texts(page)):
        bare = _drawn(page, settings)
    boxes = _on_page(page, found.boxes, (drawn.shape[1], drawn.shape[0]))
    shown = _shown(page, found, boxes, drawn, bare, settings)
    kind, evidence = _kind(found, shown, _inked(bare, boxes, settings), writers, settings)
    return TextLayer(
        kind,
        "".join(_character(int(code)) for code in found.codes[shown]),
        _on_page(page, found.boxes[shown], size).astype(np.float32),
        _on_page(page, found.origins[shown], size)[:, :2].astype(np.float32),
        int((~shown).sum()),
        evidence,
    )


def _characters(page: pdfium.PdfPage) -> _Characters:
    """All that is no space and was not added by PDFium, in the order of the text."""
    text = page.get_textpage()
    try:
        codes, boxes, origins, owner = [], [], [], []
        objects: dict[int | None, tuple[int, ctypes.c_void_p]] = {}
        sides = tuple(ctypes.c_double() for _ in range(4))
        x, y = ctypes.c_double(), ctypes.c_double()
        for i in range(text.count_chars()):
            code = _code(text, i)
            holder = pdfium_c.FPDFText_GetTextObject(text, i)
            if code is None or not holder:
                continue
            if not pdfium_c.FPDFText_GetCharBox(text, i, *sides):
                continue
            left, right, bottom, top = (side.value for side in sides)
            address = ctypes.cast(holder, ctypes.c_void_p).value
            codes.append(code)
            boxes.append((left, bottom, right, top))
            known = pdfium_c.FPDFText_GetCharOrigin(text, i, x, y)
            origins.append((x.value, y.value) * 2 if known else (left, bottom) * 2)
            owner.append(objects.setdefault(address, (len(objects), holder))[0])
    finally:
        text.close()
    return _Characters(
        np.array(codes, dtype=np.int64),
        _rectangles(boxes),
        _rectangles(origins),
        np.array(owner, dtype=np.intp),
        tuple(holder for _, holder in objects.values()),
    )


def _rectangles(sides: Sequence[tuple[float, ...]]) -> Boxes:
    return np.nan_to_num(np.array(sides, dtype=np.float64).reshape(-1, 4)).clip(-_OFF, _OFF)


def _code(text: pdfium.PdfTextPage, i: int) -> int | None:
    """The code point of a character, 0 where the file gives none, None for spaces and what PDFium added."""
    if pdfium_c.FPDFText_IsGenerated(text, i) == 1:
        return None
    code = int(pdfium_c.FPDFText_GetUnicode(text, i))
    if code == _HYPHEN or pdfium_c.FPDFText_IsHyphen(text, i) == 1:
        return ord("-")
    if pdfium_c.FPDFText_HasUnicodeMapError(text, i) == 1:
        return 0
    return None if chr(code).isspace() else code


def _character(code: int) -> str:
    """What has no code, or is half a surrogate pair or a control sign, is a character nobody can name."""
    known = code >= 0x20 and not 0x7F <= code < 0xA0 and not 0xD800 <= code < 0xE000
    return chr(code) if known else UNMAPPED


def _drawn(page: pdfium.PdfPage, settings: TextLayerSettings) -> Image:
    bitmap = page.render(scale=settings.dpi / _POINTS_PER_INCH, grayscale=True)
    try:
        return np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
    finally:
        bitmap.close()


@contextmanager
def _without(objects: Sequence[ctypes.c_void_p]) -> Iterator[None]:
    """The page without these objects, for the time of the block."""
    for holder in objects:
        pdfium_c.FPDFPageObj_SetIsActive(holder, False)
    try:
        yield
    finally:
        for holder in objects:
            pdfium_c.FPDFPageObj_SetIsActive(holder, True)


def _texts(page: pdfium.PdfPage) -> list[ctypes.c_void_p]:
    """Every text object of the page, those in forms too; some fonts' bold is one text drawn twice, read once."""
    return [found.raw for found in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT])]


def _on_page(page: pdfium.PdfPage, boxes: Boxes, size: tuple[int, int]) -> Boxes:
    """Boxes in points as boxes on the page drawn with ``size``: its rotation and crop box are PDFium's business."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for point in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        pdfium_c.FPDF_PageToDevice(page, 0, 0, _FAR, _FAR, 0, *point, x, y)
        corners.append((x.value / _FAR * size[0], y.value / _FAR * size[1]))
    origin, right, up = np.array(corners)
    axes = np.array([right - origin, up - origin]) / 1000.0
    first, second = boxes[:, :2] @ axes + origin, boxes[:, 2:] @ axes + origin
    return np.concatenate([np.minimum(first, second), np.maximum(first, second)], axis=1)


def _shown(
    page: pdfium.PdfPage, found: _Characters, boxes: Boxes, drawn: Image, bare: Image, settings: TextLayerSettings
) -> NDArray[np.bool_]:
    """Which characters the drawing shows; bool, shape (N,).

    Of characters in one place each text is taken away by itself: one that changes nothing then lies under the other.
    """
    modes = [pdfium_c.FPDFTextObj_GetTextRenderMode(holder) for holder in found.objects]
    unseen = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
    shown = _differs(drawn, bare, boxes, settings) & ~np.isin(np.array(modes)[found.owner], unseen)
    levels = _levels(boxes, found.owner, shown, drawn.shape)
    shown &= levels <= settings.deepest
    for level in range(1, min(int(levels.max(initial=0)), settings.deepest) + 1):
        here = levels == level
        with _without([found.objects[i] for i in np.unique(found.owner[here])]):
            less = _drawn(page, settings)
        shown[here] &= _differs(drawn, less, boxes[here], settings)
    return shown


def _levels(
    boxes: Boxes, owner: NDArray[np.intp], shown: NDArray[np.bool_], shape: tuple[int, ...]
) -> NDArray[np.intp]:
    """Characters in one place are numbered from 1, those of one text alike; 0 for a character alone in its place."""
    height = np.zeros(shape, dtype=np.uint16)
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 4
    low, high = np.floor(middle - half).clip(0).astype(int), np.ceil(middle + half).clip(0).astype(int)
    squares = [np.s_[y0:y1, x0:x1] for (x0, y0), (x1, y1) in zip(low.tolist(), high.tolist(), strict=True)]
    levels = np.zeros(len(boxes), dtype=np.intp)
    order = np.flatnonzero(shown)
    order = order[np.argsort(owner[order], kind="stable")]
    for text in np.split(order, np.flatnonzero(np.diff(owner[order])) + 1):
        for i in text:
            levels[i] = height[squares[i]].max(initial=0) + 1
        for i in text:
            height[squares[i]] = levels[i]
    for i in order:
        if height[squares[i]].max(initial=0) == 1:
            levels[i] = 0
    return levels


def _differs(one: Image, other: Image, boxes: Boxes, settings: TextLayerSettings) -> NDArray[np.bool_]:
    """Whether two drawings differ within each box; never where nothing of it lies on the page."""
    apart = np.abs(one.astype(np.int16) - other.astype(np.int16)) >= settings.contrast
    return _counts(apart, boxes) > 0


def _inked(bare: Image, boxes: Boxes, settings: TextLayerSettings) -> NDArray[np.bool_]:
    """Whether the page without its text still has edges in the inner half of each box; a shade behind it has none."""
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 4
    around = np.ones((3, 3), dtype=np.uint8)
    edges = cv2.morphologyEx(bare, cv2.MORPH_GRADIENT, around) >= settings.contrast
    return _counts(np.asarray(edges, dtype=np.bool_), np.hstack([middle - half, middle + half])) > 0


def _counts(marked: NDArray[np.bool_], boxes: Boxes) -> NDArray[np.int64]:
    """How many marked pixels each box touches."""
    height, width = marked.shape
    sums = np.zeros((height + 1, width + 1), dtype=np.int64)
    sums[1:, 1:] = marked.cumsum(axis=0, dtype=np.int64).cumsum(axis=1)
    x0, y0 = (
        np.clip(np.floor(boxes[:, 0]), 0, width).astype(int),
        np.clip(np.floor(boxes[:, 1]), 0, height).astype(int),
    )
    x1, y1 = np.clip(np.ceil(boxes[:, 2]), 0, width).astype(int), np.clip(np.ceil(boxes[:, 3]), 0, height).astype(int)
    return np.asarray(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0], dtype=np.int64)


def _kind(
    found: _Characters,
    shown: NDArray[np.bool_],
    inked: NDArray[np.bool_],
    writers: Sequence[str],
    settings: TextLayerSettings,
) -> tuple[LayerKind, tuple[str, ...]]:
    """What kind of layer it is, and how that shows."""
    named = [f"made by {writer[:_LONG]!r}" for writer in writers if _WRITERS.search(writer)]
    named += [f"set in the font {font!r}" for font in _fonts(found.objects) if _HIDDEN_FONTS.search(font)]
    if named:
        return "ocr", tuple(named)
    total = len(found.codes)
    hidden = total - int(shown.sum())
    if hidden >= settings.most * total:
        return "invisible", (f"{hidden} of {total} characters are not drawn, or lie under something",)
    seen = total - hidden
    copies = int((shown & inked).sum())
    if copies >= settings.most * seen:
        return "ocr", (f"{copies} of {seen} characters stand over a picture of text",)
    nameless = sum(_character(int(code)) == UNMAPPED for code in found.codes[shown])
    if nameless >= settings.most * seen:
        return "garbled", (f"of {nameless} of {seen} characters the file does not say what they are",)
    return "visible", ()


def _fonts(objects: Sequence[ctypes.c_void_p]) -> list[str]:
    """The names of the fonts, each once."""
    names: dict[str, None] = {}
    for holder in objects:
        font = pdfium_c.FPDFTextObj_GetFont(holder)
        room = ctypes.create_string_buffer(256)
        if font and pdfium_c.FPDFFont_GetBaseFontName(font, room, len(room)):
            names[room.value.decode("utf-8", "replace")] = None
    return list(names)
