"""Votes and rolls: who may vote, what was handed in, and the count by the rule of its law."""
