"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.journal.telling import OutcomePart

ACCOUNT, UNIT, FILE, LOG_IN = _("account"), _("unit"), _("file"), _("unknown username")
#: What stands under these names in the outcomes of the journal.
PARTS: Mapping[str, OutcomePart] = MappingProxyType(
    {
        "unit": OutcomePart(label=_("Unit"), kind="unit"),
        "unit_before": OutcomePart(label=_("Unit before"), kind="unit"),
        "unit_above": OutcomePart(label=_("Unit above it"), kind="unit"),
        "parent": OutcomePart(label=_("Unit above it"), kind="unit"),
        "to": OutcomePart(label=_("Handed to"), kind="account"),
        "kin": OutcomePart(label=_("Relative"), kind="account"),
        "from_on": OutcomePart(label=_("First day"), kind="day"),
        "until_on": OutcomePart(label=_("Last day"), kind="day"),
        "units": OutcomePart(label=_("Units")),
        "entries": OutcomePart(label=_("Entries")),
        "refused": OutcomePart(label=_("Refused")),
    }
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "kin.known": _("This family tie has already been declared, or is a tie to yourself."),
        "kin.unknown": _("No such family tie has been declared."),
        "account.bad_login": _(
            "A username has 2 to 40 small letters, digits, dots and hyphens. “%(login)s” does not fit."
        ),
        "account.closed": _("This account is closed."),
        "account.first_exists": _(
            "Somebody already holds this office; they name their successor in the system."
        ),
        "account.login_taken": _("The username “%(login)s” is already in use."),
        "account.of_keeper": _(
            "This is an administrator's account. Only the operator of the server can reset or close it."
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
        "key.refused": _("This key is not valid. Ask the system administrator for a new one."),
        "key.term": _("The last day of a key is between today and 366 days from now."),
        "key.unknown": _("There is no such key, or it has ended already."),
        "key.verbs": _("Choose at least one thing that a program may do."),
        "key.without_position": _(
            "This account holds no position, so a key would have no effect. The security "
            "administrator assigns one first."
        ),
        "account.open_already": _("This account is not closed."),
        "account.unknown": _("There is no such account."),
        "handover.away_already": _("Somebody already covers for them in part of that period."),
        "handover.begins_in_the_past": _("Leave cannot begin before today."),
        "handover.stand_in_away": _("The stand-in is away in that period too."),
        "position.already_ends": _("The term of this position ends on %(on)s. To go on, assign it again."),
        "position.kept_apart": _(
            "The three administrators are separate people: none of them may hold another of these "
            "positions or any other."
        ),
        "position.not_ended_by_hand": _(
            "Nobody has ended this position early, so there is nothing to restore."
        ),
        "position.used": _(
            "Since the assignment the holder has acted, or somebody stands in for them. End the position "
            "instead."
        ),
        "position.not_for_residents": _("Only staff accounts hold positions."),
        "position.outside_term": _(
            "The stand-in's period must be within the term of the person who is away."
        ),
        "position.overlaps": _("This account already holds this position in part of that period."),
        "position.stands_in_for_self": _("Nobody can stand in for themselves."),
        "position.term_backwards": _("The term ends before it begins."),
        "position.unknown": _("There is no such position."),
        "position.unknown_title": _("The rules of this district have no position “%(title)s”."),
        "staff.grants_nothing": _(
            "You cannot assign positions here. Leave the column empty; the security administrator "
            "assigns them later."
        ),
        "staff.opens_nothing": _(
            "This account does not exist yet. The system administrator opens it first; then you "
            "assign the position."
        ),
        "staff.keepers_by_hand": _("Administrators are assigned one by one, not by a file."),
        "staff.not_oneself": _("You cannot assign positions to yourself."),
        "throttle.too_many": _("Too many tries. Please go on in %(retry_after)s seconds."),
        "unit.needed": _(
            "Here are still positions %(positions)s and units under it %(units)s. End or move them first."
        ),
        "unit.open": _("This unit is not closed."),
        "unit.still_there": _(
            "Here are still units %(units)s and positions %(positions)s. Close or move them first."
        ),
        "unit.taken": _("There is a unit “%(name)s” here already."),
        "unit.under_itself": _("A unit cannot be under itself: “%(unit)s” is below it."),
        "unit.twice_in_file": _("This code appears twice in the file."),
        "unit.unknown": _("There is no such unit at work."),
        "unit.estate_needed": _(
            "Each estate has one of these: write the code of its estate in the column “estate”."
        ),
        "unit.not_of_estate": _("By the rules estates have no such unit of their own: leave the estate out."),
        "unit.estate_taken": _("%(estate)s has one already: each estate has one. Correct that unit instead."),
        "unit.unknown_body": _("The rules of this district have no unit “%(body)s”."),
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
