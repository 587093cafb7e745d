"""Calendars of working days, and deadlines."""
