"""The table of actions that staff can take on a matter: form, service, and place on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.matters import queries, services
from yuanba.matters.queries import MatterRow, clock, handling
from yuanba.matters.views import asked, choosing
from yuanba.matters.views.asked import About, Asked
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.queries import UnitRow
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import check
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack, Reply


class Group(StrEnum):
    """The groups of actions on a matter's page: next steps, for the resident, requests, corrections, rest."""

    NOW = "now"
    FOR = "for"
    ASK = "ask"
    RIGHT = "right"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One action's form, service, group on the page, and state whose reply templates it offers."""

    form: type[Asked]
    call: Callable[..., Any]
    group: Group
    hint: Promise | str = ""
    state: State | None = None


DEEDS: Mapping[Verb, Deed] = {
    MatterVerb.ACCEPT: Deed(
        form=asked.Press,
        call=services.accept,
        group=Group.NOW,
        hint=_("Who accepts stays answerable until it is reassigned."),
    ),
    MatterVerb.JOIN: Deed(form=asked.Press, call=services.join, group=Group.NOW),
    MatterVerb.GRANT: Deed(form=asked.Press, call=services.grant, group=Group.NOW),
    MatterVerb.DENY: Deed(form=asked.Reason, call=services.deny, group=Group.NOW),
    MatterVerb.ASSIGN: Deed(form=choosing.Choose, call=services.assign, group=Group.NOW),
    MatterVerb.SETTLE: Deed(
        form=choosing.Settle,
        call=services.settle,
        group=Group.NOW,
        hint=_("A small thing, done where it was found. Somebody else checks it."),
        state=State.ANSWERED,
    ),
    MatterVerb.CONTRIBUTE: Deed(form=asked.Part, call=services.contribute, group=Group.NOW),
    MatterVerb.ANSWER: Deed(form=asked.Answer, call=services.answer, group=Group.NOW, state=State.ANSWERED),
    MatterVerb.CHECK: Deed(
        form=asked.Check,
        call=services.check,
        group=Group.NOW,
        hint=_("Nobody checks what they, their unit or their kin had a part in."),
    ),
    MatterVerb.REPLY: Deed(
        form=asked.Reply,
        call=services.reply,
        group=Group.FOR,
        hint=_("What they tell you at the counter, at the door or by phone."),
    ),
    MatterVerb.RESUME: Deed(
        form=asked.Press,
        call=services.resume,
        group=Group.NOW,
        hint=_("The clock runs on from now."),
    ),
    MatterVerb.ASK: Deed(
        form=asked.Question,
        call=services.ask,
        group=Group.ASK,
        hint=_("The clock stands still until they reply or their time is over."),
        state=State.WAITING,
    ),
    MatterVerb.SPLIT: Deed(
        form=asked.Helpers,
        call=services.split,
        group=Group.ASK,
        hint=_("Your unit stays answerable for the whole."),
    ),
    MatterVerb.ASK_HOLD: Deed(
        form=asked.Hold,
        call=services.ask_hold,
        group=Group.ASK,
        hint=_("The clock runs on until somebody grants it."),
        state=State.HELD,
    ),
    MatterVerb.ASK_EXTEND: Deed(
        form=asked.Extend,
        call=services.ask_extend,
        group=Group.ASK,
        hint=_("The clock runs on until somebody grants it."),
    ),
    MatterVerb.URGE: Deed(form=asked.Urge, call=services.urge, group=Group.ASK),
    MatterVerb.ESCALATE: Deed(
        form=asked.Reason,
        call=services.escalate,
        group=Group.ASK,
        hint=_("The lead of the next level is told; whoever has it stays answerable."),
    ),
    MatterVerb.PRIORITISE: Deed(
        form=asked.Reason,
        call=services.prioritise,
        group=Group.ASK,
        hint=_("It stays on the supervision list until somebody lifts it."),
    ),
    MatterVerb.RETURN: Deed(
        form=asked.Reason,
        call=services.give_back,
        group=Group.RIGHT,
        hint=_("This is not ours: say why, and whose it is. Returns are counted."),
    ),
    MatterVerb.DECLINE: Deed(form=asked.Reason, call=services.decline, group=Group.RIGHT),
    MatterVerb.REASSIGN: Deed(
        form=choosing.ChooseAgain,
        call=services.reassign,
        group=Group.RIGHT,
        hint=_("Another class or another body. The time that was used stays used."),
    ),
    MatterVerb.REFUSE: Deed(
        form=choosing.Refuse,
        call=services.refuse,
        group=Group.RIGHT,
        hint=_("Only on a ground of the list. The resident may object once."),
        state=State.REFUSED,
    ),
    MatterVerb.GUIDE: Deed(
        form=choosing.Guide,
        call=services.guide,
        group=Group.RIGHT,
        hint=_("A private matter is left to those whose own it is."),
        state=State.GUIDED,
    ),
    MatterVerb.MERGE: Deed(
        form=choosing.Into,
        call=services.merge,
        group=Group.RIGHT,
        hint=_("Two reports of one thing go on as one; whom it concerns follows along."),
    ),
    MatterVerb.UNMERGE: Deed(form=asked.Reason, call=services.unmerge, group=Group.RIGHT),
    MatterVerb.OBJECT: Deed(
        form=asked.Reason,
        call=services.object_to,
        group=Group.FOR,
        hint=_("Once and in time: it is looked at once more."),
    ),
    MatterVerb.RELAX: Deed(form=asked.Reason, call=services.relax, group=Group.RIGHT),
    MatterVerb.UNDO_CLOSE: Deed(
        form=asked.Reason,
        call=services.undo_close,
        group=Group.RIGHT,
        hint=_("The answer is checked and judged once more."),
    ),
    MatterVerb.CORRECT_CONTACT: Deed(
        form=asked.NewContact,
        call=services.correct_contact,
        group=Group.FOR,
        hint=_("A new number, or none: from now on only this way is used."),
    ),
    MatterVerb.CORRECT_REPORTER: Deed(
        form=asked.Reporter,
        call=services.correct_reporter,
        group=Group.RIGHT,
        hint=_("The old receipt opens nothing any more; you get a new one to hand over."),
    ),
    MatterVerb.WITHDRAW: Deed(
        form=asked.Press,
        call=services.withdraw,
        group=Group.FOR,
        hint=_("They take it back. Nothing more is done about it."),
    ),
    MatterVerb.NOTE: Deed(form=asked.Note, call=services.note, group=Group.BESIDE),
    MatterVerb.PUBLISH: Deed(
        form=asked.Publish,
        call=services.publish,
        group=Group.BESIDE,
        hint=_("Your words, not the resident's: no names, no numbers, no house number."),
    ),
    MatterVerb.HIDE: Deed(form=asked.Reason, call=services.hide, group=Group.BESIDE),
}

#: The verbs by the last part of their URLs. Attaching, unmasking and rating have pages of their own.
BY_NAME: Mapping[str, Verb] = {verb.value.removeprefix("matter."): verb for verb in DEEDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One action that the reader can take on a matter now, with its form ready to render."""

    verb: Verb
    name: str
    form: Asked
    hint: Promise | str
    group: Group
    is_open: bool
    replies: Mapping[str, Reply]

    @property
    def target(self) -> str:
        """Return the HTML id of the box that reply templates are inserted into."""
        return f"id_{self.name}_{self.form.templated}"

    @property
    def has_files(self) -> bool:
        """Return whether the form takes uploaded files."""
        return self.form.is_multipart()


def about(matter: MatterRow, actor: Actor, now: datetime, verbs: frozenset[Verb]) -> About:
    """Return the context for the forms of these actions; only what they need is queried."""
    wanted = verbs & {MatterVerb.GRANT, MatterVerb.DENY, MatterVerb.ASK_HOLD, MatterVerb.ASK_EXTEND}
    return About(
        matter=matter,
        pack=store.pack_of(matter.pack_digest),
        actor=actor,
        now=now,
        wish=clock.waiting_request(matter.id) if wanted else None,
        parts_open=tuple(handling.parts_open(matter.id)) if MatterVerb.ANSWER in verbs else (),
        units=_units(matter) if MatterVerb.SPLIT in verbs else (),
    )


def pressable(matter: MatterRow, actor: Actor, now: datetime, verbs: frozenset[Verb]) -> frozenset[Verb]:
    """Return the permitted actions without those that another fact rules out, such as an open request."""
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
    found.discard(MatterVerb.RELAX if not matter.is_prioritised else MatterVerb.PRIORITISE)
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
    bound: Mapping[Verb, Asked] | None = None,
    wanted: str = "",
) -> list[Offer]:
    """Return the forms of all actions that the actor can take on a matter, in the order of the page.

    ``bound`` holds forms that came back with faults; they stay open.
    """
    verbs = pressable(matter, actor, now, verbs)
    facts, kept = about(matter, actor, now, verbs), bound or {}
    return [
        Offer(
            verb=verb,
            name=verb.value.removeprefix("matter."),
            form=kept.get(verb) or deed.form(about=facts, name=verb.value.removeprefix("matter.")),
            hint=deed.hint,
            group=deed.group,
            is_open=verb in kept or BY_NAME.get(wanted) is verb,
            replies=_replies(facts.pack, matter, deed),
        )
        for verb, deed in DEEDS.items()
        if verb in verbs or verb in kept
    ]


def _replies(pack: Pack, matter: MatterRow, deed: Deed) -> Mapping[str, Reply]:
    """The pack's templates for the words of a verb: those of the state that it leads to."""
    if deed.state is None or not deed.form.templated:
        return {}
    return pack.replies_for(deed.state, matter.class_code, matter.item_code)


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


def _units(matter: MatterRow) -> tuple[UnitRow, ...]:
    """Who may be asked to help: the units of the subdistrict, and those of the whole district."""
    codes = [code for code in matter.area_path.split("/") if code]
    near = people.units_in("/" + "/".join(codes[:2]) + "/") if len(codes) > 1 else []
    top = [unit for unit in people.units() if unit.area_path.strip("/").count("/") == 0]
    helping_now = handling.units_helping(matter.id)
    found = {unit.code: unit for unit in (*near, *top)}
    return tuple(unit for unit in found.values() if unit.code != matter.unit and unit.code not in helping_now)
