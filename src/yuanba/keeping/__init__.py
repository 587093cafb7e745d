"""Backup, restore and key rotation: what an operator does with a whole installation."""
