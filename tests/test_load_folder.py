"""Everything in a folder is accounted for: a page, a failure that names it, or something known to be no page."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import load_samples as samples
import numpy as np
import pytest
from load_samples import encoded, heic, noisy, pdf, picture, write

from ocrkit.errors import EmptyFileError, InputError, MissingExtraError, NotAnImageError, UsageError
from ocrkit.load import Listing, PageFailure, list_pages, load_pages
from ocrkit.types.page import Page, PageRef
from ocrkit.types.report import Report


def page(folder: Path, name: str) -> None:
    write(folder / name, encoded(picture(), "PNG"))


def failed(listing: Iterable[object]) -> dict[str, InputError]:
    return {Path(entry.ref.file).name: entry.error for entry in listing if isinstance(entry, PageFailure)}


def others(listing: Listing) -> dict[str, str]:
    return {Path(name).name: why for name, why in listing.others}


def test_pages_of_every_format_are_read_in_order(tmp_path: Path) -> None:
    write(tmp_path / "page1.jpg", encoded(noisy(1), "JPEG"))
    write(tmp_path / "page2.heic", heic(noisy(2)))
    write(tmp_path / "page3.gif", encoded(noisy(3)[..., 0], "GIF"))
    write(tmp_path / "page4.jp2", encoded(noisy(4), "JPEG2000"))
    write(tmp_path / "page5.AVIF", encoded(noisy(5), "AVIF", speed=10))
    pages = list(load_pages(tmp_path))
    assert all(isinstance(entry, Page) for entry in pages)
    assert [entry.ref.file[-10:-4] for entry in pages[:1]] == ["/page1"]
    assert [entry.ref.number for entry in pages] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", ["page.dat", "page", "page.txt", "page.json", "scan.001", "页.图"])
def test_an_image_is_a_page_whatever_its_ending(name: str, tmp_path: Path) -> None:
    page(tmp_path, name)
    (entry,) = load_pages(tmp_path)
    assert isinstance(entry, Page)


def test_a_page_ending_is_a_page_whatever_its_content(tmp_path: Path) -> None:
    page(tmp_path, "1.png")
    write(tmp_path / "2.jpg", b"no picture")
    write(tmp_path / "3.pdf", b"")
    write(tmp_path / "4.HEIF", os.urandom(3000))
    (tmp_path / "5.png").symlink_to(tmp_path / "gone")
    found = failed(load_pages(tmp_path))
    assert set(found) == {"2.jpg", "3.pdf", "4.HEIF", "5.png"}
    assert isinstance(found["3.pdf"], EmptyFileError)


def test_documents_that_are_not_read_fail_by_name(tmp_path: Path) -> None:
    page(tmp_path, "1.png")
    with zipfile.ZipFile(tmp_path / "2.docx", "w") as packed:
        packed.writestr("word/document.xml", "<w:document/>")
    given = {
        "3.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "4.djvu": b"AT&TFORM" + bytes(100),
        "5.rar": b"Rar!\x1a\x07\x00" + bytes(100),
        "6.ofd": b"broken",
        "7.html": b"<?xml version='1.0'?>\n<!-- a --><!-- b -->\n<!DOCTYPE html><html>",
        "8.unknown": bytes(range(256)),
        "9": b"PK\x03\x04" + bytes(100),
    }
    for name, data in given.items():
        write(tmp_path / name, data)
    found = failed(list_pages(tmp_path))
    assert set(found) == {"2.docx", *given}
    assert all(isinstance(error, NotAnImageError) and error.remedy for error in found.values())
    assert found["5.rar"].message.startswith("this is a RAR archive")


def test_what_is_known_to_be_no_page_costs_nothing(tmp_path: Path) -> None:
    page(tmp_path, "1.png")
    known = {
        ".DS_Store": b"\0\0\0\1Bud1",
        "._1.png": b"\0\5\x16\7",
        ".hidden.png": encoded(picture(), "PNG"),
        "Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "desktop.ini": b"[.ShellClassInfo]",
        "~$report.docx": b"\5user",
        "truth.json": b"{}",
        "SHA256SUMS": b"0123  1.png\n",
        "notes": "笔记".encode(),
        "old notes": "笔记".encode("gb18030") * 400,
        "readme.md": b"# Pages <html>",
        "nothing": b"",
    }
    for name, data in known.items():
        write(tmp_path / name, data)
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    listing = list_pages(tmp_path)
    assert not failed(listing)
    assert set(others(listing)) == {*known, "empty", "pipe"}
    assert all(others(listing).values())


def test_our_own_results_are_no_pages_but_the_same_of_others_are(tmp_path: Path) -> None:
    page(tmp_path, "1.png")
    write(tmp_path / "report.json", Report().to_json().encode())
    for ending in ("csv", "html", "xlsx", "md"):
        write(tmp_path / f"report.{ending}", b"PK\x03\x04" + bytes(99) if ending == "xlsx" else b"<html>")
    (tmp_path / "doubtful").mkdir()
    page(tmp_path / "doubtful", "a.png")
    write(tmp_path / "budget.xlsx", b"PK\x03\x04" + bytes(99))
    listing = list_pages(tmp_path)
    assert set(failed(listing)) == {"budget.xlsx"}
    assert set(others(listing).values()) == {"a result of ocrkit"}
    assert len(listing.others) == 6


def test_a_sub_folder_with_pages_is_named_and_not_read(tmp_path: Path) -> None:
    page(tmp_path, "1.png")
    (tmp_path / "more" / "deep").mkdir(parents=True)
    page(tmp_path / "more" / "deep", "2.png")
    (tmp_path / "texts").mkdir()
    write(tmp_path / "texts" / "a.txt", b"text")
    (tmp_path / "texts" / "loop").symlink_to(tmp_path)
    listing = list_pages(tmp_path)
    assert set(failed(listing)) == {"more"}
    assert set(others(listing)) == {"texts"}


def test_a_folder_of_documents_that_are_not_read_is_no_empty_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.docx", b"PK\x03\x04" + bytes(99))
    assert set(failed(list_pages(tmp_path))) == {"a.docx"}
    (tmp_path / "a.docx").unlink()
    with pytest.raises(UsageError):
        list_pages(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux")
def test_names_keep_their_bytes(tmp_path: Path) -> None:
    name = "第一页.png".encode("gbk")
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
        file.write(encoded(picture(), "PNG"))
    (entry,) = load_pages(tmp_path)
    assert isinstance(entry, Page)
    assert os.path.basename(os.fsencode(entry.ref.file)) == name


def test_every_frame_is_a_page(tmp_path: Path) -> None:
    second = np.rot90(noisy(), 2).copy()
    write(tmp_path / "1.heic", heic(noisy(), second))
    first, *more = (samples.Pil.fromarray(image[..., 0]) for image in (noisy(), second, noisy(3)))
    first.save(tmp_path / "2.gif", save_all=True, append_images=more)
    listing = list_pages(tmp_path)
    assert [entry.index for entry in listing if isinstance(entry, PageRef)] == [0, 1, 0, 1, 2]
    pages = list(load_pages(tmp_path))
    assert np.abs(pages[1].image[..., ::-1].astype(int) - second).mean() < 12
    assert np.abs(pages[3].image.reshape(480, 640, -1)[..., 0].astype(int) - second[..., 0]).mean() < 12


def test_without_its_extra_heic_is_named_with_the_command_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(tmp_path, "1.png")
    write(tmp_path / "2.heic", heic(noisy()))
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    good, bad = load_pages(tmp_path)
    assert isinstance(good, Page)
    assert isinstance(bad, PageFailure)
    assert isinstance(bad.error, MissingExtraError)
    assert "pip install 'ocrkit[heic]'" in str(bad.error)
    assert "2.heic" in str(bad.error)


def test_a_pdf_by_another_name(tmp_path: Path) -> None:
    write(tmp_path / "report.bin", pdf([encoded(noisy(), "JPEG")]))
    (entry,) = load_pages(tmp_path)
    assert isinstance(entry, Page)
