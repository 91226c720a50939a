"""Inspektor: reviews of social-services case files, from the list of decisions to the draft report."""

__version__ = "0.1.0"
