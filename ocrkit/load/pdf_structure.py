"""Whether a PDF is whole, by qpdf (pikepdf): PDFium repairs what it can and says nothing of it.

A file that breaks off is refused. One that is all there but damaged (a cross-reference table that does not fit, a
stream that does not unpack, an end mark that is missing) is read, and what is wrong with it is told.
"""

from __future__ import annotations

import io
import logging
import re
import struct
from collections.abc import Iterator

import pikepdf

from ocrkit.errors import BrokenFileError
from ocrkit.load.deflate import deflated_fault
from ocrkit.load.directories import read_directories
from ocrkit.load.tiff_flaws import tiff_flaws
from ocrkit.types.page import Flaw

logging.getLogger("pikepdf").addHandler(logging.NullHandler())
"""What qpdf says is asked of it; without a handler in the program it would be printed as well."""

REMEDY = "copy the file again, or open it in a viewer and print it to a new PDF"

_START, _END = b"startxref", b"%%EOF"
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_WHOLE_START = re.compile(rb"startxref\s+\d")
_BEGUN = re.compile(rb"[\s\0]*\d")
_LINEARISED = re.compile(rb"/Linearized.{0,200}?/L\s+(\d+)|/L\s+(\d+).{0,200}?/Linearized", re.DOTALL)
_HEAD = 1024
_PLACE = re.compile(r"^stream <.*?>(?:, |: )?|<_io\.BytesIO object at 0x\w+>")
_HARMLESS = re.compile(
    r"reported number of objects|duplicated? key|entry for the xref stream itself is missing|Resources is missing"
)
"""What qpdf says of files whose content is all there and is found."""

_NOT_DRAWN = frozenset({"/Parent", "/P", "/Dest", "/A", "/AA", "/Popup", "/StructParents", "/PieceInfo", "/Metadata"})
"""Keys under a page that lead to what is not drawn on it."""


class Structure:
    """The parts of a PDF held in memory. Raises ``BrokenFileError`` for a file that is cut short."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._pdf: pikepdf.Pdf | None = None
        self._streams: dict[tuple[int, int], str | None] = {}
        try:
            self._pdf = pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True)
            for _ in self._pdf.objects:  # every one is looked up and parsed
                pass
            messages = [str(message) for message in self._pdf.get_warnings()]
        except pikepdf.PasswordError:  # PDFium's to tell
            messages = []
        except (pikepdf.PdfError, ValueError) as error:
            messages = [str(error)]
        told = dict.fromkeys(_PLACE.sub("", message).strip(" :") for message in messages)
        damage = [message for message in told if not _HARMLESS.search(message)]
        ended = _is_ended(data)
        if _breaks_off(data) or (not ended and (damage or self._pdf is None)):
            raise BrokenFileError("the PDF is cut short", remedy=REMEDY)
        self.flaws = tuple(_flaws(data, ended, damage))
        """What is wrong with the file as a whole."""
        self.data = data if ended else data + b"\n%%EOF\n"
        """The file with its end mark: without one PDFium may take an older revision for the last."""

    def page_flaws(self, index: int) -> tuple[Flaw, ...]:
        """What is wrong with the streams that draw the page; of images, with those of faxes."""
        if self._pdf is None or index >= len(self._pdf.pages):
            return ()
        found = [self._fault(stream) for stream in _streams(self._pdf.pages[index].obj)]
        return tuple(Flaw(f"the PDF is damaged: {fault}") for fault in dict.fromkeys(found) if fault)

    def close(self) -> None:
        """Free the document."""
        if self._pdf is not None:
            self._pdf.close()

    def _fault(self, stream: pikepdf.Stream) -> str | None:
        if stream.objgen not in self._streams:
            self._streams[stream.objgen] = _stream_fault(stream)
        return self._streams[stream.objgen]


def _breaks_off(data: bytes) -> bool:
    """Whether the file goes on after the last place where it could end, or the words that end it are not whole.

    So does one whose last update was not written to its end.
    """
    start = data.rfind(_START)
    follows = _OBJECT.search(data, max(start, data.rfind(_END), 0))
    return follows is not None or (start >= 0 and _WHOLE_START.match(data, start) is None)


def _is_ended(data: bytes) -> bool:
    """Whether the file has its end mark, and is as long as it says (if it is linearised)."""
    linearised = _LINEARISED.search(data[:_HEAD])
    length = int(next(filter(None, linearised.groups()))) if linearised else 0
    return data.find(_END, max(data.rfind(_START), 0)) >= 0 and length <= len(data)


def _flaws(data: bytes, ended: bool, damage: list[str]) -> Iterator[Flaw]:
    if not ended:
        yield Flaw("the PDF has no end mark (%%EOF); all else of it is there", harmless=True)
    elif _BEGUN.match(data, data.rfind(_END) + len(_END)):
        yield Flaw("the PDF has the beginning of something after its end mark: an update may be missing")
    if damage:
        yield Flaw(f"the PDF is damaged and was repaired: {'; '.join(damage[:3])}")


def _stream_fault(stream: pikepdf.Stream) -> str | None:
    if stream.get("/Subtype") == "/Image":
        return _fax_fault(stream) if stream.get("/Filter") == "/CCITTFaxDecode" else None
    if stream.get("/Filter") != "/FlateDecode":
        return None
    data = stream.read_raw_bytes()
    fault = deflated_fault(data) if data else None  # nothing at all is how qpdf writes an empty stream
    return f"object {stream.objgen[0]}, of which the page is drawn, is {fault}" if fault else None


def _fax_fault(stream: pikepdf.Stream) -> str | None:
    """What libtiff says of a fax image, put into a TIFF: PDFium draws what it can and says nothing."""
    out = io.BytesIO()
    try:
        pikepdf.PdfImage(stream).extract_to(stream=out)
        (page,) = read_directories(out.getvalue(), 1).pages
    except (pikepdf.PdfError, NotImplementedError, ValueError, TypeError, KeyError, struct.error):
        return None  # an image of a kind that is left to PDFium
    return next((flaw.message for flaw in tiff_flaws(out.getvalue(), page)), None)


def _streams(page: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    """The streams below a page's dictionary that are drawn: content, forms, fonts, images."""
    seen: set[tuple[int, int]] = set()
    waiting = [page]
    while waiting:
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, pikepdf.Stream):
            yield thing
        if isinstance(thing, pikepdf.Array):
            waiting += [inner for inner in thing if isinstance(inner, pikepdf.Object)]
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [
                inner for key, inner in thing.items() if key not in _NOT_DRAWN and isinstance(inner, pikepdf.Object)
            ]
