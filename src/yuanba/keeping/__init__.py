"""Backups, restores and the keys' commands: what an operator does with a whole installation."""
