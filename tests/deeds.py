"""What the cast does with a matter: each verb by whoever does it on an ordinary day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.cast import Cast
from tests.make import Matter
from yuanba.journal.queries import Recorded
from yuanba.matters import queries, services
from yuanba.matters.queries import MatterRow
from yuanba.rules.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A service, who calls it, and what they usually say."""

    service: Callable[..., object]
    who: Callable[[Cast, Matter], Actor]
    usual: Mapping[str, str]


def _chen(people: Cast, matter: Matter) -> Actor:
    return people.chen


def _zhou(people: Cast, matter: Matter) -> Actor:
    return people.zhou


def _owner(people: Cast, matter: Matter) -> Actor:
    return matter.owner


DEEDS: Mapping[str, Deed] = {
    "assign": Deed(service=services.assign, who=_chen, usual={"class_code": "public"}),
    "reassign": Deed(
        service=services.reassign, who=_chen, usual={"class_code": "public", "reason": "还是街道的事"}
    ),
    "refuse": Deed(
        service=services.refuse,
        who=_chen,
        usual={"refusal_code": "statutory_channel", "reason": "请向法院提起诉讼"},
    ),
    "accept": Deed(service=services.accept, who=_zhou, usual={}),
    "return": Deed(service=services.give_back, who=_zhou, usual={"reason": "路灯不归街道管"}),
    "answer": Deed(service=services.answer, who=_zhou, usual={"words": "已更换灯泡，今晚亮灯。"}),
    "publish": Deed(
        service=services.publish,
        who=_chen,
        usual={"title": "路灯修复", "summary": "滨江花园门口路灯已修复。"},
    ),
    "confirm": Deed(service=services.confirm, who=_owner, usual={}),
    "reopen": Deed(service=services.reopen, who=_owner, usual={"reason": "晚上还是不亮"}),
}


def do(
    verb: str, matter: Matter, people: Cast, now: datetime, *, actor: Actor | None = None, **said: str
) -> None:
    """One deed, by its usual actor unless another is named."""
    deed = DEEDS[verb]
    deed.service(
        actor=actor or deed.who(people, matter), matter_id=matter.id, now=now, **{**deed.usual, **said}
    )


def walk(matter: Matter, people: Cast, verbs: str, start: datetime) -> datetime:
    """These deeds one after another, a minute apart; says when the last was done."""
    now = start
    for verb in verbs.split():
        now += timedelta(minutes=1)
        do(verb, matter, people, now)
    return now


def row_of(matter: Matter) -> MatterRow:
    """How the matter stands."""
    return queries.matter_by_token(matter.token)


def story(matter: Matter) -> list[str]:
    """The verbs of its story, in order, without the noun."""
    return [step.verb.removeprefix("matter.") for step in queries.story(matter.id)]


def last(matter: Matter) -> Recorded:
    """The newest entry of its story."""
    return queries.story(matter.id)[-1]
