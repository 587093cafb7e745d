"""What the rules of all apps share: actors, verbs, rights, refusals, pages and hashes."""
