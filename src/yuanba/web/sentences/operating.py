"""Sentences for whoever runs the installation: about keys, backups and restores."""

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
        "keyring.lost": _("The key ring (%(file)s) is gone. Put its copy back: a new one opens nothing."),
        "keyring.busy": _("Keys are being rotated or a backup is being made. Try again when that is done."),
        "keyring.still_in_use": _(
            "The key stays (%(keys)s): what it sealed does not open in %(places)s. Mend it and run again."
        ),
        "keyring.district_lags": _("The district %(district)s needs `yuanba upgrade` first."),
        "backup.not_one": _("This file is not a backup of Yuanba."),
        "backup.newer": _(
            "A newer Yuanba made this backup (%(version)s). Install that version first. Nothing was changed."
        ),
        "backup.wrong_key": _("This passphrase or key does not open the backup. Nothing was changed."),
        "backup.damaged": _(
            "The backup is damaged (part %(at)s is not what was written). Nothing was changed."
        ),
        "backup.cut": _("The backup is not whole: its end is missing or damaged. Nothing was changed."),
        "backup.weak_passphrase": _(
            "The first line of the passphrase file needs at least %(least)s characters."
        ),
        "backup.bad_key_file": _("This file holds no key of the kind “%(kind)s…”."),
        "backup.exists": _("There is a file %(file)s already; backups never overwrite."),
        "backup.program_failed": _("%(program)s failed: %(said)s"),
        "backup.unknown_district": _("There is no district “%(district)s” here."),
        "restore.not_empty": _(
            "There is something here already (%(what)s). A whole restore needs an empty data "
            "folder and an empty database. Nothing was changed."
        ),
        "restore.district_there": _(
            "The district “%(district)s”, its schema or its files are here already. Nothing was changed."
        ),
        "restore.not_in_backup": _(
            "The backup does not hold “%(district)s”; it holds: %(holds)s. Name what you want "
            "with --district."
        ),
        "restore.not_whole": _("This backup holds one district. Say --district %(district)s."),
        "restore.keys_missing": _(
            "These keys are in neither the backup nor your key ring: %(keys)s. Give the file of "
            "the keys with --keys. Nothing was changed."
        ),
        "restore.older_server": _(
            "The backup comes from PostgreSQL %(theirs)s, this server is %(ours)s. Nothing was changed."
        ),
        "restore.not_as_before": _("What came back is not what the backup says: %(what)s. Do not use it."),
    }
)
