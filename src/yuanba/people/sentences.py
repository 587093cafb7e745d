"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "kin.known": _("This tie is declared already, or is a tie to oneself."),
        "kin.unknown": _("No such tie is declared."),
        "account.bad_login": _(
            "A log-in name is 2 to 40 small letters, digits, dots and hyphens: “%(login)s” is not."
        ),
        "account.closed": _("This account is closed."),
        "account.first_exists": _("Somebody holds this office already; they appoint whoever comes next."),
        "account.login_taken": _("There is an account “%(login)s” already."),
        "account.of_keeper": _(
            "This is an administrator's account: only who runs the server resets or closes it."
        ),
        "account.needs_second_administrator": _(
            "The password alone would open what this person may read. Ask for a reset of the log-in; the "
            "security administrator carries it out."
        ),
        "account.reset_unasked": _(
            "No system administrator asked for this in the last three days. It takes both: one asks, the "
            "other carries it out."
        ),
        "account.of_program": _(
            "This is a program's account: it has no password, is no administrator and stands in for nobody."
        ),
        "key.for_person": _("Keys are for the accounts of programs; people log in."),
        "key.refused": _("This key opens nothing. Ask the system administrator for a new one."),
        "key.term": _("A key lasts until a day between today and 366 days from now."),
        "key.unknown": _("There is no such key, or it has ended already."),
        "key.verbs": _("Choose at least one thing that a program may do."),
        "key.without_position": _(
            "This account holds no position, so a key would open nothing. The security administrator "
            "appoints first."
        ),
        "account.unknown": _("There is no such account."),
        "handover.away_already": _("Somebody stands in for them in part of that term already."),
        "handover.begins_in_the_past": _("A leave begins today or later."),
        "handover.stand_in_away": _("Who should stand in is away in that term."),
        "position.already_ends": _("The term of this position is over on %(on)s already."),
        "position.kept_apart": _(
            "The three administrators are kept apart: whoever is one of them is not another and does no "
            "other work here."
        ),
        "position.not_for_residents": _("Only staff accounts hold positions."),
        "position.outside_term": _("A stand-in's term must lie within the term of the person who is away."),
        "position.overlaps": _("This account holds this position in part of that term already."),
        "position.stands_in_for_self": _("Nobody stands in for themselves."),
        "position.term_backwards": _("The term ends before it begins."),
        "position.unknown": _("There is no such position."),
        "position.unknown_title": _("The rules of this district know no position “%(title)s”."),
        "staff.grants_nothing": _(
            "Who opens accounts gives no positions. Leave the position empty; the security administrator "
            "appoints, by hand or by a file."
        ),
        "staff.opens_nothing": _(
            "Who gives positions opens no accounts. The system administrator opens this one first."
        ),
        "staff.keepers_by_hand": _("Administrators are appointed one by one, not by a file."),
        "staff.not_oneself": _("Nobody appoints themselves."),
        "throttle.too_many": _("Too many tries. Please go on in %(retry_after)s seconds."),
        "unit.twice_in_file": _("This code stands in the file twice."),
        "unit.unknown": _("There is no such unit at work."),
        "unit.unknown_body": _("The rules of this district know no body “%(body)s”."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "account.needs_second_administrator": 403,
        "account.of_keeper": 403,
        "account.reset_unasked": 403,
        "account.unknown": 404,
        "key.refused": 401,
        "key.unknown": 404,
        "throttle.too_many": 429,
    }
)
