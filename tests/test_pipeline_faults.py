"""The whole pipeline with engines of our own: what goes wrong on one page is told, and the others are read."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Pil

import ocrkit
from ocrkit.engines import Engines
from ocrkit.errors import EmptyFileError, EngineError, FormDefinitionError, InputError, OcrkitError, UsageError
from ocrkit.pipeline import Reader
from ocrkit.settings import ReadSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.progress import Progress
from ocrkit.types.reading import Alternative, Reading
from ocrkit.types.text import TextLine

COUNTS = (2, 3, 4)
"""How many digits stand in each cell of the table that every page has."""


class Crops:
    """Reads a run of sevens by the width of its ink; ``refuse`` says of which value's crop it fails."""

    def __init__(self, refuse: Callable[[Image], bool] = lambda crop: False) -> None:
        self.refuse = refuse

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        if values and any(self.refuse(crop) for crop in crops):
            raise EngineError("the recogniser ran out of memory", remedy="close other programs")
        return [self._one(crop) for crop in crops]

    @staticmethod
    def _one(crop: Image) -> Reading:
        cols = np.flatnonzero((crop < 128).any(axis=0))
        text = "7" * round((np.ptp(cols) + 5) / 27) if len(cols) else ""
        return Reading(text, 0.999, text, 0.999, (Alternative(text, 0.999),))


class Lines:
    """Finds one line on every page, and fails where the text fills half a page."""

    def __init__(self, fail: bool = False) -> None:
        self.fail = fail

    def lines(self, image: Image) -> list[TextLine]:
        if self.fail and image.shape[0] > 500:
            raise EngineError("the line finder stumbled", remedy="scan the page again")
        return [TextLine("a line", 0.99, UprightBox(0, 0, image.shape[1], 20))]


def page(number: int, more: bool = False) -> Image:
    """A page 2000 pixels high with a table of two rows and three columns, its number, perhaps more text."""
    image = np.full((2000, 1414), 250, np.uint8)
    for x in (200, 500, 800, 1100):
        cv2.line(image, (x, 300), (x, 500), 30, 3)
    for y in (300, 400, 500):
        cv2.line(image, (200, y), (1100, y), 30, 3)
    for row in range(2):
        for col, count in enumerate(COUNTS):
            at = (240 + 300 * col, 365 + 100 * row)
            cv2.putText(image, "7" * count, at, cv2.FONT_HERSHEY_SIMPLEX, 30 / 22, 30, 3, cv2.LINE_AA)
    cv2.putText(image, f"page {number}", (200, 1800), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 30, 3, cv2.LINE_AA)
    if more:
        cv2.putText(image, "more", (200, 900), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 30, 3, cv2.LINE_AA)
    return image


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        cv2.imwrite(str(tmp_path / f"page{number}.png"), page(number, more=number == 2))
    return tmp_path


def reader(crops: Crops | None = None, lines: Lines | None = None, settings: ReadSettings | None = None) -> Reader:
    return Reader(settings, Engines(crops or Crops(), lines or Lines()))


def texts(tables: Sequence[ocrkit.Table]) -> list[list[str | None]]:
    return [[cell.text for cell in table.cells] for table in tables]


READ = [["77", "777", "7777"] * 2]


def test_all_pages_are_read_in_natural_order(folder: Path) -> None:
    cv2.imwrite(str(folder / "page10.png"), page(10))
    result = reader().read_report(folder)
    assert result.failures == ()
    pages = result.report.source.pages
    assert [(p.number, Path(p.file).name) for p in pages] == [
        (1, "page1.png"),
        (2, "page2.png"),
        (3, "page3.png"),
        (4, "page10.png"),
    ]
    assert [table.pages for table in result.report.tables] == [(1,), (2,), (3,), (4,)]
    assert texts(result.report.tables) == READ * 4
    assert {f.kind for f in result.report.findings} == {"missing_table"}


def test_many_reports_are_those_that_are_read_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    orders = [("all", folder), ("none", tmp_path / "empty"), ("one", folder / "page2.png")]
    told: list[tuple[object, int]] = []
    one = reader()
    found = dict(one.read_reports(orders, lambda key, page: told.append((key, page.ref.number))))
    assert told == [("all", 1), ("all", 2), ("all", 3), ("one", 1)]
    assert isinstance(found["none"], UsageError)
    for key, given in (("all", folder), ("one", folder / "page2.png")):
        result = found[key]
        assert not isinstance(result, OcrkitError)
        assert result.report == one.read_report(given).report
        assert set(result.hashes) == {page.file for page in result.report.source.pages}


def test_a_page_that_cannot_be_loaded_is_a_failure_and_a_finding(folder: Path) -> None:
    (folder / "page2.png").write_bytes(b"")
    result = reader().read_report(folder)
    (failure,) = result.failures
    assert isinstance(failure, EmptyFileError)
    assert failure.file is not None
    assert failure.file.endswith("page2.png")
    (finding,) = [f for f in result.report.findings if f.kind == "missing_page"]
    assert finding.pages == (2,)
    assert "page2.png" in finding.message
    assert [bool(p.error) for p in result.report.source.pages] == [False, True, False]
    assert [table.pages for table in result.report.tables] == [(1,), (3,)]


@pytest.mark.parametrize("engine", ["crops", "lines"])
def test_an_engine_that_fails_on_one_page_fails_on_that_page(folder: Path, engine: str) -> None:
    if engine == "crops":  # the only page whose cells hold six digits
        image = page(2)
        cv2.putText(image, "777777", (840, 365), cv2.FONT_HERSHEY_SIMPLEX, 30 / 22, 30, 3, cv2.LINE_AA)
        cv2.imwrite(str(folder / "page2.png"), image)
        given = reader(crops=Crops(lambda crop: crop.shape[1] > 150 and np.ptp(np.nonzero(crop < 128)[1]) > 150))
    else:
        given = reader(lines=Lines(fail=True))
    result = given.read_report(folder)
    (failure,) = result.failures
    assert isinstance(failure, InputError)
    assert failure.file is not None
    assert failure.file.endswith("page2.png")
    assert failure.page == 1
    assert failure.remedy
    assert str(failure) in [page.error for page in result.report.source.pages]
    assert [f.pages for f in result.report.findings if f.kind == "missing_page"] == [(2,)]
    assert [table.pages for table in result.report.tables] == [(1,), (3,)]
    assert texts(result.report.tables) == READ * 2


class SlowLines(Lines):
    """Takes its time, and remembers what it began and ended."""

    def __init__(self) -> None:
        super().__init__()
        self.began = self.ended = 0

    def lines(self, image: Image) -> list[TextLine]:
        self.began += 1
        time.sleep(0.3)
        self.ended += 1
        return super().lines(image)


def test_nothing_goes_on_when_a_reading_has_ended(folder: Path) -> None:
    lines = SlowLines()
    result = reader(Crops(lambda crop: True), lines).read_report(folder)
    assert [failure.file and Path(failure.file).name for failure in result.failures] == [
        "page1.png",
        "page2.png",
        "page3.png",
    ]
    began, seconds = lines.began, dict(result.timings)
    time.sleep(0.7)
    assert began == lines.began == lines.ended
    assert dict(result.timings) == seconds


def test_failures_are_told_in_the_pages_order(folder: Path) -> None:
    """The text of page 2 fails last of all, after page 3 could not be loaded."""
    (folder / "page3.png").write_bytes(b"")
    result = reader(lines=Lines(fail=True)).read_report(folder)
    assert [Path(failure.file or "").name for failure in result.failures] == ["page2.png", "page3.png"]
    missing = [finding.pages for finding in result.report.findings if finding.kind == "missing_page"]
    assert missing == [(2,), (3,)]


def test_opencv_has_its_threads_back(folder: Path) -> None:
    before = cv2.getNumThreads()
    reader().read_report(folder)
    assert cv2.getNumThreads() == before


def test_pages_given_twice_are_reported_and_both_read(folder: Path) -> None:
    (folder / "page4.png").write_bytes((folder / "page1.png").read_bytes())
    report = reader().read_report(folder).report
    (finding,) = [f for f in report.findings if f.kind == "double_page"]
    assert finding.pages == (1, 4)
    assert len(report.tables) == 4


def test_nothing_readable_is_an_error_of_the_first_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ocrkit.engines.default_engines", lambda settings: Engines(Crops(), Lines()))
    (tmp_path / "page1.png").write_bytes(b"")
    with pytest.raises(EmptyFileError) as raised:
        ocrkit.read_report(tmp_path / "page1.png")
    assert raised.value.remedy
    with pytest.raises(EmptyFileError):
        ocrkit.read_tables(tmp_path / "page1.png")


def test_no_page_named_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        reader().read_report(tmp_path)


def test_tables_alone_need_no_line_finder(folder: Path) -> None:
    class NotAsked:
        def lines(self, image: Image) -> list[TextLine]:
            raise AssertionError("asked for lines")

    result = Reader(engines=Engines(Crops(), NotAsked())).read_tables(folder)
    assert [page.page.number for page in result.pages] == [1, 2, 3]
    assert [texts(page.tables) for page in result.pages] == [READ] * 3


def test_files_given_are_not_changed_and_reading_twice_is_the_same(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    given = reader()
    inputs = [folder / "page3.png", folder / "page1.png"]
    first, second = given.read_report(inputs), given.read_report(inputs)
    assert first.report == second.report
    assert inputs == [folder / "page3.png", folder / "page1.png"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_progress_ends_with_all_pages(folder: Path) -> None:
    (folder / "page2.png").write_bytes(b"")
    told: list[Progress] = []
    reader().read_report(folder, told.append)
    assert [p.total for p in told] == [3] * len(told)
    assert [p.done for p in told] == sorted(p.done for p in told)
    assert told[-1].done == 3


def test_boxes_and_images_are_of_the_page_as_given(folder: Path) -> None:
    """A page stored on its side: the boxes are in its own pixels."""
    stored = np.ascontiguousarray(np.rot90(page(1)))
    small = cv2.resize(stored, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    exif = Pil.Exif()
    exif[0x0112] = 6
    Pil.fromarray(small).save(folder / "page1.png", exif=exif)
    result = reader().read_tables(folder / "page1.png")
    ((table,),) = [page.tables for page in result.pages]
    assert np.array_equal(result.images.image(1), small)
    box = table.box_on(1)
    # Upright (200..1100, 300..500) turned counter-clockwise on a page 1414 wide, then halved.
    assert box.as_tuple() == pytest.approx((150, (1414 - 1100) / 2, 250, (1414 - 200) / 2), abs=4)


def test_a_wrong_form_definition_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    bad = tmp_path / "form.yaml"
    bad.write_text("form: x\neditions:\n  - blocks: 3\n", encoding="utf-8")
    with pytest.raises(FormDefinitionError, match="line 3"):
        reader(settings=ReadSettings(forms=(str(bad),)))
