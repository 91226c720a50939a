"""The parts that views share."""
