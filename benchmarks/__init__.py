"""Measurements of ocrkit, and the pages they are made on."""
