"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VOTE, ROLL = _("vote"), _("roll")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "roll.not_found": _("There is no such roll."),
        "roll.nobody": _("Nobody is on this roll. Add those who may vote."),
        "roll.twice": _("Somebody, or a unit, stands on this roll twice. Leave one of the two rows."),
        "vote.not_found": _("There is no such vote, motion or station."),
        "vote.wrong_roll": _(
            "Owners vote on a roll with units and areas, everybody else on a roll of persons. "
            "Choose another roll."
        ),
        "vote.no_way": _("Choose at least one way of voting."),
        "vote.no_motion": _("Write at least one motion: what is voted on."),
        "vote.online_decides": _(
            "No law lets an online vote decide here. Leave out online voting, or ask for opinions instead."
        ),
        "vote.no_ground": _(
            "An electronic vote needs the local rule that allows it. "
            "Name the rule, or ask for opinions instead."
        ),
        "vote.owners_by_name": _(
            "Owners vote by name, because the area of each counts. Take paper ballots with names."
        ),
        "vote.secret_on_paper": _("A secret vote is taken on paper alone. Leave out the other ways."),
        "vote.nobody_present": _("This rule counts who is there, and nobody has checked in yet."),
        "vote.no_proxies": _("This rule knows no proxies: who is absent does not vote."),
        "vote.not_on_roll": _("Somebody who is said to be there is not on the roll. Correct the attendance."),
        "vote.already_open": _("A vote on this is open already. Close it before you open another."),
        "vote.ends_too_early": _("A vote must end after it begins."),
        "vote.closed": _("This vote is closed. Nothing more is taken."),
        "vote.still_open": _("This vote is still open. Close it first."),
        "vote.already_counted": _("This vote is counted already; its result stays as it is."),
        "vote.not_counted": _("This vote is not counted yet."),
        "vote.way_not_open": _("This vote is not taken in this way."),
        "vote.too_many_hands": _("%(number)s were counted, and %(most)s at most can vote here. Count again."),
        "vote.nothing_counted": _(
            "A motion has no count yet. Record the show of hands on each motion first."
        ),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType({"vote.not_found": 404, "roll.not_found": 404})
