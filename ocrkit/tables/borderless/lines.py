"""From words to lines of phrases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocrkit.tables.borderless.ink import Boxes
from ocrkit.tables.borderless.settings import BorderlessSettings


@dataclass(frozen=True, eq=False)
class Line:
    """Phrases on one line, left to right: float (N, 4). A phrase is words with no more than a space between them."""

    phrases: Boxes

    @property
    def top(self) -> float:
        """The highest ink."""
        return float(self.phrases[:, 1].min())

    @property
    def bottom(self) -> float:
        """The lowest ink."""
        return float(self.phrases[:, 3].max())

    @property
    def middle(self) -> float:
        """Half way down the line."""
        return float(np.median((self.phrases[:, 1] + self.phrases[:, 3]) / 2))

    @property
    def left(self) -> float:
        """Where the line begins."""
        return float(self.phrases[0, 0])

    @property
    def right(self) -> float:
        """Where the line ends."""
        return float(self.phrases[:, 2].max())

    def __len__(self) -> int:
        return len(self.phrases)


def make_lines(words: Boxes, height: float, settings: BorderlessSettings) -> list[Line]:
    """Lines from top to bottom."""
    near = settings.on_line * height
    middles = (words[:, 1] + words[:, 3]) / 2
    order = np.argsort(middles, kind="stable")
    groups: list[list[int]] = []
    for i in order.tolist():
        if groups and middles[i] - np.mean(middles[groups[-1]]) < near:
            groups[-1].append(i)
        else:
            groups.append([i])
    return [Line(_phrases(words[group], height, settings)) for group in groups]


def _phrases(words: Boxes, height: float, settings: BorderlessSettings) -> Boxes:
    """Words put together. In a line of many words a space is what is usual there: in justified text that is much."""
    words = words[np.argsort(words[:, 0], kind="stable")]
    gaps = words[1:, 0] - np.maximum.accumulate(words[:, 2])[:-1]
    gap = settings.phrase_gap * height
    if len(gaps) >= settings.many_words:
        usual = settings.usual_gaps * float(np.median(gaps))
        gap = float(np.clip(usual, gap, settings.most_gap * height))
    number = np.flatnonzero(np.concatenate([[True], gaps >= gap]))
    least, most = np.minimum.reduceat, np.maximum.reduceat
    return np.column_stack([least(words[:, :2], number, axis=0), most(words[:, 2:], number, axis=0)])
