"""The window. The only place that imports Qt; everything it does, it does through `operations`."""
