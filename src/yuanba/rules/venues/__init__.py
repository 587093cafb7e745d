"""The rules of centres and of what can be booked there."""
