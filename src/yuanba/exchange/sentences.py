"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHANNEL = _("orders from another system")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "outside.no_platform": _("This channel does not send orders."),
    }
)
