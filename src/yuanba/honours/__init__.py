"""Selections and honours: nominations, a council's vote, a public notice, and what stands on the red list."""
