"""``--debug``: what each stage was given and made, in a folder of the user's that held nothing before."""

from __future__ import annotations

import errno
import pickle
from pathlib import Path

import cv2
import numpy as np
import pytest
from installed import crop_reader
from sheets import given
from test_pipeline_forms import NoLines, drawn

from ocrkit.debug.folder import DebugFolder
from ocrkit.debug.pictures import INK, LAYERS, layers_picture
from ocrkit.debug.seen import SeenPage, SeenPart, SeenTable
from ocrkit.engines import Engines
from ocrkit.errors import EngineError, OutputError, OutputExistsError
from ocrkit.pages import PageReader
from ocrkit.pipeline import Reader
from ocrkit.recognise.cells.kinds import Ink
from ocrkit.recognise.read import table_read
from ocrkit.recognise.settings import CellSettings
from ocrkit.settings import ReadSettings
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, Layer, PageRef, PreparedPage
from ocrkit.types.reading import Reading


class Says:
    """A reader of crops that reads the same in each."""

    def read(self, crops: list[Image], values: bool = False) -> list[Reading]:
        return [Reading("7", 1.0, "7", 1.0) for _ in crops]


def page_of(image: Image) -> PreparedPage:
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    return PreparedPage(PageRef(1, "page1.png"), image.shape[1::-1], grey, np.zeros(grey.shape, np.uint8))


def grid(columns: int = 3) -> tuple[Image, GridTable]:
    """A row of cells with a number, a red mark, and nothing in them; BGR, and where they are."""
    image = np.full((140, 40 + 200 * columns, 3), 245, np.uint8)
    cells = []
    for c in range(columns):
        box = UprightBox(20 + 200 * c, 20, 220 + 200 * c, 120)
        x0, y0, x1, y1 = box.as_ints()
        cv2.rectangle(image, (x0, y0), (x1, y1), (20, 20, 20), 3)
        cells.append(GridCell((0, 1), (c, c + 1), box))
    cv2.putText(image, "208", (80, 82), cv2.FONT_HERSHEY_DUPLEX, 1.1, (20, 20, 20), 2, cv2.LINE_AA)
    return image, GridTable(1, columns, tuple(cells))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reader]:
    """The folder of a page that was read with ``debug``."""
    folder = tmp_path_factory.mktemp("read")
    cv2.imwrite(str(folder / "page.png"), drawn())
    reader = Reader(ReadSettings(), Engines(crop_reader(), NoLines()), debug=folder / "debug")
    assert reader.read_report(folder / "page.png").failures == ()
    return folder / "debug", reader


def test_a_reading_shows_each_page_and_leads_to_it(read: tuple[Path, Reader]) -> None:
    folder, _ = read
    (page,) = [entry for entry in folder.iterdir() if entry.is_dir()]
    assert f'href="{page.name}/index.html"' in (folder / "index.html").read_text("utf-8")
    shown = (page / "index.html").read_text("utf-8")
    pictures = {file.name for file in page.glob("*.png")}
    assert {"given.png", "prepared0.png", "layers0.png", "grids0.png", "lines0.png", "ink0.1.png"} <= pictures
    assert all(f'src="{name}"' in shown for name in pictures)
    assert "http" not in shown
    assert "48213" in shown


def test_the_colours_of_the_accounting_are_the_ledger_s_counts(tmp_path: Path) -> None:
    given_image, table = grid()
    cv2.circle(given_image, (320, 70), 6, (40, 35, 200), -1)
    clean, _ = grid()
    page = page_of(clean)
    page = PreparedPage(page.ref, page.page_size, page.image, page.layers, given=given_image)
    made = table_read(page, table, Says(), CellSettings())
    ledger = made.ledger
    seen = SeenPage(given(given_image), (SeenPart(page, (SeenTable(table, made.table, ledger),)),))
    DebugFolder.claim(tmp_path / "debug").write(seen)
    (file,) = (tmp_path / "debug").glob("*/ink0.1.png")
    picture = cv2.imread(str(file))
    for number, cell in enumerate(table.cells):
        part = picture[ledger.raster.window(cell.box)]
        for kind in Ink:
            if kind is not Ink.NONE:
                assert int((part == INK[kind]).all(axis=2).sum()) == ledger.counts[number, kind]
    assert ledger.counts[0, Ink.GLYPH] > 0
    assert ledger.counts[1, Ink.REST] > 0
    assert ledger.counts[2, Ink.GLYPH :].sum() == 0
    shown = {file.name for file in (tmp_path / "debug").glob("*/cell*")}
    assert "cell0.1-row1-column2.png" in shown
    assert "cell0.1-row1-column3.png" not in shown


def test_layers_are_shown_in_their_colours() -> None:
    page = page_of(grid()[0])
    page.layers[40:50, 40:60] = Layer.SEAL
    assert int((layers_picture(page) == LAYERS[Layer.SEAL]).all(axis=2).sum()) == 200


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OutputExistsError, match="not empty"):
        Reader(engines=Engines(Says(), NoLines()), debug=tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_written_is_a_typed_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match="cannot be written"):
            DebugFolder.claim(folder)


def test_a_page_that_cannot_be_shown_says_so(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "page.png"), drawn())
    folder = DebugFolder.claim(tmp_path / "debug")
    (tmp_path / "debug" / "index.html").unlink()
    (tmp_path / "debug").rmdir()
    reader = PageReader(ReadSettings(), Engines(Says(), NoLines()), folder)
    (page,) = reader.read([PageRef(1, str(tmp_path / "page.png"))], text=False)
    reader.close()
    assert isinstance(page.error, OutputError)  # type: ignore[union-attr]


class Fails(Says):
    """A reader that reads whole lines, and fails at the values."""

    def read(self, crops: list[Image], values: bool = False) -> list[Reading]:
        if values:
            raise EngineError("out of memory", remedy="close <other> programs")
        return super().read(crops)


def test_a_page_that_fails_is_shown_as_far_as_it_came_with_why(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "page.png"), drawn())
    with Reader(ReadSettings(), Engines(Fails(), NoLines()), debug=tmp_path / "debug") as reader:
        assert len(reader.read_report(tmp_path / "page.png").failures) == 1
    (page,) = [entry for entry in (tmp_path / "debug").iterdir() if entry.is_dir()]
    assert {file.name for file in page.glob("*.png")} == {"given.png", "prepared0.png", "layers0.png", "grids0.png"}
    assert "out of memory (close &lt;other&gt; programs)" in (page / "index.html").read_text("utf-8")
    assert "page 1, not read" in (tmp_path / "debug" / "index.html").read_text("utf-8")


def test_a_full_disk_is_a_typed_error_that_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cv2.imwrite(str(tmp_path / "page.png"), drawn())

    def full(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Reader(ReadSettings(), Engines(Says(), NoLines()), debug=tmp_path / "debug") as reader:
        monkeypatch.setattr(Path, "write_bytes", full)
        with pytest.raises(OutputError, match=r"debug: cannot be written: No space left on device"):
            reader.read_report(tmp_path / "page.png")


def test_a_worker_is_given_the_folder(tmp_path: Path) -> None:
    folder = DebugFolder.claim(tmp_path / "debug")
    assert pickle.loads(pickle.dumps(folder)) == folder


def test_the_same_page_again_has_a_folder_of_its_own(tmp_path: Path) -> None:
    image, _ = grid()
    folder = DebugFolder.claim(tmp_path / "debug")
    for _ in range(3):
        folder.write(SeenPage(given(image), (SeenPart(page_of(image)),)))
    folder.index()
    names = sorted(entry.name for entry in folder.path.iterdir() if entry.is_dir())
    assert names == ["001-page1-1", "001-page1-1-2", "001-page1-1-3"]
    assert all(f"{name}/index.html" in (folder.path / "index.html").read_text("utf-8") for name in names)


def test_without_it_nothing_is_kept(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "page.png"), drawn())
    reader = Reader(engines=Engines(Says(), NoLines()))
    assert reader.read_tables(tmp_path / "page.png").failures == ()
    assert [file.name for file in tmp_path.iterdir()] == ["page.png"]
