"""One function per step name of a story: each calls one matter service as the person who would do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from yuanba.demo import clockwork, deliberated
from yuanba.demo.declared import Story
from yuanba.demo.stage import Stage
from yuanba.demo.stories import StoryEvent
from yuanba.matters import queries, services
from yuanba.matters.services import Contact, Outside
from yuanba.matters.services.following import follow as follow_matter
from yuanba.matters.services.triage import SUGGESTER
from yuanba.rules.core.state import State
from yuanba.rules.privacy import SeenPart
from yuanba.rules.time.deadline import Term, TermUnit

#: Another platform's own deadline: so many days after it took the call.
THEIRS = timedelta(days=5)


def file(stage: Stage, event: StoryEvent, story: Story) -> None:
    """File the story's matter as its writer; a matter from an external platform keeps its number there."""
    outside = Outside(number=story.number, due_at=event.at + THEIRS) if story.number else None
    # a number that is taken already is drawn again, after what was written with it is undone
    with clockwork.savepoints(are_used=True):
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


def suggest(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Store the classifier's suggestion for the story's matter if it waits for triage or is recent."""
    if not story.then or stage.is_recent(event):
        services.suggest(actor=SUGGESTER, matter_ids=[stage.matters[event.story]], now=event.at)


def assign(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Assign the story's matter to the unit that its item names, as the triager."""
    chosen = stage.choice(event, story)
    deliberated.before_dispatch(stage, event, story, chosen)
    services.assign(actor=stage.triager(story), **stage.on(event), **chosen)


def reassign(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Reassign the story's matter to another unit, as the triager, with a reason."""
    chosen = stage.choice(event, story)
    deliberated.before_dispatch(stage, event, story, chosen)
    services.reassign(actor=stage.triager(story), reason=event.words, **stage.on(event), **chosen)


def refuse(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Refuse the story's matter, as the triager, with a text that names the proper place for it."""
    services.refuse(
        actor=stage.triager(story), refusal_code=event.code, reason=event.words, **stage.on(event)
    )


def guide(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Close a private matter with guidance (自治引导), as the triager, leaving it to the people concerned."""
    services.guide(actor=stage.triager(story), guidance_code=event.code, words=event.words, **stage.on(event))


def settle(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Settle the story's matter on the spot, with a text on what was done, as the person who recorded it."""
    services.settle(
        actor=stage.actor(story.by), words=event.words, **stage.on(event), **stage.choice(event, story)
    )


def merge(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Merge the story's matter into the matter of the story that the step names."""
    services.merge(actor=stage.triager(story), into_id=stage.named(event.code), **stage.on(event))


def unmerge(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Separate the story's matter from the one it was merged into, with a reason."""
    services.unmerge(actor=stage.triager(story), reason=event.words, **stage.on(event))


def withdraw(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Withdraw the story's matter as the resident who filed it."""
    services.withdraw(actor=stage.owner(event, story), **stage.on(event))


def object_to(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Object to the refusal of the story's matter as the resident who filed it."""
    services.object_to(actor=stage.owner(event, story), reason=event.words, **stage.on(event))


def accept(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Accept the matter's order as its unit; for every third matter, also unmask the resident's contact."""
    services.accept(actor=stage.taker(event), **stage.on(event))
    if story.phone and stage.matters[event.story] % 3 == 0:
        services.unmask(
            actor=stage.taker(event),
            why="contact",
            reason="问清具体位置",
            part=SeenPart.CONTACT,
            **stage.on(event),
        )


def hand_to(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Give the matter's order to the first colleague in its unit, who has it from then on."""
    having, unit = stage.taker(event), stage.row(event).unit
    login = next(one for one in stage.workers[unit] if stage.actor(one).key != having.key)
    services.hand_to(actor=having, login=login, **stage.on(event))
    stage.takers[event.story, unit] = login


def take(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Take the matter, for the unit that the step names, from the pool that several units share."""
    services.take(actor=stage.taker(event, event.code), **stage.on(event))


def give_back(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Give the matter's order back (退单) as its unit, with a reason."""
    services.give_back(actor=stage.taker(event), reason=event.words, **stage.on(event))


def split(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Ask other units to be co-handlers of the matter, as the unit in charge."""
    services.split(
        actor=stage.taker(event), units=event.code.split(","), words=event.words, **stage.on(event)
    )


def join(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Accept a co-handler's part of the matter, as the unit that the step names."""
    services.join(actor=stage.taker(event, event.code), **stage.on(event))


def decline(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Decline a co-handler's part of the matter, with a reason, as the unit that the step names."""
    services.decline(actor=stage.taker(event, event.code), reason=event.words, **stage.on(event))


def contribute(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Hand in a co-handler's finished part of the matter, as the unit that the step names."""
    services.contribute(actor=stage.taker(event, event.code), words=event.words, **stage.on(event))


def report_progress(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Tell the resident of progress as the handling unit."""
    services.report_progress(actor=stage.taker(event), words=event.words, **stage.on(event))


def ask(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Ask the resident a question as the handling unit; the deadline clock pauses until there is a reply."""
    services.ask(actor=stage.taker(event), question=event.words, **stage.on(event))


def reply(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Reply, as the resident, to the unit's question."""
    services.reply(actor=stage.owner(event, story), words=event.words, **stage.on(event))


def resume(stage: Stage, event: StoryEvent, story: Story) -> None:
    """End the pause of the matter's deadline clock early, as the handling unit."""
    services.resume(actor=stage.taker(event), **stage.on(event))


def ask_hold(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Request a pause (暂停) of the deadline clock of the matter's order, as its unit."""
    services.ask_hold(actor=stage.taker(event), term=_days(event.code), reason=event.words, **stage.on(event))


def ask_extend(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Request more time (延期) for the matter's order, as its unit."""
    services.ask_extend(
        actor=stage.taker(event), term=_days(event.code), reason=event.words, **stage.on(event)
    )


def grant(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Grant the unit's open request for a pause or more time, as the triager."""
    services.grant(actor=stage.triager(story), **stage.on(event))


def deny(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Deny the unit's open request for a pause or more time, as the triager, with a reason."""
    services.deny(actor=stage.triager(story), reason=event.words, **stage.on(event))


def urge(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Urge the unit to act (催办), as the resident who filed the matter."""
    services.urge(actor=stage.owner(event, story), words=event.words, **stage.on(event))


def prioritise(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Put the matter on the supervision list, as a supervisor."""
    services.prioritise(actor=stage.actor(event.code), reason=event.words, **stage.on(event))


def relax(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Take the matter off the supervision list, as a supervisor."""
    services.relax(actor=stage.actor(event.code), reason=event.words, **stage.on(event))


def escalate(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Escalate the matter to the next administrative level, as the log-in that the step names."""
    services.escalate(actor=stage.actor(event.code), reason=event.words, **stage.on(event))


def report_up(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Report the matter to the body above the district, as a supervisor, with the letter's text."""
    services.report_up(actor=stage.actor(event.code), words=event.words, **stage.on(event))


def raise_alarm(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Treat the matter as a danger of the kind that the step names, as the triager."""
    services.raise_alarm(
        actor=stage.triager(story), danger_code=event.code, reason=event.words, **stage.on(event)
    )


def stand_down(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Find that there is no danger, as the triager."""
    services.stand_down(actor=stage.triager(story), reason=event.words, **stage.on(event))


def answer(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Answer the order, as its unit, with the story's text about the work that was done."""
    services.answer(actor=stage.taker(event), words=event.words, **stage.on(event))


def recall(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Withdraw the answer to the order, as the unit that gave it."""
    services.recall(actor=stage.taker(event), **stage.on(event))


def note(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Add a note, readable by staff but not by the resident, to the matter."""
    services.note(actor=stage.triager(story), words=event.words, **stage.on(event))


def publish(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Publish the matter as the editor, with the step's title and summary or generated ones."""
    row = stage.row(event)
    if row.published_at or not stage.pack.classes[row.class_code].is_public:
        return
    if row.state not in (State.ANSWERED, State.NOTICED) and not event.words:
        return
    title, _bar, summary = (event.words or stage.summary(event, story)).partition(" | ")
    services.publish(actor=stage.actor("editor"), title=title, summary=summary, **stage.on(event))


def hide(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Remove the published matter from the public pages as the editor, with a reason."""
    services.hide(actor=stage.actor("editor"), reason=event.words, **stage.on(event))


def correct_reporter(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Replace the matter's reporter, as the clerk, by an invented person with a new phone number."""
    services.correct_reporter(
        actor=stage.actor("clerk"),
        reason=event.words,
        contact=Contact(channel="sms", address=stage.phone()),
        **stage.on(event),
    )


def undo_close(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Reopen a wrongly closed matter as a supervisor."""
    services.undo_close(actor=stage.actor(event.code), reason=event.words, **stage.on(event))


def follow(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Add to the public matter the number of followers that the step names, seven minutes apart."""
    for place in range(int(event.code)):
        at: datetime = min(event.at + timedelta(minutes=7 * place), stage.now)
        follow_matter(
            actor=stage.actor(""),
            matter_id=stage.matters[event.story],
            contact=Contact(channel="sms", address=stage.phone()),
            now=at,
        )


def _days(code: str) -> Term:
    return Term(amount=int(code), unit=TermUnit.WORKING_DAYS)


def subject(stage: Stage, event: StoryEvent) -> tuple[str, str]:
    """Return the journal kind and key under which notices refer to the story's matter."""
    found = queries.subject(stage.matters[event.story])
    return found.kind, found.key


PLAYS: dict[str, Callable[[Stage, StoryEvent, Story], None]] = {
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
    "report_progress": report_progress,
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
    "report_up": report_up,
    "raise_alarm": raise_alarm,
    "stand_down": stand_down,
    "answer": answer,
    "recall": recall,
    "hand_to": hand_to,
    "note": note,
    "publish": publish,
    "hide": hide,
    "correct_reporter": correct_reporter,
    "undo_close": undo_close,
    "follow": follow,
}
