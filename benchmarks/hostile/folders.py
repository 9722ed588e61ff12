"""Folders that loop, mix, may not be read, and names that no name should be."""

from __future__ import annotations

import os
import socket
import zipfile
from pathlib import Path

import numpy as np

from benchmarks.hostile.model import Kind
from benchmarks.hostile.pictures import ENDINGS, FORMATS, encoded

Rng = np.random.Generator

NAMES = (
    "年报\n第二行.png",
    "-o.png",
    "--help",
    "a'b\"c`$(touch x);&|<>.png",
    "\x1b[31mred\x07.png",
    "‮gnp.fdp.png",
    "%s%n%x{0}.png",
    " .png",
    "名" * 82 + ".png",
    "<script>alert(1)<script>.png",
    "=cmd|'calc'!A1.png",
    "no ending",
    "page.png.",
    "CON.png",
    "\\\\host\\share.png",
)


def kinds() -> list[Kind]:
    return [
        Kind("a folder of every format", _every, "read"),
        Kind("a folder of every format, one of them cut", _every_but_one, "refused"),
        Kind("a folder with documents that are not read", _unread, "refused"),
        Kind("a folder with links in a circle", _links),
        Kind("a link to itself", _self_link, "refused"),
        Kind("a link to nothing", _dangling, "refused"),
        Kind("a folder in a folder, 60 deep", _deep, "refused"),
        Kind("an empty folder", _empty, "refused"),
        Kind("a folder of 400 empty files", _crowd, "refused"),
        Kind("a pipe, a socket and a device", _special, "refused"),
        Kind("a file that may not be read", _forbidden),
        Kind("names of every sort", _names, "read"),
        Kind("a name in GBK", _gbk, "read"),
        Kind("a name of bytes that no encoding has, for a broken file", _bytes_broken, "refused"),
        Kind("a file given twice", _twice, "read"),
        Kind("a file that is not there beside one that is", _missing, "refused"),
        Kind("an archive of pages", _archive, "refused"),
        Kind("memory of another process", lambda folder, rng: [Path("/proc/self/mem")], "refused"),
    ]


def _page(path: Path, rng: Rng, kind: str = "PNG") -> Path:
    path.write_bytes(encoded(kind))
    return path


def _every(folder: Path, rng: Rng) -> list[Path]:
    for n, kind in enumerate(FORMATS):
        _page(folder / f"page{n}.{ENDINGS[kind]}", rng, kind)
    (folder / "notes.txt").write_text("seen\n")
    (folder / "Thumbs.db").write_bytes(rng.bytes(100))
    return [folder]


def _every_but_one(folder: Path, rng: Rng) -> list[Path]:
    for n, kind in enumerate(rng.permutation(FORMATS)[:4]):
        path = _page(folder / f"page{n}.{ENDINGS[kind]}", rng, kind)
        if n == 2:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return [folder]


def _unread(folder: Path, rng: Rng) -> list[Path]:
    _page(folder / "page1.png", rng)
    (folder / "page2.docx").write_bytes(b"PK\x03\x04" + rng.bytes(500))
    (folder / "page3.djvu").write_bytes(b"AT&TFORM" + rng.bytes(500))
    (folder / "page4").write_bytes(rng.bytes(500))
    return [folder]


def _links(folder: Path, rng: Rng) -> list[Path]:
    _page(folder / "page1.png", rng)
    (folder / "inner").mkdir()
    (folder / "inner" / "up").symlink_to(folder)
    (folder / "again.png").symlink_to(folder / "page1.png")
    (folder / "here").symlink_to(folder)
    return [folder]


def _self_link(folder: Path, rng: Rng) -> list[Path]:
    (folder / "page.png").symlink_to(folder / "page.png")
    return [folder / "page.png"]


def _dangling(folder: Path, rng: Rng) -> list[Path]:
    (folder / "page.png").symlink_to("/nowhere/page.png")
    _page(folder / "page2.png", rng)
    return [folder]


def _deep(folder: Path, rng: Rng) -> list[Path]:
    inner = folder.joinpath("top", *["d"] * 60)
    inner.mkdir(parents=True)
    _page(inner / "page2.png", rng)
    _page(folder / "top" / "page1.png", rng)
    return [folder / "top"]


def _empty(folder: Path, rng: Rng) -> list[Path]:
    (folder / "empty").mkdir()
    return [folder / "empty"]


def _crowd(folder: Path, rng: Rng) -> list[Path]:
    (folder / "crowd").mkdir()
    for n in range(400):
        (folder / "crowd" / f"page{n}.png").touch()
    return [folder / "crowd"]


def _special(folder: Path, rng: Rng) -> list[Path]:
    os.mkfifo(folder / "pipe.png")
    with socket.socket(socket.AF_UNIX) as one:
        before = os.getcwd()
        os.chdir(folder)  # the path of a socket may be no longer than 107 bytes
        one.bind("socket.png")
        os.chdir(before)
    return [folder / "pipe.png", folder / "socket.png", Path("/dev/zero"), Path("/dev/null")]


def _forbidden(folder: Path, rng: Rng) -> list[Path]:
    path = _page(folder / "page.png", rng)
    path.chmod(0)
    return [path]


def _names(folder: Path, rng: Rng) -> list[Path]:
    for name in rng.permutation(NAMES)[:5]:
        _page(folder / str(name), rng)
    return [folder]


def _gbk(folder: Path, rng: Rng) -> list[Path]:
    path = os.fsencode(folder) + b"/" + "年报第一页".encode("gbk") + b".png"
    return [_page(Path(os.fsdecode(path)), rng)]


def _bytes_broken(folder: Path, rng: Rng) -> list[Path]:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe\x80 \xf0.png"))
    path.write_bytes(encoded("PNG")[:500])
    return [path]


def _twice(folder: Path, rng: Rng) -> list[Path]:
    return [_page(folder / "page.png", rng)] * 2


def _missing(folder: Path, rng: Rng) -> list[Path]:
    return [_page(folder / "page1.png", rng), folder / "page2.png"]


def _archive(folder: Path, rng: Rng) -> list[Path]:
    with zipfile.ZipFile(folder / "pages.zip", "w") as pages:
        for n in range(3):
            pages.writestr(f"page{n}.png", encoded("PNG"))
    return [folder / "pages.zip"]
