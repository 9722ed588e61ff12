"""PDF: pages rasterised by PDFium at a chosen resolution. PDFium is not for several threads at once."""

from __future__ import annotations

import re
import zlib

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ocrkit.errors import BrokenFileError, EncryptedError, InputError
from ocrkit.load.jpeg import check_jpeg
from ocrkit.load.pixels import Raster, check_size
from ocrkit.load.settings import LoadSettings
from ocrkit.load.text_layer import read_text_layer

_POINTS_PER_INCH = 72.0
_BELOW = 1 - 1e-9
"""Keeps a side that is a whole number of pixels from being rounded up to the next one."""

_END = b"%%EOF"
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_REMEDY = "copy the file again, or open it in a viewer and print it to a new PDF"
_CHUNK = 1 << 20


class PdfDocument:
    """A PDF held in memory. Raises ``EncryptedError`` or ``BrokenFileError`` when it cannot be opened."""

    def __init__(self, data: bytes, settings: LoadSettings) -> None:
        _check_end(data)
        self._dpi = settings.pdf_dpi
        self._max_pixels = settings.max_pixels
        self._layer = settings.text_layer
        password = settings.pdf_password
        try:
            self._pdf = pdfium.PdfDocument(data, password=password.get_secret_value() if password else None)
        except pdfium.PdfiumError as error:
            raise _opening_error(error, b"/Encrypt" in data, password is not None) from error
        self._writers = [told for key in ("Producer", "Creator") if (told := self._pdf.get_metadata_value(key))]
        self._pdf.init_forms()  # values filled into form fields, and seals of signature fields, are drawn too

    def __len__(self) -> int:
        return len(self._pdf)

    def page(self, index: int) -> Raster:
        """Rasterise a page as a viewer shows it. Raises ``BrokenFileError`` or ``TooLargeError``."""
        try:
            page = self._pdf[index]
        except pdfium.PdfiumError as error:
            raise BrokenFileError("the PDF page cannot be opened", remedy=_REMEDY) from error
        try:
            scale = self._dpi / _POINTS_PER_INCH * _BELOW
            width, height = (round(side * scale) for side in page.get_size())
            check_size(width, height, self._max_pixels)
            _check_images(page)
            bitmap = page.render(scale=scale)
            image = np.array(bitmap.to_numpy(), dtype=np.uint8)  # a copy: the bitmap is PDFium's memory
            bitmap.close()
            layer = read_text_layer(page, (image.shape[1], image.shape[0]), self._writers, self._layer)
        except (pdfium.PdfiumError, ValueError) as error:
            raise BrokenFileError(f"the PDF page cannot be drawn: {error}", remedy=_REMEDY) from error
        finally:
            page.close()
        return Raster(image, (self._dpi, self._dpi), text_layer=layer)

    def close(self) -> None:
        """Free the document."""
        self._pdf.close()


def _check_end(data: bytes) -> None:
    """PDFium repairs a cut file by leaving pages or parts of them out; here that is an error."""
    end = data.rfind(_END)
    if end < 0 or _OBJECT.search(data, end) is not None:
        raise BrokenFileError("the PDF is cut short", remedy=_REMEDY)


def _opening_error(error: pdfium.PdfiumError, encrypted: bool, had_password: bool) -> InputError:
    """The typed error. For a PDF without pages the code is that of some earlier failure, hence ``encrypted``."""
    if not encrypted:
        return BrokenFileError("the PDF is damaged or has no pages", remedy=_REMEDY)
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
        if had_password:
            return EncryptedError("the PDF does not open with this password", remedy="give the right pdf_password")
        return EncryptedError("the PDF is encrypted", remedy="give its pdf_password")
    if error.err_code == pdfium_c.FPDF_ERR_SECURITY:
        return EncryptedError("the PDF has an encryption that is not supported", remedy="save it without one")
    return BrokenFileError("the PDF is damaged or has no pages", remedy=_REMEDY)


def _check_images(page: pdfium.PdfPage) -> None:
    """Raise ``BrokenFileError`` for damaged images, of which PDFium draws what it can, often nothing.

    JPEG and deflated data must be whole; of other compressions PDFium must be able to decode something.
    """
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
        filters = image.get_filters()
        if filters[-1:] == ["DCTDecode"]:
            check_jpeg(bytes(image.get_data(decode_simple=True)))
        elif filters == ["FlateDecode"]:
            _check_deflated(bytes(image.get_data()))
        elif filters:
            _check_decodes(image)


def _check_decodes(image: pdfium.PdfImage) -> None:
    try:
        image.get_bitmap().close()
    except pdfium.PdfiumError as error:
        raise BrokenFileError("an image in the PDF cannot be decoded", remedy=_REMEDY) from error


def _check_deflated(data: bytes) -> None:
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(data, _CHUNK)
        while not unpacker.eof and unpacker.unconsumed_tail:
            unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)
    except zlib.error as error:
        raise BrokenFileError("an image in the PDF is damaged", remedy=_REMEDY) from error
    if not unpacker.eof:
        raise BrokenFileError("an image in the PDF is cut short", remedy=_REMEDY)
