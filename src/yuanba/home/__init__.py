"""District pages that belong to no other app: front pages, statements, and the rules in force."""
