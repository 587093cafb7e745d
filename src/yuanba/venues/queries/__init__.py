"""Reads centres, what can be booked there, bookings, and what is free."""

from yuanba.venues.queries.bookings import BookingNotFound as BookingNotFound
from yuanba.venues.queries.bookings import BookingRow as BookingRow
from yuanba.venues.queries.bookings import booking as booking
from yuanba.venues.queries.bookings import booking_by_token as booking_by_token
from yuanba.venues.queries.bookings import booking_subject as booking_subject
from yuanba.venues.queries.bookings import bookings_of as bookings_of
from yuanba.venues.queries.bookings import displaced as displaced
from yuanba.venues.queries.bookings import lock_booking as lock_booking
from yuanba.venues.queries.bookings import waiting as waiting
from yuanba.venues.queries.entries import BookableNotFound as BookableNotFound
from yuanba.venues.queries.entries import BookableRow as BookableRow
from yuanba.venues.queries.entries import CentreNotFound as CentreNotFound
from yuanba.venues.queries.entries import CentreRow as CentreRow
from yuanba.venues.queries.entries import bookable as bookable
from yuanba.venues.queries.entries import bookable_subject as bookable_subject
from yuanba.venues.queries.entries import bookables as bookables
from yuanba.venues.queries.entries import centre as centre
from yuanba.venues.queries.entries import centre_subject as centre_subject
from yuanba.venues.queries.entries import centres as centres
from yuanba.venues.queries.entries import facts_of as facts_of
from yuanba.venues.queries.entries import kept_by as kept_by
from yuanba.venues.queries.free import FreeInstead as FreeInstead
from yuanba.venues.queries.free import closures_over as closures_over
from yuanba.venues.queries.free import instead as instead
from yuanba.venues.queries.free import taken as taken
