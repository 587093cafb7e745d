"""Reads what was said as a file and as groups: the votes of a consultation, and the picture of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from yuanba.opinions.models import OpinionPicture, OpinionStatement, StatementState, TakenStance
from yuanba.reading.opinion_votes import OpinionVotes

_VOTES = """
    select array_agg(statement.number order by statement.number),
           array_agg(stance.value order by statement.number)
    from opinions_participant participant
    join opinions_takenstance stance on stance.participant_id = participant.id
    join opinions_opinionstatement statement on statement.id = stance.statement_id
    where participant.consultation_id = %s and statement.state = 'accepted'
    group by participant.id
    order by participant.came_at, participant.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    """The groups of opinion as they were found last."""

    made_at: datetime
    found: Mapping[str, Any]


def votes(consultation_id: int) -> OpinionVotes:
    """Return who said what, by numbers alone: people 1, 2, … as they came, statements by their numbers."""
    accepted = OpinionStatement.objects.filter(consultation=consultation_id, state=StatementState.ACCEPTED)
    numbers = tuple(accepted.order_by("number").values_list("number", flat=True))
    place = {number: at for at, number in enumerate(numbers)}
    with connection.cursor() as cursor:
        cursor.execute(_VOTES, [consultation_id])
        rows = tuple(
            {place[number]: value for number, value in zip(said, values, strict=True)}
            for said, values in cursor.fetchall()
        )
    return OpinionVotes(people=tuple(range(1, len(rows) + 1)), statements=numbers, votes=rows)


def as_table(said: OpinionVotes) -> str:
    """Return votes as the table that `yuanba opinions groups` reads: a row per person, blank for nothing."""
    places = range(len(said.statements))
    rows = (
        [person, *(row.get(at, "") for at in places)]
        for person, row in zip(said.people, said.votes, strict=True)
    )
    return "".join(f"{','.join(map(str, row))}\r\n" for row in (["participant", *said.statements], *rows))


def digest_of(said: OpinionVotes) -> str:
    """Return the SHA-256 of votes as a table, by which a file can be held against what the journal keeps."""
    return hashlib.sha256(as_table(said).encode()).hexdigest()


def picture(consultation_id: int) -> PictureRow | None:
    """Return the groups of opinion as they were found last, or None before they ever were."""
    found = OpinionPicture.objects.filter(consultation=consultation_id).first()
    return PictureRow(made_at=found.made_at, found=found.found) if found else None


def mark(consultation_id: int) -> tuple[int, datetime | None]:
    """Return how many opinions there are, and when the newest was given: whether a picture is of today."""
    found = TakenStance.objects.filter(
        participant__consultation=consultation_id, statement__state=StatementState.ACCEPTED
    ).aggregate(number=Count("statement"), newest=Max("at"))
    return found["number"], found["newest"]


def voices_since(consultation_id: int, since: datetime) -> int:
    """Return how many people gave an opinion since a moment, or changed one."""
    found = TakenStance.objects.filter(participant__consultation=consultation_id, at__gt=since)
    return found.values("participant").distinct().count()
