"""Services of events; one function per verb of ``rules.events``."""

from yuanba.events.services.attending import check_in, freeze_attendance, see_names, take_back
from yuanba.events.services.persons import GivenPerson
from yuanba.events.services.planning import begin, cancel, end, move, open_door, plan
from yuanba.events.services.registering import Registered, register, withdraw
from yuanba.events.services.reminding import remind, remind_all

__all__ = [
    "GivenPerson",
    "Registered",
    "begin",
    "cancel",
    "check_in",
    "end",
    "freeze_attendance",
    "move",
    "open_door",
    "plan",
    "register",
    "remind",
    "remind_all",
    "see_names",
    "take_back",
    "withdraw",
]
