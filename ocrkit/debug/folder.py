"""The folder that ``--debug`` names: one folder a page in it, and an index."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from itertools import chain, count
from pathlib import Path

import cv2
import numpy as np

from ocrkit.debug.html import document, page_parts, page_title
from ocrkit.debug.pictures import cell_picture, grids_picture, in_colour, ink_picture, layers_picture, lines_picture
from ocrkit.debug.seen import SeenPage, SeenPart
from ocrkit.errors import OutputError, OutputExistsError
from ocrkit.names import shown_name
from ocrkit.types.page import Image

_INDEX = "index.html"
_LONGEST = 60
"""Characters of a page's file name that its folder is named by."""


@dataclass(frozen=True)
class DebugFolder:
    """Where pages are shown. Make it with ``claim``; whoever reads pages calls ``write``, in whatever process."""

    path: Path

    @classmethod
    def claim(cls, path: str | os.PathLike[str]) -> DebugFolder:
        """The folder, made if need be. Raises ``OutputExistsError`` for one with something in it, ``OutputError``."""
        folder = Path(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            taken = any(folder.iterdir())
            if not taken:
                (folder / _INDEX).write_bytes(document("ocrkit", ["<p>Nothing read yet."]))
        except OSError as error:
            raise _cannot(folder, error) from error
        if taken:
            raise OutputExistsError(
                "the folder for debugging is not empty", file=str(folder), remedy="name a new or an empty folder"
            )
        return cls(folder)

    def write(self, seen: SeenPage) -> None:
        """Show one page, in a folder of its own. Raises ``OutputError``."""
        folder = self.path / _name(seen)
        try:
            folder = _made(folder)
            names = {"given": _put(folder, "given.png", in_colour(seen.page.image))}
            cells: dict[tuple[int, int, int], str] = {}
            for number, part in enumerate(seen.parts):
                names |= _part(folder, number, part)
                cells |= _cells(folder, number, part, seen.page.image)
            title = page_title(seen)
            (folder / _INDEX).write_bytes(document(title, list(page_parts(seen, names, cells))))
            (folder / "title.txt").write_text(title, encoding="utf-8")
        except OSError as error:
            raise _cannot(folder, error) from error

    def index(self) -> None:
        """Write the page that leads to all that are shown. Raises ``OutputError``."""
        try:
            titles = {file.parent.name: file.read_text("utf-8") for file in sorted(self.path.glob("*/title.txt"))}
            links = [f'<p><a href="{name}/{_INDEX}">{escape(title)}</a>' for name, title in titles.items()]
            (self.path / _INDEX).write_bytes(document("Pages as they were read", links))
        except OSError as error:
            raise _cannot(self.path, error) from error


def _part(folder: Path, number: int, part: SeenPart) -> dict[str, str]:
    """Write the pictures of a page, or of one of two; their names by what they show."""
    pictures = {
        f"prepared{number}": in_colour(part.page.image),
        f"layers{number}": layers_picture(part.page),
        f"grids{number}": grids_picture(part.page, part.tables),
    }
    if part.text is not None:
        pictures[f"lines{number}"] = lines_picture(part.page, [line.box for line in part.text.lines])
    for i, table in enumerate(part.tables, 1):
        if table.ledger is not None:
            pictures[f"ink{number}.{i}"] = ink_picture(table.ledger)
    return {what: _put(folder, f"{what}.png", picture) for what, picture in pictures.items()}


def _cells(folder: Path, number: int, part: SeenPart, given: Image) -> dict[tuple[int, int, int], str]:
    """Write a picture of every cell in review; their names by the numbers of part, table and cell."""
    found = {}
    for i, table in enumerate(part.tables, 1):
        for j, (grid, cell) in enumerate(zip(table.grid.cells, table.table.cells, strict=True)):
            if table.ledger is not None and cell.status == "review":
                picture = cell_picture(given, part.page, cell.box, grid.box, table.ledger)
                name = f"cell{number}.{i}-row{cell.rows[0] + 1}-column{cell.cols[0] + 1}.png"
                found[number, i, j] = _put(folder, name, picture)
    return found


def _put(folder: Path, name: str, picture: Image) -> str:
    _, data = cv2.imencode(".png", picture)
    (folder / name).write_bytes(np.asarray(data, np.uint8).tobytes())
    return name


def _made(folder: Path) -> Path:
    """A new folder of this name; with a number behind it where there is one already: of a page of another reading."""
    for name in chain([folder.name], (f"{folder.name}-{number}" for number in count(2))):
        with suppress(FileExistsError):
            (folder.parent / name).mkdir()
            break
    return folder.parent / name


def _name(seen: SeenPage) -> str:
    """The folder of a page: its number in the report, its file's name, its page in that."""
    ref = seen.page.ref
    stem = re.sub(r"[^\w.-]", "_", shown_name(Path(ref.file).stem))[:_LONGEST]
    return f"{ref.number:03d}-{stem}-{ref.index + 1}"


def _cannot(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot be written: {error.strerror}", file=str(path), remedy="name another folder for debugging"
    )
