"""What follows from what: pure decisions over frozen values. No clock, no database, no Django."""
