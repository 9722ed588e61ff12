"""A report to files."""
