"""Sentences on votes: rules, the reasons of a decision, the faults of a file and remarks on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yuanba.rules.ballots.counting import Because
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotChoice, BallotWay, VoteStanding

RULES: Mapping[VoteRule, Promise] = MappingProxyType(
    {
        VoteRule.OWNERS_GENERAL: _("Joint decision of the owners (ordinary matters)"),
        VoteRule.OWNERS_SPECIAL: _("Joint decision of the owners (funds raised, rebuilding, change of use)"),
        VoteRule.RESIDENTS: _("Residents' meeting"),
        VoteRule.RESIDENTS_REPRESENTATIVES: _("Assembly of residents' representatives"),
        VoteRule.VILLAGERS: _("Villagers' meeting"),
        VoteRule.VILLAGERS_HOUSEHOLDS: _("Villagers' meeting of the households' representatives"),
        VoteRule.VILLAGERS_REPRESENTATIVES: _("Assembly of villagers' representatives"),
        VoteRule.VILLAGERS_GROUP: _("Meeting of a villagers' group"),
        VoteRule.PARTY_MEMBERS: _("Meeting of the party members"),
        VoteRule.SIMPLE: _("Simple majority"),
        VoteRule.CONSENSUS: _("Consensus"),
    }
)

CHOICES: Mapping[BallotChoice, Promise] = MappingProxyType(
    {
        BallotChoice.YES: _("Votes in favour"),
        BallotChoice.NO: _("Votes against"),
        BallotChoice.ABSTAIN: _("Abstentions"),
        BallotChoice.SPOILED: _("Spoiled ballots"),
    }
)

NO_BALLOT = _("No ballot")

#: What a vote is before the law; it stands on each page and sheet of it.
STANDINGS: Mapping[VoteStanding, Promise] = MappingProxyType(
    {
        VoteStanding.STATUTORY: _("Vote by law"),
        VoteStanding.ELECTRONIC: _("Electronic vote by a local rule"),
        VoteStanding.CONSULTATION: _("Consultation: opinions are asked, nothing is decided"),
    }
)

#: From this denominator on nobody reads a fraction off.
UNREADABLE = 100

#: Rules that no law sets: who takes part agreed on them beforehand.
AGREED = frozenset({VoteRule.SIMPLE, VoteRule.CONSENSUS})

WAYS: Mapping[BallotWay, Promise] = MappingProxyType(
    {
        BallotWay.PAPER: _("paper ballots"),
        BallotWay.ONLINE: _("online ballots"),
        BallotWay.HANDS: _("show of hands"),
        BallotWay.PROXY: _("ballots by proxy"),
    }
)

ARTICLES: Mapping[str, Promise] = MappingProxyType(
    {
        "civil_code_278": _("Civil Code, article 278"),
        "owners_interpretation_8_9": _(
            "Interpretation on the ownership of building units, articles 8 and 9: "
            "one owner is one head, however many units; unsold units of the developer are one head together"
        ),
        "residents_27": _("Organic law of urban residents' committees (2025), article 27"),
        "residents_28_29": _("Organic law of urban residents' committees (2025), articles 28 and 29"),
        "villagers_26": _("Organic law of villagers' committees (2025), article 26"),
        "villagers_30": _("Organic law of villagers' committees (2025), article 30"),
        "villagers_32": _("Organic law of villagers' committees (2025), article 32"),
        "village_practice": _("Local practice of deciding important village matters; no article of a law"),
        "own_agreement": _("As those taking part agreed; no law sets this rule"),
    }
)

#: What a check of a threshold says, by what was held against it; whether it was enough is said after it.
CHECKS: Mapping[str, Promise] = MappingProxyType(
    {
        "quorum.present.heads": _("Present: %(part)s of %(whole)s persons, %(share)s; needed: %(needed)s."),
        "quorum.took_part.heads": _(
            "Taking part: %(part)s of %(whole)s persons, %(share)s; needed: %(needed)s."
        ),
        "quorum.took_part.area": _(
            "Area taking part: %(part)s of %(whole)s m², %(share)s; needed: %(needed)s."
        ),
        "majority.took_part.heads": _(
            "In favour: %(part)s of %(whole)s persons who took part, %(share)s; needed: %(needed)s."
        ),
        "majority.took_part.area": _(
            "Area in favour: %(part)s of %(whole)s m² that took part, %(share)s; needed: %(needed)s."
        ),
        "majority.present.heads": _(
            "In favour: %(part)s of %(whole)s persons present, %(share)s; needed: %(needed)s."
        ),
        "majority.roll.heads": _(
            "In favour: %(part)s of %(whole)s persons on the roll, %(share)s; needed: %(needed)s."
        ),
        "majority.decided.heads": _(
            "In favour: %(part)s of %(whole)s persons who voted yes or no, %(share)s; needed: %(needed)s."
        ),
        "consensus.heads": _(
            "Without a vote against it: %(part)s of %(whole)s persons present; needed: all."
        ),
    }
)
VERDICTS: Mapping[str, Promise] = MappingProxyType({"met": _("Enough."), "missed": _("Not enough.")})
BORDERS: Mapping[str, Promise] = MappingProxyType(
    {
        "included": _("Exactly %(share)s counts: “or more” includes the number (Civil Code, article 1259)."),
        "excluded": _(
            "Exactly %(share)s does not count: “more than” does not include the number "
            "(Civil Code, article 1259)."
        ),
    }
)

#: Where a district asks for more than the rule.
OWN: Mapping[str, Promise] = MappingProxyType(
    {
        "quorum.stricter": _(
            "Here %(needed)s must take part: stricter than the rule, which asks for %(floor)s."
        ),
        "quorum.added": _("Here %(needed)s must be present; the rule itself asks for no number."),
        "majority.stricter": _(
            "Here %(needed)s must be in favour: stricter than the rule, which asks for %(floor)s."
        ),
    }
)

#: What can be wrong with a vote in a file, or odd in it; what any file can have stands in `sheets`.
FAULTS: Mapping[str, Promise] = MappingProxyType(
    {
        "not_bool": _("Here true or false must stand, not %(name)s."),
        "below": _("%(name)s is too small: at least %(least)s."),
        "unknown_format": _("The format “%(name)s” is unknown: write “%(known)s”."),
        "unknown_rule": _("There is no rule “%(name)s”; there are: %(known)s."),
        "unknown_choice": _("There is no choice “%(name)s”; there are: %(known)s."),
        "unknown_standing": _("There is no standing “%(name)s”; there are: %(known)s."),
        "totals_of_second": _("Totals belong to the format “%(known)s”: write that as the format."),
        "quorum_of_second": _(
            "A quorum of one's own belongs to the format “%(known)s”: write that as the format."
        ),
        "majority_of_second": _(
            "A majority of one's own belongs to the format “%(known)s”: write that as the format."
        ),
        "not_a_share": _("%(name)s is no share: write it as “>= 2/3” or “> 1/2”."),
        "laxer_than_rule": _("The share %(own)s is less than the rule's %(floor)s: it may only be stricter."),
        "share_never_reached": _("Not even all of them reach %(own)s: lower it."),
        "totals_by_area": _(
            "Where areas count, owners vote by name: totals without names cannot be counted."
        ),
        "totals_with_names": _("Without names only these are counted: %(known)s."),
        "totals_twice": _("The same motion, way and station stand at %(other)s already: keep one of them."),
        "totals_over": _(
            "On motion “%(name)s” %(number)s were counted, and there can be %(most)s at most: count again."
        ),
        "unknown_way": _("There is no way of voting “%(name)s”; there are: %(known)s."),
        "roll_empty": _("Nobody is on the roll: a vote needs a roll."),
        "voter_twice": _("“%(name)s” is on the roll already: remove one of the two rows."),
        "unit_twice": _(
            "Unit “%(name)s” is on the roll already: one unit votes once; "
            "co-owners agree on one of them, who is named as its owner."
        ),
        "area_below": _("An area of %(name)s cm² cannot be: at least %(least)s."),
        "no_motion": _("There is no motion: write what was voted on."),
        "motion_twice": _("The motion “%(name)s” is there already: give each its own id."),
        "presence_missing": _("This rule counts who is present: add the list “present”."),
        "present_twice": _("“%(name)s” is in the list of those present already: remove one."),
        "unknown_voter": _("“%(name)s” is not on the roll: correct the name, or the roll."),
        "unknown_voter_like": _("“%(name)s” is not on the roll in this spelling; did you mean “%(other)s”?"),
        "unknown_motion": _("There is no motion “%(name)s”: correct the id."),
        "ballot_twice": _("“%(name)s” voted on this motion already, at %(other)s: keep the one that counts."),
        "absent_voter": _(
            "“%(name)s” voted without being present: correct the attendance, or remove the ballot."
        ),
        "no_proxies": _("This rule knows no proxies: who is absent does not vote."),
        "by_without_proxy": _("“by” belongs to a ballot by proxy alone: correct the way, or remove it."),
        "proxy_for_oneself": _("“%(name)s” cannot act for themselves: name who handed the ballot in."),
        "over_cap": _(
            "“%(name)s” acts for %(number)s owners or members; the local rule allows %(cap)s at most."
        ),
        "other_developer": _(
            "Unsold units belong to “%(name)s” and to “%(other)s”: each counts as one head. "
            "If they are one developer, give them one name."
        ),
        "no_result": _("There is no result to compare with: add it as “result”, or use “ballot tally”."),
    }
)


def because_sentence(reason: Because) -> str:
    """Return the sentence for a reason of a decision, in the reader's language."""
    kind, _dot, rest = reason.code.partition(".")
    told = {name: _said(name, value, reason.code) for name, value in reason.arguments}
    if kind == "own":
        return str(OWN[rest]) % told
    if kind == "article":
        return gettext("Ground: %(article)s.") % {"article": ARTICLES[rest]}
    if kind == "border":
        return str(BORDERS[rest]) % told
    check, _dot, verdict = reason.code.rpartition(".")
    return f"{str(CHECKS[check]) % told} {VERDICTS[verdict]}".replace("。 ", "。")


def _said(name: str, value: str | int, code: str) -> str | int:
    """A share that is needed in words, an area in square metres."""
    if name in {"needed", "floor"}:
        sign, _space, share = str(value).partition(" ")
        if share == "1":
            return gettext("all of them")
        return (gettext("at least %(share)s") if sign == "≥" else gettext("more than %(share)s")) % {
            "share": share
        }
    if ".area." in code and isinstance(value, int):
        return square_metres(value)
    if name != "share" or "border" in code:
        return value
    return gettext("all of them") if value == "1" else _readable(str(value))


def _readable(share: str) -> str:
    """A share with large numbers, as areas have them, with what it comes to in percent beside it.

    >>> _readable("3/5")
    '3/5'
    """
    exact = Fraction(share)
    if exact.denominator < UNREADABLE:
        return share
    hundredths = round(exact * 10_000)
    percent = f"{hundredths // 100}.{hundredths % 100:02}"
    return gettext("%(share)s (about %(percent)s%%)") % {"share": share, "percent": percent}


def standing(known: VoteStanding, rule: VoteRule) -> str:
    """Return what a vote is before the law, in words; a rule that no law sets was agreed upon."""
    if known is VoteStanding.STATUTORY and rule in AGREED:
        return gettext("Vote by agreement")
    return str(STANDINGS[known])


def spoken(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored result, whose reasons are codes, with their sentences in the reader's language."""
    motions = [
        {
            **motion,
            "because": [
                because_sentence(Because(one["code"], tuple(one["arguments"].items())))
                for one in motion["because"]
            ],
        }
        for motion in result["motions"]
    ]
    return {**result, "motions": motions}


def verdict(passed: bool | None) -> str:
    """Return whether a motion passed, in the reader's language; opinions that were asked pass nothing."""
    if passed is None:
        return gettext("opinions, no decision")
    return gettext("passed") if passed else gettext("not passed")


def lines(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that say a result to people, in the reader's language."""
    yield str(RULES[VoteRule(result["rule"])])
    if "standing" in result:
        yield standing(VoteStanding(result["standing"]), VoteRule(result["rule"]))
    yield gettext("On the roll: %(weight)s") % {"weight": _weight(result["entitled"])}
    if result["present"]:
        yield gettext("Present: %(weight)s") % {"weight": _weight(result["present"])}
    yield gettext("Handed in a ballot: %(weight)s") % {"weight": _weight(result["took_part"])}
    for motion in result["motions"]:
        yield ""
        yield f"{motion['id']}  {verdict(motion['passed'])}"
        for choice, title in CHOICES.items():
            told = {"choice": title, "weight": _weight(motion[str(choice)])}
            yield "  " + gettext("%(choice)s: %(weight)s") % told
        yield "  " + gettext("No ballot: %(weight)s") % {"weight": _weight(motion["no_ballot"])}
        for way, weight in motion["ways"].items():
            yield "  " + gettext("Of these, %(way)s: %(weight)s") % {
                "way": WAYS[BallotWay(way)],
                "weight": _weight(weight),
            }
        for station, weight in motion.get("stations", {}).items():
            told = {"station": station, "weight": _weight(weight)}
            yield "  " + gettext("Station %(station)s: %(weight)s") % told
        yield from (f"  {sentence}" for sentence in motion["because"])
    for remark in result["remarks"]:
        yield gettext("Remark on %(place)s: %(text)s") % remark
    if "same" in result:
        yield ""
        yield (
            gettext("The stored result is right.")
            if result["same"]
            else gettext("The stored result is not what the ballots give:")
        )
        for one in result["differences"]:
            yield "  " + gettext("%(place)s: stored %(stored)s, counted %(counted)s") % one


def _weight(weight: Mapping[str, Any]) -> str:
    """Areas to the square centimetre, told in square metres as everybody knows them."""
    if weight["area_cm2"] is None:
        return gettext("persons: %(heads)s") % weight
    told = {**weight, "area": square_metres(weight["area_cm2"])}
    return gettext("persons: %(heads)s, area: %(area)s m²") % told


def square_metres(area_cm2: int) -> str:
    """Return an area in square metres with two decimals, as deeds have it; with four where it has more.

    >>> square_metres(891200), square_metres(1), square_metres(108_500_000)
    ('89.12', '0.0001', '10850.00')
    """
    metres, rest = divmod(area_cm2, 10_000)
    hundredths, more = divmod(rest, 100)
    return f"{metres}.{rest:04}" if more else f"{metres}.{hundredths:02}"
