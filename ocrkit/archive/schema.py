"""The tables that are made of an archive's results: their columns, the meaning of each, and their version.

The committed ``tables.schema.json`` beside this file is made from them by ``python -m ocrkit.archive.schema``; a test
compares. After a change raise ``VERSION``: the second number for a column more, the first for anything else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

VERSION = "1.0"
SCHEMA_FILE = Path(__file__).with_name("tables.schema.json")

Type = Literal["string", "key", "int", "decimal", "float", "bool"]
"""``key``: a string of which there are few; ``decimal``: exact, 38 digits of which 10 stand after the point."""


@dataclass(frozen=True)
class Column:
    """A column: its name, type, and what it holds."""

    name: str
    type: Type
    about: str


_Given = tuple[str, Type, str]


def _columns(*given: _Given) -> tuple[Column, ...]:
    return tuple(Column(*one) for one in given)


_OF_REPORT: tuple[_Given, ...] = (
    ("report", "key", "id of the report: the name of its folder in reports/"),
    ("agency", "key", "the agency, by agencies.csv where it is there under another name"),
    ("year", "int", "the year that it reports on"),
)
_BOX: tuple[_Given, ...] = (
    ("page", "int", "page of the report, from 1"),
    ("x0", "float", "left side of its box, in pixels of the page as given"),
    ("y0", "float", "top of its box"),
    ("x1", "float", "right side of its box"),
    ("y1", "float", "foot of its box"),
)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "cells": _columns(
        *_OF_REPORT,
        ("form", "key", "key of the form: requests, proactive, review_and_litigation or one's own"),
        ("edition", "key", "edition of the form's table, null where it has one only"),
        ("row", "key", "key of the row"),
        ("column", "key", "key of the column"),
        ("row_label", "key", "the row's official label, after those of its groups"),
        ("column_label", "key", "the column's official label"),
        ("value", "decimal", "the number, null where none is printed or it was not read"),
        ("text", "string", "as printed; blank for a blank cell, null where it cannot be read"),
        ("kind", "key", "number, blank, dash, text or unreadable"),
        ("unit", "key", "the unit printed in the cell"),
        ("note", "string", "the note printed in the cell"),
        ("status", "key", "accepted, or review: a person should look"),
        ("doubts", "key", "codes of the doubts, with spaces between; blank for none"),
        ("confidence", "float", "probability of the text, null where there is none"),
        *_BOX,
        ("source_sha256", "key", "of the file that the page is of"),
        ("made_with", "key", "key of what the report was made with; see reports"),
    ),
    "reports": _columns(
        *_OF_REPORT,
        ("agency_read", "string", "the agency as read on paper"),
        ("agency_given", "string", "the agency that a manifest gave"),
        ("year_read", "int", "the year as read on paper"),
        ("year_given", "int", "the year that a manifest gave"),
        ("title", "string", "the title as printed"),
        ("state", "key", "done, or incomplete: pages could not be read"),
        ("pages", "int", "its pages"),
        ("pages_lost", "int", "pages that could not be read"),
        ("values", "int", "values of its forms"),
        ("doubtful", "int", "values that a person should check"),
        ("findings", "int", "findings about the report itself"),
        ("seconds", "float", "computing time of the reading"),
        ("source", "string", "its first file, as it was given"),
        ("source_sha256", "string", "hash of that file"),
        ("folder", "string", "where its result is, within the archive"),
        ("made_with", "key", "sha256 of code, weights, forms and settings"),
        ("ocrkit", "key", "version of ocrkit"),
        ("models", "key", "the models that read it"),
    ),
    "pages": _columns(
        *_OF_REPORT,
        ("page", "int", "its number in the report, from 1"),
        ("file", "string", "name of the file, as it was given"),
        ("file_page", "int", "its number in the file, from 1"),
        ("width", "int", "pixels across"),
        ("height", "int", "pixels down"),
        ("dpi", "float", "resolution, null where it is not known"),
        ("text_layer", "key", "kind of the PDF page's text layer, null where it has none"),
        ("values", "int", "values of forms on it"),
        ("doubtful", "int", "of these, to be checked"),
        ("error", "string", "why it could not be read, null for one that was"),
    ),
    "figures": _columns(
        *_OF_REPORT,
        ("key", "key", "what is given: applications_received_this_year, ..."),
        ("value", "decimal", "the number"),
        ("label", "string", "of what part, where it is one of a list"),
        ("percent", "decimal", "the share that is given with it"),
        ("printed", "string", "the words, where it is given in words"),
        ("sentence", "string", "the sentence that gives it"),
        ("section", "key", "key of its section"),
        *_BOX,
    ),
    "findings": _columns(
        *_OF_REPORT,
        ("scope", "key", "report: about this one alone; archive: about several"),
        ("about", "key", "paper: a fault of what is printed; reading: it may be misread; archive: of what is there"),
        ("kind", "key", "what it is about"),
        ("code", "key", "what exactly it says"),
        ("message", "string", "in English"),
        ("message_zh", "string", "in Chinese"),
        ("detail", "string", "its parameters, as JSON"),
        ("cells", "string", "the values concerned: form.row.column, with spaces between"),
        ("pages", "string", "the pages concerned, with spaces between"),
        ("other_report", "key", "the other report concerned, null for none"),
    ),
    "paragraphs": _columns(
        *_OF_REPORT,
        ("section", "key", "key of the section, null for one that the form does not know"),
        ("heading", "string", "the section's heading as printed"),
        ("number", "int", "of the paragraph in the report, from 1"),
        ("text", "string", "the paragraph"),
        *_BOX,
    ),
}


def schema_text() -> str:
    """The tables as JSON text."""
    tables = {
        name: {column.name: {"type": column.type, "about": column.about} for column in columns}
        for name, columns in TABLES.items()
    }
    content = {"version": VERSION, "partitioned_by": "year", "tables": tables}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
    print(f"{SCHEMA_FILE.name} written")
