"""How a report is set in type: fonts, sizes, margins, rules, shades."""

from __future__ import annotations

from dataclasses import dataclass

SYSTEM_PACKAGES = (
    "fonts-noto-cjk fonts-noto-cjk-extra fonts-wqy-zenhei fonts-wqy-microhei fonts-arphic-uming fonts-arphic-ukai"
    " fonts-liberation libpango-1.0-0 libpangoft2-1.0-0"
)
"""The Debian packages with the fonts of ``FONT_SETS`` and ``BENCHMARK_FONTS``, and what WeasyPrint sets type with."""

HELD_OUT_PACKAGES = "fonts-lxgw-wenkai fonts-hanazono chromium"
"""The Debian packages with the held-out fonts and typesetter, needed to make the held-out reports only."""


@dataclass(frozen=True)
class FontSet:
    """Families of body, headings, table labels and values.

    ``value_latin`` is the family of the values' digits; None leaves them to ``latin``, the family of all other
    digits and Latin letters.
    """

    body: str
    heading: str
    table: str
    value: str
    value_latin: str | None
    latin: str = "Liberation Serif"

    @property
    def name(self) -> str:
        """What the truth calls it: the family of the table's labels, and that of its digits."""
        digits = self.value_latin or self.latin
        return self.table if digits == self.table else f"{self.table} + {digits}"

    @property
    def families(self) -> set[str]:
        """Every family it needs."""
        return {self.body, self.heading, self.table, self.value, self.value_latin or self.latin, self.latin}


def _one(family: str, heading: str | None = None, latin: str | None = None) -> FontSet:
    """One family for all but the headings, with its own digits or ``latin``'s."""
    digits = latin or family
    return FontSet(family, heading or family, family, family, digits, digits)


FONT_SETS = (
    FontSet("AR PL UMing", "Noto Sans CJK SC", "AR PL UMing", "AR PL UMing", "Liberation Serif"),
    FontSet("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif CJK SC", "Noto Serif CJK SC", "Liberation Serif"),
    FontSet("AR PL UKai", "WenQuanYi Zen Hei", "AR PL UMing", "AR PL UMing", None),
    FontSet("WenQuanYi Zen Hei", "WenQuanYi Zen Hei", "WenQuanYi Zen Hei", "WenQuanYi Zen Hei", None),
    FontSet("Noto Sans CJK SC", "Noto Sans CJK SC", "Noto Sans CJK SC", "Noto Sans CJK SC", "Liberation Sans"),
    FontSet("WenQuanYi Micro Hei", "WenQuanYi Micro Hei", "AR PL UKai", "Noto Serif CJK SC", None),
)
"""Of the test corpus."""

BENCHMARK_FONTS = (
    _one("AR PL UMing", "Noto Sans CJK SC", "Liberation Serif"),
    _one("Noto Serif CJK SC", "Noto Sans CJK SC"),
    _one("AR PL UKai", "WenQuanYi Zen Hei"),
    _one("WenQuanYi Zen Hei"),
    _one("Noto Sans CJK SC", latin="Liberation Sans"),
    _one("WenQuanYi Micro Hei"),
)
"""Of the benchmark's corpus: six designs of characters, six of digits."""

HELD_OUT_FONTS = (_one("LXGW WenKai"), _one("HanaMinA"))
"""Kept out of all development: nothing is set in them but the held-out reports, whose results are only reported."""


@dataclass(frozen=True)
class Style:
    """Sizes and distances in points. ``fills`` are the shades of the roles "head", "title", "label".

    ``rule`` is the width of the ruling lines, ``ink`` their grey (0 black). ``early_break``
    ends the part of a table before a page break that many rows early, in mid-page. ``shifted`` gives the part of
    a table after a page break other column positions, ``open_edge`` leaves out the rules at the break.
    """

    fonts: FontSet = FONT_SETS[0]
    body_size: float = 14
    table_size: float = 8.5
    value_size: float = 8.5
    heading_size: float = 15
    title_size: float = 19
    margin_x: float = 70
    margin_y: float = 72
    leading: float = 0.9
    inset_x: float = 3
    inset_y: float = 3.2
    rule: float = 0.6
    ink: int = 0
    fills: tuple[tuple[str, str], ...] = ()
    labels_left: bool = True
    page_numbers: bool = True
    early_break: int = 0
    shifted: bool = False
    open_edge: bool = False
