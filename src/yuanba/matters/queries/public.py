"""Reads what everyone may see: the list of published matters with its filters, and counts by area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from yuanba.journal import queries as journal
from yuanba.matters import queries
from yuanba.matters.models import Attachment, Follower, Matter
from yuanba.matters.queries.counting import visible
from yuanba.matters.queries.lists import keyed
from yuanba.matters.queries.rows import MatterRow, signature_in
from yuanba.messages import queries as messages
from yuanba.reading import likeness
from yuanba.reading import suggest as reading
from yuanba.reading.likeness import Rarity
from yuanba.rules.core.metrics import Tally, number
from yuanba.rules.core.state import State
from yuanba.rules.pack import Pack
from yuanba.web.metrics import MetricCut

MOST_WORDS = 6
#: Nearby: how long ago, how many are looked at, how many of the suggested items count, how many are shown.
RECENT = timedelta(days=90)
LOOKED_AT, SUGGESTED, SHOWN_NEARBY = 200, 2, 2
#: The kind of subject under which messages know the followers of an area.
AREA = "area"

#: States of matters that no unit takes up: nothing is published in them.
NEVER_PUBLIC = frozenset({State.FILED, State.REFUSED, State.GUIDED, State.ARCHIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFilter:
    """The filter of published matters; empty fields do not filter."""

    class_code: str = ""
    town: str = ""
    state: State | None = None
    words: str = ""

    def condition(self) -> Q:
        """Return the condition on published matters; text is searched only in title and summary."""
        found = Q()
        if self.class_code:
            found &= Q(class_code=self.class_code)
        if self.town:
            found &= Q(subdistrict_code=self.town)
        if self.state:
            found &= Q(state=self.state)
        for word in self.words.split()[:MOST_WORDS]:
            found &= Q(title__icontains=word) | Q(summary__icontains=word)
        return found

    def rows(self) -> QuerySet[Matter]:
        """Return the published matters that match this filter."""
        return Matter.objects.exclude(published_at=None).filter(self.condition())


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRows:
    """One page of the published matters; ``after`` is the cursor of the next page, empty on the last one."""

    rows: Sequence[Any]
    after: str


#: What the list of published matters shows of each.
LISTED = ("id", "title", "state", "published_at")
#: What programs read of each.
TOLD = ("id", "title", "summary", "state", "class_code", "unit", "area_path", "due_at", "published_at")


def published(choice: PublicFilter, *, after: str = "", limit: int = queries.PAGE) -> PublishedRows:
    """Return a page of the published matters that match a filter, newest first, each with its followers.

    One statement, which reads no more than the list shows.
    """
    counted = Follower.objects.filter(matter=OuterRef("pk")).order_by().values("matter")
    followers = Coalesce(Subquery(counted.annotate(count=Count("pk")).values("count")), 0)
    return _page(choice, LISTED, {"neighbours": followers}, after, limit)


def told(choice: PublicFilter, *, after: str = "", limit: int = queries.PAGE) -> PublishedRows:
    """Return a page of the published matters for programs, newest first; one statement."""
    return _page(choice, TOLD, {}, after, limit)


def _page(
    choice: PublicFilter, fields: Sequence[str], more: Mapping[str, Any], after: str, limit: int
) -> PublishedRows:
    rows = choice.rows().annotate(**more).values_list(*fields, *more, named=True)
    found, further = keyed(rows, "-published_at", after, limit)
    return PublishedRows(rows=tuple(found), after=further)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMatter:
    """All of a published matter that its public page shows, but its story; to be compared as a whole.

    ``entries`` is how many steps the story has. What staff read and the public does not is left out.
    """

    row: MatterRow
    entries: int
    followers: int
    pictures: tuple[str, ...]
    signature: str


def shown(matter_id: int) -> PublicMatter:
    """Return what everyone may see of a published matter; raise MatterNotFound if it is not published.

    One SQL statement.
    """
    of_it = Follower.objects.filter(matter=OuterRef("pk")).order_by().values("matter")
    released = Attachment.objects.filter(matter=OuterRef("pk"), is_released=True).order_by("id")
    matter = (
        Matter.objects.exclude(published_at=None)
        .annotate(
            entries=journal.length_of(queries.STORY_KIND, Cast(OuterRef("pk"), CharField())),
            number=Coalesce(Subquery(of_it.annotate(count=Count("pk")).values("count")), 0),
            released=ArraySubquery(released.values("key")),
        )
        .filter(pk=matter_id)
        .first()
    )
    if matter is None:
        raise queries.MatterNotFound
    return PublicMatter(
        row=replace(queries.row_of(matter), text="", place="", suggestion=None, draft=None),
        entries=matter.entries or 0,
        followers=matter.number,
        pictures=tuple(matter.released),
        signature=signature_in(matter),
    )


def nearby(
    text: str, *, town: str, area: str, pack: Pack, now: datetime, limit: int = SHOWN_NEARBY
) -> list[MatterRow]:
    """Return the living public matters that are most like a text that is being typed, the nearest first.

    In the town, those of a directory item that the words suggest, or with a title and summary like them;
    where no town is chosen, only those whose title or summary names a place that the words name too. What
    residents wrote is not searched: it must not be guessed at from here.
    """
    rows = Matter.objects.exclude(published_at=None).filter(ended_at=None, filed_at__gte=now - RECENT)
    if town:
        rows = rows.filter(subdistrict_code=town)
    recent = [queries.row_of(one) for one in rows.order_by("-published_at")[:LOOKED_AT]]
    if not text.strip() or not recent:
        return []
    told = [f"{one.title}\n{one.summary}" for one in recent]
    like = {one.index: one for one in likeness.like(text, told, Rarity.of(told), limit=len(told))}
    suggested = [one.item_code for one in reading.reader_of(pack).suggest(text)]
    items = set(suggested[:SUGGESTED]) - {""}
    found = [
        (area not in row.area_path.split("/"), index not in like, index, row)
        for index, row in enumerate(recent)
        if (row.item_code in items if town else False) or (index in like and (town or like[index].places))
    ]
    return [row for *_order, row in sorted(found, key=lambda one: one[:3])[:limit]]


def published_at_places(cut: MetricCut) -> list[Tally]:
    """Return how many published matters of a cut lie in each area. One statement."""
    rows = Matter.objects.exclude(published_at=None).filter(visible(cut), cut.among or Q())
    found = rows.order_by().values_list("area_path").annotate(count=Count("id"))
    return [Tally(area_path=path, amount=number(count)) for path, count in found]


def states() -> list[State]:
    """Return the states that a published matter can have, in the order in which a matter passes them.

    Not counted: to look which of them are there would read every published matter.
    """
    return [state for state in State if state not in NEVER_PUBLIC]


def followers(ids: Iterable[int]) -> dict[int, int]:
    """Return the number of followers of each matter, as a dict by id; matters without any are left out."""
    rows = Follower.objects.filter(matter_id__in=set(ids)).values_list("matter_id")
    return dict(rows.annotate(count=Count("id")))


def follows(key: str, matter_id: int) -> bool:
    """Return whether the person with this key follows the matter."""
    return bool(key) and Follower.objects.filter(matter_id=matter_id, key=key).exists()


def followed_by(keys: Iterable[str], *, limit: int = queries.PAGE) -> list[MatterRow]:
    """Return the published matters that the person with these keys follows, newest published first."""
    own = Follower.objects.filter(key__in=[key for key in keys if key])
    found = Matter.objects.filter(pk__in=own.values("matter_id")).exclude(published_at=None)
    return [queries.row_of(matter) for matter in found.order_by("-published_at", "-id")[:limit]]


def follows_area(key: str, area_code: str) -> bool:
    """Return whether the person with this key follows the publications in the area."""
    told = messages.followers([(AREA, area_code)]).get((AREA, area_code), [])
    return bool(key) and any(contact.owner == key for contact in told)
