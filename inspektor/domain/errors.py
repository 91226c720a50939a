"""What a person is meant to read when something could not be done."""

from __future__ import annotations


class Problem(Exception):
    """Input or surroundings at fault: the message is one or two whole Swedish sentences.

    It says what is wrong, where (row, column, field, file) and what to do. It never quotes what stands in a
    case file or an identity number: a message may end up in a log. The command line prints it and ends with 1;
    the window shows it in its bar.
    """


class Stopped(Problem):
    """Somebody stopped the work: what it would have done never happened."""
