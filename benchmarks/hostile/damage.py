"""Files of every format that were cut, changed, mixed up, or claim to be what they are not."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.hostile.model import Kind, Make
from benchmarks.hostile.pictures import ENDINGS, FORMATS, encoded

Rng = np.random.Generator


def kinds() -> list[Kind]:
    """Four damages to each format, and the mixtures."""
    found = []
    for kind in FORMATS:
        found += [
            Kind(f"{kind} cut short", _cut(kind), "refused"),
            Kind(f"{kind} with flipped bits", _flipped(kind, 6, 0.0)),
            Kind(f"{kind} with flipped bits in its header", _flipped(kind, 2, 64)),
            Kind(f"{kind} with a stretch of zeros", _zeros(kind)),
        ]
    return [
        *found,
        Kind("the header of one format before the data of another", _swapped, "told"),
        Kind("a format under the ending of another", _wrong_ending, "read"),
        Kind("random bytes under an ending", _noise, "refused"),
        Kind("two files of one format, one after the other", _twice),
        Kind("a file with its bytes in reverse", _reversed, "refused"),
        Kind("an empty file", lambda folder, rng: [_put(folder / "empty.png", b"")], "refused"),
        Kind("nothing but zeros", lambda folder, rng: [_put(folder / "zeros.tif", bytes(5000))], "refused"),
        Kind("a header and nothing more", _header, "refused"),
        Kind("text under an ending", lambda folder, rng: [_put(folder / "page.jpg", "报告\n".encode())], "refused"),
    ]


def _put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _file(folder: Path, kind: str, data: bytes) -> list[Path]:
    return [_put(folder / f"page.{ENDINGS[kind]}", data)]


def _cut(kind: str) -> Make:
    def make(folder: Path, rng: Rng) -> list[Path]:
        data = encoded(kind)
        return _file(folder, kind, data[: int(len(data) * rng.uniform(0.2, 0.95))])

    return make


def _flipped(kind: str, count: int, within: float) -> Make:
    def make(folder: Path, rng: Rng) -> list[Path]:
        data = bytearray(encoded(kind))
        for at in rng.integers(0, int(within) or len(data), count):
            data[at] ^= 1 << int(rng.integers(8))
        return _file(folder, kind, bytes(data))

    return make


def _zeros(kind: str) -> Make:
    def make(folder: Path, rng: Rng) -> list[Path]:
        data = bytearray(encoded(kind))
        start = int(rng.integers(64, len(data) - 400))
        data[start : start + 300] = bytes(300)
        return _file(folder, kind, bytes(data))

    return make


def _swapped(folder: Path, rng: Rng) -> list[Path]:
    one, other = rng.choice(FORMATS, 2, replace=False)
    return _file(folder, other, encoded(one)[:16] + encoded(other)[16:])


def _wrong_ending(folder: Path, rng: Rng) -> list[Path]:
    one, other = rng.choice(FORMATS, 2, replace=False)
    return _file(folder, other, encoded(one))


def _noise(folder: Path, rng: Rng) -> list[Path]:
    return _file(folder, str(rng.choice(FORMATS)), rng.bytes(20_000))


def _twice(folder: Path, rng: Rng) -> list[Path]:
    kind = str(rng.choice(FORMATS))
    return _file(folder, kind, encoded(kind) * 2)


def _reversed(folder: Path, rng: Rng) -> list[Path]:
    kind = str(rng.choice(FORMATS))
    return _file(folder, kind, encoded(kind)[::-1])


def _header(folder: Path, rng: Rng) -> list[Path]:
    kind = str(rng.choice(FORMATS))
    return _file(folder, kind, encoded(kind)[: int(rng.integers(4, 40))])
