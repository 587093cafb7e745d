"""The work tables of matters: their columns, their filters, and which lists there are."""
