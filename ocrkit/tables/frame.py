"""A table's rules, and which of them are strokes of text."""

from __future__ import annotations

from dataclasses import dataclass

from ocrkit.tables.rules import Rule, Rules
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.strokes import in_text
from ocrkit.types.geometry import UprightBox


@dataclass(frozen=True)
class Frame:
    """The rules of one table."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def box(self) -> UprightBox:
        """The box around all rules. Rules that stick out past the last one across them open a cell there."""
        return UprightBox(
            min(min(r.start for r in self.level), min(r.at for r in self.upright)),
            min(min(r.start for r in self.upright), min(r.at for r in self.level)),
            max(max(r.stop for r in self.level), max(r.at for r in self.upright)),
            max(max(r.stop for r in self.upright), max(r.at for r in self.level)),
        )


def without_strokes(frame: Frame, rules: Rules, settings: TableSettings) -> Frame:
    """The frame without strokes of text that run from one level rule to the next, where its rows are cramped.

    What is drawn in one row only, is no part of a column that is drawn in several, and has text close on both sides
    is such a stroke. In a table of one row all columns are like that, and are left.
    """
    snap = settings.snap * rules.scale

    def is_lone(rule: Rule) -> bool:
        if rule.implied or rule.length >= settings.short_rule * rules.scale:
            return False
        inside = [
            r for r in frame.level if rule.start + snap < r.at < rule.stop - snap and r.start < rule.at < r.stop
        ]
        if inside:
            return False
        beside = [r for r in frame.upright if r is not rule and abs(r.at - rule.at) <= snap]
        return all(r.length < settings.short_rule * rules.scale for r in beside)

    lone = [r for r in frame.upright if is_lone(r)]
    if len(frame.level) <= 2:
        return frame
    strokes = [r for r in lone if in_text(r, rules, settings)]
    return Frame(frame.level, tuple(r for r in frame.upright if r not in strokes))
