"""Business rules: pure functions from frozen values to decisions, without clock, database or Django."""
