"""A set of results is one thing: it is in its folder whole, or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from ocrkit.errors import OutputError, OutputExistsError
from ocrkit.export import journal

AS_THEY_WERE = "results that were there are as they were"
WRITTEN = "the new results are written, all of them"

Former = Callable[[Path], Iterable[str]]
"""Which files of a folder belong to an earlier set of the same results, by names relative to it."""


def named(names: Iterable[str]) -> Former:
    """An earlier set that is known by the names of its files."""
    wanted = tuple(names)
    return lambda folder: [name for name in wanted if os.path.lexists(folder / name)]


class ResultFolder:
    """The folder that one set of results goes to: ``with ResultFolder(out, former) as results: results.put(files)``.

    On entering, what an earlier run left unfinished is ended, and the folder is made where it is not there. Where the
    block is left without results and the folder was made for them, it is removed again. An exception that leaves the
    block carries a note saying which results are there, ``AS_THEY_WERE`` or ``WRITTEN``.
    """

    def __init__(self, out: Path, former: Former, force: bool = False) -> None:
        """``former``: the earlier set. It is replaced with ``force``, and otherwise a reason to refuse."""
        self.out = out
        self._former = former
        self._force = force
        self._made: list[Path] = []
        self._written = False

    def __enter__(self) -> Self:
        """See that results can be written, before any work is done for them.

        Raises ``OutputExistsError`` where an earlier set is there and ``force`` is false, ``OutputError`` where the
        folder cannot be made or written to.
        """
        with contextlib.ExitStack() as failed:
            failed.push(self.__exit__)
            with _named(self.out, "give a folder that you may write to"):
                self._make()
                with journal.locked(self.out):
                    journal.recover(self.out)
                    self._check()
                    journal.probe(self.out)
            failed.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._written:
            self._unmake()
        if error is not None:
            error.add_note(WRITTEN if self._written else AS_THEY_WERE)

    def put(self, files: Mapping[str, bytes]) -> list[Path]:
        """Put a whole set there in the place of the earlier one; returns the files.

        Where it raises (``OutputExistsError`` for results that have come meanwhile, ``OutputError``), and on Ctrl-C,
        the folder is as it was.
        """
        with _named(self.out, "see that the disk has room and is writable"):
            self._make()
            with journal.locked(self.out):
                journal.recover(self.out)
                self._replace(files)
        return [self.out / name for name in files]

    def _replace(self, files: Mapping[str, bytes]) -> None:
        former = self._check()
        journal.check_places(self.out, files)
        try:
            journal.replace_set(self.out, files, former)
        finally:
            self._written = journal.holds(self.out)
            journal.recover(self.out)

    def _check(self) -> list[str]:
        """The earlier set's files. Raises ``OutputExistsError``, ``OutputError``."""
        there = list(self._former(self.out))
        if there and not self._force:
            shown = ", ".join(there[:5]) + ", …" * (len(there) > 5)
            raise OutputExistsError(
                f"{shown} {'is' if len(there) == 1 else 'are'} there already",
                file=str(self.out),
                remedy="give force=True to replace the whole set, or another output folder",
            )
        journal.check_places(self.out, there)
        return there

    def _make(self) -> None:
        """Make the folder and those above it, and remember which were not there."""
        missing = [folder for folder in (self.out, *self.out.parents) if not os.path.lexists(folder)]
        self.out.mkdir(parents=True, exist_ok=True)
        self._made += [folder for folder in missing if folder not in self._made]

    def _unmake(self) -> None:
        for folder in sorted(self._made, key=lambda folder: -len(folder.parts)):
            with contextlib.suppress(OSError):  # something else is in it
                folder.rmdir()


@contextlib.contextmanager
def _named(out: Path, remedy: str) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write there: {error.strerror}", file=str(out), remedy=remedy) from error
