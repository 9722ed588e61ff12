"""Small text files of the user's: opened so that nothing named by mistake can hang or fill the memory."""

from __future__ import annotations

import os
import stat

from ocrkit.errors import OcrkitError

_KINDS = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}


def read_text(
    path: str | os.PathLike[str],
    largest: int,
    kind: type[OcrkitError],
    remedy: str = "",
    missing: type[OcrkitError] | None = None,
) -> str:
    """The text of a UTF-8 file, a byte order mark or none before it, of at most ``largest`` bytes.

    Raises ``kind`` for what is not such a file, and ``missing`` (by default ``kind`` too) where it cannot be opened.
    Only a regular file is read: a pipe or a device might never end.
    """
    name = os.fsdecode(path)
    cannot = missing or kind
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # or a pipe would wait for its other end
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise cannot(f"cannot be opened: {getattr(error, 'strerror', error)}", file=name, remedy=remedy) from error
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise cannot(f"is {_KINDS.get(stat.S_IFMT(mode), 'a device')}, no file", file=name, remedy=remedy)
        with open(handle, "rb", closefd=False) as file:
            data = file.read(largest + 1)
    finally:
        os.close(handle)
    if len(data) > largest:
        raise kind(f"has more than {largest:,} bytes", file=name, remedy=remedy)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise kind("is not UTF-8 text", file=name, remedy="save it as UTF-8") from error
