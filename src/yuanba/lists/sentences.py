"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LIST = _("list of a community")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "list.nothing_chosen": _("Choose at least one entry of the directory."),
        "list.not_in_directory": _("The directory has no such entry, or it appears here twice: %(item)s."),
        "list.laxer": _("The directory gives %(most)s at most; a community may promise less, never more."),
        "list.out_of_bounds": _("This entry cannot be handled by this unit or position."),
        "list.nothing_revised": _("Nothing was changed: the list already says this."),
        "list.no_community": _("Only communities and villages have a list."),
        "list.no_directory": _(
            "Only subdistricts and towns issue a directory, and only where the rules provide for it."
        ),
        "list.already_derived": _("This community already has a list: revise it."),
        "list.overtaken": _(
            "Somebody has just written version %(number)s: look at it first, then make your changes."
        ),
        "list.not_found": _("This community has no such list."),
    }
)

#: What decisions are based on, in words.
GROUNDS: Mapping[str, Promise] = MappingProxyType(
    {
        "lists": _("The community's list, version %(number)s"),
        "directories": _("The directory of the subdistrict or town, version %(number)s"),
    }
)
