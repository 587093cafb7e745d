"""The rules of a matter: moves between its states, its clock, and what each decision leads to."""
