"""Puts figures of the registry together for those who watch over the work."""
