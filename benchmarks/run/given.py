"""The documents that a run is given: folders, and names that the loaders know."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.loaders import load_documents
from benchmarks.run.documents import Document
from ocrkit.errors import UsageError


def load(places: Iterable[str]) -> list[Document]:
    """The documents of every folder (or name that the loaders know), in order.

    Every truth is read and checked here, before anything runs. Raises ``TruthError`` for the first that does not
    fit, ``UsageError`` where there is nothing to measure or two documents have one name.
    """
    found = [
        Document(document.name, tuple(dict.fromkeys(document.images)), document.truth)
        for place in places
        for document in load_documents(place)
    ]
    if not found:
        raise UsageError("no document with a truth.json was found", remedy="name folders that hold some")
    names = [document.name for document in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"two documents are called {min(twice)}", remedy="names of folders must differ")
    return found
