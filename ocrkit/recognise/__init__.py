"""Crops to characters, with confidence and alternatives.

For a table: ``jobs`` (what there is to read in each cell, by ``cells``), ``read`` (all of it to ``values``, and from
there to ``engines``), ``joined`` and ``turned`` (the lines of a cell as one reading), ``told`` (why a person should
look).
For text outside tables: ``windows``, then ``lines``, which asks ``engines`` itself.
"""
