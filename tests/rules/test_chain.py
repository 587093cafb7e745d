"""The journal's arithmetic: what a hash covers, and what it would notice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.rules.core import chain

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BODY = chain.EntryBody(
    actor_kind="staff",
    actor_key="k1",
    verb="matter.assign",
    subject_kind="matter",
    subject_key="17",
    at=AT,
    outcome={"state": "assigned", "until": None, "urges": 2, "helping": ["a", "b"]},
    because=("classes.public",),
    words_digest=None,
)


def test_the_same_body_has_the_same_digest_in_any_zone_and_order() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=8)))
    shuffled = {key: BODY.outcome[key] for key in sorted(BODY.outcome, reverse=True)}

    assert chain.body_digest(replace(BODY, at=elsewhere, outcome=shuffled)) == chain.body_digest(BODY)


@pytest.mark.parametrize(
    "change",
    [
        {"actor_key": "k2"},
        {"verb": "matter.reassign"},
        {"subject_key": "18"},
        {"at": AT + timedelta(microseconds=1)},
        {"outcome": {"state": "assigned"}},
        {"because": ()},
        {"words_digest": b"x" * 32},
    ],
)
def test_every_field_counts(change: dict[str, object]) -> None:
    assert chain.body_digest(replace(BODY, **change)) != chain.body_digest(BODY)  # type: ignore[arg-type]


@pytest.mark.parametrize("outcome", [{"a": 1.5}, {"a": [1.5]}, {"a": {"b": 1.5}}])
def test_a_float_is_refused_wherever_it_hides(outcome: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="whole numbers"):
        chain.body_digest(replace(BODY, outcome=outcome))  # type: ignore[arg-type]


@given(st.integers(1, 10**9), st.binary(min_size=32, max_size=32), st.integers(0, 10**9))
def test_a_link_knows_its_place_its_moment_and_what_was_before(number: int, before: bytes, late: int) -> None:
    digest = chain.body_digest(BODY)
    at = AT + timedelta(microseconds=late)
    link = chain.link(before=before, number=number, recorded_at=at, digest=digest)

    assert link != chain.link(before=before, number=number + 1, recorded_at=at, digest=digest)
    later = at + timedelta(microseconds=1)
    assert link != chain.link(before=before, number=number, recorded_at=later, digest=digest)
    assert link != chain.link(before=digest, number=number, recorded_at=at, digest=digest)


def test_words_say_nothing_without_their_salt() -> None:
    assert chain.words_digest(salt=b"a", words="好") != chain.words_digest(salt=b"b", words="好")


def test_the_running_digest_depends_on_order() -> None:
    one, two = b"1" * 32, b"2" * 32
    forth = chain.running(before=chain.running(before=chain.START, link=one), link=two)
    back = chain.running(before=chain.running(before=chain.START, link=two), link=one)
    assert forth != back
