"""Every stage made to fail on purpose: a fault on a page costs that page, one of the report what that stage gives."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from test_pipeline_faults import READ, Crops, Lines, page, reader, texts

from ocrkit.errors import InternalError, OcrkitError
from ocrkit.pages import PageReader
from ocrkit.results import Pages, ReportResult

PAGE_STAGES = {
    "load": "ocrkit.load.loader.Loader.load",
    "prepare": "ocrkit.page_sight.prepare_parts",
    "tables": "ocrkit.page_tables.find_tables",
    "recognise cells": "ocrkit.page_tables.table_read",
    "recognise lines": "ocrkit.pages.find_lines",
}

REPORT_STAGES = {
    "regions": "ocrkit.assemble.read_regions",
    "forms": "ocrkit.assemble.read_forms",
    "figures": "ocrkit.assemble.read_figures",
    "verify": "ocrkit.assemble.broken_rules",
}

FAULTS: dict[str, Callable[[], Exception]] = {
    "ValueError": lambda: ValueError("cannot convert float NaN to integer"),
    "cv2.error": lambda: cv2.error("(-215:Assertion failed) !ssize.empty()"),
    "MemoryError": lambda: MemoryError("Unable to allocate 6.9 EiB"),
    "RecursionError": lambda: RecursionError("maximum recursion depth exceeded"),
    "KeyError": lambda: KeyError("x"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        cv2.imwrite(str(tmp_path / f"page{number}.png"), page(number))
    return tmp_path


def fails(monkeypatch: pytest.MonkeyPatch, where: str, fault: BaseException, call: int = 1, page: int = 0) -> None:
    """Make the ``call``-th call of a function (from 1) raise; with ``page`` those that are about that page."""
    module, name = where.rsplit(".", 1)
    calls = 0

    def failing(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if page in map(number_of, args) if page else calls == call:
            raise fault
        return right(*args, **kwargs)

    import importlib

    try:
        owner: Any = importlib.import_module(module)
    except ModuleNotFoundError:
        owner = getattr(importlib.import_module(module.rsplit(".", 1)[0]), module.rsplit(".", 1)[1])
    right = getattr(owner, name)
    monkeypatch.setattr(owner, name, failing)


def number_of(given: object) -> int | None:
    """The number of the page that an argument is, or names."""
    number = getattr(getattr(given, "ref", given), "number", None)
    return number if isinstance(number, int) else None


def internal(result: ReportResult) -> InternalError:
    (failure,) = result.failures
    assert isinstance(failure, InternalError)
    return failure


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("stage", PAGE_STAGES)
def test_a_fault_on_a_page_costs_that_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str, fault: str
) -> None:
    fails(monkeypatch, PAGE_STAGES[stage], FAULTS[fault](), page=2)
    result = reader().read_report(folder)
    failure = internal(result)
    assert (failure.stage, failure.page, Path(failure.file or "").name) == (stage, 1, "page2.png")
    assert fault in failure.message
    assert "report" in failure.remedy
    assert failure.trace.startswith("test_stage_faults.py:")
    assert str(folder) not in failure.trace
    assert [f.pages for f in result.report.findings if f.kind == "internal_error"] == [(2,)]
    assert [bool(p.error) for p in result.report.source.pages] == [False, True, False]
    assert texts(result.report.tables) == READ * 2


@pytest.mark.parametrize("stage", REPORT_STAGES)
def test_a_fault_over_the_whole_report_costs_what_that_stage_gives(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    fails(monkeypatch, REPORT_STAGES[stage], ValueError("x"))
    result = reader().read_report(folder)
    assert internal(result).stage == stage
    assert [f.rule for f in result.report.findings if f.kind == "internal_error"] == [stage]
    assert texts(result.report.tables) == READ * 3
    assert result.regions.pages == (1, 2, 3)


def test_values_that_nothing_checked_are_all_in_review(monkeypatch: pytest.MonkeyPatch) -> None:
    from golden.chain import load

    from ocrkit.assemble import Assembler
    from ocrkit.forms import FormsResult
    from ocrkit.profiles import load_profile
    from ocrkit.schedule.stages import Stages
    from ocrkit.settings import ReadSettings
    from ocrkit.types.report import FormTable

    profile = load_profile(ReadSettings().profile)
    forms = {key: FormTable.model_validate(form) for key, form in load("forms")["forms"].items()}
    assert any(cell.status == "accepted" for form in forms.values() for *_, cell in form)
    monkeypatch.setattr("ocrkit.assemble.read_forms", lambda *_: FormsResult(forms, (), ()))
    fails(monkeypatch, REPORT_STAGES["verify"], ZeroDivisionError())
    report = Assembler(ReadSettings(), profile, profile.forms, Stages()).assemble(Pages()).report
    found = [cell for form in report.form_tables().values() for *_, cell in form]
    assert found
    assert {cell.status for cell in found} == {"review"}


def test_tables_alone_lose_that_page_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, PAGE_STAGES["tables"], ValueError("x"), page=1)
    result = reader().read_tables(folder)
    assert [type(failure) for failure in result.failures] == [InternalError]
    assert [page.page.number for page in result.pages] == [2, 3]


def test_a_file_that_cannot_be_counted_is_one_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, "ocrkit.load.pages.count_pages", ValueError("x"), call=3)
    result = reader().read_report(folder)
    assert Path(internal(result).file or "").name == "page3.png"
    assert texts(result.report.tables) == READ * 2


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_interrupts_are_not_caught(folder: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    fails(monkeypatch, PAGE_STAGES["tables"], error(), page=2)
    with pytest.raises(error):
        reader().read_report(folder)


def test_a_fault_keeps_no_image_alive_and_crosses_processes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, PAGE_STAGES["prepare"], ValueError("x"))
    failure = internal(reader().read_report(folder))
    assert (failure.__traceback__, failure.__cause__, failure.__context__) == (None, None, None)
    copied = pickle.loads(pickle.dumps(failure))
    assert isinstance(copied, InternalError)
    assert (str(copied), copied.stage, copied.trace) == (str(failure), failure.stage, failure.trace)
    assert isinstance(copied, OcrkitError)


def test_a_line_of_pixels_is_read_or_lost_and_the_others_are_read(folder: Path) -> None:
    cv2.imwrite(str(folder / "page2.png"), np.full((1, 30000), 255, np.uint8))
    result = reader(Crops(), Lines()).read_report(folder)
    assert texts(result.report.tables) == READ * 2
    assert len(result.report.source.pages) == 3


def test_a_page_reader_leaves_no_thread(folder: Path) -> None:
    import threading

    from ocrkit.engines import Engines
    from ocrkit.load import list_pages
    from ocrkit.settings import ReadSettings

    before = set(threading.enumerate())
    pages = PageReader(ReadSettings(), Engines(Crops(), Lines()))
    assert len(list(pages.read(list_pages([str(folder)]), text=True))) == 3
    pages.close()
    assert set(threading.enumerate()) <= before
