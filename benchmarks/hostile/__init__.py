"""Damaged and hostile inputs of every kind, made from a seed, through the whole command."""
