"""Deliberation: votes that are counted exactly, by the rule of their law."""
