"""Pages of a district that belong to no other app: front pages, short statements, the rules."""
