"""Prints and degrades annual reports with chosen values and labels, and writes down their exact truth.

One way through: ``content`` (what the report says) → ``grid`` (its tables as cells with spans) → ``typeset``
(a PDF, then pixels) → ``degrade`` (a simulated scan); ``truth`` writes what was printed. Everything follows
from seeds: the same seed gives the same bytes on one machine.
"""
