"""Readings scored against their truth; scoring large tables takes seconds, so scores are kept as readings are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import ocrkit.forms
import ocrkit.score
from benchmarks.run.kept import Kept, digest_of, key_of
from benchmarks.run.readings import Reading
from ocrkit.score import DocumentScore, score_document


def score_all(readings: Sequence[Reading], kept: Kept) -> list[DocumentScore]:
    """The score of every reading, in order."""
    return [_score(reading, kept) for reading in readings]


def _score(reading: Reading, kept: Kept) -> DocumentScore:
    name = ("scores", reading.system, reading.document.name)
    key = key_of(_output_digest(reading), reading.document.truth_digest, code_digest())
    found = kept.get(DocumentScore, name, key)
    if found is None:
        found = score_document(reading.output, reading.document.truth, reading.document.name)
        kept.put(name, key, found)
    return found


def _output_digest(reading: Reading) -> str:
    return hashlib.sha256(reading.output.model_dump_json().encode()).hexdigest()


@cache
def code_digest() -> str:
    """SHA-256 of the code that scores and matches."""
    return digest_of(Path(str(package.__file__)).parent for package in (ocrkit.score, ocrkit.forms))
