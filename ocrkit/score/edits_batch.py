"""Edit distances and common subsequences of every two of many short strings at once: ``edits``, vectorised."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ocrkit.score.edits import common, distance

Words = NDArray[np.uint64]
Counts = NDArray[np.int64]

_LONGEST = 63  # characters whose bits fit into a word and leave one for the carry


def distances(a: Sequence[str], b: Sequence[str]) -> Counts:
    """``edits.distance`` of every two strings; int64, shape (len(a), len(b))."""
    return _of_all(a, b, _distances, distance)


def common_lengths(a: Sequence[str], b: Sequence[str]) -> Counts:
    """``edits.common`` of every two strings; int64, shape (len(a), len(b))."""
    return _of_all(a, b, _common, common)


def _of_all(
    a: Sequence[str],
    b: Sequence[str],
    batch: Callable[[Sequence[str], Sequence[str]], Counts],
    one: Callable[[str, str], int],
) -> Counts:
    """Short strings of ``a`` in one batch, long ones by themselves."""
    found = np.empty((len(a), len(b)), dtype=np.int64)
    short = [i for i, text in enumerate(a) if len(text) <= _LONGEST]
    order = sorted(range(len(b)), key=lambda j: -len(b[j]))  # so that those not yet at their end come first
    if short and order:
        found[np.ix_(short, order)] = batch([a[i] for i in short], [b[j] for j in order])
    for i in set(range(len(a))) - set(short):
        found[i] = [one(a[i], text) for text in b]
    return found


def _distances(a: Sequence[str], b: Sequence[str]) -> Counts:
    masks, codes, full, lengths = _prepared(a, b)
    rise, fall = np.repeat(full, len(b), axis=1), np.zeros((len(a), len(b)), dtype=np.uint64)
    score = np.repeat(lengths, len(b), axis=1)
    shift = np.maximum(lengths - 1, 0).astype(np.uint64)
    one, n = np.uint64(1), len(b)
    for column in codes:
        n = int((column >= 0).sum())
        match, up, down = masks[:, column[:n]], rise[:, :n], fall[:, :n]
        diagonal = (((match & up) + up) ^ up) | match | down
        gain, loss = (down | ~(diagonal | up)) & full, diagonal & up
        step = (gain >> shift & one).astype(np.int64) - (loss >> shift & one).astype(np.int64)
        score[:, :n] += np.where(lengths > 0, step, 1)
        gain, loss = gain << one | one, loss << one
        rise[:, :n], fall[:, :n] = (loss | ~(diagonal | gain)) & full, gain & diagonal & full
    return score


def _common(a: Sequence[str], b: Sequence[str]) -> Counts:
    masks, codes, full, lengths = _prepared(a, b)
    state = np.repeat(full, len(b), axis=1)
    for column in codes:
        n = int((column >= 0).sum())
        now = state[:, :n]
        match = now & masks[:, column[:n]]
        state[:, :n] = ((now + match) | (now - match)) & full
    return np.asarray(lengths - np.bitwise_count(state), dtype=np.int64)


def _prepared(a: Sequence[str], b: Sequence[str]) -> tuple[Words, NDArray[np.intp], Words, Counts]:
    """Bits of every character's places in ``a``, the characters of ``b`` by place, bits and lengths of ``a``.

    Shapes (len(a), characters), (longest, len(b)) with -1 past an end, and twice (len(a), 1).
    """
    alphabet = {char: i for i, char in enumerate(sorted(set("".join(b))))}
    masks = np.zeros((len(a), len(alphabet)), dtype=np.uint64)
    for row, text in enumerate(a):
        for place, char in enumerate(text):
            if char in alphabet:
                masks[row, alphabet[char]] |= np.uint64(1 << place)
    codes = np.full((max(map(len, b), default=0), len(b)), -1, dtype=np.intp)
    for column, text in enumerate(b):
        codes[: len(text), column] = [alphabet[char] for char in text]
    full = np.array([[(1 << len(text)) - 1] for text in a], dtype=np.uint64)
    return masks, codes, full, np.array([[len(text)] for text in a], dtype=np.int64)
