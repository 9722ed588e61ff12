"""Fits what decides whether an edge of a table's lattice is drawn, on generated pages whose cells are known exactly.

``python -m benchmarks.fit_lattice --work DIR`` makes the pages, prepares them and writes
``ocrkit/tables/edges.npz``. The last trees, of edges among the others, need many more pages: documents are set in
type once (``prints.py``) and scanned many times on any machine (``python -m benchmarks.fit_lattice.scan``, which
writes the edges of the pages, hard ones above all), and ``--among FOLDER`` fits these trees anew on them, ``--more
FOLDER`` adds some. CatBoost (the extra ``fit``) is needed only here: the reader has the trees as arrays.
"""
