"""Many reports: found, read in any number of sittings, written down in a ledger, and queried at the end.

``find`` tells what is a report, ``ledger`` knows what became of each, ``run`` reads, ``place`` is the folder that all
of it is kept in. What is made from the results (tables, findings across reports, a summary) can be made again at any
time.
"""
