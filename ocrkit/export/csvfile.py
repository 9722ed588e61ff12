"""Tidy CSV: one row a value."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple
from decimal import Decimal

from ocrkit.export.values import COLUMNS, value_rows
from ocrkit.types.report import Report

_FORMULA = ("=", "+", "@", "-", "\t", "\r")


def csv_bytes(report: Report) -> bytes:
    """The values as CSV: UTF-8 with a byte order mark (Excel takes it for the local code page otherwise), CRLF.

    Numbers are written exactly. A text that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in value_rows(report):
        writer.writerow([_field(v) for v in astuple(row)])
    return out.getvalue().encode("utf-8-sig")


def _field(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula.

    A plain signed number is left alone: it is only a number. So is a lone dash, which means "none".
    """
    if not text.lstrip(" \u3000").startswith(_FORMULA) or text in ("-", "--"):
        return text
    if text[0] in "+-" and text[1:].replace(",", "").replace(".", "", 1).isdecimal():
        return text
    return "'" + text
