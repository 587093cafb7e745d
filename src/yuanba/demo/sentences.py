"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "demo.only_in_demo": _("Accounts of a demonstration are made only by “yuanba demo”."),
        "demo.not_ours": _(
            "%(district)s was not made by the demonstration and is left alone. "
            "Choose another data folder: YUANBA_DATA=/path/to/folder"
        ),
        "demo.none": _("There is no demonstration of “%(district)s”."),
        "demo.bad_file": _("The demonstration's file “%(file)s” does not fit, row %(row)s."),
    }
)
