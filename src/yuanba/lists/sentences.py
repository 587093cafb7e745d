"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "list.nothing_chosen": _("Choose at least one row of the directory."),
        "list.not_in_directory": _("The directory has no such row, or it stands here twice: %(item)s."),
        "list.laxer": _("The directory gives %(most)s at most; a community may promise less, never more."),
        "list.out_of_bounds": _("This unit or post is not one that the community may name for this row."),
        "list.nothing_revised": _("Nothing was changed: this is what the list says already."),
        "list.no_community": _("Only communities and villages have a list."),
        "list.already_derived": _("This community has its list already: revise it."),
        "list.overtaken": _("Somebody has written version %(number)s meanwhile: look at it first."),
        "list.not_found": _("This community has no such list."),
    }
)

#: What decisions are based on, in words.
GROUNDS: Mapping[str, Promise] = MappingProxyType(
    {
        "lists": _("The community's list, version %(number)s"),
    }
)
