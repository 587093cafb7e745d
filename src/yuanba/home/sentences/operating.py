"""Sentences for who runs the installation: keys, backups, restores."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPERATING: Mapping[str, Promise] = MappingProxyType(
    {
        "keyring.seal_broken": _(
            "These words cannot be opened with the present key. Tell the system's operator."
        ),
        "keyring.key_missing": _(
            "The key %(key)s is not on the ring. Tell the operator: it lies in the copy of the keys."
        ),
        "keyring.cipher_missing": _("The OpenSSL of this machine does not have %(cipher)s."),
        "keyring.unreadable": _(
            "The file of the key ring is damaged or of a newer form (%(version)s). Put its copy back."
        ),
        "keyring.busy": _("Keys are being rotated or a backup is being made. Try again when that is done."),
        "keyring.still_in_use": _(
            "The key stays (%(keys)s): what it sealed does not open in %(places)s. Mend it and run again."
        ),
        "keyring.district_lags": _("The district %(district)s needs `yuanba upgrade` first."),
    }
)
