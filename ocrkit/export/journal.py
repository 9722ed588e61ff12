"""Replacing a set of files by another as one step, safe against a kill at any moment.

All of it happens in the folder itself, under its lock:

1. The new files are completed in ``.ocrkit-writing/new``, then ``plan.json`` says what is to be replaced.
2. The former files are moved to ``.ocrkit-writing/old``, the new ones into their places.
3. ``.ocrkit-writing`` is renamed to ``.ocrkit-over``. This one call is the moment from which the new set holds.
4. ``.ocrkit-over`` is removed.

``recover`` ends what was broken off: before step 3 it moves everything back, after it, it tidies up. It runs when
anything goes wrong here, and before the next writing, for what a kill or a power cut left.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ocrkit.errors import OutputError

_WRITING, _OVER = ".ocrkit-writing", ".ocrkit-over"
_PLAN = "plan.json"
_PATIENCE = 60.0
"""Seconds to wait for another ocrkit that is writing to the same folder; it takes one or two."""
_PAUSE = 0.05
"""Seconds between two looks."""


class _Plan(BaseModel):
    """What a writing is about to do, by names relative to the folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    new: tuple[str, ...]
    old: tuple[str, ...]
    folders: tuple[str, ...]
    """Sub-folders that the writing made, or that may be empty when it is over."""
    made: tuple[str, ...]


@contextlib.contextmanager
def locked(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock of a folder, which is a lock on the folder itself: no file is left behind by it.

    Raises ``OutputError`` where another process holds it for longer than ``patience`` seconds, ``OSError`` where
    the folder cannot be opened. A file system that knows no locks (some network drives) gives none.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        end = time.monotonic() + patience
        while not _try_lock(handle):
            if time.monotonic() > end:
                raise OutputError(
                    "another ocrkit is writing there", file=str(folder), remedy="wait for it, or give another folder"
                )
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # no locks here: then two runs at once are the user's to avoid
    return True


def probe(folder: Path) -> None:
    """See that files can be made in a locked folder; raises ``OSError``."""
    (folder / _WRITING).mkdir()
    (folder / _WRITING).rmdir()


def replace_set(folder: Path, new: Mapping[str, bytes], old: Iterable[str]) -> None:
    """Put ``new`` (content by name) into a locked folder in the place of the files ``old``, all or nothing.

    Names are relative, at most one sub-folder deep. Files of the names of ``new`` that are there are replaced too.
    Raises ``OSError``; ``recover`` must then be called, as after any other exception.
    """
    former = dict.fromkeys([*old, *(name for name in new if os.path.lexists(folder / name))])
    parents = dict.fromkeys(parent for name in [*new, *former] if (parent := os.path.dirname(name)))
    made = [parent for parent in parents if not os.path.lexists(folder / parent)]
    plan = _Plan(new=tuple(new), old=tuple(former), folders=tuple(parents), made=tuple(made))
    staged = folder / _WRITING
    _stage(staged, new, plan)
    for parent in made:
        (folder / parent).mkdir()
    for name in plan.old:
        os.rename(folder / name, staged / "old" / name)
    for name in plan.new:
        os.rename(staged / "new" / name, folder / name)
    for place in (staged / "old", staged / "new", folder):
        for parent in (*parents, ""):
            _sync_folder(place / parent)
    os.rename(staged, folder / _OVER)
    _sync_folder(folder)


def recover(folder: Path) -> None:
    """End what was broken off in a locked folder. Raises ``OSError``."""
    _tidy(folder)
    staged = folder / _WRITING
    if not staged.is_dir():
        return
    plan = _read_plan(staged)
    if plan is not None:
        _undo(folder, plan)
    os.rename(staged, folder / _OVER)  # so that an undoing that is itself broken off is not taken up half-way
    _tidy(folder)


def holds(folder: Path) -> bool:
    """Whether the new set of a writing that has not been tidied up yet holds."""
    return (folder / _OVER).is_dir()


def check_places(folder: Path, names: Iterable[str]) -> None:
    """See that nothing but files stands where files are to go. Raises ``OutputError``."""
    device = folder.stat().st_dev
    for name in names:
        if _mode(folder / name) == stat.S_IFDIR:
            raise OutputError(
                f"{name} is a folder", file=str(folder), remedy="remove it, or give another output folder"
            )
        parent = os.path.dirname(name)
        kind = _mode(folder / parent) if parent else None
        if kind not in (None, stat.S_IFDIR) or (kind and (folder / parent).stat().st_dev != device):
            raise OutputError(
                f"{parent} is no folder of its own there",
                file=str(folder),
                remedy="remove it, or give another output folder",
            )


def _mode(path: Path) -> int | None:
    """What stands at a path, links not followed; None where nothing does."""
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _stage(staged: Path, new: Mapping[str, bytes], plan: _Plan) -> None:
    """Complete the new files beside their places, on the disk, and say what is to be done with them."""
    staged.mkdir()
    for half in ("new", "old"):
        (staged / half).mkdir()
        for parent in plan.folders:
            (staged / half / parent).mkdir()
    for name, data in new.items():
        _write(staged / "new" / name, data)
    for parent in ("", *plan.folders):
        _sync_folder(staged / "new" / parent)
    _write(staged / f"{_PLAN}.part", plan.model_dump_json().encode())
    os.rename(staged / f"{_PLAN}.part", staged / _PLAN)
    _sync_folder(staged)
    _sync_folder(staged.parent)


def _read_plan(staged: Path) -> _Plan | None:
    """The plan; None where the writing was broken off before there was one, and so before anything was moved."""
    try:
        return _Plan.model_validate_json((staged / _PLAN).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _undo(folder: Path, plan: _Plan) -> None:
    """Take new files out of their places and move the former ones back; may be broken off and begun again."""
    staged = folder / _WRITING
    for name in plan.new:
        if name not in plan.old and not (staged / "new" / name).exists():
            (folder / name).unlink(missing_ok=True)
    for name in plan.old:
        if os.path.lexists(staged / "old" / name):
            os.replace(staged / "old" / name, folder / name)
    for parent in plan.made:
        with contextlib.suppress(OSError):  # something else has come into it
            (folder / parent).rmdir()
    for parent in (*plan.folders, ""):
        if (folder / parent).is_dir():
            _sync_folder(folder / parent)


def _tidy(folder: Path) -> None:
    """Remove what is no longer needed, sub-folders that have become empty among it."""
    over = folder / _OVER
    if not over.is_dir():
        return
    plan = _read_plan(over)
    for parent in plan.folders if plan is not None else ():
        with contextlib.suppress(OSError):  # not empty
            (folder / parent).rmdir()
    shutil.rmtree(over)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the file system can do that."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
