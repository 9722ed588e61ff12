"""How a report is set in type: fonts, sizes, margins, rules, shades."""

from __future__ import annotations

from dataclasses import dataclass

SYSTEM_PACKAGES = (
    "fonts-noto-cjk fonts-noto-cjk-extra fonts-wqy-zenhei fonts-wqy-microhei fonts-arphic-uming fonts-arphic-ukai"
    " fonts-liberation"
)
"""The Debian packages with the fonts of ``FONT_SETS``."""


@dataclass(frozen=True)
class FontSet:
    """Families of body, headings, table labels and values; ``value_latin`` is the digits' (None: the family's)."""

    body: str
    heading: str
    table: str
    value: str
    value_latin: str | None


FONT_SETS = (
    FontSet("AR PL UMing", "Noto Sans CJK SC", "AR PL UMing", "AR PL UMing", "Liberation Serif"),
    FontSet("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif CJK SC", "Noto Serif CJK SC", "Liberation Serif"),
    FontSet("AR PL UKai", "WenQuanYi Zen Hei", "AR PL UMing", "AR PL UMing", None),
    FontSet("WenQuanYi Zen Hei", "WenQuanYi Zen Hei", "WenQuanYi Zen Hei", "WenQuanYi Zen Hei", None),
    FontSet("Noto Sans CJK SC", "Noto Sans CJK SC", "Noto Sans CJK SC", "Noto Sans CJK SC", "Liberation Sans"),
    FontSet("WenQuanYi Micro Hei", "WenQuanYi Micro Hei", "AR PL UKai", "Noto Serif CJK SC", None),
)


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
