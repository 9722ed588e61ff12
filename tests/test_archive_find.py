"""What is a report: files, folders, images that their names put together, manifests; and what is left out, named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image as Pil

from ocrkit.archive.find import find
from ocrkit.archive.found import Findings
from ocrkit.archive.names import page_name, year_in
from ocrkit.errors import UsageError


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix in (".png", ".jpg", ".tif"):
            Pil.new("L", (40, 50), 255).save(path)
        else:
            path.write_bytes(b"%PDF-1.4\n" if path.suffix == ".pdf" else b"a note")


def shown(found: Findings, root: Path) -> dict[str, list[str]]:
    return {r.name: [os.path.relpath(file, root) for file in r.files] for r in found.reports}


@pytest.mark.parametrize(
    ("name", "key", "number"),
    [
        ("page2.jpg", "", 2),
        ("第十二页.png", "", 12),
        ("安澜县2021_3.jpg", "安澜县2021", 3),
        ("安澜县2021 (2).jpg", "安澜县2021", 2),
        ("安澜县2021年报-第2页.jpg", "安澜县2021年报", 2),
        ("scan0007.tif", "scan", 7),
        ("安澜县2021.jpg", "安澜县2021", None),
        ("封面.jpg", "", None),
        ("ａｂｃ１.jpg", "abc", 1),
    ],
)
def test_names_of_pages(name: str, key: str, number: int | None) -> None:
    found = page_name(name)
    assert (found.key, found.number) == (key, number)


def test_years_in_names() -> None:
    assert [year_in(name) for name in ("安澜县2021年报", "2021-2022", "scan20210304", "1850")] == [
        2021,
        None,
        None,
        None,
    ]


def test_files_folders_and_loose_pages(tmp_path: Path) -> None:
    put(tmp_path, "a/年报.pdf", "a/b/page1.png", "a/b/page10.png", "a/b/page2.png", "a/b/封面.png", "a/note.txt")
    put(tmp_path, "loose/甲县2021_1.png", "loose/甲县2021_2.png", "loose/乙县2021_1.png", "loose/乙县2022.png")
    found = find([str(tmp_path)])
    assert shown(found, tmp_path) == {
        "年报": ["a/年报.pdf"],
        "b": ["a/b/page1.png", "a/b/page2.png", "a/b/page10.png", "a/b/封面.png"],
        "甲县2021": ["loose/甲县2021_1.png", "loose/甲县2021_2.png"],
        "乙县2021_1": ["loose/乙县2021_1.png"],
        "乙县2022": ["loose/乙县2022.png"],
    }
    assert [(Path(left.path).name, left.minor) for left in found.left_out] == [("note.txt", True)]


@pytest.mark.parametrize(
    "names",
    [
        ["甲县.png", "乙县.png", "丙县.png"],
        ["a1.png", "a2.png", "b1.png"],
        ["a1.png", "a3.png", "b1.png", "b2.png"],
        ["page1.png", "page1.jpg"],
    ],
)
def test_images_that_may_belong_together_or_not_are_named_and_not_read(tmp_path: Path, names: list[str]) -> None:
    put(tmp_path, *names)
    found = find([str(tmp_path)])
    assert found.reports == ()
    assert {Path(left.path).name for left in found.left_out} == set(names)
    assert all("manifest" in left.why and not left.minor for left in found.left_out)


def test_pages_numbered_from_the_first_on_are_reports_of_their_own(tmp_path: Path) -> None:
    put(tmp_path, "a1.png", "a2.png", "b0.png", "b1.png", "b2.png")
    assert sorted(map(len, shown(find([str(tmp_path)]), tmp_path).values())) == [2, 3]


def test_a_tiff_of_several_pages_is_a_report_and_one_of_one_page_a_page(tmp_path: Path) -> None:
    pages = [Pil.new("L", (40, 50), shade) for shade in (1, 2)]
    (tmp_path / "a").mkdir()
    pages[0].save(tmp_path / "a" / "book.tif", save_all=True, append_images=pages[1:])
    put(tmp_path, "b/scan1.tif", "b/scan2.tif")
    assert shown(find([str(tmp_path)]), tmp_path) == {"book": ["a/book.tif"], "b": ["b/scan1.tif", "b/scan2.tif"]}


def test_what_is_not_read_is_named_with_its_reason(tmp_path: Path) -> None:
    put(tmp_path, "年报.docx", "x.pdf", ".hidden.png")
    (tmp_path / "locked").mkdir()
    found = find([str(tmp_path)])
    assert {Path(left.path).name: left.minor for left in found.left_out} == {
        "年报.docx": False,
        ".hidden.png": True,
        "locked": True,
    }


def test_what_is_found_twice_is_one_and_an_archive_is_not_looked_into(tmp_path: Path) -> None:
    put(tmp_path, "scans/a.pdf", "scans/out/reports/a/b.pdf")
    (tmp_path / "scans" / "out" / "ledger.sqlite").touch()
    found = find([str(tmp_path / "scans"), str(tmp_path), str(tmp_path / "scans" / "a.pdf")])
    assert shown(found, tmp_path) == {"a": ["scans/a.pdf"]}


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path, "a/x.pdf")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    assert len(find([str(tmp_path)]).reports) == 1


def test_a_manifest_says_what_belongs_together(tmp_path: Path) -> None:
    put(tmp_path, "甲.png", "乙.png", "c/page1.png", "c/page2.png", "d.pdf")
    text = "id,files,agency,year\n甲乙,甲.png;乙.png,安澜县,2021\nc,c,,\nd,d*.pdf,,2022\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8-sig")
    found = find([str(tmp_path), str(tmp_path / "list.csv")])
    assert shown(found, tmp_path) == {
        "甲乙": ["甲.png", "乙.png"],
        "c": ["c/page1.png", "c/page2.png"],
        "d": ["d.pdf"],
    }
    assert [(r.agency, r.year) for r in found.reports] == [("安澜县", 2021), (None, None), (None, 2022)]
    assert [Path(left.path).name for left in found.left_out] == ["list.csv"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("files\na.pdf\n", "lacks the columns"),
        ("id,files,pages\n", "there is no column 'pages'"),
        ("id,files\na,x.pdf\nb,x.pdf\n", r"line 3: .*x.pdf is a file of line 2"),
        ("id,files\na,x.pdf\na,y.pdf\n", "line 3: id 'a'"),
        ("id,files,year\na,x.pdf,21\n", "line 2: '21' is no year"),
        ("id,files\na,\n", "line 2: files is blank"),
    ],
)
def test_a_wrong_manifest_names_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        find([str(tmp_path / "list.csv")])


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing of this name"):
        find([str(tmp_path / "nowhere")])
