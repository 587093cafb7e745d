"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuanba.journal.telling import OutcomePart

AREA, ESTATE, BUILDING = _("area"), _("estate"), _("building")
#: What stands under these names in the outcomes of the journal.
PARTS: Mapping[str, OutcomePart] = MappingProxyType(
    {
        "area": OutcomePart(label=_("Area"), kind="area"),
        "area_path": OutcomePart(label=_("Area"), kind="area_path"),
        "areas": OutcomePart(label=_("Areas"), kind="area"),
        "parts": OutcomePart(label=_("Parts"), kind="area"),
        "into": OutcomePart(label=_("Goes into"), kind="area"),
        "estate": OutcomePart(label=_("Estate"), kind="estate"),
        "estates": OutcomePart(label=_("Estates"), kind="estate"),
        "buildings": OutcomePart(label=_("Buildings"), kind="building"),
        "heir": OutcomePart(label=_("Buildings go to"), kind="estate"),
        "label": OutcomePart(label=_("Name that is shown")),
        "before": OutcomePart(label=_("Name before")),
        "after": OutcomePart(label=_("Name afterwards")),
        "name": OutcomePart(label=pgettext_lazy("of a place", "Name")),
        "grids": OutcomePart(label=_("Grids")),
    }
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "place.bad_outline": _(
            "An outline needs three or more corners in China, written “longitude latitude; …”."
        ),
        "place.code_taken": _("The code %(place)s belongs to another area, or did once. Choose another one."),
        "place.different_parents": _("Only areas of the same level in the same area can be merged."),
        "place.has_ended": _(
            "“%(name)s” has ended, and its code stays taken. Reopen it on its own page, or choose another "
            "code."
        ),
        "place.heir_needed": _(
            "%(name)s has %(buildings)s buildings. Say what becomes of them, then end the estate."
        ),
        "place.in_use": _(
            "Something still lies here: estates %(estates)s, buildings %(buildings)s. Move it to another "
            "area first."
        ),
        "place.name_differs": _(
            "This place is known as “%(name)s”. A new name is entered as an action of its own, not by a file."
        ),
        "place.name_taken": _("There is a “%(name)s” here already. Choose another name."),
        "place.needs_level": _("This code does not say its level: codes have 6, 9, 12, 15 or 18 digits."),
        "place.needs_two": _("A merger needs at least two areas, a split at least two parts."),
        "place.no_code_left": _("There is no free code left in %(above)s. Write a code behind the name."),
        "place.not_ended": _("This has not ended, so there is nothing to reopen."),
        "place.one_district": _("The top of the tree is taken: a district has only one."),
        "place.top_stays": _("The district's own area stays: it is the top of the tree."),
        "place.twice_in_file": _("This code appears twice in the file."),
        "place.unassigned": _("“%(place)s” was given to none of the parts."),
        "place.unknown_area": _("There is no area with the code “%(area)s” today."),
        "place.unknown_building": _("There is no such building today."),
        "place.unknown_estate": _("There is no such estate."),
        "place.unknown_parent": _("The area above “%(place)s” is neither known nor in the file."),
        "place.unknown_type": _(
            "Only communities have a type, and the rules of this district have none with the code “%(type)s”."
        ),
        "place.wrong_parent": _("“%(place)s” cannot be placed under an area of that level."),
    }
)
