"""Born-digital pages, read whole: what of their text layer that is not printed comes out in review."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.pagemaker import textlayer, typeset
from benchmarks.pagemaker.textlayer import CHANGES, Change, Layered
from ocrkit import Reader, ReadSettings, Report
from ocrkit.layer.settings import LayerSettings
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Cell
from ocrkit.types.text import same

pytestmark = pytest.mark.skipif(typeset.missing() is not None, reason=f"no pages here: {typeset.missing()}")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(ReadSettings())


def read(reader: Reader, layered: Layered, folder: Path) -> Report:
    file = folder / "report.pdf"
    file.write_bytes(layered.pdf)
    return reader.read_report(str(file)).report


def values(report: Report) -> dict[tuple[str, str, str], Cell]:
    return {(form, row, column): cell for form, table in report.form_tables().items() for row, column, cell in table}


def silent(report: Report, layered: Layered) -> dict[tuple[str, str, str], Cell]:
    """The values that were handed over as right and are not what is printed."""
    found = values(report)
    return {
        ref: found[ref]
        for ref, printed in layered.printed.items()
        if ref in found and found[ref].status == "accepted" and not same(found[ref].text, printed)
    }


def assert_told(report: Report, layered: Layered) -> None:
    """Each difference is in review, with both readings; nothing is silently wrong."""
    found = values(report)
    assert silent(report, layered) == {}
    for ref, words in layered.differs.items():
        cell = found[ref]
        told = [doubt for doubt in cell.doubts if doubt.code is DoubtCode.TEXT_LAYER_DIFFERS]
        assert cell.status == "review", ref
        assert [doubt.detail["layer"] for doubt in told] == [words], ref
        assert cell.second is not None
        assert not cell.second.agrees
        assert same(cell.text, layered.printed[ref]), ref


def agreeing(report: Report) -> int:
    return sum(cell.second is not None and cell.second.agrees for cell in values(report).values())


def test_a_digit_that_is_another_in_the_layer_is_in_review(reader: Reader, tmp_path: Path) -> None:
    layered = textlayer.changed(1, "digit")
    report = read(reader, layered, tmp_path)
    assert_told(report, layered)
    printed = sum(bool(text.strip()) for text in layered.printed.values())
    assert agreeing(report) >= 0.97 * (printed - len(layered.differs))
    (page,) = report.source.pages
    assert page.text_layer is not None
    assert page.text_layer.used


@pytest.fixture(scope="module")
def only() -> Reader:
    return Reader(ReadSettings(layer=LayerSettings(use="only")))


def test_values_can_be_taken_from_the_layer_alone(only: Reader, tmp_path: Path) -> None:
    layered = textlayer.invisible(1, picture=False)  # the visible text is right, invisible text over it is not
    report = read(only, layered, tmp_path)
    found = values(report)
    assert {ref: found[ref].text for ref in layered.printed} == dict(layered.printed)
    (page,) = report.source.pages
    assert page.text_layer is not None
    assert page.text_layer.alone
    assert all(cell.confidence is None for cell in found.values())


@pytest.mark.prove
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_garbled_layer_is_not_taken_alone(only: Reader, seed: int, tmp_path: Path) -> None:
    layered = textlayer.changed(seed, "garbled")
    report = read(only, layered, tmp_path)
    assert_told(report, layered)
    (page,) = report.source.pages
    assert page.text_layer is not None
    assert not page.text_layer.alone


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("change", CHANGES)
def test_what_the_layer_says_otherwise_is_in_review(
    reader: Reader, change: Change, seed: int, tmp_path: Path
) -> None:
    layered = textlayer.changed(seed, change)
    report = read(reader, layered, tmp_path)
    assert_told(report, layered)
    garbled = [finding for finding in report.findings if finding.detail.get("layer") == "garbled"]
    assert len(garbled) == (change == "garbled")


@pytest.mark.prove
@pytest.mark.parametrize("picture", [True, False])
def test_invisible_text_is_named_and_not_used(reader: Reader, picture: bool, tmp_path: Path) -> None:
    layered = textlayer.invisible(1, picture)
    report = read(reader, layered, tmp_path)
    assert silent(report, layered) == {}
    (page,) = report.source.pages
    assert page.text_layer is not None
    assert page.text_layer.hidden
    assert not any(
        doubt.code is DoubtCode.TEXT_LAYER_DIFFERS for cell in values(report).values() for doubt in cell.doubts
    )
    if picture:
        assert not page.text_layer.used
        assert [finding.detail["layer"] for finding in report.findings if finding.kind == "text_layer"] == [
            "invisible"
        ]
        assert not any(cell.second for cell in values(report).values())
