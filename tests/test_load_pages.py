"""Counting, numbering and telling pages apart."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import cv2
import load_samples as samples
import numpy as np
import pytest
from load_samples import encoded, noisy, pdf, picture, write
from PIL import Image as Pil
from pydantic import ValidationError

from ocrkit.errors import BrokenFileError, TooLargeError
from ocrkit.load import LoadSettings, PageFailure, doubles, list_pages, load_listed, load_pages
from ocrkit.load.loader import Loader, digest_of
from ocrkit.types.page import Page, PageRef


def tiff_pages(*pages: np.ndarray, **options: object) -> bytes:
    out = io.BytesIO()
    first, *rest = (Pil.fromarray(page) for page in pages)
    first.save(out, "TIFF", save_all=True, append_images=rest, **options)
    return out.getvalue()


def marked(number: int) -> np.ndarray:
    """The picture with a mark as wide as its number."""
    page = picture()
    page[228:236, 300 - 8 * number : 300] = 0
    return page


def pages_of(results: list[Page | PageFailure]) -> list[Page]:
    assert not [r for r in results if isinstance(r, PageFailure)]
    return [r for r in results if isinstance(r, Page)]


def test_pages_are_numbered_over_all_files(tmp_path: Path) -> None:
    jpeg = encoded(noisy(), "JPEG")
    write(tmp_path / "1.pdf", pdf([jpeg, jpeg]))
    write(tmp_path / "2.tif", tiff_pages(marked(1), marked(2), marked(3)))
    write(tmp_path / "3.png", encoded(picture(), "PNG"))
    listing = list_pages(tmp_path)
    assert [(Path(r.file).name, r.index) for r in listing if isinstance(r, PageRef)] == [
        ("1.pdf", 0),
        ("1.pdf", 1),
        ("2.tif", 0),
        ("2.tif", 1),
        ("2.tif", 2),
        ("3.png", 0),
    ]
    assert [page.ref for page in pages_of(list(load_listed(listing)))] == list(listing)
    assert [ref.number for ref in listing if isinstance(ref, PageRef)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("options", [{}, {"compression": "tiff_lzw"}, {"compression": "tiff_lzw", "big_tiff": True}])
def test_each_tiff_page_is_its_own(options: dict[str, object], tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", tiff_pages(marked(1), marked(2), marked(3), **options))
    for number, page in enumerate(pages_of(list(load_pages(path))), 1):
        assert np.array_equal(page.image, marked(number))


def test_thumbnails_in_a_tiff_are_no_pages(tmp_path: Path) -> None:
    out = io.BytesIO()
    small = Pil.fromarray(picture()[:32, :32])
    small.encoderinfo = {"tiffinfo": {254: 1}}
    page = Pil.fromarray(marked(2))
    page.save(out, "TIFF", save_all=True, append_images=[small])
    second = Pil.open(io.BytesIO(out.getvalue()))
    second.seek(1)
    assert second.tag_v2.get(254) == 1, "the sample is not what the test needs"
    (loaded,) = pages_of(list(load_pages(write(tmp_path / "a.tif", out.getvalue()))))
    assert np.array_equal(loaded.image, marked(2))


def test_a_page_wrongly_marked_as_a_thumbnail_is_read(tmp_path: Path) -> None:
    (page,) = pages_of(list(load_pages(write(tmp_path / "a.tif", encoded(picture(), "TIFF", tiffinfo={254: 1})))))
    assert np.array_equal(page.image, picture())


def test_a_tiff_cut_after_its_second_page_gives_two_pages_and_a_failure(tmp_path: Path) -> None:
    data = tiff_pages(marked(1), marked(2), marked(3))
    two = tiff_pages(marked(1), marked(2))
    path = write(tmp_path / "a.tif", data[: len(two)])
    *good, bad = load_pages(path)
    assert [page.ref.number for page in pages_of(good)] == [1, 2]
    assert isinstance(bad, PageFailure)
    assert isinstance(bad.error, BrokenFileError)
    assert (bad.ref.number, bad.error.page) == (3, 3)


def test_a_tiff_whose_pages_go_in_a_circle_ends(tmp_path: Path) -> None:
    data = bytearray(samples.grey_tiff(picture()))
    data[-4:] = data[4:8]
    first, second = load_pages(write(tmp_path / "a.tif", bytes(data)))
    assert isinstance(first, Page)
    assert isinstance(second, PageFailure)
    assert "circle" in second.error.message
    assert "cut short" not in second.error.message


def test_too_many_pages_are_cut_off_with_a_failure(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", tiff_pages(*(marked(i) for i in range(5))))
    listing = list_pages(path, LoadSettings(max_pages=3))
    assert [isinstance(entry, PageRef) for entry in listing] == [True, True, True, False]
    last = listing[-1]
    assert isinstance(last, PageFailure)
    assert isinstance(last.error, TooLargeError)
    assert last.error.page == 4
    assert len(list_pages(path, LoadSettings(max_pages=5))) == 5


def test_hash_of_the_file_and_digest_of_the_pixels(tmp_path: Path) -> None:
    png, tiff = encoded(picture(), "PNG"), encoded(picture(), "TIFF")
    files = [write(tmp_path / "1.png", png), write(tmp_path / "2.tif", tiff)]
    files.append(write(tmp_path / "3.png", encoded(marked(1), "PNG")))
    first, second, third = pages_of(list(load_pages(files)))
    assert first.sha256 == hashlib.sha256(png).hexdigest()
    assert first.sha256 != second.sha256
    assert first.digest == second.digest != third.digest
    assert doubles({page.ref.number: page.digest for page in (first, second, third)}) == ((1, 2),)


def test_the_same_file_named_twice_is_a_double(tmp_path: Path) -> None:
    path = write(tmp_path / "1.png", encoded(picture(), "PNG"))
    found = {page.ref.number: page.digest for page in pages_of(list(load_pages([path, path])))}
    assert doubles(found) == ((1, 2),)


def test_blank_pages_are_no_doubles(tmp_path: Path) -> None:
    blank = np.full_like(picture(), 255)
    path = write(tmp_path / "a.tif", tiff_pages(blank, blank))
    assert doubles({page.ref.number: page.digest for page in pages_of(list(load_pages(path)))}) == ()


def test_whatever_differs_tells_pages_apart() -> None:
    page = np.random.default_rng(3).integers(0, 255, (701, 503, 3), dtype=np.uint8)
    others = [page[::-1], page[:, ::-1], np.roll(page, 8, axis=1), np.roll(page, 1, axis=0), page[:, :, 0]]
    for at in ((0, 0, 0), (350, 251, 1), (700, 502, 2)):
        other = page.copy()
        other[at] ^= 128
        others.append(other)
    assert len({digest_of(each) for each in (page, *others)}) == 1 + len(others)
    assert digest_of(page.copy()) == digest_of(page)
    assert digest_of(np.asfortranarray(page)) == digest_of(page)


def test_equal_bytes_of_other_shape_are_no_doubles(tmp_path: Path) -> None:
    flat = picture().reshape(120, 640)
    path = write(tmp_path / "a.tif", tiff_pages(picture(), flat))
    assert doubles({page.ref.number: page.digest for page in pages_of(list(load_pages(path)))}) == ()


def test_pages_are_decoded_only_when_asked_for(tmp_path: Path) -> None:
    results = load_pages([write(tmp_path / "1.png", encoded(picture(), "PNG")), str(tmp_path / "2.png")])
    assert isinstance(next(results), Page)
    write(tmp_path / "2.png", encoded(marked(1), "PNG"))
    later = next(results)
    assert isinstance(later, PageFailure), "the listing was made before the file was there"


def test_a_file_that_lost_pages_since_it_was_listed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", tiff_pages(marked(1), marked(2)))
    listing = list_pages(path)
    write(tmp_path / "a.tif", tiff_pages(marked(1)))
    first, second = load_listed(listing)
    assert isinstance(first, Page)
    assert isinstance(second, PageFailure)


def test_settings_refuse_what_they_do_not_know() -> None:
    with pytest.raises(ValidationError):
        LoadSettings(dpi=300)  # type: ignore[call-arg]
    with pytest.raises(ValidationError):
        LoadSettings(max_pages=0)


@pytest.mark.parametrize(
    ("at_least", "side"), [(None, 600), (301, 600), (300, 300), (151, 300), (150, 150), (75, 75)]
)
@pytest.mark.parametrize("channels", [1, 3])
def test_a_jpeg_is_made_smaller_but_not_too_small(
    tmp_path: Path, at_least: int | None, side: int, channels: int
) -> None:
    page = np.full((800, 600, channels), 200, np.uint8)
    page[:400] = 90
    write(tmp_path / "a.jpg", cv2.imencode(".jpg", page)[1].tobytes())
    write(tmp_path / "a.png", cv2.imencode(".png", page)[1].tobytes())
    with Loader() as loader:
        small, whole = (loader.pixels(PageRef(1, str(tmp_path / name)), at_least) for name in ("a.jpg", "a.png"))
    assert (small.shape[:2], small.ndim) == ((side * 4 // 3, side), 2 if channels == 1 else 3)
    assert abs(int(small[side // 3].mean()) - 90) <= 2
    assert abs(int(small[-side // 3].mean()) - 200) <= 2
    assert whole.shape[:2] == (800, 600)  # no decoder of it can
