"""A report document in, the bytes of a file out. Knows no database."""
