"""Kinds of report, one folder each: all that is known of a kind stands in its files, none of it in code."""

from ocrkit.profiles.load import annual_report, load_profile

__all__ = ["annual_report", "load_profile"]
