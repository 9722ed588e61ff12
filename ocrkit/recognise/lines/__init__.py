"""The lines of text outside tables: found, cut out and read."""
