"""What every rule names: actors, verbs, rights, refusals."""
