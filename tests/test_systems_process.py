"""A system's process: handed neutral copies, kept open, timed, and never the end of a run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.systems import SYSTEMS, SystemCrash, SystemMissing, SystemProcess, SystemTimeout, available
from ocrkit.errors import UsageError
from tests.systems_fakes import ADAPTERS, fake, page


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    for name in ("fujian-2021", "fujian-2022"):
        for number in (1, 2):
            page(tmp_path / name, f"truth-{number}.png")
    return tmp_path


@pytest.fixture
def steady(documents: Path) -> Iterator[SystemProcess]:
    with SystemProcess(fake("steady"), [documents], threads=1, timeout=5) as process:
        yield process


def sized(folder: Path, width: int) -> Path:
    folder.mkdir()
    cv2.imwrite(str(folder / "page.png"), np.zeros((9, width), np.uint8))
    return folder / "page.png"


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def lines(output: object) -> list[list[str]]:
    return [[line.text for line in found.lines] for found in output.pages]  # type: ignore[attr-defined]


def test_copies_have_neutral_names_in_the_order_given(steady: SystemProcess, documents: Path) -> None:
    given = list(reversed(pages_of(documents / "fujian-2021")))
    found = lines(steady.read(given))
    assert [texts[0] for texts in found] == ["page-1.png", "page-2.png"]


def test_one_process_reads_one_document_after_another(steady: SystemProcess, documents: Path) -> None:
    first, second = (
        lines(steady.read(pages_of(documents / n)))[0][1].split() for n in ("fujian-2021", "fujian-2022")
    )
    assert first[0] == second[0]
    assert (first[1], second[1]) == ("1", "2")
    assert first[2:] == ["1", "1"]


def test_the_output_names_the_system_and_its_cost(steady: SystemProcess, documents: Path) -> None:
    output = steady.read(pages_of(documents / "fujian-2021"))
    assert (output.system, output.version, output.stages) == ("steady", "2.0", {"look": 0.5})
    assert output.startup_seconds is not None
    assert 0 < output.startup_seconds < 30
    assert output.startup_seconds == pytest.approx(steady.startup_seconds)
    assert output.peak_mib is not None
    assert 3 < output.peak_mib < 200


def test_the_peak_is_the_system_s_own_not_its_parent_s(documents: Path) -> None:
    held = np.ones(300 * 2**20, np.uint8)
    with SystemProcess(fake("steady"), [documents]) as process:
        output = process.read(pages_of(documents / "fujian-2021"))
    assert output.peak_mib is not None
    assert output.peak_mib < held.nbytes / 2**20


@pytest.mark.parametrize(("width", "said"), [(13, "thirteen pixels are too few"), (14, "ended with")])
def test_a_crash_names_system_and_document_and_the_next_one_is_read(
    steady: SystemProcess, documents: Path, width: int, said: str
) -> None:
    before = lines(steady.read(pages_of(documents / "fujian-2021")))[0][1].split()
    with pytest.raises(SystemCrash) as crash:
        steady.read([sized(documents / "bad", width)], "bad/office")
    assert "steady" in str(crash.value)
    assert "bad/office" in str(crash.value)
    assert said in str(crash.value)
    after = lines(steady.read(pages_of(documents / "fujian-2022")))[0][1].split()
    assert after[1] == before[1] == "1"


def test_a_system_that_does_not_end_is_ended(documents: Path) -> None:
    with SystemProcess(fake("steady"), [documents], timeout=1) as process:
        with pytest.raises(SystemTimeout, match="not done after 1 s"):
            process.read([sized(documents / "slow", 15)])
        process.read(pages_of(documents / "fujian-2021"))


def test_nothing_is_left_behind(documents: Path) -> None:
    with SystemProcess(fake("steady"), [documents]) as process:
        process.read(pages_of(documents / "fujian-2021"))
        folder, child = process.folder, process.pid
        assert folder is not None
        assert folder.is_dir()
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_output_that_is_none_is_a_crash(documents: Path, tmp_path: Path) -> None:
    adapters = tmp_path / "adapters"
    adapters.mkdir()
    code = (ADAPTERS / "adapter_steady.py").read_text(encoding="utf-8").replace('"pages": found', '"pages": 3')
    (adapters / "adapter_wrong.py").write_text(code, encoding="utf-8")
    process = SystemProcess(replace(fake("wrong"), workers=adapters), [documents])
    with process, pytest.raises(SystemCrash, match="no output"):
        process.read(pages_of(documents / "fujian-2021"))


def test_pages_from_a_folder_that_is_in_sight_are_refused(documents: Path, tmp_path: Path) -> None:
    process = SystemProcess(fake("steady"), [documents])
    if not process.confined and os.environ.get("CI") == "true":
        pytest.fail("CI must confine systems")
    if not process.confined:
        pytest.skip("processes cannot be confined here")
    with pytest.raises(UsageError, match="hide"):
        process.read([Path("/usr/share/page.png")])


def test_a_system_that_is_not_installed_says_how_to_get_it() -> None:
    missing = replace(SYSTEMS["rapidocr-rows"], environment="nowhere")
    assert missing.missing() == "rapidocr-rows is not installed (make peers)"
    with pytest.raises(SystemMissing, match="make peers"):
        SystemProcess(missing)
    assert available("ocrkit") is None
