"""What kind of file it is, by its first bytes."""

from __future__ import annotations

import re
from enum import Enum

HEAD_BYTES = 1024
"""How much of a file ``sniff`` wants to see; the header of a PDF may start anywhere in it."""


class Kind(Enum):
    """The formats ocrkit reads."""

    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    BMP = "BMP"
    GIF = "GIF"
    WEBP = "WebP"
    JPEG2000 = "JPEG 2000"
    HEIC = "HEIC"
    AVIF = "AVIF"
    PDF = "PDF"


_MAGIC = {
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"II*\0": Kind.TIFF,
    b"MM\0*": Kind.TIFF,
    b"II+\0": Kind.TIFF,
    b"MM\0+": Kind.TIFF,
    b"GIF87a": Kind.GIF,
    b"GIF89a": Kind.GIF,
    b"\0\0\0\x0cjP  ": Kind.JPEG2000,
    b"\xffO\xffQ": Kind.JPEG2000,
}
_BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})
"""Sizes of the second BMP header; the two letters BM alone would also fit a text."""

_BRANDS = {
    b"avif": Kind.AVIF,
    b"avis": Kind.AVIF,
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), Kind.HEIC),
}
"""Major and compatible brands of ISO media files that hold images (HEIF, ISO/IEC 23008-12)."""

_DOCUMENTS = {
    b"PK\x03\x04": "a ZIP archive, OFD or Office document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
    b"AT&TFORM": "a DjVu document",
    b"%!PS": "a PostScript document",
    b"{\\rtf": "a rich text document",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\0": "an xz archive",
    b"8BPS": "a Photoshop image",
    b"\xff\x0a": "a JPEG XL image",
    b"\0\0\0\x0cJXL ": "a JPEG XL image",
    b"\0\0\1\0": "an icon",
    b"\xd7\xcd\xc6\x9a": "a Windows metafile",
}
"""Documents, images and archives that ocrkit does not read."""

_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s|<\?xml[^>]*>|<!--.*?-->)*+<(?:html|!doctype (?:html|svg)|svg)",
    re.IGNORECASE | re.DOTALL,
)


def sniff(head: bytes) -> Kind | None:
    """The format of a file that begins with ``head`` (up to ``HEAD_BYTES``), None for one ocrkit does not read."""
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return Kind.BMP
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return Kind.PDF if b"%PDF-" in head else None


def document(head: bytes) -> str | None:
    """What document, image or archive begins with ``head``, of those ocrkit does not read; None for none known."""
    for magic, name in _DOCUMENTS.items():
        if head.startswith(magic):
            return name
    return "a web page or drawing" if _WEB_PAGE.match(head) else None


def describe(head: bytes) -> str:
    """What a file of no known kind seems to be, for the error message."""
    if not head.strip(b"\0"):
        return "nothing but zeros"
    if head[4:8] == b"ftyp":
        return "a video or sound"
    return document(head) or "no image or PDF"


def is_text(head: bytes) -> bool:
    """Whether ``head`` is the beginning of plain text: no control characters, and UTF-8, UTF-16 or GB 18030."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if re.search(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]", head):
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _by_brand(head: bytes) -> Kind | None:
    brands = head[8 : int.from_bytes(head[:4])]
    found = [_BRANDS.get(brands[at : at + 4]) for at in (0, *range(8, len(brands), 4))]
    if Kind.AVIF in found:  # an AVIF is of the brand mif1, too
        return Kind.AVIF
    return Kind.HEIC if Kind.HEIC in found else None


def _decodes(head: bytes, encoding: str) -> bool:
    try:
        head.decode(encoding)
    except UnicodeDecodeError as error:
        return error.end >= HEAD_BYTES - 3  # a character may be cut by the end of the head
    return True
