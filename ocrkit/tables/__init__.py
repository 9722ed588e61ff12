"""Ruling lines to grids to cells with spans."""
