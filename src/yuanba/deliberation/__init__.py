"""Councils and their seats, topics that residents raise, meetings, and what is decided."""
