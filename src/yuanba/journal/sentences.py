"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "request.key_used_otherwise": _(
            "This request number was used for something else. Send with a new one."
        ),
        "journal.bad_signing_key": _("%(file)s holds no signing key. Put its copy back."),
        "journal.bad_checkpoint": _("This checkpoint is damaged or was not signed by this system."),
    }
)
