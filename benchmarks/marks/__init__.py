"""Small tables with a mark drawn into a value cell, read as reports are: is a wrong value ever handed over as right?

A *mark* is ink in a cell that is not its value: a footnote, a strike, a stamp's digits, a stray stroke. It differs
from the table's print by at least a quarter in size, a fifth of a digit's height in baseline, by weight, slant or
colour, or it overlaps the value.
"""
