"""What each step of a story calls: one service of the matter's life, by whoever would do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from yuanba.demo.declared import Story
from yuanba.demo.stage import Stage
from yuanba.demo.stories import Event
from yuanba.matters import queries, services
from yuanba.matters.services import Contact, Outside
from yuanba.matters.services.following import follow as follow_matter
from yuanba.matters.services.suggesting import SUGGESTER
from yuanba.rules.core.state import State
from yuanba.rules.privacy import Part
from yuanba.rules.time.deadline import Term, Unit

#: Another platform's own deadline: so many days after it took the call.
THEIRS = timedelta(days=5)


def file(stage: Stage, event: Event, story: Story) -> None:
    """It comes in, by whoever writes it down; from another platform with their number and their deadline."""
    outside = Outside(number=story.number, due_at=event.at + THEIRS) if story.number else None
    filed = services.file(
        actor=stage.actor(story.by),
        text=story.text,
        place=story.place,
        area_code=f"{stage.setting.area}{story.area}" if story.area else "",
        channel=story.channel,
        contact=Contact(channel="sms", address=story.phone) if story.phone else None,
        outside=outside,
        now=event.at,
    )
    stage.took(event, story, filed.receipt)


def suggest(stage: Stage, event: Event, story: Story) -> None:
    """The machine's suggestion, where somebody is still to read it."""
    if not story.then or stage.is_recent(event):
        services.suggest(actor=SUGGESTER, matter_ids=[stage.matters[event.story]], now=event.at)


def assign(stage: Stage, event: Event, story: Story) -> None:
    """Give it to its body."""
    services.assign(actor=stage.triager(story), **stage.on(event), **stage.choice(event, story))


def reassign(stage: Stage, event: Event, story: Story) -> None:
    """Give it to another."""
    services.reassign(
        actor=stage.triager(story), reason=event.words, **stage.on(event), **stage.choice(event, story)
    )


def refuse(stage: Stage, event: Event, story: Story) -> None:
    """Say where it belongs instead."""
    services.refuse(
        actor=stage.triager(story), refusal_code=event.code, reason=event.words, **stage.on(event)
    )


def guide(stage: Stage, event: Event, story: Story) -> None:
    """Leave a private matter to those whose own it is."""
    services.guide(actor=stage.triager(story), guidance_code=event.code, words=event.words, **stage.on(event))


def settle(stage: Stage, event: Event, story: Story) -> None:
    """Do it on the spot."""
    services.settle(
        actor=stage.actor(story.by), words=event.words, **stage.on(event), **stage.choice(event, story)
    )


def merge(stage: Stage, event: Event, story: Story) -> None:
    """Join it to the story of that name."""
    services.merge(actor=stage.triager(story), into_id=stage.named(event.code), **stage.on(event))


def unmerge(stage: Stage, event: Event, story: Story) -> None:
    """Part them again."""
    services.unmerge(actor=stage.triager(story), reason=event.words, **stage.on(event))


def withdraw(stage: Stage, event: Event, story: Story) -> None:
    """Whose it is takes it back."""
    services.withdraw(actor=stage.owner(event, story), **stage.on(event))


def object_to(stage: Stage, event: Event, story: Story) -> None:
    """Whose it is thinks that it belongs here."""
    services.object_to(actor=stage.owner(event, story), reason=event.words, **stage.on(event))


def accept(stage: Stage, event: Event, story: Story) -> None:
    """The unit takes the order; now and then it rings the resident up first."""
    services.accept(actor=stage.taker(event), **stage.on(event))
    if story.phone and stage.matters[event.story] % 3 == 0:
        services.unmask(
            actor=stage.taker(event),
            why="contact",
            reason="问清具体位置",
            part=Part.CONTACT,
            **stage.on(event),
        )


def take(stage: Stage, event: Event, story: Story) -> None:
    """A unit takes from the pool what its duty is."""
    services.take(actor=stage.taker(event, event.code), **stage.on(event))


def give_back(stage: Stage, event: Event, story: Story) -> None:
    """The unit returns it."""
    services.give_back(actor=stage.taker(event), reason=event.words, **stage.on(event))


def split(stage: Stage, event: Event, story: Story) -> None:
    """The lead asks other units to help."""
    services.split(
        actor=stage.taker(event), units=event.code.split(","), words=event.words, **stage.on(event)
    )


def join(stage: Stage, event: Event, story: Story) -> None:
    """A unit takes its part."""
    services.join(actor=stage.taker(event, event.code), **stage.on(event))


def decline(stage: Stage, event: Event, story: Story) -> None:
    """A unit says why it has no part in it."""
    services.decline(actor=stage.taker(event, event.code), reason=event.words, **stage.on(event))


def contribute(stage: Stage, event: Event, story: Story) -> None:
    """A unit hands in its part."""
    services.contribute(actor=stage.taker(event, event.code), words=event.words, **stage.on(event))


def ask(stage: Stage, event: Event, story: Story) -> None:
    """The unit asks the resident."""
    services.ask(actor=stage.taker(event), question=event.words, **stage.on(event))


def reply(stage: Stage, event: Event, story: Story) -> None:
    """The resident replies."""
    services.reply(actor=stage.owner(event, story), words=event.words, **stage.on(event))


def resume(stage: Stage, event: Event, story: Story) -> None:
    """The unit needs the pause no longer."""
    services.resume(actor=stage.taker(event), **stage.on(event))


def ask_hold(stage: Stage, event: Event, story: Story) -> None:
    """The unit asks that the clock stand still."""
    services.ask_hold(actor=stage.taker(event), term=_days(event.code), reason=event.words, **stage.on(event))


def ask_extend(stage: Stage, event: Event, story: Story) -> None:
    """The unit asks for more time."""
    services.ask_extend(
        actor=stage.taker(event), term=_days(event.code), reason=event.words, **stage.on(event)
    )


def grant(stage: Stage, event: Event, story: Story) -> None:
    """The triager allows it."""
    services.grant(actor=stage.triager(story), **stage.on(event))


def deny(stage: Stage, event: Event, story: Story) -> None:
    """The triager does not."""
    services.deny(actor=stage.triager(story), reason=event.words, **stage.on(event))


def urge(stage: Stage, event: Event, story: Story) -> None:
    """Whose it is asks where it stays."""
    services.urge(actor=stage.owner(event, story), words=event.words, **stage.on(event))


def prioritise(stage: Stage, event: Event, story: Story) -> None:
    """A supervisor puts it on the list."""
    services.prioritise(actor=stage.actor(event.code), reason=event.words, **stage.on(event))


def relax(stage: Stage, event: Event, story: Story) -> None:
    """A supervisor takes it off the list."""
    services.relax(actor=stage.actor(event.code), reason=event.words, **stage.on(event))


def escalate(stage: Stage, event: Event, story: Story) -> None:
    """Somebody tells the level above."""
    services.escalate(actor=stage.actor(event.code), reason=event.words, **stage.on(event))


def answer(stage: Stage, event: Event, story: Story) -> None:
    """The unit says what it did."""
    services.answer(actor=stage.taker(event), words=event.words, **stage.on(event))


def note(stage: Stage, event: Event, story: Story) -> None:
    """Something that only staff read."""
    services.note(actor=stage.triager(story), words=event.words, **stage.on(event))


def publish(stage: Stage, event: Event, story: Story) -> None:
    """The editor writes title and summary; by default those of the item and the answer."""
    row = stage.row(event)
    if row.published_at or not stage.pack.classes[row.class_code].is_public:
        return
    if row.state not in (State.ANSWERED, State.NOTICED) and not event.words:
        return
    title, _bar, summary = (event.words or stage.summary(event, story)).partition(" | ")
    services.publish(actor=stage.actor("editor"), title=title, summary=summary, **stage.on(event))


def hide(stage: Stage, event: Event, story: Story) -> None:
    """The editor takes it down."""
    services.hide(actor=stage.actor("editor"), reason=event.words, **stage.on(event))


def correct_reporter(stage: Stage, event: Event, story: Story) -> None:
    """Somebody else brought it."""
    services.correct_reporter(
        actor=stage.actor("clerk"),
        reason=event.words,
        contact=Contact(channel="sms", address=stage.phone()),
        **stage.on(event),
    )


def undo_close(stage: Stage, event: Event, story: Story) -> None:
    """A supervisor finds that it was closed wrongly."""
    services.undo_close(actor=stage.actor(event.code), reason=event.words, **stage.on(event))


def follow(stage: Stage, event: Event, story: Story) -> None:
    """So many neighbours say that it concerns them too."""
    for place in range(int(event.code)):
        at: datetime = min(event.at + timedelta(minutes=7 * place), stage.now)
        follow_matter(
            actor=stage.actor(""),
            matter_id=stage.matters[event.story],
            contact=Contact(channel="sms", address=stage.phone()),
            now=at,
        )


def _days(code: str) -> Term:
    return Term(amount=int(code), unit=Unit.WORKING_DAYS)


def subject(stage: Stage, event: Event) -> tuple[str, str]:
    """How notices name the matter."""
    found = queries.subject(stage.matters[event.story])
    return found.kind, found.key


DEEDS: dict[str, Callable[[Stage, Event, Story], None]] = {
    "file": file,
    "suggest": suggest,
    "assign": assign,
    "reassign": reassign,
    "refuse": refuse,
    "guide": guide,
    "settle": settle,
    "merge": merge,
    "unmerge": unmerge,
    "withdraw": withdraw,
    "object": object_to,
    "accept": accept,
    "take": take,
    "return": give_back,
    "split": split,
    "join": join,
    "decline": decline,
    "contribute": contribute,
    "ask": ask,
    "reply": reply,
    "resume": resume,
    "ask_hold": ask_hold,
    "ask_extend": ask_extend,
    "grant": grant,
    "deny": deny,
    "urge": urge,
    "prioritise": prioritise,
    "relax": relax,
    "escalate": escalate,
    "answer": answer,
    "note": note,
    "publish": publish,
    "hide": hide,
    "correct_reporter": correct_reporter,
    "undo_close": undo_close,
    "follow": follow,
}
