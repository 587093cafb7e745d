"""Services of centres and bookings; one function per verb of ``rules.venues``."""

from yuanba.venues.services.answering import cancel as cancel
from yuanba.venues.services.answering import confirm as confirm
from yuanba.venues.services.answering import decline as decline
from yuanba.venues.services.answering import move as move
from yuanba.venues.services.booking import Booked as Booked
from yuanba.venues.services.booking import GivenHolder as GivenHolder
from yuanba.venues.services.booking import Taken as Taken
from yuanba.venues.services.booking import book as book
from yuanba.venues.services.closing import close as close
from yuanba.venues.services.closing import reopen as reopen
from yuanba.venues.services.keeping import BookableEntry as BookableEntry
from yuanba.venues.services.keeping import CentreEntry as CentreEntry
from yuanba.venues.services.keeping import SameCentre as SameCentre
from yuanba.venues.services.keeping import keep_bookable as keep_bookable
from yuanba.venues.services.keeping import keep_centre as keep_centre
from yuanba.venues.services.keeping import merge as merge
from yuanba.venues.services.repeating import DaysTaken as DaysTaken
from yuanba.venues.services.repeating import repeat as repeat
from yuanba.venues.services.repeating import stop_repeating as stop_repeating
