"""What ocrkit's network for values is trained on: sheets, their lines as the reader gets them, and what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.fit_values.alphabet import CHARACTERS, target
from benchmarks.fit_values.lines import Line, read_lines, scanned_lines, scans
from benchmarks.fit_values.pack import pack, unpack
from benchmarks.fit_values.pool import Read, cross_entropy, fitted
from benchmarks.fit_values.sheets import CHINESE, LATIN, sheet
from benchmarks.pagemaker.style import HELD_OUT_FONTS
from ocrkit.recognise.engines.manifest import manifest
from ocrkit.recognise.engines.value_decoder import VALUE_CHARACTERS
from ocrkit.recognise.engines.weighed import OTHER, Powers, WeighSettings
from ocrkit.recognise.engines.weights import load_weights
from ocrkit.types.reading import Alternative, Reading
from ocrkit.types.text import folded


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("1,234.5", "1,234.5"),
        ("－１２％", "-12%"),
        ("——", "-"),
        ("3.5万元", "3.5万元"),
        ("合 计", OTHER * 2),
        ("增3", "增3"),
        ("", ""),
    ],
)
def test_what_should_be_read(printed: str, wanted: str) -> None:
    assert target(printed) == wanted


def test_the_network_can_write_every_value_in_one_width() -> None:
    assert {folded(c) for c in VALUE_CHARACTERS} | {OTHER} == {*CHARACTERS}


def test_a_sheet_is_full_of_values_and_the_same_each_time() -> None:
    one, other = (sheet(np.random.default_rng(5), 100) for _ in range(2))
    assert (one.image == other.image).all()
    assert one.texts == other.texts
    assert len(one.texts) == len(one.boxes) > 100
    assert sum(target(text).isdecimal() for text in one.texts) > 0.3 * len(one.texts)


def test_fonts_that_measure_are_not_trained_on() -> None:
    held = {name.replace(" ", "").lower() for fonts in HELD_OUT_FONTS for name in fonts.families}
    assert held
    assert not [file for file in (*CHINESE, *LATIN) if any(name in file.lower() for name in held)]


def test_lines_of_a_scan_bear_the_text_of_their_cell() -> None:
    lines = [line for number in range(3) for line in scanned_lines(5, number)]
    assert len(lines) > 200
    assert all(line.crop.dtype == np.uint8 and line.crop.shape[0] <= 48 for line in lines)
    long = [line for line in lines if len(target(line.text)) >= 5]
    short = [line for line in lines if len(target(line.text)) == 1]
    width = {
        name: np.median([line.crop.shape[1] / line.crop.shape[0] for line in some])
        for name, some in (("long", long), ("short", short))
    }
    assert width["long"] > 2 * width["short"]


def test_files_of_scans_are_kept(tmp_path: Path) -> None:
    (file,) = scans(tmp_path, 6, 1, 1)
    made = file.stat().st_mtime_ns
    assert list(scans(tmp_path, 6, 1, 1)) == [file]
    assert file.stat().st_mtime_ns == made
    assert read_lines(file)


def test_packed_lines_come_back_but_for_the_noise_of_their_paper(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    crops = [rng.integers(0, 256, (height, 30), np.uint8) for height in (20, 36, 48)]
    lines = [Line(crop, text, "worn", 100) for crop, text in zip(crops, ("1", "－", "３"), strict=True)]
    assert pack(lines, tmp_path / "packed", highest=36) == 3
    back = unpack(tmp_path / "packed")
    assert back.targets == ("1", "-", "3")
    assert back.levels == ("worn",) * 3
    assert [crop.shape[0] for crop in back.crops] == [20, 36, 36]
    assert np.abs(back.crops[0].astype(int) - crops[0]).max() <= 4


def test_the_network_that_is_carried_has_this_alphabet() -> None:
    weights = load_weights("read values")
    assert weights.listed
    assert "\n".join(CHARACTERS).encode() in weights.data
    assert manifest().of("read values").distribution == "ocrkit"


POWERS = WeighSettings().large


def both(printed: str, small: tuple[str, float], large: tuple[str, float], own: tuple[str, float]) -> Read:
    """A line as three networks read it, each with one text."""
    return Read(printed, *(Reading(t, p, t, p, (Alternative(t, p),)) for t, p in (small, large, own)))


def test_the_reader_that_is_right_more_often_is_believed_more() -> None:
    lines = [both("12", ("12", 0.9), ("17", 0.9), ("12", 0.9)) for _ in range(8)]
    lines += [both("12", ("12", 0.9), ("12", 0.9), ("17", 0.9)) for _ in range(2)]
    believed = cross_entropy(lines, Powers(other=0.3, own=1.0))
    assert believed < cross_entropy(lines, Powers(other=1.0, own=0.3))
    said: list[str] = []
    best = fitted(lines, said.append)
    assert best.large.own > best.large.other
    assert "best of 10 lines: large" in "\n".join(said)


def test_a_text_that_neither_names_costs_what_is_left() -> None:
    missed = [both("99", ("12", 0.5), ("12", 0.5), ("12", 0.5))]
    sure = [both("99", ("12", 0.99), ("12", 0.99), ("12", 0.99))]
    assert cross_entropy(missed, POWERS) < cross_entropy(sure, POWERS)
