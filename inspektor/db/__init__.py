"""The one review file. The only place with SQL."""
