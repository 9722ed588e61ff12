"""The pictures of cells: their ink, in lines of text, and the crops of those.

In the order in which a table's cells go through them (``recognise/jobs.py``):

1. ``sides``: a cell without its rules. ``components``: the pieces of its ink. ``text_height``: how high the table's
   characters are. ``diagonal``: ruling lines across head cells, painted over.
2. ``ink``: what each piece is, with ``frames`` and ``remnants`` (what of rules is left), ``rows`` (pieces in lines of
   text) and ``colon`` (points that are no specks).
3. ``across``: print that goes on under a rule, known when all cells are.
4. ``line_picture``: a line cut out. ``crops``: what the recogniser is given of it, ``line_components``: its shapes.
5. ``ledger``: all that stands out on the page as given (``given``) shared out by ``kinds``; ``rest`` and
   ``against_rule`` say what nothing explains.

``levels`` (of grey) serves all of them.
"""
