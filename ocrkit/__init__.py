"""Scanned annual reports, turned back into data."""
