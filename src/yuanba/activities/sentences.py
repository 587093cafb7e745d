"""A sentence for every refusal of this app, by its code; and the words for weekdays."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OFFERING, MENU, SESSION = _("offering"), _("weekly menu"), _("session of a menu")
WEEKDAYS: tuple[Promise, ...] = (
    _("Mondays"),
    _("Tuesdays"),
    _("Wednesdays"),
    _("Thursdays"),
    _("Fridays"),
    _("Saturdays"),
    _("Sundays"),
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "offering.not_found": _("There is no such offering, or it has ended."),
        "offering.no_title": _("Give the offering a name that everybody understands."),
        "offering.no_provider": _("Write who provides this: people ask for it."),
        "offering.unknown_kind": _("The rules do not offer this kind for this crowd. Choose another one."),
        "offering.already": _("The centre offers something of this name already: open it in the list."),
        "menu.not_found": _("There is no such weekly menu."),
        "menu.bad_week": _("A week can be composed from now to eight weeks ahead."),
        "menu.bad_session": _(
            "A session lies within its week and in the future, and lasts twelve hours at most."
        ),
        "menu.session_already": _("This session is in the week already."),
        "menu.published": _(
            "The menu is published: people read it. Move a session or call it off on its own page."
        ),
        "menu.empty": _("Nothing takes place in this week yet: add a session first."),
        "menu.room_taken": _(
            "The room or lecturer of “%(title)s” is taken or closed at that time. Choose another time, or "
            "another room in the offering."
        ),
    }
)
#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "offering.not_found": 404,
        "menu.not_found": 404,
        "offering.no_title": 422,
        "offering.no_provider": 422,
        "offering.unknown_kind": 422,
        "menu.bad_session": 422,
        "menu.bad_week": 422,
    }
)
