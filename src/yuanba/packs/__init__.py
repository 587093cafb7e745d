"""Mechanism packs (a district's rules as data): read from files, checked, and stored by digest."""
