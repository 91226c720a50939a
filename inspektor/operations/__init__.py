"""The use cases, which the window and the command line both call."""
