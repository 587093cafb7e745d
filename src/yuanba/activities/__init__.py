"""What centres offer each week: offerings, sessions, and the menu that is published."""
