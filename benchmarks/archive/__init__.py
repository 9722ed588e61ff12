"""The archive: kills, faults, speed, what is planted across reports, and queries, measured."""
