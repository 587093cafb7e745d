"""Mechanism packs: read from files, checked, and kept by digest in each district's schema."""
