"""The rules of selections and honours: their stages, who is chosen, and how long an honour stands."""
