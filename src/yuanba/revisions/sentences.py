"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REVISION = _("revision of the rules")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "revision.not_found": _("There is no such revision of the rules."),
        "revision.already_open": _("A draft is open already: this one. Go on with it, or withdraw it first."),
        "revision.wrong_state": _("Somebody was quicker: look how far this revision is now."),
        "revision.day_too_soon": _(
            "New rules can begin on %(first)s at the earliest; choose that day or a later one."
        ),
        "revision.day_too_far": _("New rules can begin on %(last)s at the latest; choose an earlier day."),
        "revision.same_person": _(
            "You had a hand in this draft. Ask a colleague who did not work on it to release it."
        ),
        "revision.in_force": _(
            "These rules begin on %(on)s and can no longer be taken back. "
            "Draft a revision that corrects them."
        ),
        "revision.row_overtaken": _(
            "Somebody has just changed this row: look at it as it is now, then make your change."
        ),
        "revision.overtaken": _(
            "Since this draft began, other rules were put in force from %(on)s, which it would undo. "
            "Export the draft, withdraw it, and bring your changes into a new one."
        ),
        "revision.ground_withdrawn": _(
            "The rules of %(on)s, from which this draft began, were taken back. "
            "Export the draft, withdraw it, and bring your changes into a new one."
        ),
        "revision.nobody_releases": _(
            "Nobody is left who can release this: it takes an editor or auditor for the whole district who "
            "had no hand in it. Ask the system administrator to appoint one."
        ),
        "revision.unsound": _(
            "%(n)s things have to be put right first: each is listed below with its place."
        ),
        "revision.cases_differ": _(
            "%(n)s worked cases come out otherwise by these rules: read them, and say that you have."
        ),
        "revision.nothing_changed": _("Nothing was changed: the rules already say this."),
        "revision.unreadable": _(
            "This file cannot be read as TOML: %(said)s. Correct it and choose it again."
        ),
        "revision.malformed": _(
            "The file has %(n)s values that cannot be read. Run `yuanba packs check`, which names each line."
        ),
        "packs.cannot_be_written": _(
            "This cannot be changed here without touching other lines: export the file, change it there, "
            "and bring it back."
        ),
    }
)

#: What is not there is not found; what cannot be read comes back with the form.
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "revision.not_found": 404,
        "revision.unreadable": 422,
        "revision.malformed": 422,
        "revision.unsound": 422,
        "revision.nothing_changed": 422,
        "revision.cases_differ": 422,
        "revision.day_too_soon": 422,
        "revision.day_too_far": 422,
        "packs.cannot_be_written": 422,
    }
)
