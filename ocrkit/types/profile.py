"""What is known of one kind of report, as data: its headings, title, forms, wordings of figures, and checks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field

from ocrkit.types.finding import CellRef
from ocrkit.types.form import FormDefinition
from ocrkit.types.settings import Settings


def _any(given: object) -> object:
    """Several expressions as one that any of them matches."""
    if isinstance(given, list | tuple) and all(isinstance(one, str) for one in given):
        return "|".join(f"(?:{one})" for one in given)
    return given


Pattern = Annotated[re.Pattern[str], BeforeValidator(_any)]
"""A regular expression, or several of which any may match."""


class SectionHeading(Settings):
    """A section: its key in the report and the wordings of its heading, without the ordinal."""

    key: str
    labels: tuple[str, ...] = Field(min_length=1)


class Headings(Settings):
    """How sections are headed.

    ``table_labels`` are rows of tables that carry an ordinal as sections do. ``ordinal`` (group ``number``) opens a
    section's heading, ``sub_heading`` that of a part, ``entry`` a paragraph of its own after a full stop. ``misread``
    are signs that recognisers make of an ordinal, with its number.
    """

    sections: tuple[SectionHeading, ...]
    table_labels: tuple[str, ...] = ()
    ordinal: Pattern
    sub_heading: Pattern
    entry: Pattern
    misread: dict[str, int] = Field(default_factory=dict)


class Title(Settings):
    """How the title reads, and where agency and year stand if not in it.

    ``end`` is how the last line of a title ends, ``subtitle`` a line below it, ``year`` the year in it (group 1),
    ``subject`` what the report is on: the agency stands before it. ``apart`` is what stands between the two and
    belongs to neither. A ``shared`` word at the subject's beginning belongs to the agency too where that ends with
    ``shared_after``. ``document_number`` is a line that is never part of a title; ``made_by`` (group 1) and
    ``agency`` find the agency in the text, ``period`` (group 1) the year.
    """

    end: Pattern
    subtitle: Pattern
    year: Pattern
    subject: Pattern
    apart: Pattern
    shared: str | None = None
    shared_after: str | None = None
    document_number: Pattern
    made_by: Pattern
    agency: Pattern
    period: Pattern


class NumberRule(Settings):
    """A number with one of ``units`` whose window has ``says`` and not ``veto`` is a figure.

    Which one, or which ones, depends on the time it is said of: ``this_year`` or ``all_years``. ``part``: it may come
    after 其中. ``within``: only where the sentence, or else its paragraph or the sub-heading above, is on that topic
    already. ``weak``: used where no other wording gives the figure, and only if the weak ones agree.
    """

    topic: str
    this_year: tuple[str, ...] = ()
    all_years: tuple[str, ...] = ()
    units: frozenset[str]
    says: Pattern
    veto: Pattern | None = None
    part: bool = False
    within: str | None = None
    weak: bool = False


class NoneRule(Settings):
    """A clause that says in words that there was none; its named group is what says so."""

    topic: str
    key: str
    says: Pattern
    veto: Pattern


class Channels(Settings):
    """Parts of a total by the way they came: figures of ``key`` with a label each, in sentences on ``topic``."""

    topic: str
    key: str
    veto: Pattern


class Categories(Settings):
    """Parts of a total by kind: figures of ``key`` with a label each, in sentences on ``topic`` or on none yet.

    A label that has ``label`` is one of a category; so is one with a share that ends with ``ending``. ``veto`` is
    what a category's clause does not have. The figures ``this_year`` and ``all_years`` are their totals.
    """

    topic: str
    key: str
    this_year: str
    all_years: str
    units: frozenset[str]
    label: Pattern
    ending: str
    veto: Pattern


class Cues(Settings):
    """What surrounds a number in a sentence.

    Right before it: ``change`` makes it a difference, ``vague`` a rough number; before it in its clause ``planned``
    speaks of something else than what was done. ``parts`` opens a list of parts, ``classes`` one of categories even
    in a paragraph of its own; ``done`` opens another matter after it. ``part_label`` and ``label_end`` are taken off
    a part's label, ``through_end`` where it begins with ``through``. ``share`` stands between an item and its
    percentage. ``by_channel``: counts of one channel after the other, with ``channel`` before them, are no totals.
    """

    change: Pattern
    vague: Pattern
    planned: Pattern
    classes: Pattern
    parts: Pattern
    done: Pattern
    part_label: Pattern
    label_end: Pattern
    through: Pattern
    through_end: Pattern
    share: Pattern
    channel: str
    by_channel: Pattern


class Narrative(Settings):
    """How the text words its figures. ``themes``: what sets a topic until another is named."""

    themes: dict[str, Pattern]
    cues: Cues
    numbers: tuple[NumberRule, ...] = ()
    nones: tuple[NoneRule, ...] = ()
    channels: Channels | None = None
    categories: Categories | None = None

    @cached_property
    def units(self) -> frozenset[str]:
        """Every unit that a rule counts in."""
        own = self.categories.units if self.categories else frozenset[str]()
        return own.union(*(rule.units for rule in self.numbers))


class Parts(Settings):
    """Two figure keys: the ``parts`` are of the ``total``."""

    parts: str
    total: str


class SameInTable(Settings):
    """A figure that a table gives too."""

    figure: str
    cell: CellRef


class Checks(Settings):
    """What must agree, by figure keys.

    ``one_value``: a report has one of each. ``not_more_than``: the parts are not more than the total. ``categories``
    and ``channels`` add up to theirs; a category that begins with one of ``rest`` makes its list complete.
    """

    one_value: tuple[str, ...] = ()
    not_more_than: tuple[Parts, ...] = ()
    in_table: tuple[SameInTable, ...] = ()
    categories: Parts | None = None
    channels: Parts | None = None
    rest: tuple[str, ...] = ()


class Profile(Settings):
    """One kind of report; ``forms`` are its tables in the order in which it prints them.

    ``changes`` are words that together in a column's heading (增/减) say that the column gives changes: a sign
    belongs there.
    """

    name: str
    headings: Headings
    title: Title
    forms: tuple[FormDefinition, ...] = ()
    changes: tuple[str, ...] = ()
    narrative: Narrative | None = None
    checks: Checks = Checks()

    def all_forms(self, own: Iterable[FormDefinition] = ()) -> tuple[FormDefinition, ...]:
        """The forms to look for, ``own`` (the user's) first; one without words for changes gets the profile's."""
        every = (*own, *self.forms)
        return tuple(f if f.changes else f.model_copy(update={"changes": self.changes}) for f in every)
