"""Images of odd sizes, depths and colours, and images that are far more than their file tells."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image as Pil

from benchmarks.hostile.model import Kind, Make
from benchmarks.hostile.pictures import encoded, page

Rng = np.random.Generator
_FEW = ("--max-pages", "20")


def kinds() -> list[Kind]:
    return [
        Kind("PNG that claims a huge size", _png_claiming(60_000, 60_000), "refused"),
        Kind("PNG of the largest size that can be written", _png_claiming(2**31 - 1, 2**31 - 1), "refused"),
        Kind("PNG of no width", _png_claiming(0, 100), "refused"),
        Kind("PNG bomb: 19000 x 19000 of one colour", _png_bomb, "refused"),
        Kind("PNG with a text chunk that unpacks to 200 MB", _text_bomb),
        Kind("TIFF bomb: deflated, 30000 x 30000", _tiff_bomb, "refused"),
        Kind("TIFF that claims a huge size", _tiff_claiming, "refused"),
        Kind("TIFF whose pages go in a circle", _tiff_circle, "told"),
        Kind("TIFF of 2000 pages of 9 x 9", _tiff_pages, "refused", _FEW),
        Kind("TIFF of 16 bits", _tiff_of(np.uint16, 257), "read"),
        Kind("TIFF of 32-bit numbers", _tiff_of(np.float32, 1 / 255), "read"),
        Kind("TIFF of numbers that are none", _tiff_nan),
        Kind("TIFF in printers' colours", _mode("CMYK", "TIFF", "tif"), "read"),
        Kind("JPEG in printers' colours", _mode("CMYK", "JPEG", "jpg"), "read"),
        Kind("TIFF in Lab colours", _mode("LAB", "TIFF", "tif")),
        Kind("PNG of one bit", _mode("1", "PNG", "png"), "read"),
        Kind("PNG with a palette and transparency", _mode("PA", "PNG", "png")),
        Kind("JPEG in YCbCr", _mode("YCbCr", "JPEG", "jpg"), "read"),
        Kind("GIF of 600 pictures", _gif_pages, "refused", _FEW),
        Kind("animated WebP", _animated("WEBP", "webp"), "read"),
        Kind("animated PNG", _animated("PNG", "png"), "read"),
        Kind("an image of one pixel", _sized(1, 1), "refused"),
        Kind("a line of 30000 x 1", _sized(1, 30_000), "refused"),
        Kind("a strip of 60000 x 20", _sized(20, 60_000)),
        Kind("a strip of 20 x 60000", _sized(60_000, 20)),
        Kind("noise of 1200 x 1200", _random_page),
        Kind("a checkerboard of 1000 x 1000 squares", _checks),
        Kind("a grid of 400 x 400 empty cells", _grid),
        Kind("a page all black", _flat(0), "read"),
        Kind("a page all white", _flat(255), "read"),
        Kind("JPEG with an EXIF orientation of 77", _orientation),
        Kind("a sparse file of 3 GB under an ending", _sparse, "refused"),
        Kind("JPEG with a resolution of 0 and of 65535", _resolution, "read"),
    ]


def _put(path: Path, data: bytes) -> list[Path]:
    path.write_bytes(data)
    return [path]


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png(width: int, height: int, packed: bytes, *more: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [_chunk(b"IHDR", header), *more, _chunk(b"IDAT", packed), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _png_claiming(width: int, height: int) -> Make:
    return lambda folder, rng: _put(folder / "claims.png", _png(width, height, zlib.compress(bytes(1000))))


def _png_bomb(folder: Path, rng: Rng) -> list[Path]:
    side = 19_000
    packer, packed = zlib.compressobj(9), b""
    for _ in range(side):
        packed += packer.compress(bytes(side + 1))
    return _put(folder / "bomb.png", _png(side, side, packed + packer.flush()))


def _text_bomb(folder: Path, rng: Rng) -> list[Path]:
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    rows = np.pad(page(), ((0, 0), (1, 0))).tobytes()
    return _put(folder / "text.png", _png(900, 560, zlib.compress(rows), text))


def _tiff_bomb(folder: Path, rng: Rng) -> list[Path]:
    return _put(folder / "bomb.tif", _tiff(30_000, 30_000, zlib.compress(bytes(30_000 * 1000), 9), compression=8))


def _tiff_claiming(folder: Path, rng: Rng) -> list[Path]:
    return _put(folder / "claims.tif", _tiff(2**31, 2**31, bytes(100), compression=1))


def _tiff(width: int, height: int, data: bytes, compression: int) -> bytes:
    values = [(256, width), (257, height), (258, 8), (259, compression), (262, 1), (273, 8), (277, 1), (278, height)]
    directory = struct.pack("<H", len(values) + 1)
    for tag, value in [*values, (279, len(data))]:
        directory += struct.pack("<HHII", tag, 4, 1, value)
    return b"II*\0" + struct.pack("<I", 8 + len(data)) + data + directory + bytes(4)


def _tiff_circle(folder: Path, rng: Rng) -> list[Path]:
    height, width = page().shape
    data = _tiff(width, height, page().tobytes(), compression=1)
    return _put(folder / "circle.tif", data[:-4] + struct.pack("<I", 8 + page().size))


def _tiff_pages(folder: Path, rng: Rng) -> list[Path]:
    small = Pil.new("L", (9, 9), 200)
    small.save(folder / "pages.tif", save_all=True, append_images=[small] * 1999)
    return [folder / "pages.tif"]


def _tiff_of(kind: type, factor: float) -> Make:
    def make(folder: Path, rng: Rng) -> list[Path]:
        Pil.fromarray((page().astype(np.float64) * factor).astype(kind)).save(folder / "deep.tif")
        return [folder / "deep.tif"]

    return make


def _tiff_nan(folder: Path, rng: Rng) -> list[Path]:
    values = (page() / 255).astype(np.float32)
    values[rng.random(values.shape) < 0.2] = np.nan
    values[0, 0], values[0, 1] = np.inf, -np.inf
    Pil.fromarray(values).save(folder / "nan.tif")
    return [folder / "nan.tif"]


def _mode(mode: str, kind: str, ending: str) -> Make:
    def make(folder: Path, rng: Rng) -> list[Path]:
        picture = Pil.fromarray(page())
        if mode == "LAB":
            grey = np.full_like(page(), 128)
            picture = Pil.merge("LAB", [picture, Pil.fromarray(grey), Pil.fromarray(grey)])
        elif mode == "PA":
            picture = picture.convert("RGB").convert("P")
            picture.info["transparency"] = bytes(range(256))
        else:
            picture = picture.convert("RGB").convert(mode)
        picture.save(folder / f"mode.{ending}", kind)
        return [folder / f"mode.{ending}"]

    return make


def _gif_pages(folder: Path, rng: Rng) -> list[Path]:
    pictures = [Pil.new("L", (20, 20), n % 256) for n in range(600)]
    pictures[0].save(folder / "many.gif", save_all=True, append_images=pictures[1:])
    return [folder / "many.gif"]


def _animated(kind: str, ending: str) -> Make:
    def make(folder: Path, rng: Rng) -> list[Path]:
        first, second = Pil.fromarray(page()), Pil.fromarray(255 - page())
        first.save(folder / f"moving.{ending}", kind, save_all=True, append_images=[second], duration=100)
        return [folder / f"moving.{ending}"]

    return make


def _sized(height: int, width: int) -> Make:
    def make(folder: Path, rng: Rng) -> list[Path]:
        image = np.full((height, width), 250, np.uint8)
        image[:, :: max(2, width // 50)] = 10
        return _put(folder / "odd.png", encoded("PNG", image))

    return make


def _random_page(folder: Path, rng: Rng) -> list[Path]:
    return _put(folder / "noise.png", encoded("PNG", rng.integers(0, 256, (1200, 1200), np.uint8)))


def _checks(folder: Path, rng: Rng) -> list[Path]:
    squares = np.indices((1000, 1000)).sum(axis=0) % 2
    return _put(folder / "checks.png", encoded("PNG", np.kron(squares, np.ones((2, 2))).astype(np.uint8) * 255))


def _grid(folder: Path, rng: Rng) -> list[Path]:
    image = np.full((4001, 4001), 255, np.uint8)
    image[::10], image[:, ::10] = 0, 0
    return _put(folder / "grid.png", encoded("PNG", image))


def _flat(grey: int) -> Make:
    return lambda folder, rng: _put(folder / "flat.png", encoded("PNG", np.full((1400, 1000), grey, np.uint8)))


def _orientation(folder: Path, rng: Rng) -> list[Path]:
    exif = Pil.Exif()
    exif[0x0112] = 77
    out = io.BytesIO()
    Pil.fromarray(page()).save(out, "JPEG", exif=exif)
    return _put(folder / "turned.jpg", out.getvalue())


def _sparse(folder: Path, rng: Rng) -> list[Path]:
    path = folder / "sparse.png"
    path.write_bytes(encoded("PNG")[:100])
    os.truncate(path, 3 << 30)
    return [path]


def _resolution(folder: Path, rng: Rng) -> list[Path]:
    files = []
    for dpi in ((0, 0), (65535, 65535), (1, 65535)):
        path = folder / f"dpi{dpi[0]}-{dpi[1]}.jpg"
        grain = rng.integers(0, 5, page().shape, np.uint8)
        Pil.fromarray(np.asarray(page() - grain, np.uint8)).save(path, "JPEG", dpi=dpi)
        files.append(path)
    return files
