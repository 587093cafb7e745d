"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yuanba.messages.navigation import MESSAGES
from yuanba.people import queries
from yuanba.places.navigation import PLACES_AND_PEOPLE
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.entrance import now
from yuanba.web.navigation import MenuEntry, Myself

WAYS = (
    MenuEntry(
        menu=PLACES_AND_PEOPLE,
        order=40,
        label=_("Units and staff"),
        to="people:staff",
        icon="users",
        verbs=(
            PeopleVerb.STAFF_IMPORT,
            PeopleVerb.POSITION_APPOINT,
            PeopleVerb.JOURNAL_READ,
        ),
    ),
    MenuEntry(
        menu=PLACES_AND_PEOPLE,
        order=50,
        label=_("Journal"),
        to="people:audit",
        icon="history",
        verbs=(PeopleVerb.JOURNAL_READ,),
    ),
    MenuEntry(
        menu=MESSAGES,
        order=30,
        label=_("Group chats"),
        to="people:robots",
        icon="message-circle",
        verbs=(MessageVerb.ROBOT_SET,),
    ),
)


def introduce(request: HttpRequest) -> Myself:
    """Return the name of whoever is logged in and the positions that they hold today, for the staff menu.

    Without a statement: the account was asked for the request's actor, and its positions are remembered.
    """
    account = request.user
    if not account.is_authenticated:
        return Myself(name="", positions=())
    today = day(now())
    held = [seat.row for seat in queries.seats_of(account) if seat.row.holds_on(today)]
    posts = [(one.unit_name or one.area_label, one.title) for one in held]
    return Myself(
        name=queries.name_of(account) or account.login,
        positions=tuple(dict.fromkeys(" · ".join(filter(None, post)) for post in posts)),
        units=tuple(dict.fromkeys(unit for unit, _title in posts if unit)),
    )


def _held(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("people.in_position", _("people in a position today"))}


PANORAMA = (Door(code="staff", label=_("Units and staff"), to="people:staff", icon="users", figures=_held),)
