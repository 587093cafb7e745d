"""A matter's story: each reason is a sentence, and what holds for the whole matter is said once."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from tests import deeds, make
from tests.cast import Cast
from yuanba.journal.queries import Recorded
from yuanba.matters import queries
from yuanba.matters.views import story
from yuanba.packs import store
from yuanba.rules.time.calendar import day
from yuanba.web.sentences import ground_sentence


def recorded(people: Cast, morning: datetime) -> tuple[queries.MatterRow, list[Recorded]]:
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign return assign accept answer fail answer check", morning)
    return deeds.row_of(matter), list(queries.story(matter.id))


def test_every_reason_is_a_sentence(people: Cast, morning: datetime) -> None:
    pack = store.in_force(day(morning))
    for step in recorded(people, morning)[1]:
        for code in step.because:
            told = ground_sentence(code, pack)
            assert told, code
            assert code not in told


def test_the_rules_articles_and_calendars_are_said_once(people: Cast, morning: datetime) -> None:
    row, steps = recorded(people, morning)
    before = Counter(code for step in steps for code in step.because)
    told = Counter(code for step in story.for_staff(steps, queries.names_for([row])) for code in step.because)
    repeated = {code for code, times in before.items() if times > 1 and ("@" in code or "grounds." in code)}
    assert repeated, "the story relies on the same rules and articles at several steps"
    assert {told[code] for code in repeated} == {1}
    assert set(told) == set(before), "and no reason is lost"
