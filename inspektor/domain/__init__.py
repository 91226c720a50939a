"""The rules alone: no Qt, no SQL, no files."""
