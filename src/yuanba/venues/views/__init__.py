"""Views of centres and bookings."""
