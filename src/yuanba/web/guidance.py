"""What pages say of themselves in the help, and the steps of a first day at work; apps register both."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.registry import put
from yuanba.rules.core.verb import Verb
from yuanba.web.addresses import parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PageGuide:
    """What one page, by its URL name, is for, what to do there first, and what else is good to know."""

    page: str
    purpose: Promise
    first: Promise
    more: tuple[Promise, ...] = ()

    @property
    def lines(self) -> tuple[Promise, ...]:
        """Return all lines in the order in which they are read."""
        return (self.purpose, self.first, *self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStep:
    """One step of a first day: what to do, on which page, for which kinds of position.

    `code` names it for good: a tick is kept under it. Whoever has done one of `verbs` has done the step.
    """

    code: str
    order: int
    page: str
    kinds: frozenset[PositionKind]
    words: Promise
    verbs: tuple[Verb, ...] = ()


_guides: dict[str, PageGuide] = {}
_steps: dict[str, DayStep] = {}


def guide_with(guides: Iterable[PageGuide] = (), steps: Iterable[DayStep] = ()) -> None:
    """Register what an app's pages say in the help, and its steps of a first day."""
    for guide in guides:
        put(_guides, guide.page, guide)
    for step in steps:
        put(_steps, step.code, step)


def guide_of(page: str) -> PageGuide | None:
    """Return what the page with this URL name says of itself, or None if its app says nothing."""
    return _guides.get(page)


def guide_here(request: HttpRequest) -> PageGuide | None:
    """Return what the page of this request says of itself."""
    return guide_of(request.resolver_match.view_name) if request.resolver_match else None


def guide_before(request: HttpRequest) -> PageGuide | None:
    """Return what the page of this site says of itself from which the reader came, if it was one."""
    came_from, root = parts_of(request.headers.get("Referer", "")), request.META["SCRIPT_NAME"]
    if came_from.netloc != request.get_host() or not came_from.path.startswith(root + "/"):
        return None
    try:
        return guide_of(resolve(came_from.path.removeprefix(root)).view_name)
    except Resolver404:
        return None


def steps_for(kinds: Collection[PositionKind]) -> list[DayStep]:
    """Return the steps of a first day for whoever holds these kinds of position, in their order."""
    found = (step for step in _steps.values() if step.kinds & frozenset(kinds))
    return sorted(found, key=lambda step: (step.order, step.code))


def knows_step(code: str) -> bool:
    """Return whether an app has a step of a first day with this code."""
    return code in _steps
