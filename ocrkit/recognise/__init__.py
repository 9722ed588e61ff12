"""Crops to characters, with confidence and alternatives."""
