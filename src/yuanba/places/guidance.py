"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="places:tree",
        purpose=_("Areas, estates and buildings, as a tree."),
        first=_("Open the branch in which something is to change; many at once go in by a file."),
        more=(_("Areas are merged and split, never deleted: old matters keep the area of their day."),),
    ),
)
STEPS = (
    DayStep(
        code="areas",
        order=50,
        page="places:tree",
        kinds=frozenset({PositionKind.SYSTEM_ADMIN}),
        words=_("Open the tree of areas down to a grid."),
        verbs=(PlaceVerb.IMPORT,),
    ),
)
