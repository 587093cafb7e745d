"""Whoever presses fifty times at once reaches, moves, finishes and stops once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from tests import deeds, make
from tests.cast import Cast
from tests.security.crowd import Crowd
from tests.security.presses import once
from tests.works import yard
from yuanba.rules.time.calendar import day
from yuanba.rules.works.verbs import ProjectVerb
from yuanba.works import services


def press_works(came: Crowd, people: Cast, now: datetime) -> None:
    """A milestone is reached once; the last day moves once; a project ends once, done or stopped."""
    matter = make.a_matter(now=now, actor=people.li)
    deeds.walk(matter, people, "assign accept", now)
    about = yard.a_project(matter.id, now)
    zhou = {"actor": people.zhou, "now": now}
    once(came, ProjectVerb.REACH, lambda _: services.reach(**about, **zhou))  # type: ignore[arg-type]
    said = {"actor": people.sun, "project_id": about["project_id"], "now": now}
    later = day(now) + timedelta(days=60)
    once(
        came,
        ProjectVerb.POSTPONE,
        lambda _: services.postpone(due_on=later, reason="下雨", **said),  # type: ignore[arg-type]
    )
    done = partial(services.finish, project_id=about["project_id"], result="灯亮了")  # type: ignore[arg-type]
    once(came, ProjectVerb.FINISH, lambda _: done(**zhou))  # type: ignore[arg-type]
    other = yard.a_project(make.a_matter(now=now, actor=people.li).id, now)["project_id"]
    stop = partial(services.stop, actor=people.sun, project_id=other, reason="另有安排")  # type: ignore[arg-type]
    once(came, ProjectVerb.STOP, lambda _: stop(now=now))
