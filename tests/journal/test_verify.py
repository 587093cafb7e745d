"""What a superuser does to the journal, and what is found: inside it, or against a checkpoint."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.journal.conftest import ENTRIES, Superuser, Tamper, tell
from yuanba.journal import queries, services
from yuanba.journal.models import Entry, EntryPosition
from yuanba.journal.queries import verify
from yuanba.journal.queries.verify import ErasedWords, Until
from yuanba.journal.services import erasing
from yuanba.rules.core import chain

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def found(until: Until | None = None) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in verify.findings(until=until)]


def codes(until: Until | None = None) -> set[str]:
    return {code for code, _ in found(until)}


@pytest.fixture
def until(tamper: Tamper) -> Until:
    """What a checkpoint said when all was well."""
    last = queries.last_position()
    assert last
    assert last.position == ENTRIES
    return Until(position=last.position, running=last.running)


def test_an_untouched_journal_is_sound(until: Until) -> None:
    assert found() == []
    assert found(until) == []


ALTERED = {
    "verb": "'matter.close'",
    "actor_key": "'somebody'",
    "actor_kind": "'staff'",
    "at": "at + interval '1 microsecond'",
    "recorded_at": "recorded_at + interval '1 microsecond'",
    "outcome": """'{"state": "closed"}'""",
    "because": """'["grounds.other"]'""",
    "words_digest": "sha256('others')",
}


@pytest.mark.parametrize("column", ALTERED)
def test_an_altered_entry(tamper: Tamper, column: str) -> None:
    tamper.execute(f"update journal_entry set {column} = {ALTERED[column]} where id = {tamper.ids[4]}")

    assert ("entry_altered", "matter:b#2") in found()
    assert codes() <= {"entry_altered", "words_altered"}


def test_an_altered_number_in_the_outcome_is_not_a_matter_of_spelling(tamper: Tamper) -> None:
    tamper.execute(f"update journal_entry set outcome = outcome::text::jsonb where id = {tamper.ids[4]}")
    assert found() == []

    tamper.execute(
        f"""update journal_entry set outcome = jsonb_set(outcome, '{{number}}', '5.0')
        where id = {tamper.ids[4]}"""
    )
    assert found() == [("entry_altered", "matter:b#2")]


def test_an_altered_hash(tamper: Tamper) -> None:
    tamper.execute(f"update journal_entry set hash = sha256('x') where id = {tamper.ids[4]}")

    assert codes() == {"entry_altered", "position_differs"}


def test_an_entry_moved_to_another_subject(tamper: Tamper) -> None:
    tamper.execute(
        f"update journal_entry set subject_key = 'c', number = 5 where id = {tamper.ids[1]}"
    )  # from b, which has four of them, as c has

    told = found()
    assert ("entry_altered", "matter:c#5") in told
    assert ("entry_missing_or_inserted", "matter:b#2") in told


def test_two_entries_in_another_order(tamper: Tamper) -> None:
    one, other = tamper.ids[3], tamper.ids[6]  # a's second and third
    tamper.execute(f"update journal_entry set number = 99 where id = {one}")
    tamper.execute(f"update journal_entry set number = 2 where id = {other}")
    tamper.execute(f"update journal_entry set number = 3 where id = {one}")

    told = found()
    assert ("entry_altered", "matter:a#2") in told
    assert ("entry_altered", "matter:a#3") in told


#: Where an entry leaves its traces.
LINES = (("journal_position", "entry_id"), ("journal_words", "entry_id"), ("journal_entry", "id"))
COPIED = (
    "subject_kind, subject_key, verb, actor_kind, actor_key, at, recorded_at, outcome, because, words_digest"
)


def insert_after(tamper: Tamper, entry: int, number: int, *, hashed: str = "hash") -> None:
    tamper.execute(
        "update journal_entry set number = number + 100 where subject_key = 'a' and number >= %s", [number]
    )
    tamper.execute("update journal_entry set number = number - 99 where subject_key = 'a' and number >= 100")
    tamper.execute(
        f"insert into journal_entry ({COPIED}, number, hash) "
        f"select {COPIED}, {number}, {hashed} from journal_entry where id = {entry}"
    )


def test_an_entry_inserted_in_the_middle(tamper: Tamper) -> None:
    insert_after(tamper, tamper.ids[3], 3)

    told = codes()
    assert "entry_altered" in told
    assert "entry_unplaced" in told
    assert "chain_head_differs" in told


def test_an_entry_inserted_with_a_number_twice_is_refused_by_the_table(tamper: Tamper) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        tamper.execute(
            f"insert into journal_entry ({COPIED}, number, hash) "
            f"select {COPIED}, number, hash from journal_entry where id = {tamper.ids[3]}"
        )


def test_an_entry_deleted_in_the_middle(tamper: Tamper) -> None:
    for table, column in LINES:
        tamper.execute(f"delete from {table} where {column} = {tamper.ids[3]}")

    told = found()
    assert ("entry_missing_or_inserted", "matter:a#3") in told
    assert ("position_missing_or_inserted", "5") in told


def test_a_deleted_entry_whose_gap_was_closed(tamper: Tamper) -> None:
    for table, column in LINES:
        tamper.execute(f"delete from {table} where {column} = {tamper.ids[3]}")
    tamper.execute("update journal_entry set number = number - 1 where subject_key = 'a' and number > 2")
    tamper.execute("update journal_chain set length = length - 1 where key = 'a'")
    tamper.execute("update journal_position set position = -position where position > 4")
    tamper.execute("update journal_position set position = -position - 1 where position < 0")

    told = found()
    assert ("entry_altered", "matter:a#2") in told
    assert ("position_differs", "4") in told


def test_a_chain_that_was_forgotten_or_made_up(tamper: Tamper) -> None:
    tamper.execute("delete from journal_chain where key = 'b'")
    tamper.execute("insert into journal_chain values ('matter', 'z', 1, sha256('z'))")

    assert set(found()) == {("chain_head_differs", "matter:b"), ("chain_without_entries", "matter:z")}


def test_positions_that_changed_places(tamper: Tamper) -> None:
    tamper.execute(f"delete from journal_position where entry_id = {tamper.ids[4]}")
    tamper.execute(f"update journal_position set entry_id = {tamper.ids[4]} where position = 8")

    told = found()
    assert ("position_missing_or_inserted", "6") in told
    assert ("position_differs", "8") in told
    assert ("entry_unplaced", "matter:b#3") in told


def test_an_entry_that_was_hidden_from_the_readers(tamper: Tamper) -> None:
    tamper.execute("delete from journal_position where position = 12")

    assert found() == [("entry_unplaced", "matter:c#4")]


def cut_the_tail(tamper: Tamper | Superuser) -> None:
    """Take the last entry away with everything that speaks of it."""
    last = Entry.objects.latest("id").pk
    ((before,),) = tamper.execute("select hash from journal_entry where subject_key = 'c' and number = 3")
    tamper.execute("delete from journal_position where position = 12")
    tamper.execute(f"delete from journal_words where entry_id = {last}")
    tamper.execute(f"delete from journal_entry where id = {last}")
    tamper.execute("update journal_chain set length = 3, head = %s where key = 'c'", [before])


def test_a_cut_tail_is_found_against_a_checkpoint_only(tamper: Tamper, until: Until) -> None:
    cut_the_tail(tamper)

    assert found() == []
    assert found(until) == [("tail_cut", "11 < 12")]


def test_a_tail_that_was_cut_and_grew_again(tamper: Tamper, until: Until) -> None:
    cut_the_tail(tamper)
    entry = Entry.objects.order_by("-id").first()
    assert entry
    tell(12, entry.at + timedelta(days=1))
    services.number()

    assert found() == []
    assert found(until) == [("checkpoint_differs", "12")]


def rewrite(tamper: Tamper | Superuser) -> None:
    """Make every hash, head and running digest fit what the entries say now."""
    links: dict[int, bytes] = {}
    heads: dict[tuple[str, str], tuple[int, bytes]] = {}
    for entry in Entry.objects.order_by("subject_key", "number"):
        subject = (entry.subject_kind, entry.subject_key)
        before = heads.get(subject, (0, chain.START))[1]
        digest = chain.body_digest(
            chain.EntryBody(
                actor_kind=entry.actor_kind,
                actor_key=entry.actor_key,
                verb=entry.verb,
                subject_kind=entry.subject_kind,
                subject_key=entry.subject_key,
                at=entry.at,
                outcome=entry.outcome,
                because=entry.because,
                words_digest=bytes(entry.words_digest) if entry.words_digest else None,
            )
        )
        link = chain.link(before=before, number=entry.number, recorded_at=entry.recorded_at, digest=digest)
        links[entry.pk], heads[subject] = link, (entry.number, link)
    for pk, link in links.items():
        tamper.execute("update journal_entry set hash = %s where id = %s", [link, pk])
    for (kind, key), (length, head) in heads.items():
        tamper.execute(
            "update journal_chain set length = %s, head = %s where kind = %s and key = %s",
            [length, head, kind, key],
        )
    running = chain.START
    for row in EntryPosition.objects.order_by("position"):
        running = chain.running(before=running, link=links[row.entry_id])
        tamper.execute(
            "update journal_position set running = %s where position = %s", [running, row.position]
        )


def test_a_history_rewritten_throughout_is_found_against_a_checkpoint_only(
    tamper: Tamper, until: Until
) -> None:
    outcome = json.dumps({"state": "closed"})
    tamper.execute("update journal_entry set outcome = %s where id = %s", [outcome, tamper.ids[0]])
    assert codes() == {"entry_altered"}

    rewrite(tamper)

    assert found() == []
    assert found(until) == [("checkpoint_differs", "12")]


def test_what_was_added_after_the_checkpoint_changes_nothing_about_it(tamper: Tamper, until: Until) -> None:
    tell(13, datetime(2026, 3, 3, tzinfo=UTC))
    assert found(until) == [], "an entry that waits is not missing"
    services.number()
    assert found(until) == []


# --- words ----------------------------------------------------------------------------------------------


def test_altered_words(tamper: Tamper) -> None:
    tamper.execute(f"update journal_words set sealed = sha256('x') where entry_id = {tamper.ids[4]}")

    assert found() == [("words_altered", "matter:b#2")]


def test_words_of_another_entry(tamper: Tamper) -> None:
    tamper.execute(
        f"update journal_words w set (sealed, salt) = "
        f"(select sealed, salt from journal_words where entry_id = {tamper.ids[0]}) "
        f"where entry_id = {tamper.ids[4]}"
    )

    assert found() == [("words_altered", "matter:b#2")]


def test_words_put_to_an_entry_that_had_none(tamper: Tamper) -> None:
    tamper.execute(
        f"insert into journal_words (entry_id, salt, sealed) "
        f"select {tamper.ids[1]}, salt, sealed from journal_words where entry_id = {tamper.ids[0]}"
    )

    assert found() == [("words_altered", "matter:b#1")]


def test_erased_words_leave_the_journal_valid(tamper: Tamper, until: Until) -> None:
    assert [step.words for step in queries.story("matter", "b")] == ["", "第5句话", "", "第11句话"]

    assert erasing.erase_words_of(entry_ids=[tamper.ids[4]], by="receipt:1", now=NOW) == 1

    assert found(until) == []
    assert list(verify.erased_words()) == [ErasedWords(place="matter:b#2", by="receipt:1", at=NOW)]
    assert [step.words for step in queries.story("matter", "b")] == ["", "", "", "第11句话"]
    assert erasing.erase_words_of(entry_ids=[tamper.ids[4]], by="somebody", now=NOW) == 0, "it is gone"


def test_words_that_nobody_erased_are_missing(tamper: Tamper) -> None:
    tamper.execute(f"delete from journal_words where entry_id = {tamper.ids[4]}")

    assert found() == [("words_missing", "matter:b#2")]


CHANGES = {
    "delete": "delete from journal_words where entry_id = {}",
    "truncate": "truncate journal_words",
    "another salt": "update journal_words set salt = 'x' where entry_id = {}",
    "another entry": "update journal_words set entry_id = entry_id + 1 where entry_id = {}",
    "by nobody": "update journal_words set (salt, sealed, erased_at) = ('', '', now()) where entry_id = {}",
    "at no time": "update journal_words set (salt, sealed, erased_by) = ('', '', 'x') where entry_id = {}",
    "emptied without a word": "update journal_words set salt = '', sealed = '' where entry_id = {}",
    "sealed emptied": "update journal_words set sealed = '' where entry_id = {}",
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_application_cannot_make_words_disappear(history: list[int], change: str) -> None:
    with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        _execute(CHANGES[change].format(history[4]))
    assert found() == []


def test_an_erasure_stays_who_and_when_it_was(history: list[int]) -> None:
    erasing.erase_words_of(entry_ids=[history[4]], by="receipt:1", now=NOW)
    for change in (
        "update journal_words set erased_by = 'somebody'",
        "update journal_words set erased_at = null, erased_by = '', sealed = 'x', salt = 'y'",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            _execute(f"{change} where entry_id = {history[4]}")
    assert [one.by for one in verify.erased_words()] == ["receipt:1"]


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
