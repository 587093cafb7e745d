"""Views of places."""
