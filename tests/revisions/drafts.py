"""Drafts of the next rules, as far as a test needs them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from yuanba.revisions import queries, services
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day

HOME = ("classes", "home")


def begun(actor: Actor, now: datetime, on: date | None = None) -> int:
    """A draft in which home matters are answered in three working days instead of five."""
    made = services.draft(actor=actor, on=on or day(now) + timedelta(days=5), now=now)
    change(actor, made, now)
    return made


def change(actor: Actor, revision_id: int, now: datetime, days: int = 3) -> None:
    """Home matters are answered in so many working days."""
    draft = queries.draft_of(queries.revision(revision_id))
    since = services.mark(draft.table["classes"]["home"])
    values = {("answer",): {"amount": days, "unit": "working_days"}}
    services.edit(actor=actor, revision_id=revision_id, place=HOME, values=values, since=since, now=now)


def submitted(actor: Actor, now: datetime, on: date | None = None) -> int:
    """The same, submitted for its release."""
    made = begun(actor, now, on)
    on = queries.revision(made).in_force_from
    services.submit(actor=actor, revision_id=made, on=on, reason="居民代表会议提出", now=now)
    return made


def cases_otherwise(revision_id: int) -> int:
    """How many worked cases come out otherwise by a draft."""
    pack = queries.draft_of(queries.revision(revision_id)).examined[0]
    assert pack
    return len(queries.cases_differing(pack)[1])


def things(actor: Actor, now: datetime) -> dict[str, object]:
    """What the addresses and forms of a draft are filled with: it, its day, and the marks of two rows."""
    made = begun(actor, now)
    draft = queries.draft_of(queries.revision(made))
    return {
        "revision": made,
        "on": draft.on.isoformat(),
        "emergency": services.mark(draft.whole["refusals"]["emergency"]),
        "nothing": services.mark(None),
    }
