"""How fast online ballots by name come in, durable, against the floor of their own statements.

    python -m bench.ballots

The application hands in ballots by its service, in 8 processes with a connection each, on a vote with a
voter for every ballot. The floor sends the same statements, recorded from the application, from 8 processes
with bare psycopg clients to the same server; what differs between two ballots is drawn anew: account, voter,
key of the journal, ids. fsync is on. The sides take turns, each on a vote of its own; each figure is the
median of BENCH_RUNS runs of BENCH_BALLOTS ballots.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import psycopg

from bench.filing_floor import figures, renewed
from bench.house import DISTRICT, RUNS, house, medians, report

BALLOTS = int(os.environ.get("BENCH_BALLOTS", "2000"))
CLIENTS, GOAL = 8, 0.25
#: What one client does with its share of the voters: how long each ballot takes.
Share = Callable[[Sequence["Person"]], list[float]]


@dataclass(frozen=True)
class Person:
    """One voter: the account, the row on the roll, and the key under which the journal records the ballot."""

    account: str
    voter: int
    key: str


@dataclass(frozen=True)
class Box:
    """A vote with a voter for each ballot."""

    vote: int
    people: Sequence[Person]


def opened(number: int) -> Box:
    """A vote with so many voters as ballots are to come, and one more."""
    from yuanba.ballots import queries, services
    from yuanba.ballots.services import NewVote, RollPerson
    from yuanba.rules.ballots.presets import VoteRule
    from yuanba.rules.ballots.votes import BallotWay, VoteStanding
    from yuanba.rules.core.actor import Actor, ActorKind, Holding, PositionKind

    now = datetime.now(UTC)
    seat = Holding(kind=PositionKind.COMMUNITY_LEAD, area_path="/500116/", from_on=date(2025, 1, 1))
    about: dict[str, Any] = {
        "actor": Actor(kind=ActorKind.STAFF, key="bench", holdings=(seat,)),
        "subject_kind": "bench",
        "subject_key": str(number),
        "now": now,
    }
    roll = services.draw_roll(
        **about,
        title="计票测速",
        area_path="/500116/",
        persons=[
            RollPerson(name=f"居民{one}", account_key=f"voter-{number}-{one}") for one in range(BALLOTS + 1)
        ],
    )
    how = NewVote(title="计票测速", standing=VoteStanding.CONSULTATION, ways=(BallotWay.ONLINE,))
    vote = services.open_vote(**about, rule=VoteRule.SIMPLE, roll=roll, motions=["测速"], how=how)
    people = [Person(one.account_key, one.id, f"{vote}-{one.code}") for one in queries.voters(roll)]
    return Box(vote=vote, people=people)


def _cast(vote: int, person: Person) -> None:
    from yuanba.ballots import services
    from yuanba.rules.ballots.votes import BallotChoice
    from yuanba.rules.core.actor import Actor, ActorKind

    actor = Actor(kind=ActorKind.RESIDENT, key=person.account)
    services.cast(actor=actor, vote_id=vote, choices={1: BallotChoice.YES}, now=datetime.now(UTC))


def _by_service(vote: int, people: Sequence[Person]) -> list[float]:
    """Hand in the ballots of these people by the application; how long each took."""
    from django.db import connections

    from yuanba.districts import queries as districts

    taken = []
    row = districts.district(DISTRICT)
    assert row
    with districts.inside(row):
        for person in people:
            begun = time.monotonic()
            _cast(vote, person)
            taken.append(time.monotonic() - begun)
    connections.close_all()
    return taken


def record(box: Box) -> list[tuple[str, Any]]:
    """What the application sends between BEGIN and COMMIT for the last voter of a vote."""
    from django.db import connection

    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        sent.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        _cast(box.vote, box.people[-1])
    return sent


def _by_psycopg(
    arguments: dict[str, str], sent: Sequence[tuple[str, Any]], shown: Person, people: Sequence[Person]
) -> list[float]:
    """Send the same statements for these people without a framework; how long each ballot took."""
    taken = []
    path = f"-c search_path=d_{DISTRICT},public"
    with psycopg.connect(**arguments, autocommit=True, options=path) as connection:  # type: ignore[arg-type]
        for person in people:
            begun = time.monotonic()
            by: dict[Any, Any] = {
                shown.account: person.account,
                shown.voter: person.voter,
                shown.key: person.key,
            }
            connection.execute("BEGIN")
            for sql, parameters in sent:
                done = connection.execute(sql, renewed(parameters, by) if parameters else None)
                row = done.fetchone() if done.description else None
                if row and 'INTO "ballots_castballot"' in sql:
                    by[_ballot_of(sent)] = row[0]
            connection.execute("COMMIT")
            taken.append(time.monotonic() - begun)
    return taken


def _ballot_of(sent: Sequence[tuple[str, Any]]) -> Any:
    """The id that the recorded ballot had: the first parameter of the statement that seals its choice."""
    return next(parameters[0] for sql, parameters in sent if 'INTO "ballots_sealedchoice"' in sql)


def _measured(work: Share, people: Sequence[Person]) -> dict[str, float]:
    """So many clients at once, each with its share of the voters."""
    from django.db import connections

    connections.close_all()  # a child that closed the parent's would end its session at the server
    context = multiprocessing.get_context("fork")
    shares = [people[number::CLIENTS] for number in range(CLIENTS)]
    begun = time.monotonic()
    with context.Pool(CLIENTS) as pool:
        taken = [one for each in pool.map(work, shares, chunksize=1) for one in each]
    return figures(taken, time.monotonic() - begun)


def main() -> None:
    """Print rates, times and the ratio."""
    from functools import partial

    with house():
        from yuanba.districts import queries as districts
        from yuanba.server import postgres

        runs: dict[str, list[dict[str, float]]] = {"floor": [], "service": []}
        row = districts.district(DISTRICT)
        assert row
        with postgres.running(), districts.inside(row):
            for number in range(RUNS):
                floor, ours = opened(2 * number), opened(2 * number + 1)
                sent, arguments = record(floor), postgres.connect_arguments()
                bare = partial(_by_psycopg, arguments, sent, floor.people[-1])
                runs["floor"].append(_measured(bare, floor.people[:-1]))
                runs["service"].append(_measured(partial(_by_service, ours.vote), ours.people[:-1]))
    found = {side: medians(each) for side, each in runs.items()}
    ratio = round(found["service"]["per_second"] / found["floor"]["per_second"], 3)
    print(f"Ballots online, durable, {CLIENTS} clients, median of {RUNS} runs of {BALLOTS} ballots")
    for side, one in found.items():
        print(
            f"{side:10}{one['per_second']:>10} per second{one['p50_ms']:>9} ms p50{one['p95_ms']:>9} ms p95"
        )
    print(f"At {CLIENTS} clients: {ratio:.3f} of the floor; asked: {GOAL}")
    report("ballots", {"figures": found, "all": runs, "ratio": ratio, "asked": GOAL})


if __name__ == "__main__":
    main()
