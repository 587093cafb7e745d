"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VOTE, ROLL, BALLOT = _("vote"), _("roll"), _("ballot")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "roll.not_found": _("There is no such roll."),
        "roll.nobody": _("Nobody is on this roll. Add those who may vote."),
        "roll.twice": _("Somebody, or a unit, stands on this roll twice. Leave one of the two rows."),
        "roll.frozen": _("This roll is frozen: a vote has opened on it. Nothing on it changes any more."),
        "roll.no_area": _("Write the area in square metres, such as 89.12, and more than 0."),
        "roll.person_twice": _(
            "This name stands above already. Leave one; of two people, add the home to the name."
        ),
        "roll.unit_twice": _("This unit stands above already, for %(other)s. One owner votes for a unit."),
        "roll.like_another": _(
            "This name differs from “%(other)s” above in width or blanks alone. Write both alike."
        ),
        "roll.phone_of_another": _(
            "This mobile number stands with somebody else above. Each needs their own."
        ),
        "roll.bad_phone": _("A mobile number has 11 digits. Correct it, or leave it out."),
        "roll.no_reason": _("Write why the roll is corrected."),
        "roll.posted": _("This roll is on public notice already."),
        "roll.not_posted": _("Post the roll first, so that people can object to it."),
        "roll.on_notice": _("The roll is still on notice, or an objection to it is not answered yet."),
        "vote.not_present": _(
            "This rule counts who is at the meeting, and this voter did not check in there."
        ),
        "vote.raises_hand": _(
            "This voter is at the meeting, where hands are raised and counted. Raise your hand there."
        ),
        "vote.hands_unnamed": _(
            "Hands have no names. To count them with other ballots, put it to the vote in a meeting, "
            "where the list says who is there."
        ),
        "vote.own_share": _(
            "The share %(own)s is not possible: it may be stricter than the rule (%(floor)s), never laxer."
        ),
        "sheet.unread_line": _(
            "Write the unit or name, then %(number)s answers: 1 in favour, 2 against, 3 abstains, 4 spoiled."
        ),
        "sheet.twice": _("This voter stands on line %(other)s already. Leave one of the two."),
        "sheet.foreign": _("“%(name)s” is not on the roll. Correct the unit or the name."),
        "sheet.agreed": _(
            "Two people agree on this sheet already; its ballots are in. Take the next number."
        ),
        "sheet.empty": _("There is no ballot on this sheet. Type in at least one."),
        "sheet.no_proxy": _("No proxy of this voter is listed. List the written proxy first."),
        "proxy.listed": _("This voter has a proxy already. Revoke it before you list another."),
        "proxy.gone": _("This proxy is revoked, or its ballot is in already."),
        "proxy.own": _("Nobody is their own proxy. Write who acts for the voter."),
        "proxy.over_cap": _("One person may act for %(cap)s voters at most by the local rule."),
        "vote.voted_already": _("This ballot is in already. A ballot that was handed in does not change."),
        "vote.not_yours": _(
            "You are not on the roll of this vote with this mobile number. "
            "Vote on paper, or ask the community."
        ),
        "vote.choice_missing": _("Choose one answer for each motion."),
        "vote.sheets_open": _(
            "A sheet waits for the second person, or the two differ. Settle it, then close."
        ),
        "vote.boxes_open": _("No two people agree on a box yet. Let a second person count it, then close."),
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
