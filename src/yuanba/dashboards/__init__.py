"""Figures and queues for those who watch over the work; this app only reads."""
