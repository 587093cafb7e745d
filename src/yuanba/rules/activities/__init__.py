"""The rules of activities: what a centre offers, and the weekly menu of it."""
