"""What everyone may look at: the public list with its filters, and how many matters lie where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from yuanba.matters import queries
from yuanba.matters.models import Follower, Matter
from yuanba.matters.queries.rows import Paged
from yuanba.messages import queries as messages
from yuanba.rules.core.state import State
from yuanba.rules.pack import Level

MOST_WORDS = 6
#: How the messages name an area that somebody follows.
AREA = "area"

#: Nothing is published before somebody took it up, nor of what was sent elsewhere then.
NEVER_PUBLIC = frozenset({State.FILED, State.REFUSED, State.GUIDED, State.ARCHIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What of the public list is wanted; everything that is empty leaves it open."""

    class_code: str = ""
    town: str = ""
    state: State | None = None
    words: str = ""

    def rows(self) -> QuerySet[Matter]:
        """The published matters of this choice. Words are looked for in title and summary alone."""
        rows = Matter.objects.exclude(published_at=None)
        if self.class_code:
            rows = rows.filter(class_code=self.class_code)
        if self.town:
            rows = rows.filter(subdistrict_code=self.town)
        if self.state:
            rows = rows.filter(state=self.state)
        for word in self.words.split()[:MOST_WORDS]:
            rows = rows.filter(Q(title__icontains=word) | Q(summary__icontains=word))
        return rows


def published(choice: Choice, *, after: str = "", limit: int = queries.PAGE) -> Paged:
    """What the public reads, newest first."""
    return queries.paged(choice.rows(), "-published_at", after, limit)


def counts(choice: Choice, *, level: Level) -> dict[str, int]:
    """How many published matters of this choice lie in each area of a level, by the code of the area.

    Those that nobody placed so far down are left out.
    """
    depth = list(Level).index(level)
    found: Counter[str] = Counter()
    for path, count in choice.rows().values_list("area_path").annotate(count=Count("id")):
        codes = path.strip("/").split("/")
        if len(codes) > depth:
            found[codes[depth]] += count
    return dict(found)


def states() -> list[State]:
    """The states in which something public may stand, in the order of a matter's life.

    Not counted: to look which of them are there would read every published matter.
    """
    return [state for state in State if state not in NEVER_PUBLIC]


def followers(ids: Iterable[int]) -> dict[int, int]:
    """How many say of each matter that it concerns them too."""
    rows = Follower.objects.filter(matter_id__in=set(ids)).values_list("matter_id")
    return dict(rows.annotate(count=Count("id")))


def follows(key: str, matter_id: int) -> bool:
    """Whether somebody with this key follows the matter."""
    return bool(key) and Follower.objects.filter(matter_id=matter_id, key=key).exists()


def follows_area(key: str, area_code: str) -> bool:
    """Whether somebody with this key is told of what is made public in the area."""
    told = messages.followers([(AREA, area_code)]).get((AREA, area_code), [])
    return bool(key) and any(contact.owner == key for contact in told)
