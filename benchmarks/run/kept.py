"""Results that are kept in the work folder, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)

_SOURCES = {".py", ".yaml", ".json", ".txt"}


def key_of(*parts: object) -> str:
    """A digest of everything that a kept result depends on."""
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()


def digest_of(paths: Iterable[Path]) -> str:
    """SHA-256 of source and data files, and of those under folders: their names and what is in them."""
    digest = hashlib.sha256()
    for path in paths:
        every = [path, *path.rglob("*")] if path.is_dir() else [path]
        for file in sorted(file for file in every if file.suffix in _SOURCES):
            digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Kept:
    """JSON files under ``folder``, one a result, each with the key it was made for."""

    folder: Path

    def get(self, kind: type[M], name: tuple[str, ...], key: str) -> M | None:
        """The result kept under ``name``; None where there is none, or one made for another key."""
        try:
            content = json.loads(self._file(name).read_text(encoding="utf-8"))
            return kind.model_validate_json(json.dumps(content["result"])) if content["key"] == key else None
        except (FileNotFoundError, ValueError, KeyError, ValidationError):
            return None  # never made, or cut short or shaped otherwise by another version: made anew

    def put(self, name: tuple[str, ...], key: str, result: BaseModel) -> None:
        """Keep a result, whole or not at all."""
        file = self._file(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"key": key, "result": json.loads(result.model_dump_json())}, ensure_ascii=False)
        write_whole(file, text)

    def _file(self, name: tuple[str, ...]) -> Path:
        *folders, last = (quote(part, safe="") for part in name)
        return self.folder.joinpath(*folders, f"{last}.json")


def write_whole(file: Path, text: str) -> None:
    """Write a text file so that, whatever happens, either the old or the new content is there."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
