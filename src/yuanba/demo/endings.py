"""One function per step between answer and closing: checks, notices, objections, ratings, calls."""

from __future__ import annotations

from collections.abc import Callable

from yuanba.demo.declared import Story
from yuanba.demo.deeds import subject
from yuanba.demo.stage import Stage
from yuanba.demo.stories import StoryEvent
from yuanba.evaluation import queries as judging
from yuanba.evaluation import services as evaluation
from yuanba.evaluation.queries import CallOutcome
from yuanba.matters import services
from yuanba.messages.services import MessageChannel
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.notices.queries import PostingMedium, Ruling
from yuanba.rules.core.actor import ANONYMOUS
from yuanba.rules.core.state import JUDGED, State
from yuanba.rules.evaluation import Satisfaction, Verdict

CHECKED = (
    "到现场看过，和答复说的一致。",
    "电话问了反映人，说是办好了；照片也对得上。",
    "上午去现场走了一趟，确实已经处理，周围住户也这么说。",
    "抽查了办理记录和现场照片，没有发现问题。",
    "和社区一起看的，已恢复正常。",
    "晚上专门去看了一次，情况属实。",
)
FAILED = "到现场看了，还没有做完，请继续办。"
POSTED = ("已贴在公示栏，拍照存档。", "贴在小区大门口公示栏。", "已张贴，旁边写了意见电话。", "")
CALLED = (
    "电话里说明了重办的安排，本人表示可以等几天。",
    "登门说明情况，对方接受，要求办完再通知一声。",
    "电话回访，已把新的办理期限告诉本人。",
)
PRAISE = (
    "",
    "",
    "谢谢，比想的快。",
    "办得可以。",
    "解决了，就是等的时间有点长。",
    "师傅很负责，还教我们怎么用。",
    "",
    "希望以后不用反映也有人管。",
)
#: How satisfied those are who find it solved: most are, some only somewhat.
LEVELS = (
    *[Satisfaction.VERY_SATISFIED] * 4,
    *[Satisfaction.SATISFIED] * 5,
    *[Satisfaction.BASICALLY_SATISFIED] * 2,
)


def check(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Record that the answer passed its check, as somebody who did not handle the matter."""
    _look(stage, event, story, passes=True, words=event.words or stage.chance.choice(CHECKED))


def fail(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Record that the answer failed its check, as somebody who did not handle the matter."""
    _look(stage, event, story, passes=False, words=event.words or FAILED)


def _look(stage: Stage, event: StoryEvent, story: Story, *, passes: bool, words: str) -> None:
    looker = stage.looker(event, story)
    services.check(actor=looker, passes=passes, words=words, **stage.on(event))


def prove(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Record, as the editor, that the matter's notices were put up on physical notice boards."""
    for notice in notices.of_subject(*subject(stage, event)):
        for posting in notices.postings(notice.id) if notice.is_up else ():
            if posting.medium is PostingMedium.BOARD and not posting.posted_at:
                notices_services.prove(
                    actor=stage.actor("editor"),
                    posting_id=posting.id,
                    note=stage.chance.choice(POSTED),
                    now=event.at,
                )


def contest(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Object, as a neighbour, to the notice that is posted for the matter."""
    found = [one for one in notices.of_subject(*subject(stage, event)) if one.is_up]
    notices_services.object_to(
        actor=stage.actor(""),
        notice_id=found[0].id,
        words=event.words,
        contact=notices_services.ObjectorContact(channel=MessageChannel.SMS, address=stage.phone()),
        now=event.at,
    )


def dismiss(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Dismiss, as the editor, the open objections to the matter's notices: the result stays valid."""
    _rule(stage, event, Ruling.DISMISSED)


def uphold(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Uphold, as the editor, all open objections to the matter's notices; the matter goes back for rework."""
    _rule(stage, event, Ruling.UPHELD)


def _rule(stage: Stage, event: StoryEvent, ruling: Ruling) -> None:
    editor = stage.actor("editor")
    for notice in notices.of_subject(*subject(stage, event)):
        for one in notices.objections_for(editor, notice.id, event.at):
            if not one.answered_at:
                notices_services.answer(
                    actor=editor, objection_id=one.id, ruling=ruling, words=event.words, now=event.at
                )


def rate(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Rate the result as the resident; skip three in ten of the steps that name no rating.

    Does nothing unless the matter is in a state in which it can be rated.
    """
    row = stage.row(event)
    if row.state not in JUDGED or (not event.code and stage.chance.random() < 0.3):
        return
    is_solved = event.code != "unsolved"
    level = stage.chance.choice(LEVELS) if is_solved else Satisfaction.DISSATISFIED
    evaluation.rate(
        actor=stage.owner(event, story),
        is_solved=is_solved,
        satisfaction=Satisfaction(event.code) if event.code in set(Satisfaction) else level,
        words=event.words or (stage.chance.choice(PRAISE) if is_solved else ""),
        **stage.on(event),
    )


def scan(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Rate the result at the rating point, as so many people who each scan the code of a printed slip.

    The first of them says the step's words. Does nothing while nobody is asked to rate.
    """
    if stage.row(event).state is not State.EVALUATING:
        return
    slips = evaluation.hand_out(actor=stage.actor("point"), **stage.on(event))
    for place, slip in enumerate(slips[: int(event.code)]):
        verdict = evaluation.rate(
            actor=ANONYMOUS,
            code=slip.code,
            is_solved=True,
            satisfaction=stage.chance.choice(LEVELS),
            words="" if place else event.words,
            **stage.on(event),
        )
        if verdict is not Verdict.OPEN:
            return


def judge(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Rate the result as the people who rate by office; about two in five of them give no rating."""
    if stage.row(event).state is not State.EVALUATING:
        return
    for place in judging.places_of(stage.matters[event.story]):
        if place.is_party or place.used_at or place.exclusion or stage.chance.random() < 0.4:
            continue
        verdict = evaluation.rate(
            actor=stage.judge(place.key),
            is_solved=True,
            satisfaction=stage.chance.choice(LEVELS),
            **stage.on(event),
        )
        if verdict is not Verdict.OPEN:
            return


def call(stage: Stage, event: StoryEvent, story: Story) -> None:
    """Record the follow-up call after a bad rating, as somebody who did not handle the matter."""
    for one in judging.calls_of(stage.matters[event.story]):
        if not one.done_at:
            evaluation.follow_up(
                actor=stage.looker(event, story),
                call_id=one.id,
                outcome=CallOutcome(event.code),
                words=event.words or stage.chance.choice(CALLED),
                now=event.at,
            )


ENDINGS: dict[str, Callable[[Stage, StoryEvent, Story], None]] = {
    "check": check,
    "fail": fail,
    "prove": prove,
    "contest": contest,
    "dismiss": dismiss,
    "uphold": uphold,
    "rate": rate,
    "scan": scan,
    "judge": judge,
    "call": call,
}
