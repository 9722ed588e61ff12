"""Settings of what finds tables without rules."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ocrkit.types.settings import Settings


class BorderlessSettings(Settings):
    """How white space becomes columns. Lengths are in text heights: the median height of the words of the page."""

    applies: Literal["tables", "never"] = "tables"
    """Where these tables are looked for: when only tables are read (``ocrkit table``), or nowhere. Reports are ruled,
    and their text is never taken for a table."""
    ink: int = Field(default=189, ge=1, le=254)
    """The lightest grey that may be ink."""
    word_gap: float = Field(default=0.25, gt=0)
    """Letters nearer than this are one word."""
    phrase_gap: float = Field(default=0.65, gt=0)
    """Words nearer than this are one phrase, which stands in one cell."""
    many_words: int = Field(default=5, ge=1)
    """In a line with as many gaps as this,"""
    usual_gaps: float = Field(default=1.7, gt=0)
    """words nearer than so many times its median gap are one phrase, too,"""
    most_gap: float = Field(default=1.1, gt=0)
    """if they are nearer than this."""
    rule: float = Field(default=3.0, gt=0)
    """Straight ink longer than this is a rule,"""
    rule_thickness: float = Field(default=0.4, gt=0)
    """where it is thinner than this."""
    picture: float = Field(default=4.0, gt=1)
    """Connected ink larger than this both ways is a drawing, and what stands in it is no table."""
    speck: float = Field(default=0.35, gt=0)
    """Ink smaller than this both ways is a dot or dirt and places nothing."""
    on_line: float = Field(default=0.5, gt=0)
    """Words whose middles are nearer than this, up and down, are on one line."""
    apart: float = Field(default=3.0, gt=0)
    """Lines further apart than this, from the foot of one to the head of the other, are of two tables."""
    stream: float = Field(default=0.45, gt=0)
    """White between two columns is at least this wide where all rows are laid over each other."""
    crossing: float = Field(default=0.2, ge=0, lt=1)
    """Share of a table's lines that may run across the white between two columns: headings of groups, long labels."""
    beside: float = Field(default=0.25, ge=0, le=1)
    """A column has text in this share of the lines of more than one phrase."""
    keeps: float = Field(default=0.5, gt=0, le=1)
    """A line goes on with a table if it leaves this share of the white streams open."""
    head_lines: int = Field(default=3, ge=0)
    """A table may begin so many lines later than where lines begin to have white in common."""
    prose_width: float = Field(default=14.0, gt=0)
    """Columns at least this wide may be running text,"""
    prose_fill: float = Field(default=0.75, gt=0, le=1)
    """and are where the phrases fill this share of their width."""
    several: float = Field(default=0.6, ge=0, le=1)
    """Share of the lines of a table without rules that have more than one phrase."""
    in_line: float = Field(default=0.4, gt=0)
    """Phrases of a column begin, end or are centred in line where they are no further from their median than this,"""
    aligned: float = Field(default=0.5, ge=0, le=1)
    """and this share of them is."""
    least_text: float = Field(default=0.003, gt=0)
    """Text is at least as high as this share of the longer side of a sheet; what is less is dirt."""
    least_height: float = Field(default=0.5, gt=0)
    """Print in a table is at least so high,"""
    most_height: float = Field(default=1.8, gt=0)
    """and at most so high,"""
    print_share: float = Field(default=0.8, gt=0, le=1)
    """in this share of its phrases."""
    mark_width: float = Field(default=1.6, gt=0)
    """A first column no wider than this before a single other one is marks or numbers of a list."""
    filled: float = Field(default=0.35, gt=0, le=1)
    """Share of the squares of a table that are not blank."""
    min_lines: int = Field(default=3, ge=2)
    """Lines of a table that no rule vouches for."""
    min_ruled_lines: int = Field(default=2, ge=2)
    """Lines of a table between two level rules."""
    rule_share: float = Field(default=0.7, gt=0, le=1)
    """A level rule belongs to a table where it runs over this share of its width."""
    rule_reach: float = Field(default=3.0, ge=0)
    """A table's rules are no further than this from its text."""
    more_lines: int = Field(default=3, ge=0)
    """Lines of one phrase inside the rules, above the first line of several or below the last, that belong to it."""
    wrapped: float = Field(default=0.8, gt=0, le=1)
    """Lines closer than this share of the usual step from line to line are of one row."""
    snap: float = Field(default=0.6, ge=0)
    """White this near to where a column of a ruled table begins is that of this column."""
    wrapped_share: float = Field(default=0.5, ge=0, le=1)
    """A line with nothing in the first column, and text in no more than this share of the columns, all of which the
    line above it has, goes on with the row of that line."""
    split_rows: int = Field(default=3, ge=2)
    """Rows of a ruled table, one below the other, that show the same white columns."""
