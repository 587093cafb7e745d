"""What can be done with areas."""
