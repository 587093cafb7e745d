"""Reads ratings: who was invited, what they said, and which follow-up calls are open."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from django.db.models import QuerySet

from yuanba.evaluation.models import CallOutcome, FollowUp, Invitation, Rating
from yuanba.evaluation.queries.reach import within as within
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow, heaps
from yuanba.people import queries as people
from yuanba.rules import evaluation
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, bearer, system
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import JUDGED
from yuanba.rules.evaluation import Exclusion, Satisfaction
from yuanba.rules.matters import check
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.sealing import keyring
from yuanba.web.addresses import public_address

__all__ = ["CallOutcome", "CallRow", "InvitationRow", "RatingRow"]

KIND = "invitation"
READER = system("evaluation.read")
PURPOSE = "evaluation.words"
#: Places from which nobody may speak: who sits there is tied to the matter, or nobody sits there.
UNASKED = (Exclusion.TIED, Exclusion.VACANT)
#: Letters and digits that nobody mistakes for one another; three groups of four are typed by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
#: So many open calls are looked through for who may make them; more never wait at a time.
MOST_CALLS = 2000


class UnknownCode(Refused):
    """Raised when a one-time code belongs to no open invitation."""

    code: ClassVar[str] = "evaluation.unknown_code"


class JudgingNotFound(Refused):
    """Raised when an invitation or a follow-up call does not exist."""

    code: ClassVar[str] = "evaluation.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """One person's invitation to rate a matter, as the read-only value that queries return."""

    id: int
    matter_id: int
    group_code: str
    is_party: bool
    key: str
    exclusion: Exclusion | None
    area_path: str
    asked_at: datetime
    window_until_at: datetime | None
    used_at: datetime | None
    over_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow:
    """One rating of a result, with the personal data in its free text masked."""

    group_code: str
    is_party: bool
    is_solved: bool | None
    satisfaction: Satisfaction | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One follow-up call, made or still open, with the rating that it is about."""

    id: int
    matter_id: int
    due_at: datetime
    rating: RatingRow
    outcome: CallOutcome | None
    text: str
    done_at: datetime | None


def subject(invitation_id: int) -> Subject:
    """Return the journal subject (kind and key) under which entries about an invitation are recorded.

    Whoever is invited follows this subject and so gets its messages.
    """
    return Subject(kind=KIND, key=str(invitation_id))


def invited(keys: Collection[str]) -> dict[str, str]:
    """Return for invitations, by their keys, what the matter to be rated is called; two SQL statements."""
    found = dict(Invitation.objects.filter(pk__in=keyed(keys)).values_list("pk", "matter_id"))
    called = heaps.numbered({str(matter_id) for matter_id in found.values()})
    return {str(pk): called.get(str(matter_id), "") for pk, matter_id in found.items()}


# --- codes ------------------------------------------------------------------------------------------


def code_for(serial: uuid.UUID) -> str:
    """Return the one-time code of an invitation, derived from its serial and the key ring, not stored."""
    number = int.from_bytes(keyring.digest(str(serial), purpose="evaluation.code"), "big")
    signs = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


def code_digest(code: str) -> bytes:
    """Return the digest of a one-time code, which is all that the database keeps of it."""
    return keyring.digest(code, purpose="evaluation.code_digest")


def tidy(typed: str) -> str:
    """Return a typed one-time code in upper case, with only its letters and digits, cut to 40 characters."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())[:40]


def spoken(code: str) -> str:
    """Return a one-time code with a hyphen after every four characters, so that it can be read aloud."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def address_of(key: str) -> str:
    """Return the URL of an invitation's rating page; empty if no public address is configured."""
    serial = Invitation.objects.filter(pk=int(key)).values_list("serial", flat=True).first()
    return public_address(f"/e/{code_for(serial)}") if serial is not None else ""


def by_code(code: str) -> InvitationRow:
    """Return the open invitation that has this one-time code; raise UnknownCode if there is none."""
    digests = keyring.digests(tidy(code), purpose="evaluation.code_digest")
    found = Invitation.objects.filter(code_digest__in=digests, over_at=None).first()
    if found is None or found.exclusion in UNASKED:
        raise UnknownCode
    return _invitation(found)


def codes(matter_id: int) -> list[tuple[InvitationRow, str]]:
    """Return a matter's unused invitations with their one-time codes, the resident and followers first.

    The caller has checked who asks, and journals it.
    """
    found = Invitation.objects.filter(matter_id=matter_id, over_at=None, used_at=None)
    rows = found.exclude(exclusion__in=UNASKED).order_by("-is_party", "id")
    return [(_invitation(one), code_for(one.serial)) for one in rows]


# --- who is asked -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One possible rater of a matter; ``exclusion`` is the reason why no rate counts them, or None."""

    group_code: str
    is_party: bool
    key: str
    exclusion: Exclusion | None = None


def invited_keys(matter_id: int) -> frozenset[str]:
    """Return the account or receipt keys of all who are invited in the matter's current rating round."""
    found = Invitation.objects.filter(matter_id=matter_id, over_at=None).exclude(exclusion__in=UNASKED)
    return frozenset(found.values_list("key", flat=True))


def facts_for(row: MatterRow, invitation: InvitationRow | Invitation | None) -> access.Facts:
    """Return the facts that the access rules need about rating a matter.

    Who holds the invitation's code counts as the person invited.
    """
    facts = matters.facts_of(row, with_handlers=True)
    if invitation is None:
        return facts
    return replace(facts, invited_keys=facts.invited_keys | {code_bearer(invitation.id).key})


def code_bearer(invitation_id: int) -> Actor:
    """Return the anonymous actor that stands for the holder of an invitation's one-time code."""
    return bearer(f"invitation:{invitation_id}")


def tie_of(actor: Actor, matter_id: int, now: datetime) -> check.Tie | None:
    """Return the tie that bars this person from rating the matter (handled it, same unit, kin), or None."""
    return check.tie(matters.person_of(actor, now), matters.past_of(matter_id))


def behind(key: str) -> Actor:
    """Return the actor whose key an invitation holds: an account with its positions, or a receipt holder."""
    return people.actor(key) or bearer(key)


def all_behind(keys: Iterable[str]) -> list[Actor]:
    """Return the actors with these invitation keys, accounts or receipt holders, in the order of the keys."""
    keys = list(keys)
    known = people.actors(keys)
    return [known.get(key) or bearer(key) for key in keys]


# --- lists ------------------------------------------------------------------------------------------


def invitation_of(matter_id: int, key: str) -> InvitationRow | None:
    """Return this person's invitation in the matter's current rating round, or None."""
    found = Invitation.objects.filter(matter_id=matter_id, key=key, over_at=None).first()
    return _invitation(found) if found else None


def asked_of(actor: Actor, *, limit: int = 100) -> list[InvitationRow]:
    """Return the actor's open, unused invitations, ordered by the end of their rating periods."""
    return [one for one, _code in asked_of_any([actor.key], limit=limit)]


def asked_of_any(keys: Iterable[str], *, limit: int = 100) -> list[tuple[InvitationRow, str]]:
    """Return the open, unused invitations of these keys, each with its one-time code; first ending first.

    The caller is the person whose keys they are: whoever could not be reached has come by themselves.
    """
    found = Invitation.objects.filter(
        key__in=[key for key in keys if key],
        over_at=None,
        used_at=None,
        exclusion__in=["", Exclusion.UNREACHABLE],
    )
    rows = found.order_by("window_until_at", "id")[:limit]
    return [(_invitation(one), code_for(one.serial)) for one in rows]


def ratings_of(matter_id: int) -> list[evaluation.GivenRating]:
    """Return the invitations of the matter's current rating round, each with its rating, for the rules."""
    found = Invitation.objects.filter(matter_id=matter_id, over_at=None).select_related("rating")
    return [as_rated(one) for one in found]


def vacant_groups(matter_id: int) -> tuple[str, ...]:
    """Return the codes of the groups in which nobody may judge the matter in its current rating round."""
    found = Invitation.objects.filter(matter_id=matter_id, over_at=None, exclusion=Exclusion.VACANT)
    return tuple(found.order_by("id").values_list("group_code", flat=True))


def vacant(now: datetime, *, after: int = 0, limit: int = 200) -> list[int]:
    """Return a batch of the matters, ordered by id, that still lack a group of those who judge them."""
    found = Invitation.objects.filter(
        exclusion=Exclusion.VACANT, over_at=None, window_until_at__gt=now, matter_id__gt=after
    )
    return list(found.order_by("matter_id").values_list("matter_id", flat=True).distinct()[:limit])


def said_of(matter_id: int) -> list[RatingRow]:
    """Return all ratings of a matter in all its rounds, oldest first, with personal data masked."""
    found = Rating.objects.filter(invitation__matter_id=matter_id).select_related("invitation")
    return [_rating(one) for one in found.order_by("at", "id")]


def places_of(matter_id: int) -> list[InvitationRow]:
    """Return all invitations of the matter's current rating round, the resident and followers first."""
    found = Invitation.objects.filter(matter_id=matter_id, over_at=None)
    return [_invitation(one) for one in found.order_by("-is_party", "group_code", "id")]


def callable_ids(actor: Actor, now: datetime) -> list[int]:
    """Return the ids of the open follow-up calls that this actor may make, earliest deadline first.

    Those about what they or their units handled are left out, as are those of relatives. So many are looked
    through as lie open at a time.
    """
    reach = within(actor, MatterVerb.FOLLOW_UP, now, "rating__invitation__area_path")
    waiting = FollowUp.objects.filter(reach, done_at=None).order_by("due_at", "id")
    found = list(waiting.values_list("pk", "rating__invitation__matter_id")[:MOST_CALLS])
    person, pasts = matters.person_of(actor, now), matters.pasts_of({matter_id for _id, matter_id in found})
    return [number for number, matter_id in found if check.tie(person, pasts[matter_id]) is None]


def calls_to_make(actor: Actor, now: datetime, *, limit: int = 100) -> list[CallRow]:
    """Return the open follow-up calls that this actor may make, earliest deadline first."""
    found = FollowUp.objects.filter(pk__in=callable_ids(actor, now)[:limit])
    return [as_call(one) for one in found.select_related("rating__invitation").order_by("due_at", "id")]


def calls_of(matter_id: int) -> list[CallRow]:
    """Return all follow-up calls about a matter, made or not, in order of creation."""
    found = FollowUp.objects.filter(rating__invitation__matter_id=matter_id)
    return [as_call(one) for one in found.select_related("rating__invitation").order_by("id")]


def call(call_id: int) -> CallRow:
    """Return one follow-up call by its id; raise JudgingNotFound if it does not exist.

    The caller checks who may make it.
    """
    return as_call(lock_call(call_id, is_held=False))


def lock_call(call_id: int, *, is_held: bool = True) -> FollowUp:
    """Return a follow-up call, its row locked if ``is_held``; raise JudgingNotFound if it does not exist."""
    found = FollowUp.objects.select_related("rating__invitation").filter(pk=call_id)
    one = (found.select_for_update(of=("self",)) if is_held else found).first()
    if one is None:
        raise JudgingNotFound
    return one


def is_call_open(matter_id: int) -> bool:
    """Return whether any follow-up call in the matter's current rating round is still to be made."""
    return FollowUp.objects.filter(
        rating__invitation__matter_id=matter_id, rating__invitation__over_at=None, done_at=None
    ).exists()


def matter_row(matter_id: int, now: datetime) -> MatterRow:
    """Return a matter by its id without an access check; raise MatterNotFound if it does not exist."""
    return matters.matter_for(READER, matter_id, now)


def is_judged(row: MatterRow) -> bool:
    """Return whether the matter is in a state in which its result can be rated."""
    return row.state in JUDGED


def as_rated(one: Invitation) -> evaluation.GivenRating:
    """Return an invitation and its rating, if any, as the value that the rules evaluate."""
    rating = one.rating if one.used_at else None
    return evaluation.GivenRating(
        is_party=one.is_party,
        is_solved=rating.is_solved if rating else None,
        satisfaction=Satisfaction(rating.satisfaction) if rating and rating.satisfaction else None,
        exclusion=Exclusion(one.exclusion) if one.exclusion else None,
    )


def as_rows(found: Iterable[Invitation] | QuerySet[Invitation]) -> list[InvitationRow]:
    """Return invitations as read-only ``InvitationRow`` values."""
    return [_invitation(one) for one in found]


def _invitation(one: Invitation) -> InvitationRow:
    names = InvitationRow.__dataclass_fields__.keys() - {"id", "exclusion"}
    fields = {name: getattr(one, name) for name in names}
    return InvitationRow(id=one.pk, exclusion=Exclusion(one.exclusion) if one.exclusion else None, **fields)


def _rating(one: Rating) -> RatingRow:
    return RatingRow(
        group_code=one.invitation.group_code,
        is_party=one.invitation.is_party,
        is_solved=one.is_solved,
        satisfaction=Satisfaction(one.satisfaction) if one.satisfaction else None,
        text=one.text,
        at=one.at,
    )


def as_call(one: FollowUp) -> CallRow:
    """Return a stored follow-up call as a read-only ``CallRow``."""
    return CallRow(
        id=one.pk,
        matter_id=one.rating.invitation.matter_id,
        due_at=one.due_at,
        rating=_rating(one.rating),
        outcome=CallOutcome(one.outcome) if one.outcome else None,
        text=one.text,
        done_at=one.done_at,
    )
