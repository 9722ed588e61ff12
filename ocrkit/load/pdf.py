"""PDF: pages rasterised by PDFium, scans at their own resolution. PDFium is not for several threads at once."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ocrkit.errors import BrokenFileError, EncryptedError, InputError
from ocrkit.load.deflate import deflated_fault
from ocrkit.load.jpeg import check_jpeg
from ocrkit.load.pdf_scale import POINTS_PER_INCH, drawing_scale, placed_images
from ocrkit.load.pdf_structure import REMEDY, Structure
from ocrkit.load.pixels import Raster, check_size
from ocrkit.load.settings import LoadSettings
from ocrkit.load.text_layer import read_text_layer
from ocrkit.types.page import Flaw


class PdfDocument:
    """A PDF held in memory. Raises ``EncryptedError`` or ``BrokenFileError`` when it cannot be opened."""

    def __init__(self, data: bytes, settings: LoadSettings) -> None:
        self._dpi = settings.pdf_dpi
        self._max_pixels = settings.max_pixels
        self._layer = settings.text_layer
        password = settings.pdf_password.get_secret_value() if settings.pdf_password else None
        self._structure = Structure(data, password)
        try:
            self._pdf = pdfium.PdfDocument(self._structure.data, password=password)
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
            raise BrokenFileError("the PDF page cannot be opened", remedy=REMEDY) from error
        try:
            images = placed_images(page)
            for placed in images:
                check_size(*placed.pixels, self._max_pixels)
            scale = drawing_scale(page, images, self._dpi)
            width, height = (max(1, round(side * scale)) for side in page.get_size())
            check_size(width, height, self._max_pixels)
            flaws = dict.fromkeys(flaw for placed in images for flaw in _image_flaws(placed.image))
            bitmap = page.render(scale=scale)
            image = np.array(bitmap.to_numpy(), dtype=np.uint8)  # a copy: the bitmap is PDFium's memory
            bitmap.close()
            layer = read_text_layer(page, (image.shape[1], image.shape[0]), self._writers, self._layer)
        except (pdfium.PdfiumError, ValueError) as error:
            raise BrokenFileError(f"the PDF page cannot be drawn: {error}", remedy=REMEDY) from error
        finally:
            page.close()
        told = (*self._structure.flaws, *self._structure.page_flaws(index), *flaws)
        dpi = round(scale * POINTS_PER_INCH, 2)
        return Raster(image, (dpi, dpi), text_layer=layer, flaws=told)

    def close(self) -> None:
        """Free the document."""
        self._pdf.close()
        self._structure.close()


def _opening_error(error: pdfium.PdfiumError, encrypted: bool, had_password: bool) -> InputError:
    """The typed error. For a PDF without pages the code is that of some earlier failure, hence ``encrypted``."""
    if not encrypted:
        return BrokenFileError("the PDF is damaged or has no pages", remedy=REMEDY)
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
        message = "the PDF does not open with this password" if had_password else "the PDF is encrypted"
        return EncryptedError(message, remedy="give its password as settings.load.pdf_password")
    if error.err_code == pdfium_c.FPDF_ERR_SECURITY:
        return EncryptedError("the PDF has an encryption that is not supported", remedy="save it without one")
    return BrokenFileError("the PDF is damaged or has no pages", remedy=REMEDY)


def _image_flaws(image: pdfium.PdfImage) -> tuple[Flaw, ...]:
    """What is wrong with an image. Raises ``BrokenFileError`` for one of which PDFium draws what it can, or nothing.

    JPEG and deflated data must be whole; of other compressions PDFium must be able to decode something.
    """
    filters = image.get_filters()
    if filters[-1:] == ["DCTDecode"]:
        return check_jpeg(bytes(image.get_data(decode_simple=True)))
    if filters == ["FlateDecode"]:
        if fault := deflated_fault(bytes(image.get_data())):
            raise BrokenFileError(f"an image in the PDF is {fault}", remedy=REMEDY)
    elif filters:
        _check_decodes(image)
    return ()


def _check_decodes(image: pdfium.PdfImage) -> None:
    try:
        bitmap = image.get_bitmap()
    except pdfium.PdfiumError as error:
        raise BrokenFileError("an image in the PDF cannot be decoded", remedy=REMEDY) from error
    bitmap.warn_on_close = False  # nothing else has it
    bitmap.close()
