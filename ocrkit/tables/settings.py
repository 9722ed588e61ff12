"""Settings of the tables stage."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from ocrkit.types.settings import Settings


class TableSettings(Settings):
    """How ruling lines become cells. Lengths are in pixels of a page 3508 pixels long (A4 at 300 dpi), and scale."""

    contrast: int = Field(default=16, ge=1, le=200)
    """A rule is darker by this many levels than what lies on both sides of it."""
    seal_contrast: int = Field(default=36, ge=1, le=255)
    """The same where a seal was."""
    bridge: float = Field(default=13, ge=0)
    """A rule is filled in over this length where another one crosses it."""
    max_thickness: float = Field(default=18, gt=0)
    """Thicker dark bars are shading or drawings, not rules."""
    min_run: float = Field(default=40, gt=0)
    """A piece of rule runs on unbroken for at least this long."""
    letter: float = Field(default=84, gt=0)
    """Connected ink smaller than this both ways is a character, not a rule."""
    min_piece: float = Field(default=10, gt=0)
    """A piece this long counts as what is left of a broken rule, if others on the same line vouch for it."""
    sound_share: float = Field(default=0.96, ge=0, le=1)
    """Tables with less of their rules inked than this have broken rules, which are mended."""
    mend_share: float = Field(default=0.45, gt=0, le=1)
    """A broken rule is mended between two rules across it where pieces cover this share of the way."""
    flanked_share: float = Field(default=0.2, gt=0, le=1)
    """The same where it goes on past both of them."""
    lone_share: float = Field(default=0.6, gt=0, le=1)
    """The same where nothing else lies on its line."""
    max_gap: float = Field(default=90, ge=0)
    """Pieces in line with each other belong to one rule across a gap up to this."""
    far_gap: float = Field(default=400, ge=0)
    """The same for long pieces of one thickness exactly in line, such as a stamp leaves of a rule."""
    snap: float = Field(default=14, gt=0)
    """Rules nearer to each other than this are one grid line."""
    min_side: float = Field(default=120, gt=0)
    """A table is at least this high (more than a line of text), or else eight times as wide."""
    min_cell: float = Field(default=30, ge=0)
    """A cell is at least this wide and high."""
    short_rule: float = Field(default=160, ge=0)
    """A rule shorter than this must be drawn as well as the others, right up to the rules it ends at."""
    short_share: float = Field(default=0.85, gt=0, le=1)
    """Share of such a rule that is inked."""
    strokes: float = Field(default=0.3, gt=0, le=1)
    """A short rule with strokes across it over more than this share of its length is part of a character."""
    beside: float = Field(default=12, ge=0)
    """Text this close on both sides of a column that is drawn in one row only says that it is a stroke itself."""
    beside_share: float = Field(default=0.4, gt=0, le=1)
    """Share of the height over which the text is that close."""
    long_share: float = Field(default=0.3, gt=0, le=1)
    """Share of a rule that is inked between two rules that it meets; with less it is two rules."""
    pale: float = Field(default=0.4, ge=0, le=1)
    """A rule with less than this share of the table's usual darkness is none: a fold, print that shows through."""
    edge_share: float = Field(default=0.6, gt=0, le=1)
    """An edge between two grid squares is there if this share of it is inked."""
    broken_share: float = Field(default=0.25, gt=0, le=1)
    """The same for a level edge whose neighbours on both sides are there: its rule is broken."""
    outline_share: float = Field(default=0.2, ge=0, le=1)
    """Share of a table's outline that is inked; sides may be open at the page's edge."""
    min_cells: int = Field(default=2, ge=1)
    """A grid with fewer cells than this is a box, not a table."""

    @model_validator(mode="after")
    def _broken_rules_ask_less_where_more_vouches(self) -> Self:
        if not self.flanked_share <= self.mend_share <= self.lone_share:
            raise ValueError("flanked_share <= mend_share <= lone_share is not so")
        return self
