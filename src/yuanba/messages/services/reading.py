"""Turns journal entries into inbox lines and messages, exactly once each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import translation

from yuanba.districts import jobs
from yuanba.districts import queries as districts
from yuanba.journal import services as journal
from yuanba.journal.queries import Recorded
from yuanba.messages import audiences, directory, queries, wording
from yuanba.messages.models import (
    HUMAN,
    ROBOTS,
    ContactPoint,
    InboxItem,
    Message,
    MessageChannel,
    MessageState,
)
from yuanba.messages.queries import InboxOwner
from yuanba.messages.queries import wishes as stored
from yuanba.messages.queries.links import recipient
from yuanba.messages.queries.wishes import ACCOUNT
from yuanba.messages.services.waking import wake
from yuanba.messages.wording import Audience, Rendered
from yuanba.rules.core.actions import action_of
from yuanba.rules.messages.reaching import DIGEST_AT, Reach, Wishes, next_time
from yuanba.sealing import keyring
from yuanba.web.addresses import public_address

READER = "messages"
#: Who of those told is a resident.
TO_RESIDENTS = frozenset({Audience.RESIDENT, Audience.FOLLOWER, Audience.NEIGHBOUR})
#: Who follows a matter that is not theirs, and who follows an area, by its code.
FOLLOWING, AREA = "following", "area"
#: What of an entry's outcome a sentence or a machine may need. Codes only.
KEPT = (
    *("receipt", "state", "unit", "unit_before", "class", "item", "due_on", "channel", "fault"),
    *("dangers", "what", "part_due_on", "figures", "week", "meeting", "agenda_item"),
)


#: Under which name an entry lists the accounts that an audience of it consists of.
PEOPLE = {
    Audience.DUTY: "on_duty",
    Audience.ADMIN: "appoint",
    Audience.SIGNER: "signers",
    Audience.DRAFTER: "drafters",
}


def read_journal() -> int:
    """Create inbox lines and messages for new journal entries; return how many entries were read.

    Overdue deliveries are queued as well.

    The journal hands over each batch in one transaction with the reader's place, and the tables are
    unique per entry and receiver: read twice or by two at once, nobody is told twice.
    """
    seen = journal.read(name=READER, take=_take, verbs={verb for verb, _ in wording.WORDINGS})
    wake()
    return seen


def _take(entries: Sequence[Recorded]) -> None:
    told = [(entry, audience) for entry in entries for audience in _audiences(entry)]
    if not told:
        return
    with (
        directory.at_once("meeting", _named(told, "meeting")),
        directory.at_once("agenda_item", _named(told, "agenda_item")),
    ):
        _tell(told)


def _named(told: Sequence[tuple[Recorded, Audience]], name: str) -> set[str]:
    return {entry.told.text(name) for entry, _audience in told}


def _tell(told: Sequence[tuple[Recorded, Audience]]) -> None:
    found = queries.followers(pair for entry, audience in told for pair in _followed(entry, audience))
    wishes = stored.wishes_of(one.owner for points in found.values() for one in points)
    lines: list[InboxItem] = []
    messages: list[Message] = []
    for entry, audience in told:
        lines += [_line(entry, audience, box) for box in _boxes(entry, audience)]
        for pair in _followed(entry, audience):
            for contact in found.get(pair, ()):
                if _is_echo(entry, audience, contact):
                    continue
                if contact.channel == MessageChannel.INBOX:
                    lines.append(
                        _line(entry, audience, InboxOwner(kind="account", key=queries.address_of(contact)))
                    )
                else:
                    messages.append(_message(entry, audience, contact, wishes.get(contact.owner)))
    messages += _forwarded(told) if lines else []
    InboxItem.objects.bulk_create(lines, ignore_conflicts=True)
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    if any(message.state == MessageState.WAITING for message in messages):
        jobs.defer("messages.deliver")


def _forwarded(told: Sequence[tuple[Recorded, Audience]]) -> list[Message]:
    """What staff have sent on to themselves of what comes to the inboxes of their units and positions."""
    wanted = stored.forwarding()
    actors = audiences.actors({contact.key for contact, _wishes in wanted}) if wanted else {}
    read = {key: queries.boxes(actor, told[0][0].at) for key, actor in actors.items()}
    return [
        _message(entry, audience, contact, wishes)
        for contact, wishes in wanted
        for entry, audience in told
        if any(_lies_in(box, read.get(contact.key, ())) for box in _boxes(entry, audience))
        and wishes.reach(audience, is_owed=False) is not Reach.INBOX
        and not _is_echo(entry, audience, contact)
    ]


def _lies_in(line: InboxOwner, boxes: Sequence[InboxOwner]) -> bool:
    """Whether a line for one inbox is among what somebody reads in theirs."""
    return any(
        (line.kind, line.key) == (box.kind, box.key)
        and (not box.area_path or not line.area_path or line.area_path.startswith(box.area_path))
        for box in boxes
    )


def _audiences(entry: Recorded) -> list[Audience]:
    """Who is told of an entry: all for whom its verb has a sentence, unless it names some of them."""
    named = entry.told.texts("tell")
    known = wording.audiences(entry.verb)
    return [audience for audience in known if audience in named] if "tell" in entry.outcome else known


def _followed(entry: Recorded, audience: Audience) -> Iterator[tuple[str, str]]:
    """Whose contact points an audience of an entry means."""
    if audience is Audience.RESIDENT:
        yield entry.kind, entry.key
    elif audience is Audience.LEADER:  # what they asked for, and where they are called
        yield entry.kind, entry.key
        yield ACCOUNT, entry.key
    elif audience is Audience.FOLLOWER:
        yield FOLLOWING, entry.key
    elif audience is Audience.NEIGHBOUR:
        yield from ((AREA, code) for code in entry.told.text("area_path").split("/") if code)
    elif audience in PEOPLE:
        yield from ((ACCOUNT, key) for key in entry.told.texts(PEOPLE[audience]))
    elif audience is Audience.TAKER and entry.told.text("to"):
        yield ACCOUNT, entry.told.text("to")
    elif audience is Audience.HOLDER:
        yield ACCOUNT, entry.key
    else:
        yield from (("unit", unit) for unit in _units(entry, audience))


def _boxes(entry: Recorded, audience: Audience) -> Iterator[InboxOwner]:
    """The inboxes that an audience of an entry means."""
    for unit in _units(entry, audience):
        yield InboxOwner(kind="unit", key=unit)
    if audience in (Audience.TRIAGER, Audience.SUPERVISOR):
        area_path = entry.told.text("area_path")
        yield InboxOwner(kind="position", key=audience.value, area_path=area_path)
    elif audience is Audience.TAKER and entry.told.text("to"):
        yield InboxOwner(kind="account", key=entry.told.text("to"))
    elif audience is Audience.HOLDER and entry.kind == "account":
        yield InboxOwner(kind="account", key=entry.key)
    elif audience in (Audience.DUTY, Audience.SIGNER, Audience.DRAFTER):
        yield from (InboxOwner(kind="account", key=key) for key in entry.told.texts(PEOPLE[audience]))
    elif audience is Audience.ADMIN:
        yield InboxOwner(kind="position", key="system_admin")
    elif audience is Audience.GUARD:
        yield InboxOwner(kind="position", key="guard")


def _units(entry: Recorded, audience: Audience) -> list[str]:
    """The units that an audience of an entry means."""
    unit, before = entry.told.text("unit"), entry.told.text("unit_before")
    meant = {
        Audience.UNIT: [unit],
        Audience.UNIT_BEFORE: [before] if before != unit else [],
        Audience.ABOVE: [entry.told.text("unit_above")],
        Audience.HELPER: list(entry.told.texts("helping")),
    }
    return [one for one in meant.get(audience, []) if one]


def _is_echo(entry: Recorded, audience: Audience, contact: ContactPoint) -> bool:
    """Whether this would tell somebody what they have just done themselves."""
    is_own = bool(contact.owner) and contact.owner == entry.actor_key
    return is_own and not wording.WORDINGS[entry.verb, audience].echoes


def _line(entry: Recorded, audience: Audience, box: InboxOwner) -> InboxItem:
    return InboxItem(
        box_kind=box.kind,
        box_key=box.key,
        area_path=box.area_path,
        entry_id=entry.id,
        kind=entry.kind,
        key=entry.key,
        verb=entry.verb,
        audience=audience.value,
        outcome=_kept(entry),
        at=entry.at,
    )


def _message(entry: Recorded, audience: Audience, contact: ContactPoint, wishes: Wishes | None) -> Message:
    facts: dict[str, Any] = {"subject": {"kind": entry.kind, "key": entry.key}, "outcome": _kept(entry)}
    reach = _reach(entry, audience, contact, wishes)
    with translation.override(contact.language):
        rendered = _rendered(entry, audience, contact, is_at_once=reach is not Reach.DAILY)
        if contact.channel in HUMAN:
            facts["line"] = wording.sentence(entry.verb, audience, entry.outcome).text
    gathered = MessageState.GATHERED if reach is Reach.DAILY else MessageState.WAITING
    message = Message(
        contact=contact,
        entry_id=entry.id,
        kind=entry.kind,
        key=entry.key,
        verb=entry.verb,
        channel=contact.channel,
        at=entry.at,
        sealed=sealed(rendered, facts),
        is_urgent=_is_urgent(entry, audience),
        state=MessageState.KEPT if reach is Reach.INBOX else gathered,
    )
    if contact.channel == MessageChannel.PAPER:
        message.state = MessageState.ON_PAPER
    if message.state == MessageState.GATHERED:
        message.next_attempt_at = next_time(wishes.digest_at if wishes else DIGEST_AT, entry.at)
    return message


def _reach(entry: Recorded, audience: Audience, contact: ContactPoint, wishes: Wishes | None) -> Reach:
    """How a message reaches a contact point: as its owner wishes, else at its pace; a danger at once."""
    if _is_urgent(entry, audience):
        return Reach.EACH
    if wishes is None or contact.channel not in HUMAN:
        return Reach(contact.pace)
    row = action_of(entry.verb)
    is_owed = audience is Audience.RESIDENT and row is not None and row.is_owed
    return wishes.reach(audience, is_owed=is_owed)


def _rendered(entry: Recorded, audience: Audience, contact: ContactPoint, *, is_at_once: bool) -> Rendered:
    """The words for one contact point, in the frame of its channel and the language of the moment.

    Each message that a resident reads alone has a link of its own; one to staff leads to the desk's page,
    which asks who they are. What staff pass on (paper) and what machines take has none. A digest's line is
    the bare sentence: the frame comes round the whole. A group chat reads the title and the link alone.
    """
    link = ""
    if contact.channel in (HUMAN | ROBOTS) and audience not in TO_RESIDENTS:
        path = directory.staff_link(entry.kind, entry.key, entry.told)
        link = public_address(path) if path else ""
    elif contact.channel in HUMAN:
        to = recipient(contact)
        if audience is Audience.NEIGHBOUR:  # who follows an area is led to what was published in it
            to = replace(to, kind=FOLLOWING, key=entry.key)
        link = directory.resident_link(to, entry.at)
    if contact.channel == MessageChannel.SMS and is_at_once:
        return wording.sms(entry.verb, audience, entry.outcome, sender=sender(), link=link)
    words = wording.sentence(entry.verb, audience, entry.outcome)
    if contact.channel in ROBOTS:
        text = wording.in_group(words.title, link=link, sender=sender())
        return Rendered(title=words.title, text=text, link=link)
    linked = Rendered(title=words.title, text=words.text, link=link)
    return framed(linked, channel=MessageChannel(contact.channel)) if is_at_once else linked


def _is_urgent(entry: Recorded, audience: Audience) -> bool:
    """Whether this is news of a danger for those who act on it: it does not wait for the day's digest."""
    return audience is not Audience.RESIDENT and bool(entry.told.texts("dangers"))


def framed(rendered: Rendered, *, channel: MessageChannel) -> Rendered:
    """Return a message framed for its channel: as a letter, as a chat message, or else unchanged."""
    if channel is MessageChannel.EMAIL:
        return wording.by_mail(rendered, sender=sender())
    if channel is MessageChannel.WECHAT:
        return wording.on_chat(rendered, sender=sender())
    return rendered


def sender() -> str:
    """Return the name with which the current district signs messages, or "" if no district is active."""
    row = districts.current()
    return wording.sender_name(row.name, row.name_en) if row else ""


def sealed(rendered: Rendered, facts: Mapping[str, Any]) -> bytes:
    """Return the title, text, link and facts of a message, encrypted for storing."""
    body = {"title": rendered.title, "text": rendered.text, "link": rendered.link, "facts": facts}
    return keyring.seal(json.dumps(body, ensure_ascii=False), purpose="messages.body")


def _kept(entry: Recorded) -> dict[str, Any]:
    return {name: value for name, value in entry.told.items() if name in KEPT}
