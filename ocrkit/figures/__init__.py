"""Sentences of the narrative to the figures they give."""

from ocrkit.figures.read import read_figures

__all__ = ["read_figures"]
