"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "packs.none_in_force": _("This district has no rules in force on %(on)s."),
        "packs.no_district": _("Choose a district first."),
        "packs.unknown": _("The rules under which this was decided cannot be found or were altered."),
    }
)
