"""Runs the systems over documents with truth, scores what they hand over, and writes the result down.

Data flows one way: documents → choice → readings (kept, so that a run can go on) → scores → result → page, plots and
README.
"""
