"""Prints and degrades annual reports with chosen values and labels, and writes down their exact truth.

One way through: ``content`` (what the report says: ``tablevalues`` and ``narrative``, written as ``values`` and
``wording`` choose) → ``grid`` (its tables as cells with spans, cut at pages by ``pagecut``) → ``typeset`` (a PDF by
Typst, then pixels) → ``degrade`` (a scan simulated with the effects in ``paper``) or ``special`` (odd pages and file
formats); ``truth`` writes what was printed. ``corpus`` and ``sample`` choose what is made. Everything follows from
seeds: the same seed gives the same bytes on one machine.
"""
