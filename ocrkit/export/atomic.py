"""Files that appear whole or not at all.

Every file is written under a temporary name beside its place. Only when all of them are complete are they
renamed, so that an interrupted run leaves the old results as they were.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from ocrkit.errors import OutputError, OutputExistsError


def check_free(out: Path, names: Iterable[str], force: bool = False) -> None:
    """See that results can be written to ``out`` under ``names`` before any work is done for them.

    Makes the folder. Raises ``OutputExistsError`` where one of the files is there and ``force`` is false,
    ``OutputError`` where the folder cannot be made or written to.
    """
    there = [name for name in names if os.path.lexists(out / name)]
    if there and not force:
        raise OutputExistsError(
            f"{', '.join(there)} {'is' if len(there) == 1 else 'are'} there already",
            file=str(out),
            remedy="give --force to replace, or another output folder",
        )
    folders = [name for name in there if (out / name).is_dir()]
    if folders:
        raise OutputError(f"{folders[0]} is a folder", file=str(out), remedy="remove it, or give another folder")
    _make_folder(out)


def _make_folder(folder: Path) -> None:
    probe = _temporary(folder / "probe")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        raise OutputError(
            f"cannot write there: {error.strerror}",
            file=str(folder),
            remedy="give a folder that you may write to with -o",
        ) from error


class Writing:
    """Writes a set of files: ``with Writing() as files: files.add(path, data)``.

    The files appear together at the end of the block. Where the block is left by any exception, Ctrl-C
    included, none of them appears and nothing temporary stays. Raises ``OutputError``.
    """

    def __init__(self) -> None:
        self._files: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        return self

    def add(self, path: Path, data: bytes) -> None:
        """Write ``data`` to the disk, to appear as ``path``; its folder is made."""
        temporary = self._files[path] = _temporary(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _cannot_write(path, error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._rename()
        finally:
            for temporary in self._files.values():
                temporary.unlink(missing_ok=True)

    def _rename(self) -> None:
        for path, temporary in self._files.items():
            try:
                os.replace(temporary, path)
            except OSError as error:
                raise _cannot_write(path, error) from error


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot be written: {error.strerror}", file=str(path), remedy="see that the disk has room and is writable"
    )
