"""What is offered on a matter's page: the rows of the verbs that somebody can press on it now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from django.utils.functional import Promise

from yuanba.desk.forms.asked import About, DeskFields
from yuanba.desk.forms.deeds import BY_NAME, DESK_FORMS, DeskForm, DeskGroup
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, clock, handling, handover, milestones, routing
from yuanba.matters.queries.milestones import MilestoneRow
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.queries import UnitRow
from yuanba.rules.core import access
from yuanba.rules.core.action import Spoken
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import check, dispatching, upward
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack, ReplyTemplate
from yuanba.rules.time.calendar import day


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One action that the reader can take on a matter now; its form is made when somebody looks at it."""

    verb: Verb
    name: str
    deed: DeskForm
    until: datetime | None
    is_open: bool
    #: A form that came back with faults.
    kept: DeskFields | None
    asks: Callable[[], About]

    @cached_property
    def about(self) -> About:
        """Return the facts that the form needs."""
        return self.kept.about if self.kept else self.asks()

    @cached_property
    def form(self) -> DeskFields:
        """Return the form, as it came back or empty."""
        return self.kept or self.deed.form(about=self.about, name=self.name)

    @property
    def hint(self) -> Promise | str:
        """Return what is said above the form."""
        return self.deed.hint

    @property
    def group(self) -> DeskGroup:
        """Return the part of the page in which the action stands."""
        return self.deed.group

    @property
    def replies(self) -> Mapping[str, ReplyTemplate]:
        """Return the pack's templates for the words of the action: those of the state that it leads to."""
        if self.deed.state is None or not self.deed.form.templated:
            return {}
        matter = self.about.matter
        return self.about.pack.replies_for(self.deed.state, matter.class_code, matter.item_code)

    @property
    def target(self) -> str:
        """Return the HTML id of the text box into which a script inserts reply templates."""
        return f"id_{self.name}_{self.form.templated}"

    @property
    def is_to_resident(self) -> bool:
        """Return whether the typed words are addressed to the resident, so that they can be previewed."""
        return ACTIONS[self.verb].words is Spoken.ADDRESSED

    @property
    def has_files(self) -> bool:
        """Return whether the form takes uploaded files."""
        return self.form.is_multipart()


def about(matter: MatterRow, actor: Actor, now: datetime, verbs: frozenset[Verb]) -> About:
    """Return the facts that the forms of these actions need; query no more than these actions use."""
    wanted = verbs & {MatterVerb.GRANT, MatterVerb.DENY, MatterVerb.ASK_HOLD, MatterVerb.ASK_EXTEND}
    pack = queries.rules_for(matter)
    return About(
        matter=matter,
        pack=pack,
        actor=actor,
        now=now,
        wish=clock.waiting_request(matter.id) if wanted else None,
        parts_open=tuple(handling.parts_open(matter.id)) if MatterVerb.ANSWER in verbs else (),
        units=_units(matter) if _asks_for_help(pack, verbs) else (),
        helping=handling.units_helping(matter.id) if _asks_for_help(pack, verbs) else frozenset(),
        may_publish=access.may(actor, MatterVerb.PUBLISH, access.Facts(area_path=matter.area_path), now),
        milestones=_milestones_open(matter) if MatterVerb.REPORT_PROGRESS in verbs else (),
        colleagues=_colleagues(matter, now) if MatterVerb.HAND_TO in verbs else (),
        kept=_kept(matter, actor, now, verbs),
    )


def pressable(matter: MatterRow, actor: Actor, now: datetime, verbs: frozenset[Verb]) -> frozenset[Verb]:
    """Return the permitted actions that are possible now; for example, grant only if there is a request."""
    found = set(verbs)
    if verbs & {MatterVerb.GRANT, MatterVerb.DENY, MatterVerb.ASK_HOLD, MatterVerb.ASK_EXTEND}:
        waits = clock.waiting_request(matter.id) is not None
        found -= (
            {MatterVerb.ASK_HOLD, MatterVerb.ASK_EXTEND} if waits else {MatterVerb.GRANT, MatterVerb.DENY}
        )
    if verbs & {MatterVerb.JOIN, MatterVerb.DECLINE, MatterVerb.CONTRIBUTE}:
        found -= _closed_parts(matter, actor, now)
    if MatterVerb.CHECK in verbs and check.tie(queries.person_of(actor, now), queries.past_of(matter.id)):
        found.discard(MatterVerb.CHECK)
    if MatterVerb.HAND_TO in verbs and not _colleague_keys(matter, now):
        found.discard(MatterVerb.HAND_TO)
    found -= _unsigned(matter, actor, now, verbs)
    if MatterVerb.PASS_UP in verbs and not routing.taker_above(matter, store.pack_of(matter.pack_digest)):
        found.discard(MatterVerb.PASS_UP)
    found.discard(MatterVerb.RELAX if not matter.is_prioritised else MatterVerb.PRIORITISE)
    found.discard(MatterVerb.RAISE_ALARM if matter.dangers else MatterVerb.STAND_DOWN)
    if not upward.is_reportable(matter.level, store.pack_of(matter.pack_digest)):
        found.discard(MatterVerb.REPORT_UP)
    if matter.published_at is None:
        found.discard(MatterVerb.HIDE)
    matter_class = store.pack_of(matter.pack_digest).classes.get(matter.class_code)
    if matter_class is None or not matter_class.is_public:
        found.discard(MatterVerb.PUBLISH)
    return frozenset(found)


def offers(
    matter: MatterRow,
    actor: Actor,
    now: datetime,
    *,
    verbs: frozenset[Verb],
    bound: Mapping[Verb, DeskFields] | None = None,
    wanted: str = "",
) -> list[Offer]:
    """Return the actions that the actor can take on a matter with their forms, in the order of the page.

    ``bound`` holds forms that came back with faults; they stay open.
    """
    verbs = pressable(matter, actor, now, verbs)
    ends = {verb: until(matter) for verb in verbs if (until := _until(verb))}
    verbs -= {verb for verb, end in ends.items() if end is None or end < now}
    kept = bound or {}
    return [
        Offer(
            verb=verb,
            name=verb.value.removeprefix("matter."),
            deed=deed,
            until=ends.get(verb),
            is_open=verb in kept or BY_NAME.get(wanted) is verb,
            kept=kept.get(verb),
            asks=partial(about, matter, actor, now, frozenset({verb})),
        )
        for verb, deed in DESK_FORMS.items()
        if verb in verbs or verb in kept
    ]


def _until(verb: Verb) -> Callable[[MatterRow], datetime | None] | None:
    deed = DESK_FORMS.get(verb)
    return deed.until if deed else None


def _closed_parts(matter: MatterRow, actor: Actor, now: datetime) -> set[Verb]:
    """What the unit's part of a matter does not allow: it is taken already, not yet, or handed in."""
    units = {holding.unit for holding in actor.holdings if holding.unit}
    parts = [
        one
        for one in handling.orders_of(matter.id)
        if not one.is_lead and one.unit in units and not one.ended_at
    ]
    if not parts:
        return {MatterVerb.JOIN, MatterVerb.DECLINE, MatterVerb.CONTRIBUTE}
    return {MatterVerb.JOIN, MatterVerb.DECLINE} if parts[0].accepted_at else {MatterVerb.CONTRIBUTE}


def _kept(matter: MatterRow, actor: Actor, now: datetime, verbs: frozenset[Verb]) -> frozenset[str]:
    """The classes that the rules keep for holders of titles under which the actor cannot dispatch this."""
    pack = store.pack_of(matter.pack_digest)
    found = verbs & {MatterVerb.ASSIGN, MatterVerb.REASSIGN}
    if not found or not any(row.dispatched_by for row in pack.classes.values()):
        return frozenset()
    facts = queries.facts_of(matter)
    titles = [access.titles(actor, verb, facts, now) for verb in found]
    return dispatching.kept_from(frozenset().union(*titles), pack)


def _unsigned(matter: MatterRow, actor: Actor, now: datetime, verbs: frozenset[Verb]) -> set[Verb]:
    """What cannot be done about a signature: none is waited for, or the actor is not the one to sign."""
    if matter.draft is None or not verbs & {MatterVerb.SIGN, MatterVerb.REJECT}:
        return {MatterVerb.SIGN, MatterVerb.REJECT}
    titles = access.titles(actor, MatterVerb.SIGN, queries.facts_of(matter), now)
    if not dispatching.may_sign(matter.draft, titles, store.pack_of(matter.pack_digest)):
        return {MatterVerb.SIGN, MatterVerb.REJECT}
    return {MatterVerb.SIGN} if matter.draft.by == actor.key else set()


def _asks_for_help(pack: Pack, verbs: frozenset[Verb]) -> bool:
    """Whether a form among these names units that help: at dispatch only where the pack provides for it."""
    dispatches = bool(verbs & {MatterVerb.ASSIGN, MatterVerb.REASSIGN})
    return MatterVerb.SPLIT in verbs or (dispatches and any(row.helpers for row in pack.classes.values()))


def _milestones_open(matter: MatterRow) -> tuple[MilestoneRow, ...]:
    """The milestones of this round at which the resident is still to be told of progress."""
    found = milestones.milestones_of(matter, queries.rules_for(matter))
    return tuple(one for one in found if one.told_at is None)


def _colleagues(matter: MatterRow, now: datetime) -> tuple[tuple[str, str], ...]:
    """Who works in the unit and does not have the order yet, with names."""
    keys = _colleague_keys(matter, now)
    names, logins = people.names(keys), people.logins(keys)
    return tuple((logins[key], names.get(key) or logins[key]) for key in keys)


def _colleague_keys(matter: MatterRow, now: datetime) -> list[str]:
    having = handling.in_hand_of([matter.id]).get(matter.id, "")
    return [key for key in handover.workers_of(matter.unit, day(now)) if key != having]


def _units(matter: MatterRow) -> tuple[UnitRow, ...]:
    """Who may be asked to help: the units of the subdistrict, and those of the whole district."""
    codes = [code for code in matter.area_path.split("/") if code]
    near = people.units_in("/" + "/".join(codes[:2]) + "/") if len(codes) > 1 else []
    top = [unit for unit in people.units() if unit.area_path.strip("/").count("/") == 0]
    found = {unit.code: unit for unit in (*near, *top)}
    return tuple(unit for unit in found.values() if unit.code != matter.unit)
