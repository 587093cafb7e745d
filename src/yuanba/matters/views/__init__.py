"""Views of matters: for residents without an account, and for staff."""
