"""What the rules of all apps share: actors, actions and rights, refusals, paging and hashes."""
