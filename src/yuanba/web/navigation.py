"""The navigation menus, drawn from what a person may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.action import Who
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.lists.verbs import ListVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.privacy.verbs import PrivacyVerb


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One entry of a menu: its label, icon and page, shown to who may do any of its actions.

    Without verbs it is shown to everyone. `count` names a fragment that says how much waits there.
    """

    label: Promise
    icon: str
    to: str
    verbs: tuple[Verb, ...] = ()
    what: Promise | str = ""
    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of a menu as one person sees it, with its address."""

    label: str
    icon: str
    url: str
    is_here: bool
    what: str = ""
    count_url: str = ""


RESIDENT: tuple[Way, ...] = (
    Way(label=_("Home"), icon="home", to="home:front"),
    Way(
        label=_("File a matter"),
        icon="message-report",
        to="matters:file",
        what=_("in your own words, in one minute"),
    ),
    Way(
        label=_("Track progress"),
        icon="file-search",
        to="matters:track",
        what=_("with your receipt number"),
    ),
    Way(
        label=_("Public matters"),
        icon="speakerphone",
        to="matters:public",
        what=_("what neighbours reported"),
    ),
    Way(
        label=_("Public notices"),
        icon="file-text",
        to="notices:list",
        what=_("results that hang until you object"),
    ),
)

STAFF: tuple[tuple[Promise, tuple[Way, ...]], ...] = (
    (
        _("Matters"),
        (
            Way(label=_("Triage"), icon="arrows-split", to="matters:triage", verbs=(MatterVerb.ASSIGN,)),
            Way(label=_("My grid"), icon="map-pin", to="matters:grid", verbs=(MatterVerb.PATROL_NOTE,)),
            Way(
                label=_("Late and due"),
                icon="clock-exclamation",
                to="matters:supervision",
                verbs=(EvaluationVerb.SEE_RESULTS, MatterVerb.ASSIGN),
            ),
            Way(
                label=_("My unit's orders"),
                icon="list-check",
                to="matters:orders",
                verbs=(MatterVerb.ACCEPT, MatterVerb.ANSWER),
            ),
            Way(label=_("Check and decide"), icon="checks", to="matters:checks", verbs=(MatterVerb.CHECK,)),
            Way(label=_("All matters"), icon="list-details", to="matters:list", verbs=(MatterVerb.READ,)),
            Way(
                label=_("File for a resident"),
                icon="pencil-plus",
                to="matters:file",
                verbs=(MatterVerb.FILE,),
            ),
            Way(label=_("Counter"), icon="users", to="matters:counter", verbs=(MessageVerb.TELL,)),
            Way(
                label=_("From a WeChat group"),
                icon="message-circle",
                to="exchange:chat",
                verbs=(MatterVerb.FILE,),
            ),
            Way(
                label=_("Orders from 12345 or 141"),
                icon="file-import",
                to="exchange:import_orders",
                verbs=(MatterVerb.IMPORT_ORDERS,),
            ),
        ),
    ),
    (
        _("Results"),
        (
            Way(label=_("To judge"), icon="mood-smile", to="evaluation:mine", verbs=(MatterVerb.RATE,)),
            Way(label=_("To call back"), icon="phone", to="evaluation:calls", verbs=(MatterVerb.FOLLOW_UP,)),
            Way(
                label=_("Notices to write"),
                icon="edit",
                to="evaluation:to_write",
                verbs=(MatterVerb.PUBLISH,),
            ),
            Way(label=_("To put on the board"), icon="flag", to="notices:boards", verbs=(NoticeVerb.PROVE,)),
            Way(
                label=_("Objections to answer"),
                icon="hand-stop",
                to="notices:objections",
                verbs=(NoticeVerb.ANSWER,),
            ),
            Way(
                label=_("Results of judging"),
                icon="chart-bar",
                to="evaluation:results",
                verbs=(EvaluationVerb.SEE_RESULTS,),
            ),
        ),
    ),
    (
        _("Messages"),
        (
            Way(
                label=_("Inbox"),
                icon="bell",
                to="messages:inbox",
                verbs=(MessageVerb.READ,),
                count="messages:count",
            ),
            Way(label=_("Outbox"), icon="send", to="messages:outbox", verbs=(MessageVerb.RETRY,)),
        ),
    ),
    (
        _("Personal data"),
        (
            Way(label=_("Who looked"), icon="eye", to="privacy:looks", verbs=(PrivacyVerb.WATCH,)),
            Way(label=_("Retention"), icon="history", to="privacy:retention", verbs=(PrivacyVerb.WATCH,)),
            Way(
                label=_("Requests about data"),
                icon="message",
                to="privacy:requests",
                verbs=(PrivacyVerb.WATCH,),
            ),
        ),
    ),
    (
        _("Places and people"),
        (
            Way(label=_("Areas and estates"), icon="map-pin", to="places:tree", verbs=(PlaceVerb.IMPORT,)),
            Way(
                label=_("Lists of the communities"),
                icon="list-check",
                to="lists:desk",
                verbs=(ListVerb.DERIVE,),
            ),
            Way(
                label=_("Who judges"),
                icon="scale",
                to="evaluation:roster",
                verbs=(EvaluationVerb.SEE_RESULTS, PeopleVerb.POSITION_APPOINT),
            ),
            Way(
                label=_("Units and staff"),
                icon="users",
                to="people:staff",
                verbs=(PeopleVerb.STAFF_IMPORT, PeopleVerb.POSITION_APPOINT, PeopleVerb.JOURNAL_READ),
            ),
            Way(label=_("Journal"), icon="history", to="people:audit", verbs=(PeopleVerb.JOURNAL_READ,)),
            Way(
                label=_("Leave and handover"),
                icon="refresh",
                to="matters:hand_over",
                verbs=(PeopleVerb.POSITION_HAND_OVER,),
            ),
        ),
    ),
)


def tabs(path: str) -> list[Step]:
    """Return the navigation tabs of residents' pages."""
    return _steps(RESIDENT, path)


def doors(path: str) -> list[Step]:
    """Return the large links of the front page: the residents' tabs without the front page itself."""
    return _steps(RESIDENT[1:], path)


def desk(actor: Actor, *, on: date, path: str) -> list[tuple[str, list[Step]]]:
    """Return the staff menu as (heading, entries), with the groups that hold anything for this actor."""
    kinds = {holding.kind for holding in actor.holdings if holding.holds_on(on)}
    groups = (
        (str(head), _steps(tuple(way for way in ways if _is_open(way, actor, kinds)), path))
        for head, ways in STAFF
    )
    return [(head, steps) for head, steps in groups if steps]


def landing(actor: Actor, *, on: date) -> str:
    """Return the address of the page where this actor's work begins, or "" where no page is open to them.

    The first page that a position opens, else the first of all.
    """
    kinds = {holding.kind for holding in actor.holdings if holding.holds_on(on)}
    ways = [way for _head, group in STAFF for way in group if _is_open(way, actor, kinds)]
    own = next((way for way in ways if kinds & _who(way)), next(iter(ways), None))
    return reverse(own.to) if own else ""


def _is_open(way: Way, actor: Actor, kinds: set[PositionKind]) -> bool:
    return not way.verbs or bool({actor.kind, *kinds} & _who(way))


def _who(way: Way) -> frozenset[Who]:
    return frozenset().union(*(ACTIONS[verb].who for verb in way.verbs))


def _steps(ways: tuple[Way, ...], path: str) -> list[Step]:
    return [_step(way, reverse(way.to), path) for way in ways]


def _step(way: Way, url: str, path: str) -> Step:
    return Step(
        label=str(way.label),
        icon=way.icon,
        url=url,
        is_here=path == url,
        what=str(way.what),
        count_url=reverse(way.count) if way.count else "",
    )
