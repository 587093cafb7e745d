"""Finds the person that an event knows, or adds one: by account, by the room above, or by name and number."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from yuanba.events.models import Event, EventPerson
from yuanba.events.queries import NAME
from yuanba.people import queries as people
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import keyring


class NamelessPerson(Refused):
    """Raised when somebody registers or checks in of whom neither an account nor a name is known."""

    code: ClassVar[str] = "event.no_name"


class NoNumber(Refused):
    """Raised when somebody without an account registers by themselves and leaves no mobile number."""

    code: ClassVar[str] = "event.no_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPerson:
    """Somebody as they or staff write them down, or as a room above knows them by a key of its own."""

    name: str
    phone: str = ""
    key: str = ""


def person_in(event: Event, by: Actor, given: GivenPerson | None) -> EventPerson:
    """Return who this is at a locked event; whoever is new is added. Raise NamelessPerson for nobody.

    One phone may belong to two people, so somebody without an account is known by name and number together.
    """
    if given is None or not (given.name.strip() or given.key):
        if by.kind is ActorKind.STAFF or not by.key:
            raise NamelessPerson
        key, name, phone = by.key, people.names([by.key]).get(by.key, ""), ""
    else:
        name, phone = given.name.strip(), given.phone
        key = given.key or _key(event, name, phone)
    found, _is_new = EventPerson.objects.get_or_create(
        event=event,
        key=key,
        defaults={
            "sealed_name": keyring.seal(name, purpose=NAME) if name else b"",
            "masked": masked(name, phone),
        },
    )
    return found


def _key(event: Event, name: str, phone: str) -> str:
    """A digest, which nobody reads a name from; of who leaves no number it holds for this event alone."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    said = f"{phone or event.pk} {plain}"
    return f"guest:{keyring.digest(said, purpose='events.guest').hex()[:32]}"


def masked(name: str, phone: str) -> str:
    """Return enough of a person for whoever keeps a door: 王** 138****8000."""
    hidden = f"{name[:1]}**" if name else ""
    return f"{hidden} {phone[:3]}****{phone[-4:]}".strip() if phone else hidden
