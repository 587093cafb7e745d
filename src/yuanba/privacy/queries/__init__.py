"""Gathers all personal data of one person from the apps that keep it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from yuanba.evaluation.queries import keeping as evaluation
from yuanba.journal.queries import Recorded, looks
from yuanba.matters import queries as matters
from yuanba.matters.queries import keeping, receipts
from yuanba.matters.queries.keeping import Original
from yuanba.matters.queries.story import Look, looks_at
from yuanba.messages.queries import keeping as messages
from yuanba.messages.queries.keeping import ContactRow
from yuanba.notices import queries as notices
from yuanba.notices.queries import ObjectionRow
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.queries import AccountRow, phones
from yuanba.privacy.queries import requests
from yuanba.privacy.queries.beside import Beside, require
from yuanba.privacy.queries.requests import OwnRequest
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.declared import Text
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import Part
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day

#: What staff said to the resident; what staff say among themselves is not the resident's.
TOLD = frozenset(
    {
        MatterVerb.ANSWER,
        MatterVerb.ASK,
        MatterVerb.ASK_EXTEND,
        MatterVerb.ASK_HOLD,
        MatterVerb.CHECK,
        MatterVerb.GUIDE,
        MatterVerb.REFUSE,
        MatterVerb.SETTLE,
    }
)


#: How the journal names whoever something is kept of, and what staff at a counter may do for them.
PERSON = "person"
HELP = (PrivacyVerb.EXPORT, PrivacyVerb.CORRECT, PrivacyVerb.ERASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a matter that its resident may read, with the words that belong to it."""

    verb: str
    at: datetime
    is_own: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """One file that the resident attached to a matter."""

    key: str
    name: str
    content_type: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMatter:
    """One matter with all personal data of its resident: steps, files and ratings."""

    original: Original
    steps: tuple[Step, ...]
    enclosed: tuple[Enclosed, ...]
    said: tuple[evaluation.Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All personal data that is kept about one person."""

    account: AccountRow | None
    name: str
    #: The number by which the account logs in, and the receipts that it keeps.
    phone: str
    kept: tuple[str, ...]
    matters: tuple[KeptMatter, ...]
    contacts: tuple[ContactRow, ...]
    sent: tuple[tuple[datetime, str, str], ...]
    followed: tuple[tuple[int, str, datetime], ...]
    said_elsewhere: tuple[evaluation.Said, ...]
    objections: tuple[tuple[ObjectionRow, str], ...]
    requests: tuple[OwnRequest, ...]
    looks: tuple[Look, ...]
    helped: tuple[Recorded, ...]

    @property
    def running(self) -> tuple[Original, ...]:
        """Return the person's matters that have not ended."""
        return tuple(one.original for one in self.matters if one.original.row.ended_at is None)

    @property
    def is_empty(self) -> bool:
        """Return whether no words, addresses or follows of the person are kept any more."""
        return not (
            self.phone
            or self.contacts
            or self.followed
            or any(one.original.emptied_at is None for one in self.matters)
            or any(words for _row, words in self.objections)
            or any(one.words for one in self.said_elsewhere)
            or any(one.words for one in self.requests)
        )


def held(actor: Actor, now: datetime, *, is_open: bool = False, beside: Beside | None = None) -> Held:
    """Return all personal data of the actor, with full addresses only if ``is_open`` is true.

    ``beside``: who stands before staff, with a receipt and its code.
    """
    key = require(actor, PrivacyVerb.SEE, beside, now)
    keys = [key]
    found = keeping.originals(keys)
    own = {one.row.id for one in found}
    said = evaluation.said_by(keys)
    is_account = actor.kind is ActorKind.RESIDENT
    return Held(
        account=people.account(key) if is_account else None,
        name=people.names(keys).get(key, "") if is_account else "",
        phone=_phone(key, is_open=is_open) if is_account else "",
        kept=tuple(receipts.kept_by(key)) if is_account else (),
        matters=_matters(key, found, said),
        contacts=tuple(messages.contacts_of(keys, is_open=is_open)),
        sent=tuple(messages.sent_to(keys)),
        followed=tuple(keeping.followed(keys)),
        said_elsewhere=tuple(one for one in said if one.matter_id not in own),
        objections=tuple(notices.said_by(keys)),
        requests=tuple(requests.own(keys, now)),
        looks=tuple(looks_at([one.row.id for one in found], now)),
        helped=tuple(one for one in looks.done_to(PERSON, keys, HELP) if one.outcome.get("for_owner")),
    )


def _phone(account_key: str, *, is_open: bool) -> str:
    number = phones.phone_of(account_key)
    return number if is_open or not number else f"{number[:3]}****{number[-4:]}"


def _matters(key: str, found: Iterable[Original], said: Iterable[evaluation.Said]) -> tuple[KeptMatter, ...]:
    found, said = list(found), list(said)
    enclosed: dict[int, list[Enclosed]] = {}
    for matter_id, file, name, content_type, at in keeping.enclosed_by_owner(one.row.id for one in found):
        enclosed.setdefault(matter_id, []).append(
            Enclosed(key=file, name=name, content_type=content_type, at=at)
        )
    return tuple(
        KeptMatter(
            original=one,
            steps=tuple(_steps(key, matters.story_for_party(one.row.id))),
            enclosed=tuple(enclosed.get(one.row.id, ())),
            said=tuple(word for word in said if word.matter_id == one.row.id),
        )
        for one in found
    )


def _steps(key: str, story: Iterable[Recorded]) -> Iterable[Step]:
    for step in story:
        is_own = step.actor_key == key or bool(step.outcome.get("for_owner"))
        words = step.words if is_own or step.verb in TOLD else ""
        yield Step(verb=step.verb, at=step.at, is_own=is_own, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One unmasking as data protection officers see it: who, when, which receipt, why; not the words."""

    at: datetime
    who: str
    key: str
    receipt: str
    why: Text | None
    part: Part | None
    is_refused: bool


def watched(actor: Actor, now: datetime, *, since: datetime) -> list[Watched]:
    """Return every unmasking and every refused one since a moment, newest first.

    Only for the officers who guard personal data; raises NotAllowed.
    """
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    found = looks.done((MatterVerb.UNMASK, PrivacyVerb.REPORT), since=since)
    keys = {one.key if one.verb == PrivacyVerb.REPORT else one.actor_key for one in found}
    labels, pack = people.labels(keys), store.in_force(day(now))
    reasons: Mapping[str, Text] = pack.looking.reasons if pack.looking else {}
    rows = []
    for one in found:
        is_refused = one.verb == PrivacyVerb.REPORT
        key = one.key if is_refused else one.actor_key
        rows.append(
            Watched(
                at=one.at,
                who=labels.get(key, ""),
                key=key,
                receipt=str(one.outcome.get("receipt", "")),
                why=reasons.get(str(one.outcome.get("why", ""))),
                part=None if is_refused else Part(str(one.outcome.get("part", Part.BOTH))),
                is_refused=is_refused,
            )
        )
    return rows
