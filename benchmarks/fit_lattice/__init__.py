"""Fits what decides whether an edge of a table's lattice is drawn, on generated pages whose cells are known exactly.

``python -m benchmarks.fit_lattice --work DIR`` makes the pages, prepares them and writes
``ocrkit/tables/edges.npz``. CatBoost (the extra ``fit``) is needed only here: the reader has the trees as arrays.
"""
