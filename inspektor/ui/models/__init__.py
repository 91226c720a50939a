"""Passive item models: they are handed rows, never a file."""
