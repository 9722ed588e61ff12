"""Edit distances and common subsequences of strings, bit-parallel over Python's long integers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np


def distance(read: str, printed: str) -> int:
    """Levenshtein's distance: the least substitutions, insertions and deletions between two strings."""
    *_, last = _distances(printed, read, anywhere=False)
    return last


def distance_within(text: str, printed: str) -> int:
    """The least distance of ``printed`` to any piece of ``text`` (Sellers 1980); 0 where it stands in it."""
    return min(_distances(printed, text, anywhere=True))


def _distances(pattern: str, text: str, anywhere: bool) -> Iterator[int]:
    """Distances of ``pattern`` to every beginning of ``text``, the empty one first (Myers 1999, Hyyrö 2003).

    With ``anywhere`` to the nearest piece that ends there. Bit i of the vertical differences says how the
    distance of the first i + 1 characters of the pattern differs from that of the first i.
    """
    masks, full = _masks(pattern), (1 << len(pattern)) - 1
    rise, fall, score = full, 0, len(pattern)
    top = 1 << len(pattern) >> 1
    yield score
    for char in text:
        match = masks.get(char, 0)
        diagonal = (((match & rise) + rise) ^ rise) | match | fall
        up, down = (fall | ~(diagonal | rise)) & full, diagonal & rise
        score += bool(up & top) - bool(down & top) if pattern else not anywhere
        up, down = up << 1 | (not anywhere), down << 1
        rise, fall = (down | ~(diagonal | up)) & full, up & diagonal & full
        yield score


def common(a: str, b: str) -> int:
    """The length of the longest common subsequence (Hyyrö 2004)."""
    masks, full = _masks(a), (1 << len(a)) - 1
    state = full
    for char in b:
        match = state & masks.get(char, 0)
        state = ((state + match) | (state - match)) & full
    return len(a) - state.bit_count()


def _masks(pattern: str) -> dict[str, int]:
    """For every character the bits of its places in ``pattern``."""
    masks: dict[str, int] = {}
    for i, char in enumerate(pattern):
        masks[char] = masks.get(char, 0) | 1 << i
    return masks


def align(expected: str, read: str) -> list[tuple[str, str]]:
    """Pairs (expected character, read character) along a cheapest edit; "" stands for a missing partner.

    Of equally cheap edits substitutions come first, from the end of the strings.
    """
    n, m = len(expected), len(read)
    cost = np.zeros((n + 1, m + 1), dtype=np.int64)
    cost[:, 0], cost[0, :] = np.arange(n + 1), np.arange(m + 1)
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            swap = cost[i - 1, j - 1] + (expected[i - 1] != read[j - 1])
            cost[i, j] = min(swap, cost[i - 1, j] + 1, cost[i, j - 1] + 1)
    pairs: list[tuple[str, str]] = []
    i, j = n, m
    while i or j:
        if i and j and cost[i, j] == cost[i - 1, j - 1] + (expected[i - 1] != read[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((expected[i], read[j]))
        elif i and cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
            pairs.append((expected[i], ""))
        else:
            j -= 1
            pairs.append(("", read[j]))
    return pairs[::-1]
