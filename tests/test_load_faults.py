"""Every kind of bad input gets its own error with file, page and remedy; no damage passes as a page."""

from __future__ import annotations

import functools
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import load_samples as samples
import numpy as np
import pytest
from load_samples import encoded, heic, noisy, pdf, write
from PIL import ImageFile

from ocrkit.errors import (
    BrokenFileError,
    EmptyFileError,
    EncryptedError,
    InputError,
    MissingFileError,
    NotAnImageError,
    TooLargeError,
    TooSmallError,
)
from ocrkit.load import LoadSettings, PageFailure, list_pages, load_page, load_pages
from ocrkit.load.messages import caught_messages
from ocrkit.types.page import Page, PageRef

CUTS = (0.1, 0.5, 0.95, 0.999)

MAKERS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: encoded(noisy(), "JPEG"),
    "jpeg progressive": lambda: encoded(noisy(), "JPEG", progressive=True),
    "jpeg cmyk": lambda: encoded(noisy(), "JPEG", "CMYK"),
    "jpeg with thumbnail": lambda: with_thumbnail(encoded(noisy(), "JPEG")),
    "png": lambda: encoded(noisy(), "PNG"),
    "tiff raw": lambda: encoded(noisy(), "TIFF"),
    "tiff lzw": lambda: encoded(noisy(), "TIFF", compression="tiff_lzw"),
    "tiff g4": lambda: encoded(noisy()[..., 0], "TIFF", "1", compression="group4"),
    "bmp": lambda: encoded(noisy(), "BMP"),
    "webp": lambda: encoded(noisy(), "WEBP"),
    "gif": lambda: encoded(noisy()[..., 0], "GIF"),
    "jp2": lambda: encoded(noisy(), "JPEG2000"),
    "j2k": lambda: encoded(noisy(), "JPEG2000", no_jp2=True),
    "heic": lambda: heic(noisy()),
    "avif": lambda: encoded(noisy(), "AVIF", speed=10),
    "webp lossless": lambda: encoded(noisy(), "WEBP", lossless=True),
    "pdf": lambda: pdf([encoded(noisy(), "JPEG")]),
}
FILES = {name: functools.cache(maker) for name, maker in MAKERS.items()}


def with_thumbnail(jpeg: bytes) -> bytes:
    """The JPEG with a whole smaller one, end marker and all, in an application segment."""
    small = encoded(samples.picture()[:64, :64], "JPEG")
    return jpeg[:2] + b"\xff\xe2" + (len(small) + 2).to_bytes(2) + small + jpeg[2:]


def error_of(path: Path | str, **settings: object) -> InputError:
    with pytest.raises(InputError) as caught:
        load_page(PageRef(1, str(path)), LoadSettings(**settings))
    assert caught.value.file == str(path)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("name", FILES)
def test_the_whole_files_are_read(name: str, tmp_path: Path) -> None:
    assert load_page(PageRef(1, write(tmp_path / "a", FILES[name]()))).image.size


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("name", FILES)
def test_files_cut_short(
    name: str, cut: float, lenient: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)  # other libraries set it for the whole process
    data = FILES[name]()
    error = error_of(write(tmp_path / "a", data[: int(len(data) * cut)]))
    assert isinstance(error, BrokenFileError)


@pytest.mark.parametrize("cut", CUTS[1:])
@pytest.mark.parametrize("name", ["jpeg", "jpeg progressive", "jpeg cmyk"])
def test_jpeg_cut_short_with_an_end_marker_put_on(name: str, cut: float, tmp_path: Path) -> None:
    data = FILES[name]()
    error = error_of(write(tmp_path / "a", data[: int(len(data) * cut)] + b"\xff\xd9"))
    assert isinstance(error, BrokenFileError)


@pytest.mark.parametrize("name", ["jpeg", "png", "pdf"])
def test_files_filled_up_with_zeros(name: str, tmp_path: Path) -> None:
    data = FILES[name]()
    half = len(data) // 2
    assert isinstance(error_of(write(tmp_path / "a", data[:half] + bytes(len(data) - half))), BrokenFileError)


def test_a_scanner_that_leaves_out_only_the_end_marker_is_read(tmp_path: Path) -> None:
    data = encoded(noisy(), "JPEG")
    whole = load_page(PageRef(1, write(tmp_path / "a", data)))
    bare = load_page(PageRef(1, write(tmp_path / "b", data[:-2])))
    assert np.array_equal(whole.image, bare.image)


@pytest.mark.parametrize("name", ["png", "tiff lzw", "tiff g4"])
def test_damage_in_the_middle(name: str, tmp_path: Path) -> None:
    data = bytearray(FILES[name]())
    data[len(data) // 2 : len(data) // 2 + 40] = b"\xa5" * 40
    assert isinstance(error_of(write(tmp_path / "a", bytes(data))), BrokenFileError)


def test_decoders_do_not_chatter(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("jpeg", "tiff g4", "tiff lzw", "png"):
        data = bytearray(FILES[name]())
        data[len(data) // 2 : len(data) // 2 + 40] = b"\xa5" * 40
        list(load_pages(write(tmp_path / "a", bytes(data))))
        list(load_pages(write(tmp_path / "a", bytes(data[: len(data) // 2]))))
    assert capfd.readouterr() == ("", "")


def test_lines_of_others_are_not_swallowed(capfd: pytest.CaptureFixture[str]) -> None:
    with caught_messages() as messages:
        os.write(2, b"progress of another thread\nCorrupt JPEG data: premature end of data segment\n")
    assert capfd.readouterr().err == "progress of another thread\n"
    assert len(messages) == 1


@pytest.mark.parametrize("name", FILES)
def test_random_damage_never_ends_in_another_error(name: str, tmp_path: Path) -> None:
    """Whatever bytes are changed or lost, the outcome is a page or a failure."""
    whole, random = FILES[name](), np.random.default_rng(11)
    for _ in range(25):
        data = bytearray(whole)
        for at in random.integers(0, min(400, len(data)), 6):
            data[at if random.random() < 0.5 else -at - 1] = random.choice([0, 1, 127, 128, 255])
        start = int(random.integers(0, len(data)))
        del data[start : start + int(random.integers(0, 3))]
        results = list(load_pages(write(tmp_path / "a", bytes(data)), LoadSettings(max_pixels=4_000_000, pdf_dpi=72)))
        assert results
        assert all(isinstance(result, (Page, PageFailure)) for result in results)


def test_missing_file(tmp_path: Path) -> None:
    assert isinstance(error_of(tmp_path / "none.png"), MissingFileError)
    assert isinstance(error_of("nul\0.png"), MissingFileError)


def test_things_that_are_no_files(tmp_path: Path) -> None:
    assert isinstance(error_of(tmp_path), MissingFileError)
    os.mkfifo(tmp_path / "pipe")
    assert isinstance(error_of(tmp_path / "pipe"), MissingFileError)  # and does not wait for a writer


def test_empty_file(tmp_path: Path) -> None:
    assert isinstance(error_of(write(tmp_path / "a.png", b"")), EmptyFileError)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"plain text about a page", "no image"),
        (b"BMW is not a bitmap, whatever its letters", "no image"),
        (b"PK\x03\x04" + bytes(60), "ZIP"),
        (b"AT&TFORM" + bytes(60), "DjVu"),
        (b"\0\0\0\x18ftypmp42" + bytes(60), "video"),
        (bytes(5000), "zeros"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
    ],
)
def test_files_that_are_no_images_are_called_what_they_are(data: bytes, named: str, tmp_path: Path) -> None:
    error = error_of(write(tmp_path / "page.png", data))
    assert isinstance(error, NotAnImageError)
    assert named in error.message


@pytest.mark.parametrize("magic", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"%PDF-1.7\n"])
def test_right_beginning_and_then_rubbish(magic: bytes, tmp_path: Path) -> None:
    rubbish = np.random.default_rng(3).integers(0, 256, 4000, np.uint8).tobytes()
    assert isinstance(error_of(write(tmp_path / "a", magic + rubbish)), BrokenFileError)
    assert isinstance(error_of(write(tmp_path / "a", magic)), BrokenFileError)


@pytest.mark.parametrize("name", [name for name in FILES if name != "pdf"])
def test_pages_with_too_many_pixels(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a", FILES[name]())
    assert isinstance(error_of(path, max_pixels=640 * 480 - 1), TooLargeError)
    assert load_page(PageRef(1, path), LoadSettings(max_pixels=640 * 480)).size == (640, 480)


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    error = error_of(write(tmp_path / "a", samples.png_claiming(200_000, 200_000)))
    assert isinstance(error, TooLargeError)
    assert error.page == 1


def test_pdf_page_of_absurd_size(tmp_path: Path) -> None:
    path = write(tmp_path / "a", samples.drawn_pdf((14400, 14400)))
    assert isinstance(error_of(path), TooLargeError)
    assert load_page(PageRef(1, path), LoadSettings(pdf_dpi=36)).size == (7200, 7200)


@pytest.mark.parametrize("shape", [(1, 30000), (30000, 1), (1, 1), (7, 500)])
def test_a_page_on_which_nothing_can_stand(shape: tuple[int, int], tmp_path: Path) -> None:
    image = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    for kind in ("PNG", "JPEG", "TIFF", "BMP", "GIF"):
        assert isinstance(error_of(write(tmp_path / kind, encoded(image, kind))), TooSmallError)


def test_a_pdf_page_of_absurd_shape(tmp_path: Path) -> None:
    for size in ((1, 30000), (30000, 1), (0.01, 0.01)):
        assert isinstance(error_of(write(tmp_path / "a", samples.drawn_pdf(size))), InputError)


def test_file_with_too_many_bytes(tmp_path: Path) -> None:
    assert isinstance(error_of(write(tmp_path / "a", FILES["png"]()), max_bytes=1000), TooLargeError)


def test_encrypted_pdf(tmp_path: Path) -> None:
    jpeg = encoded(noisy(), "JPEG")
    path = write(tmp_path / "a.pdf", pdf([jpeg], password="geheim"))
    without, wrong = error_of(path), error_of(path, pdf_password="wrong")
    assert isinstance(without, EncryptedError)
    assert isinstance(wrong, EncryptedError)
    assert without.message != wrong.message
    opened = load_page(PageRef(1, path), LoadSettings(pdf_password="geheim"))
    plain = load_page(PageRef(1, write(tmp_path / "b.pdf", pdf([jpeg]))))
    assert np.array_equal(opened.image, plain.image)


def test_the_password_shows_up_nowhere() -> None:
    assert "geheim" not in repr(LoadSettings(pdf_password="geheim"))


def test_pdf_without_pages(tmp_path: Path) -> None:
    data = samples.assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"])
    error = error_of(write(tmp_path / "a.pdf", data))
    assert isinstance(error, BrokenFileError)
    assert "no pages" in error.message


def test_one_damaged_image_in_a_pdf_fails_its_page_only(tmp_path: Path) -> None:
    jpeg = encoded(noisy(), "JPEG")
    data = pdf([jpeg, jpeg[: len(jpeg) // 2], jpeg])
    first, second, third = load_pages(write(tmp_path / "a.pdf", data))
    assert isinstance(second, PageFailure)
    assert isinstance(second.error, BrokenFileError)
    assert (second.error.page, second.ref.number) == (2, 2)
    assert not isinstance(first, PageFailure)
    assert not isinstance(third, PageFailure)


def test_deflated_image_cut_short_in_a_whole_pdf(tmp_path: Path) -> None:
    packed = zlib.compress(samples.picture().tobytes())
    error = error_of(write(tmp_path / "a.pdf", samples.image_pdf("/FlateDecode", packed[: len(packed) // 2])))
    assert isinstance(error, BrokenFileError)


@pytest.mark.parametrize("coding", ["/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode", "/DCTDecode"])
def test_pdf_image_that_cannot_be_decoded_is_no_blank_page(coding: str, tmp_path: Path) -> None:
    data = samples.image_pdf(coding, b"" if "Fax" in coding else bytes(200))
    assert isinstance(error_of(write(tmp_path / "a.pdf", data)), BrokenFileError)


def test_pdf_update_cut_short(tmp_path: Path) -> None:
    """A whole PDF with a half-written revision after its end mark."""
    data = FILES["pdf"]() + b"3 0 obj\n<</Type/Page/Par"
    assert isinstance(error_of(write(tmp_path / "a.pdf", data)), BrokenFileError)


def test_bad_files_are_listed_as_failures_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = FILES["png"]()
    inputs = [
        write(tmp_path / "1.png", good),
        write(tmp_path / "2.png", b""),
        str(tmp_path / "3.png"),
        write(tmp_path / "4.png", b"text"),
        write(tmp_path / "5.png", good[:5000]),
        write(tmp_path / "6.pdf", pdf([FILES["jpeg"]()], password="x")),
        write(tmp_path / "7.jpg", FILES["jpeg"]()),
    ]
    assert len(list_pages(inputs)) == 7
    results = list(load_pages(inputs))
    failures = {r.ref.number: type(r.error) for r in results if isinstance(r, PageFailure)}
    assert failures == {
        2: EmptyFileError,
        3: MissingFileError,
        4: NotAnImageError,
        5: BrokenFileError,
        6: EncryptedError,
    }
    assert [r.ref.number for r in results] == [1, 2, 3, 4, 5, 6, 7]
    assert all(r.error.file == r.ref.file for r in results if isinstance(r, PageFailure))
