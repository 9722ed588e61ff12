"""How edits turn one string into another; distances themselves are rapidfuzz's."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein


def distance_within(text: str, printed: str) -> int:
    """The least edit distance of ``printed`` to any piece of ``text``; 0 where it stands in it.

    Bit-parallel (Sellers 1980, Myers 1999): bit i of ``rise`` and ``fall`` says how the distance of the first i + 1
    characters of ``printed`` differs from that of the first i.
    """
    if not printed:
        return 0
    masks: dict[str, int] = {}
    for i, char in enumerate(printed):
        masks[char] = masks.get(char, 0) | 1 << i
    full = (1 << len(printed)) - 1
    rise, fall, score, top = full, 0, len(printed), 1 << (len(printed) - 1)
    best = score
    for char in text:
        match = masks.get(char, 0)
        diagonal = (((match & rise) + rise) ^ rise) | match | fall
        up, down = (fall | ~(diagonal | rise)) & full, diagonal & rise
        score += bool(up & top) - bool(down & top)
        up, down = up << 1, down << 1
        rise, fall = (down | ~(diagonal | up)) & full, up & diagonal & full
        best = min(best, score)
    return best


def align(expected: str, read: str) -> list[tuple[str, str]]:
    """Pairs (expected character, read character) along a cheapest edit; "" stands for a missing partner."""
    pairs: list[tuple[str, str]] = []
    for op in Levenshtein.opcodes(expected, read):
        here, there = expected[op.src_start : op.src_end], read[op.dest_start : op.dest_end]
        width = max(len(here), len(there))
        pairs += [(here[i : i + 1], there[i : i + 1]) for i in range(width)]
    return pairs
