"""Page files for the tests of the load stage, made in memory: one test picture in every format."""

from __future__ import annotations

import functools
import hashlib
import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
from PIL import Image as Pil

HEIGHT, WIDTH = 240, 320


def picture() -> np.ndarray:
    """Black on white, uint8 (240, 320): an upright bar at the left, lines of marks; no symmetry of any kind."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    page[16:224, 16:32] = 0
    page[16:32, 16:160] = 0
    for y in range(64, 200, 16):
        for x in range(48, 300 - y, 16):
            page[y : y + 8, x : x + 8] = 0
    return page


@functools.cache
def noisy(seed: int = 0) -> np.ndarray:
    """The picture in colour with scanner noise, so that its compressed data spread evenly; uint8 (480, 640, 3)."""
    base = cv2.resize(picture(), (2 * WIDTH, 2 * HEIGHT), interpolation=cv2.INTER_NEAREST)
    noise = np.random.default_rng(seed).normal(0, 12, (*base.shape, 3))
    return np.clip(base[..., None] + noise, 0, 255).astype(np.uint8)


def encoded(image: np.ndarray, kind: str, mode: str | None = None, **options: object) -> bytes:
    """The image as a file of Pillow's format ``kind``, converted to ``mode`` before."""
    pil = Pil.fromarray(image)
    out = io.BytesIO()
    (pil.convert(mode) if mode else pil).save(out, kind, **options)
    return out.getvalue()


def heic(*images: np.ndarray, **options: object) -> bytes:
    """A HEIC of one image or several."""
    file, out = pillow_heif.HeifFile(), io.BytesIO()
    for image in images:
        file.add_from_pillow(Pil.fromarray(image))
    file.save(out, save_all=True, **options)
    return out.getvalue()


def write(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


# --- PDF -----------------------------------------------------------------------------------------------------

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def pdf(images: list[bytes], password: str | None = None, size: tuple[float, float] = (WIDTH, HEIGHT)) -> bytes:
    """A PDF with one JPEG of 640 x 480 a page, page size in points; with a password RC4-encrypted (revision 2)."""
    objects = []
    kids = " ".join(f"{3 + 3 * i} 0 R" for i in range(len(images)))
    objects.append(b"<</Type/Catalog/Pages 2 0 R>>")
    objects.append(f"<</Type/Pages/Count {len(images)}/Kids[{kids}]>>".encode())
    secret = Secret(password) if password is not None else None
    for i, jpeg in enumerate(images):
        page = 3 + 3 * i
        draw = f"q {size[0]} 0 0 {size[1]} 0 0 cm /I Do Q".encode()
        box = f"/MediaBox[0 0 {size[0]} {size[1]}]/Contents {page + 1} 0 R"
        objects.append(f"<</Type/Page/Parent 2 0 R{box}/Resources<</XObject<</I {page + 2} 0 R>>>>>>".encode())
        objects.append(stream("", draw, secret, page + 1))
        objects.append(
            stream(
                "/Type/XObject/Subtype/Image/Width 640/Height 480/BitsPerComponent 8"
                "/ColorSpace/DeviceRGB/Filter/DCTDecode",
                jpeg,
                secret,
                page + 2,
            )
        )
    return assembled(objects, secret)


def assembled(objects: list[bytes], secret: Secret | None = None) -> bytes:
    """Numbered objects (the first is the catalogue) with cross-reference table and trailer."""
    trailer = ""
    if secret is not None:
        objects = [*objects, secret.dictionary()]
        trailer = f"/Encrypt {len(objects)} 0 R/ID[<{secret.id.hex()}><{secret.id.hex()}>]"
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + tail.encode()


def stream(keys: str, data: bytes, secret: Secret | None = None, number: int = 0) -> bytes:
    data = secret.encrypt(data, number) if secret is not None else data
    return f"<<{keys}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


GREY = "/BitsPerComponent 8/ColorSpace/DeviceGray"
STENCIL = "/BitsPerComponent 1/ImageMask true"


def image_pdf(coding: str, packed: bytes, colours: str = GREY) -> bytes:
    """A PDF of one page with an image of the picture's size, compressed as its filter entry ``coding`` says."""
    keys = f"/Type/XObject/Subtype/Image/Width {WIDTH}/Height {HEIGHT}{colours}/Filter{coding}"
    draw = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q".encode()
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents 4 0 R"
            "/Resources<</XObject<</I 5 0 R>>>>>>".encode(),
            stream("", draw),
            stream(keys, packed),
        ]
    )


def page_pdf(content: bytes, size: tuple[float, float], keys: str = "", *objects: bytes) -> bytes:
    """A PDF of one page: its content stream, size in points, entries of its dictionary, and objects from 5 on."""
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Contents 4 0 R{keys}>>".encode(),
            stream("", content),
            *objects,
        ]
    )


def drawn_pdf(size: tuple[float, float] = (WIDTH, HEIGHT)) -> bytes:
    """A PDF of one page with the picture drawn in rectangles, one point a pixel."""
    ys, xs = np.nonzero(picture() == 0)
    return page_pdf(
        b"".join(b"%d %d 1 1 re\n" % (x, HEIGHT - 1 - y) for y, x in zip(ys, xs, strict=True)) + b"f", size
    )


class Secret:
    """The standard security handler, revision 2, with the same owner and user password."""

    id = bytes(range(16))
    permissions = -4

    def __init__(self, password: str) -> None:
        padded = (password.encode("latin1") + _PAD)[:32]
        self.owner = rc4(hashlib.md5(padded).digest()[:5], padded)
        seed = padded + self.owner + struct.pack("<i", self.permissions) + self.id
        self.key = hashlib.md5(seed).digest()[:5]
        self.user = rc4(self.key, _PAD)

    def dictionary(self) -> bytes:
        return (
            f"<</Filter/Standard/V 1/R 2/P {self.permissions}/O<{self.owner.hex()}>/U<{self.user.hex()}>>>".encode()
        )

    def encrypt(self, data: bytes, number: int) -> bytes:
        return rc4(hashlib.md5(self.key + struct.pack("<I", number)[:3] + b"\0\0").digest()[:10], data)


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


# --- PNG and TIFF by hand ------------------------------------------------------------------------------------


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def fax_data() -> bytes:
    """The picture as bare G4 data."""
    data = encoded(picture(), "TIFF", "1", compression="group4")
    tags = Pil.open(io.BytesIO(data)).tag_v2
    (start,), (count,) = tags[273], tags[279]
    return data[start : start + count]


def grey_tiff(samples: np.ndarray, photometric: int = 1, order: str = "<") -> bytes:
    """An uncompressed grey TIFF of uint8 or uint16 samples with the photometric interpretation given."""
    height, width = samples.shape
    bits = samples.dtype.itemsize * 8
    pixels = samples.astype(samples.dtype.newbyteorder(order)).tobytes()
    entries = [(256, 4, width), (257, 4, height), (258, 3, bits), (259, 3, 1), (262, 3, photometric), (273, 4, 8)]
    entries += [(277, 3, 1), (278, 4, height), (279, 4, len(pixels))]
    directory = struct.pack(order + "H", len(entries))
    for tag, kind, value in entries:
        directory += struct.pack(order + "HHI", tag, kind, 1)
        directory += struct.pack(order + "I", value) if kind == 4 else struct.pack(order + "HH", value, 0)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8 + len(pixels))
    return head + pixels + directory + bytes(4)
