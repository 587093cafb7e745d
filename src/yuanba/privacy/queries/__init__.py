"""Gathers all personal data of one person from the apps that keep it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yuanba.journal.queries import looks
from yuanba.matters.queries.keeping import Original
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.privacy.queries.beside import Beside, require
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.declared import Text
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import SeenPart
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day
from yuanba.web.kept import HeldQuery, parts

#: How the journal names whoever something is kept of, and what staff at a counter may do for them.
PERSON = "person"
HELP = (PrivacyVerb.EXPORT, PrivacyVerb.CORRECT, PrivacyVerb.ERASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All personal data kept about one person, divided by name: ``held["matters"]`` holds their matters."""

    parts: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """A part, as its app gave it."""
        return self.parts[name]

    @property
    def running(self) -> tuple[Original, ...]:
        """Return the person's matters that have not ended."""
        return tuple(one.original for one in self["matters"] if one.original.row.ended_at is None)

    @property
    def is_empty(self) -> bool:
        """Return whether no words, addresses or follows of the person are kept any more."""
        return not any(part.has_words(self[part.name]) for part in parts() if part.has_words)


def held(actor: Actor, now: datetime, *, is_open: bool = False, beside: Beside | None = None) -> Held:
    """Return all personal data of the actor, with full addresses only if ``is_open`` is true.

    ``beside``: who stands before staff, with a receipt and its code.
    """
    key = require(actor, PrivacyVerb.SEE, beside, now)
    found: dict[str, Any] = {}
    asked = HeldQuery(
        by=actor.key,
        key=key,
        is_account=actor.kind is ActorKind.RESIDENT,
        is_open=is_open,
        now=now,
        found=found,
    )
    for part in parts():
        found[part.name] = part.held(asked)
    return Held(parts=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One unmasking (a view of personal data), done or refused: who, when, which receipt, and why."""

    at: datetime
    who: str
    key: str
    receipt: str
    why: Text | None
    part: SeenPart | None
    is_refused: bool


def watched(actor: Actor, now: datetime, *, since: datetime) -> list[Watched]:
    """Return every unmasking of personal data, done or refused, since a moment, newest first.

    Only for the officers who guard personal data; raises NotAllowed.
    """
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    found = looks.done((MatterVerb.UNMASK, PrivacyVerb.REPORT), since=since)
    refused = people.labels({one.key for one in found if one.verb == PrivacyVerb.REPORT})
    posts, pack = people.posts(found), store.in_force(day(now))
    reasons: Mapping[str, Text] = pack.looking.reasons if pack.looking else {}
    rows = []
    for one in found:
        is_refused = one.verb == PrivacyVerb.REPORT
        key = one.key if is_refused else one.actor_key
        rows.append(
            Watched(
                at=one.at,
                who=refused.get(key, "") if is_refused else posts.get(one.id, ""),
                key=key,
                receipt=one.told.text("receipt"),
                why=reasons.get(one.told.text("why")),
                part=None if is_refused else one.told.choice("part", SeenPart) or SeenPart.BOTH,
                is_refused=is_refused,
            )
        )
    return rows
