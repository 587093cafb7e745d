"""Views of selections: for everyone the rounds and the honours, for those who convene them the desk."""
