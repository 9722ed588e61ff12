"""Which files are read, and in which order."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from ocrkit.errors import UsageError
from ocrkit.load.folder import Entry
from ocrkit.load.order import expand, natural_key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("page10.png", "page2.PNG", "page1.jpg", "notes.txt", "Thumbs.db", ".hidden.png", "._page1.jpg"):
        (tmp_path / name).touch()
    (tmp_path / "old.png").mkdir()
    return tmp_path


def names(found: list[Entry]) -> list[str]:
    return [Path(entry.path).name for entry in found if entry.what == "page"]


def paths(found: list[Entry]) -> list[str]:
    return [entry.path for entry in found]


@pytest.mark.parametrize(
    "ordered",
    [
        ["page1.png", "page2.png", "page10.png", "page010b.png"],
        ["scan.png", "scan (2).png", "scan (10).png"],
        ["第一页.jpg", "第二页.jpg", "第十页.jpg", "第十一页.jpg", "第二十页.jpg", "第一百零五页.jpg"],
        ["第１页.jpg", "第９页.jpg", "第１０页.jpg"],
        ["2022/p9.png", "2022/p10.png", "2023/p1.png"],
        ["a-1-2.png", "A-1-10.png", "a-2-1.png"],
        ["1.png", "2.png", "10.png"],
    ],
)
def test_natural_order_whatever_order_they_came_in(ordered: list[str]) -> None:
    for shuffled in itertools.islice(itertools.permutations(ordered), 0, None, 7):
        assert sorted(shuffled, key=natural_key) == ordered


def test_a_folder_gives_its_page_files_and_nothing_else(folder: Path) -> None:
    assert names(expand([folder])) == ["page1.jpg", "page2.PNG", "page10.png"]


def test_named_files_are_one_group_in_natural_order() -> None:
    assert paths(expand(["p1.png", "p10.png", "p2.png"])) == ["p1.png", "p2.png", "p10.png"]


def test_keep_order_takes_files_as_named() -> None:
    assert paths(expand(["p2.png", "p1.png"], keep_order=True)) == ["p2.png", "p1.png"]


def test_folders_stay_where_they_were_named(folder: Path) -> None:
    found = names(expand(["z10.pdf", "z9.pdf", folder, "a.pdf"]))
    assert found == ["z9.pdf", "z10.pdf", "page1.jpg", "page2.PNG", "page10.png", "a.pdf"]


def test_one_path_is_one_input_not_its_letters(tmp_path: Path) -> None:
    assert paths(expand("page.png")) == ["page.png"]
    assert paths(expand(tmp_path / "page.png")) == [str(tmp_path / "page.png")]


def test_nothing_named() -> None:
    with pytest.raises(UsageError, match="no input"):
        expand([])


def test_a_folder_without_pages_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").touch()
    (tmp_path / "sub").mkdir()
    with pytest.raises(UsageError, match="no page files") as caught:
        expand([tmp_path])
    assert caught.value.file == str(tmp_path)
    assert caught.value.remedy
