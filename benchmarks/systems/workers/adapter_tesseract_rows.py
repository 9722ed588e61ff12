"""Tesseract (chi_sim) on straightened pages, its words grouped into rows and columns by geometry (rows.py).

``--psm 6`` (one block of text) finds the lone digits of a table, which the sparse modes (11, 12) drop; 4 reads as
well as 6 and takes longer. That holds on white paper without rulings (on grey paper, or with rulings, letters appear
in the cells): paper is made white and rulings are painted over first, as guides to Tesseract on tables advise.
Tesseract gives Chinese a character or two a word: neighbours closer than most of a character are one piece.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import cv2
import numpy as np
from pages import each, line
from rows import Word, lines, tables
from upright import straighten

COMMAND = ("stdin", "stdout", "-l", "chi_sim", "--psm", "6", "--oem", "1")
GAP = 0.8
"""Heights of a word between two pieces of text; within a piece Tesseract leaves up to half of one."""


DASHES = ("-", "—", "一", "/", "\\")
"""Signs that stand for a value."""


class System:
    """Tesseract's command, one page an image."""

    def __init__(self, threads: int) -> None:
        program = shutil.which("tesseract")
        if program is None:
            raise SystemExit("tesseract is not installed")
        self._program, self._threads = program, threads
        self.version = self._run(["--version"]).splitlines()[0]
        cv2.setNumThreads(threads)

    def read(self, pages: list[Path]) -> dict:
        """All pages, one by one."""
        return {"pages": each(pages, self._read)}

    def _read(self, path: Path) -> tuple[list[dict], list[dict]]:
        page = straighten(cv2.imread(str(path), cv2.IMREAD_COLOR))
        _, png = cv2.imencode(".png", without_rulings(page.image), [cv2.IMWRITE_PNG_COMPRESSION, 1])
        words = joined(_words(self._run([*COMMAND, "tsv"], png.tobytes())))
        return tables(words, page.on_page), [line(word.text, page.on_page(word.box)) for word in words]

    def _run(self, arguments: list[str], given: bytes = b"") -> str:
        environment = {**os.environ, "OMP_THREAD_LIMIT": str(self._threads)}
        run = subprocess.run(
            [self._program, *arguments], input=given, capture_output=True, env=environment, check=True
        )
        return run.stdout.decode("utf-8")


def without_rulings(image: np.ndarray) -> np.ndarray:
    """The page in grey, its paper white, without its long straight lines."""
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    paper = cv2.medianBlur(cv2.dilate(gray, np.ones((15, 15), np.uint8)), 41)
    gray = cv2.divide(gray, np.maximum(paper, 1), scale=285)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12)
    side = max(gray.shape) // 35
    for size in ((side, 1), (1, side)):
        rulings = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        gray[cv2.dilate(rulings, np.ones((5, 5), np.uint8)) > 0] = 255
    return gray


def _words(tsv: str) -> list[Word]:
    """Tesseract's words: level 5 of its table, with what text they have."""
    found = []
    for row in (text.split("\t") for text in tsv.splitlines()[1:]):
        if row[0] == "5" and row[11].strip():
            x, y, width, height = (float(v) for v in row[6:10])
            found.append(Word(row[11].strip(), (x, y, x + width, y + height)))
    return found


def joined(words: list[Word]) -> list[Word]:
    """Pieces of text: the words of one line that stand close together; a lone sign that is no value is a speck."""
    found: list[Word] = []
    for every in lines(words):
        height = float(np.median([word.height for word in every]))
        first = len(found)
        for word in every:
            if len(found) > first and word.box[0] - found[-1].box[2] < GAP * height:
                last = found.pop()
                box = tuple(f(a, b) for f, a, b in zip((min, min, max, max), last.box, word.box, strict=True))
                found.append(Word(last.text + word.text, box))
            else:
                found.append(word)
    return [word for word in found if word.text in DASHES or any(c.isalnum() for c in word.text)]
