"""What can be done with public notices."""
