"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.places.navigation import PLACES_AND_PEOPLE
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.web.navigation import MenuEntry

WAYS = (
    MenuEntry(
        menu=PLACES_AND_PEOPLE,
        order=25,
        label=_("Revise the rules"),
        to="revisions:desk",
        icon="scale",
        verbs=(RevisionVerb.DRAFT, RevisionVerb.RELEASE),
    ),
)
