"""A form as data: labels, spans, editions, units and arithmetic, as a definition file gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Entry(BaseModel):
    """One row or column of a form: its key and its label path, outermost group first, as the form prints it.

    ``aliases`` are other wordings of the last label. ``unit`` is the unit its heading states, for the values
    below it. ``row`` is for tables whose rows have no labels (all headings, one line of values): the row key
    under which the column's value is filed.
    """

    model_config = _FROZEN

    key: str
    path: tuple[str, ...] = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    row: str | None = None


class Block(BaseModel):
    """A run of rows under one set of column headings; ``title`` is the line that opens it, if it has one."""

    model_config = _FROZEN

    title: str | None = None
    columns: tuple[Entry, ...] = Field(min_length=1)
    rows: tuple[Entry, ...] = ()

    def places(self) -> Iterator[tuple[str, str]]:
        """Every (row key, column key) of the block, in the form's order."""
        for row in self.rows:
            for column in self.columns:
                yield row.key, column.key
        if not self.rows:
            for column in self.columns:
                assert column.row is not None  # the loader sees to it
                yield column.row, column.key


class Edition(BaseModel):
    """One edition of a form's table; ``name`` is None where the form has only one."""

    model_config = _FROZEN

    name: str | None = None
    blocks: tuple[Block, ...] = Field(min_length=1)

    def places(self) -> list[tuple[str, str]]:
        """Every (row key, column key), in the form's order."""
        return [place for block in self.blocks for place in block.places()]


class Rule(BaseModel):
    """The sum of the ``left`` keys equals the sum of the ``right`` keys, for each row or each column.

    With ``for_each`` "row" the keys are column keys, with "column" row keys. ``total`` is true where ``left`` is
    one printed total (the rule is checked only where that total is printed as a number). ``edition`` limits the
    rule to one edition.
    """

    model_config = _FROZEN

    name: str
    for_each: Literal["row", "column"]
    left: tuple[str, ...] = Field(min_length=1)
    right: tuple[str, ...] = Field(min_length=1)
    total: bool = True
    edition: str | None = None


class FormDefinition(BaseModel):
    """A form's table: ``key`` names it in the report, ``section`` is the heading it usually stands under.

    ``changes`` are words that together in a column's heading say that it gives changes, with signs. ``sha256`` is of
    the definition file's text.
    """

    model_config = _FROZEN

    key: str
    section: str | None = None
    changes: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = ()
    sha256: str = Field(default="", repr=False)

    def edition(self, name: str | None) -> Edition:
        """The edition of that name; raises ``KeyError``."""
        for edition in self.editions:
            if edition.name == name:
                return edition
        raise KeyError(name)

    def gives_changes(self, column: Entry) -> bool:
        """Whether a column's heading says that it gives changes."""
        return bool(self.changes) and all(word in column.path[-1] for word in self.changes)

    def changes_of(self, edition: str | None) -> list[Entry]:
        """The columns of an edition that give changes; raises ``KeyError``."""
        blocks = self.edition(edition).blocks
        return [column for block in blocks for column in block.columns if self.gives_changes(column)]

    def rules_of(self, edition: str | None) -> list[Rule]:
        """The rules that hold for an edition."""
        return [rule for rule in self.rules if rule.edition is None or rule.edition == edition]
