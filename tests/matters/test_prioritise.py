"""matter.prioritise: it goes on the supervision list, by a person with a reason or by the clock."""

from __future__ import annotations

from datetime import datetime

from tests import deeds, make
from tests.cast import Cast
from yuanba.journal import services as journal
from yuanba.messages import queries as inboxes
from yuanba.messages import services as messages


def test_a_supervisor_puts_it_there_and_says_why(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign prioritise", morning)

    row, step = deeds.row_of(matter), deeds.last(matter)
    assert (row.is_prioritised, step.words) == (True, "群众反映强烈")


def test_the_unit_and_the_supervisors_hear_of_it(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign prioritise", morning)

    journal.number()
    messages.read_journal()

    for reader in (people.zhou, deeds.dan(people, matter)):
        verbs = {line.verb for line in inboxes.inbox(reader, at=morning).rows}
        assert "matter.prioritise" in verbs
    assert "matter.prioritise" not in {line.verb for line in inboxes.inbox(people.sun, at=morning).rows}
