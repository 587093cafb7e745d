"""The life of a matter: its moves, clocks and decisions."""
