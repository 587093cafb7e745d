"""Reads topics: the public ones of a place or a council, those that wait for their council, and one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext

from yuanba.deliberation.models import Council, Supporter, Topic
from yuanba.deliberation.queries.councils import reach
from yuanba.journal.services import Subject
from yuanba.packs import store
from yuanba.people.queries import phones
from yuanba.places import queries as places
from yuanba.places.queries import housing
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.topics import PUBLIC, TopicState
from yuanba.rules.deliberation.verbs import TopicVerb
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

PURPOSE, PERSON = "deliberation.topic", "deliberation.person"
#: Pages show so many topics at once.
MOST = 100
_PUBLIC = [str(one) for one in PUBLIC]


class TopicNotFound(Refused):
    """Raised when there is no such topic, or it is not public."""

    code: ClassVar[str] = "topic.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """One topic with its council's place and title; `text` is the masked form of what was said, for staff."""

    id: int
    council_id: int
    kind: str
    area_path: str
    estate: str
    area_label: str
    council_title: Text
    by_key: str
    text: str
    title: str
    summary: str
    state: TopicState
    merged_into_id: int | None
    reply: str
    without_task: str
    proposed_at: datetime
    moved_at: datetime
    supporters: int
    needed: int

    @property
    def is_public(self) -> bool:
        """Return whether everybody may read it."""
        return self.state in PUBLIC

    @property
    def shown(self) -> str:
        """Return the public title, or until there is one the beginning of what was said, masked."""
        return self.title or self.text[:40] or gettext("(The words were deleted.)")


def topic_subject(topic_id: int) -> Subject:
    """Return the subject (kind and key) under which the journal records a topic."""
    return Subject(kind="topic", key=str(topic_id))


def topic(topic_id: int) -> TopicRow:
    """Return one topic; raise TopicNotFound if there is none. Two statements."""
    found = _rows(_topics().filter(pk=topic_id))
    if not found:
        raise TopicNotFound
    return found[0]


def rows_of(ids: Sequence[int]) -> list[TopicRow]:
    """Return the topics with these numbers, in any order and state."""
    return _rows(_topics().filter(pk__in=ids))


def topics_by_id(ids: Collection[int]) -> dict[int, TopicRow]:
    """Return those of these topics that were made public, whatever became of them, by id."""
    found = _rows(_topics().filter(pk__in=ids).exclude(title="")) if ids else []
    return {one.id: one for one in found}


def topics_within(area_path: str, *, limit: int = MOST) -> dict[int, TopicRow]:
    """Return the open topics of the councils in an area by id, most supported first."""
    found = _topics().filter(council__area_path__startswith=area_path, state__in=_PUBLIC)
    return {one.id: one for one in _rows(found.order_by(F("number").desc(), "-id")[:limit])}


def public_topics(area_path: str = "", *, council_id: int | None = None, limit: int = MOST) -> list[TopicRow]:
    """Return the topics that everybody may read, of councils near an area or of one, most supported first."""
    near = Q()
    if area_path:
        near = Q(council__area_path__startswith=area_path)
        near |= Q(council__area_path__in=places.prefixes(area_path))
    found = _topics().filter(near, state__in=_PUBLIC)
    found = found.filter(council_id=council_id) if council_id else found
    return _rows(found.order_by(F("number").desc(), "-id")[:limit])


def decided_topics(area_path: str = "", *, limit: int = 20) -> list[TopicRow]:
    """Return the topics on which councils near an area decided, the last first."""
    near = Q()
    if area_path:
        near = Q(council__area_path__startswith=area_path)
        near |= Q(council__area_path__in=places.prefixes(area_path))
    found = _topics().filter(near, state=str(TopicState.DECIDED))
    return _rows(found.order_by("-moved_at", "-id")[:limit])


def run_topics(
    actor: Actor, now: datetime, *, only: Collection[TopicState] = (), limit: int = MOST
) -> list[TopicRow]:
    """Return the topics of the councils that an actor runs, oldest first, perhaps in some states only."""
    found = _topics().filter(council__in=run_councils(actor, now))
    found = found.filter(state__in=[str(one) for one in only]) if only else found
    return _rows(found.order_by("id")[:limit])


def count_run(actor: Actor, now: datetime, state: TopicState, *, most: int) -> int:
    """Return the number of topics in a state of the councils that an actor runs, counted up to a limit."""
    found = Topic.objects.filter(council__in=run_councils(actor, now), state=str(state))
    return len(found.values_list("pk")[:most])


def merge_targets(row: TopicRow) -> list[TopicRow]:
    """Return the public topics of the same council into which this one may be merged."""
    return [one for one in public_topics(council_id=row.council_id) if one.id != row.id]


def proposed_by(keys: Iterable[str]) -> list[TopicRow]:
    """Return the topics that these accounts proposed, the newest first."""
    return _rows(_topics().filter(by_key__in=list(keys)).order_by("-id")[:MOST])


def concerning(keys: Iterable[str]) -> list[TopicRow]:
    """Return the topics that these accounts proposed or second, the newest first."""
    known = list(keys)
    mine = Supporter.objects.filter(account_key__in=known).values("topic_id")
    return _rows(_topics().filter(Q(by_key__in=known) | Q(pk__in=mine)).order_by("-id")[:MOST])


def supports(actor: Actor, topic_id: int) -> bool:
    """Return whether this account seconds a topic."""
    return bool(actor.key) and Supporter.objects.filter(topic_id=topic_id, account_key=actor.key).exists()


def said_by(keys: Iterable[str]) -> list[tuple[TopicRow, str]]:
    """Return the topics that these accounts proposed, each with its own words, if not erased."""
    rows = proposed_by(keys)
    sealed = dict(Topic.objects.filter(pk__in=[one.id for one in rows]).values_list("pk", "sealed_words"))
    return [(one, keyring.unseal(sealed[one.id], purpose=PURPOSE) if sealed[one.id] else "") for one in rows]


def person_of(*, account_key: str = "", phone: str = "") -> str:
    """Return by what a person counts once: a digest of their number, or their account's key without one."""
    number = phone or phones.phone_of(account_key)
    if not number:
        return account_key
    return f"phone:{keyring.digest(number, purpose=PERSON).hex()[:32]}"


def titles(keys: Collection[str]) -> Mapping[str, str]:
    """Return what topics are called, by their keys: the public title, nothing before there is one."""
    numbers = [int(key) for key in keys if key.isdigit()]
    found = Topic.objects.filter(pk__in=numbers).exclude(title="").values_list("pk", "title")
    return {str(number): title for number, title in found}


def lock_topics(*ids: int) -> dict[int, Topic]:
    """Lock topics in the order of their ids until the transaction ends; raise TopicNotFound without one."""
    found = {
        one.pk: one
        for one in Topic.objects.select_for_update(of=("self",))
        .select_related("council")
        .filter(pk__in=ids)
        .order_by("pk")
    }
    if set(ids) - set(found):
        raise TopicNotFound
    return found


def raising_facts(actor: Actor, verb: TopicVerb, area_path: str, estate: str, now: datetime) -> Facts:
    """Return the facts that decide whether somebody raises or seconds a topic of a council.

    Whoever works in a part of the council's area takes words for it too: it is the council of those who live
    there, as a community's is of each of its grids.
    """
    for one in actor.holdings:
        within = one.area_path.startswith(area_path) and bool(one.area_path) and not estate
        if one.kind in ACTIONS[verb].who and one.holds_on(day(now)) and within:
            return Facts(area_path=one.area_path, estate=one.estate)
    return Facts(area_path=area_path, estate=estate)


def run_councils(actor: Actor, now: datetime) -> QuerySet[Council]:
    """Return the query of the councils whose topics an actor deals with."""
    return Council.objects.filter(reach(actor, TopicVerb.PUBLISH, now), until_on=None)


def _topics() -> QuerySet[Topic]:
    return Topic.objects.select_related("council").annotate(number=Count("supporters"))


def _rows(found: QuerySet[Topic] | Sequence[Topic]) -> list[TopicRow]:
    rows = list(found)
    labels = places.labels(one.council.area_path for one in rows)
    within = {one.council.estate for one in rows if one.council.estate}
    estates = housing.estate_names(within) if within else {}
    made = []
    for one in rows:
        meeting = store.pack_of(one.council.pack_digest).meetings.get(one.council.kind)
        path = one.council.area_path
        made.append(
            TopicRow(
                id=one.pk,
                council_id=one.council_id,
                kind=one.council.kind,
                area_path=path,
                estate=one.council.estate,
                area_label=estates.get(one.council.estate) or labels.get(path, ""),
                council_title=meeting.title_in(path) if meeting else Text(zh="", en=""),
                by_key=one.by_key,
                text=one.text,
                title=one.title,
                summary=one.summary,
                state=TopicState(one.state),
                merged_into_id=one.merged_into_id,
                reply=one.reply,
                without_task=one.without_task,
                proposed_at=one.proposed_at,
                moved_at=one.moved_at,
                supporters=one.number,  # type: ignore[attr-defined]
                needed=meeting.supporters if meeting else 0,
            )
        )
    return made
