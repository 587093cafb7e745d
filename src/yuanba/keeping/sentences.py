"""A sentence for every refusal that an operator reads, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
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
        "backup.cannot_write": _(
            "The backup cannot be written to %(file)s: %(said)s. Make room or choose another place and "
            "start it again; nothing of it was left there."
        ),
        "backup.bad_signer": _("--signer takes the 64 hexadecimal digits that `yuanba backup` prints."),
        "backup.no_signer": _(
            "Whose backup is it? Compare your note with what it says of itself, and if they are the "
            "same, name the key: --signer %(stated)s. Nothing was changed."
        ),
        "backup.not_signed": _(
            "The backup has no signature: its end is missing or damaged, or an old Yuanba made it (then "
            "with its passphrase: --unsigned). Nothing was changed."
        ),
        "backup.needs_passphrase": _(
            "Without a signature only a passphrase shows whose backup it is, and this one is opened by a key "
            "for which anybody can make one. Restore it with the Yuanba that made it, on a machine of its "
            "own."
        ),
        "backup.keys_need_folder": _(
            "%(file)s is a file, but the keys of each night need a folder. Move the file away, and make the "
            "backup again."
        ),
        "backup.other_signer": _(
            "The backup is signed by %(stated)s, not by %(trusted)s. If you know that key, name it with "
            "--signer. Nothing was changed."
        ),
        "backup.bad_signature": _(
            "The backup is not what was signed: it is damaged, or somebody altered it. Nothing was changed."
        ),
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
        "restore.not_a_dump": _(
            "The backup holds what no backup holds (%(what)s). Do not use it. Nothing was changed."
        ),
        "restore.too_mighty": _(
            "The database role %(role)s may do more on its server than a restore may. Restore with a role "
            "like the one in docs/operations.md, “Install on a server”. Nothing was changed."
        ),
        "restore.not_erased": _(
            "%(number)s people who were erased before could not be erased again: %(what)s. The "
            "district is not listed. Do not use it."
        ),
        "restore.not_as_before": _("What came back is not what the backup says: %(what)s. Do not use it."),
    }
)
