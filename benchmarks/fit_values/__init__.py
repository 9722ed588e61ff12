"""Trains ocrkit's own network for values (``ocrkit/recognise/engines/ocrkit_values.onnx``) on generated scans.

``python -m benchmarks.fit_values scans FILES`` draws sheets full of values, degrades them as scans of every level and
writes each line as the reader is given it, cut from its cell by ocrkit's own stages, with the text that was printed.
``pack`` puts the files into one, ``train`` trains on it (a GPU takes six minutes, two cores a day), ``export`` writes
the network; ``pool REPORTS`` tells how far it is to be believed beside PaddleOCR's. PyTorch (the extra ``fit``) is
needed to train and to export alone: the reader runs the network as it runs PaddleOCR's. The levels, fonts and seeds
that measure ocrkit are not used here.
"""
