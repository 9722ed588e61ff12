"""What kind of file it is, by its first bytes."""

from __future__ import annotations

from enum import Enum

HEAD_BYTES = 1024
"""How much of a file ``sniff`` wants to see; the header of a PDF may start anywhere in it."""

PAGE_ENDINGS = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".bmp", ".webp", ".pdf"})
"""Endings by which pages are picked out of a folder, in lower case."""


class Kind(Enum):
    """The formats ocrkit reads."""

    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    BMP = "BMP"
    WEBP = "WebP"
    PDF = "PDF"


_MAGIC = {
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"II*\0": Kind.TIFF,
    b"MM\0*": Kind.TIFF,
    b"II+\0": Kind.TIFF,
    b"MM\0+": Kind.TIFF,
}
_BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})
"""Sizes of the second BMP header; the two letters BM alone would also fit a text."""

_OTHERS = {
    b"GIF8": "a GIF image",
    b"\0\0\0\x0cjP  ": "a JPEG 2000 image",
    b"\xffO\xffQ": "a JPEG 2000 image",
    b"PK\x03\x04": "a ZIP archive, OFD or Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"AT&TFORM": "a DjVu document",
    b"%!PS": "a PostScript document",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\0\0\x01\0": "an icon",
}


def sniff(head: bytes) -> Kind | None:
    """The format of a file that begins with ``head`` (up to ``HEAD_BYTES``), None for one ocrkit does not read."""
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return Kind.BMP
    return Kind.PDF if b"%PDF-" in head else None


def describe(head: bytes) -> str:
    """What a file of no known kind seems to be, for the error message."""
    for magic, name in _OTHERS.items():
        if head.startswith(magic):
            return name
    if head[4:8] == b"ftyp":
        return "an AVIF image" if head[8:12] == b"avif" else "a HEIC image or a video"
    if not head.strip(b"\0"):
        return "nothing but zeros"
    if b"<html" in head.lower() or b"<!doctype html" in head.lower():
        return "a web page"
    return "no image or PDF"
