"""Settings of the tables stage."""

from __future__ import annotations

from pydantic import Field

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
    min_run: float = Field(default=56, gt=0)
    """A piece of rule runs on unbroken for at least this long (longer than a stroke of a character)."""
    max_gap: float = Field(default=60, ge=0)
    """Pieces in line with each other belong to one rule across a gap up to this."""
    snap: float = Field(default=14, gt=0)
    """Rules nearer to each other than this are one grid line."""
    min_side: float = Field(default=120, gt=0)
    """A table is at least this high (more than a line of text), or else six times as wide."""
    short_rule: float = Field(default=160, ge=0)
    """A rule shorter than this must be drawn as well as the others, right up to the rules it ends at."""
    short_share: float = Field(default=0.85, gt=0, le=1)
    """Share of such a rule that is inked."""
    long_share: float = Field(default=0.4, gt=0, le=1)
    """Share of a longer rule that is inked between the outermost rules that it meets."""
    edge_share: float = Field(default=0.6, gt=0, le=1)
    """An edge between two grid squares is there if this share of it is inked."""
    outline_share: float = Field(default=0.45, ge=0, le=1)
    """Share of a table's outline that is inked; sides may be open at the page's edge."""
    min_cells: int = Field(default=2, ge=1)
    """A grid with fewer cells than this is a box, not a table."""
