"""Tables without rules, and partly ruled ones: rows from lines of text, columns from the white that runs down them.

Geometry of ink alone, before anything is read: ``ink`` takes rules and words from the page, ``lines`` puts words in
lines, ``blocks`` finds runs of lines with white streams in common, ``columns`` the streams, ``rows`` the rows,
``cells`` the cells; ``partly`` splits cells of ruled tables whose columns are white; ``find`` puts it together.
"""
