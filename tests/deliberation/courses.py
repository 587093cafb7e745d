"""A council of Fengdu's village with its procedure, and what its steps say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests import make
from tests.journeys.test_fengdu import COURTYARD, PLACES, UNITS, VILLAGE
from yuanba.deliberation import services
from yuanba.deliberation.models import Council, MeetingDemand, ProcedureCourse
from yuanba.packs import store
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.demands import Signers
from yuanba.rules.deliberation.procedure import StepEntry
from yuanba.rules.pack.meetings import ProcedureAct, ProcedureStep
from yuanba.rules.time.calendar import day

STEPS = ("propose", "consult", "review", "decide", "publish_decision", "publish_result")
TITLES = ("党支部会提议", "“两委”会商议", "党员大会审议", "村民代表会议决议", "决议公开", "实施结果公开")


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """红旗寨村: 古 is its secretary, 向 lives there and proposed a topic that is public."""

    gu: Actor
    xiang: Actor
    council: int
    topic: int


def village(now: datetime) -> Village:
    """The village with its council and a public topic."""
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    gu = make.staff("gu", "village_secretary", unit="hongqi", area=VILLAGE, now=now)
    xiang = make.resident("xiang", now=now)
    council = services.set_up(actor=gu, kind="village", area_code=VILLAGE, now=now)
    topic = services.propose(actor=xiang, council_id=council, words="机耕道垮了，想修", now=now)
    services.publish(actor=gu, topic_id=topic, title="修通组机耕道", summary="机耕道垮了一截。", now=now)
    return Village(gu=gu, xiang=xiang, council=council, topic=topic)


def entry(number: int, now: datetime, **changed: Any) -> StepEntry:
    """What is said of a step that passes."""
    usual: dict[str, Any] = {"held_on": day(now)}
    if number in {3, 4}:
        usual |= {"due": 30, "present": 27, "agreed": 24}
    if number in {5, 6}:
        usual |= {"posted_until": day(now) + timedelta(days=14), "place": "村务公开栏"}
    return StepEntry(**{**usual, **changed})


def walk(course: int, actor: Actor, now: datetime, *, until: int, since: int = 1) -> None:
    """Take the steps from one number to another."""
    for number in range(since, until + 1):
        services.take_step(actor=actor, course_id=course, number=number, entry=entry(number, now), now=now)


def referred(village: Village, now: datetime) -> int:
    """A matter of the courtyard before the council, a week from now."""
    matter = make.a_matter(now=now, actor=village.xiang, place="", area_code=COURTYARD)
    return services.refer(
        actor=village.gu,
        matter_id=matter.id,
        council_id=village.council,
        planned_on=day(now) + timedelta(days=7),
        now=now,
    )


def a_course(council: int, topic: int, now: datetime) -> int:
    """A course where the rules of the district have no procedure, for tests that try everything."""
    steps = [
        ProcedureStep.model_validate(
            {
                "title": {"zh": title, "en": title},
                "act": ProcedureAct(act),
                "who": {"zh": "党支部", "en": "Branch"},
                "rule": VoteRule.PARTY_MEMBERS if act == "review" else None,
            }
        )
        for act, title in zip(STEPS, TITLES, strict=True)
    ]
    made = ProcedureCourse.objects.create(
        council=Council.objects.get(pk=council),
        topic_id=topic,
        pack_digest=store.in_force(day(now)).digest,
        steps=[step.model_dump(mode="json") for step in steps],
        began_at=now,
    )
    return made.pk


def calls(topic: object, now: datetime) -> dict[str, dict[str, Any]]:
    """What the services of a procedure are called with, by whoever may, about a course with one step."""
    return {
        "deliberation.begin_course": {"topic_id": topic},
        "deliberation.take_step": {"number": 2, "entry": entry(2, now)},
        "deliberation.correct_step": {"reason": "录错了"},
        "deliberation.sign_demand": {"signers": Signers.VOTERS, "phone": "13700137000"},
        "deliberation.count_voters": {"voters": 20, "source": "选民名单"},
    }


def a_demand(topic: int, now: datetime) -> None:
    """A demand by voters where the rules of the district know none, for tests that try everything."""
    MeetingDemand.objects.create(topic_id=topic, signers=Signers.VOTERS, share="1/10", began_at=now)
