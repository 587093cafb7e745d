"""Centres, what can be booked there, and bookings that never overlap."""
