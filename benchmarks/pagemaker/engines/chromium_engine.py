"""Chromium, headless. Held out: look at its pages to test the page maker, never at results on them."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from benchmarks.pagemaker.engines import html
from benchmarks.pagemaker.engines.base import Flow, Layout, Placed
from benchmarks.pagemaker.engines.weasy_engine import missing_fonts

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ADDRESS = "http://cell/"
SECONDS = 120


class Chromium:
    """Sets a flow as HTML, printed to PDF. Each cell is covered by a link, and the PDF says where links lie."""

    name = "chromium"

    def missing(self, families: set[str]) -> str | None:
        """Why nothing can be set here, or None."""
        if _program() is None:
            return "Chromium is not installed (Debian: apt-get install chromium)"
        return missing_fonts(families)

    def version(self) -> str:
        """The program's version."""
        told = subprocess.run([str(_program()), "--version"], capture_output=True, text=True, check=True)
        return next(word for word in told.stdout.split() if word[0].isdigit())

    def lay_out(self, flow: Flow) -> Layout:
        """Set a flow."""
        pdf = _printed(html.page(flow, anchors=ADDRESS))
        grow = flow["style"]["rule"] / 2  # a link reaches to the inner edge of the rules
        return Layout(tuple(_placed(pdf, html.cells_of(flow), grow)), lambda: pdf)


@cache
def _program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def _printed(page: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        # Its sandbox refuses to start as root, as in a container; the page is our own text, without scripts.
        unconfined = ["--no-sandbox"] if os.geteuid() == 0 else []
        options = ["--headless", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
        subprocess.run(
            [str(_program()), *options, *unconfined, f"--print-to-pdf={target}", source.as_uri()],
            capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
        return target.read_bytes()


def _placed(pdf: bytes, cells: list[tuple[str, int]], grow: float) -> Iterator[Placed]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            height = page.get_height()
            for address, (left, top, right, bottom) in _links(document, page):
                part, cell = cells[int(address.removeprefix(ADDRESS))]
                box = (left - grow, height - top - grow, right + grow, height - bottom + grow)
                yield Placed(part, cell, number, box)
    finally:
        document.close()


def _links(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Each link's address, and its left, top, right and bottom in points from the bottom left."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
        text, rect = ctypes.create_string_buffer(size), pdfium.FS_RECTF()
        pdfium.FPDFAction_GetURIPath(document.raw, action, text, size)
        pdfium.FPDFLink_GetAnnotRect(link, rect)
        yield text.value.decode(), (rect.left, rect.top, rect.right, rect.bottom)
