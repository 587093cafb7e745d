"""Who counts: a figure that people read is a metric; what else counts says here why it is none."""

from __future__ import annotations

import re

from tests.laws.house import ROOT

SRC = ROOT / "src" / "yuanba"
COUNTING = re.compile(r"\.count\(\)|\bCount\(|\baggregate\(")
#: What counts for the registry of metrics (ADR 0033).
FOR_METRICS = {
    "deliberation/queries/councils.py",
    "deliberation/queries/resolutions.py",
    "evaluation/queries/counting.py",
    "evaluation/queries/results.py",
    "lists/queries.py",
    "events/queries/planned.py",
    "matters/queries/counting.py",
    "matters/queries/figures.py",
    "matters/queries/heaps.py",
    "matters/queries/public.py",
    "messages/queries/__init__.py",
    "notices/queries/posted.py",
    "compacts/queries.py",
    "works/queries/__init__.py",
    "works/queries/numbers.py",
    "venues/queries/numbers.py",
    "activities/queries/__init__.py",
    "events/queries/attending.py",
    "honours/queries/standing.py",
    "opinions/queries/__init__.py",
    "people/queries/positions.py",
    "people/queries/units.py",
    "places/queries/__init__.py",
}
#: The length of a list or of a choice of it, counted by the condition of the list itself.
OF_LISTS = {
    "matters/queries/handling.py": "what is merged into a matter, to order what is to be triaged",
    "matters/queries/lists.py": "the orders in my hand, my colleagues' and my unit's: the choices of a list",
    "messages/queries/inbox.py": "lines of my inbox that I have not read",
    "web/tasks.py": "what waits for me, kind by kind: the lists of the queue",
    "web/tables/keyset.py": "the rows of a work table, up to the most that its head tells",
}
#: What one thing has, for whoever decides about it: no figure of a district.
OF_ONE_THING = {
    "ballots/queries/cast.py": "who has voted so far in a vote, for those who hold it",
    "ballots/services/papers.py": "for how many somebody acts, for the cap of proxies",
    "deliberation/queries/meetings.py": "supporters of the topics of an agenda, for its page",
    "deliberation/queries/priorities.py": "entries of the lists that hold, which the metric counts",
    "deliberation/queries/demands.py": "signatures under a demand, and of how many, for its page",
    "deliberation/services/demands.py": "signatures under a demand, for the rule that a meeting is owed",
    "deliberation/queries/topics.py": "supporters of each topic, for its page",
    "deliberation/services/topics.py": "supporters of a topic, for the rule of the agenda",
    "ballots/queries/tables.py": "who typed in the same sheet, to find where two differ",
    "ballots/queries/rolls.py": "who is on a roll, for whoever holds the vote",
    "ballots/queries/votes.py": "who is there when a vote is taken, for its page",
    "ballots/services/counting.py": "who can have raised a hand, for the refusal of more",
    "events/services/registering.py": "seats of an event that are taken, for the rule",
    "matters/queries/attachments.py": "pictures of a matter, up to the most",
    "matters/queries/clock.py": "how often a matter's resident was asked, for the rule",
    "matters/services/following.py": "neighbours of a matter, for the journal",
    "matters/services/orders.py": "open orders of a unit, for the refusal to take more",
    "opinions/queries/pictures.py": "opinions and people since, to see whether a picture is of today",
    "honours/queries/selections.py": "upheld objections to the notice of a selection, for the rule",
    "activities/services.py": "sessions that a week got when it was drafted, for the journal",
    "venues/queries/bookings.py": "bookings to come that somebody holds, for the rule",
    "honours/services/nominating.py": "nominees of a selection, up to the most",
    "compacts/services.py": "versions of a compact, for the number of the next one and its first day",
    "opinions/services/saying.py": "statements in a consultation, up to the most",
    "notices/services/posting.py": "objections to a notice, for the rule",
    "people/services/unit_changes.py": "what hangs on an area or an estate, for whoever ends it",
    "people/services/unit_needs.py": "what hangs on a unit, for whoever closes it",
    "people/queries/vacancies.py": "what hangs on an area, for whoever ends it",
    "places/services/ending.py": "what hangs on an area, for whoever ends it",
    "places/queries/housing.py": "the buildings of an estate, for whoever ends it",
}
#: Bounds and upkeep: nobody reads them as a figure.
OF_THE_HOUSE = {
    "journal/queries/__init__.py": "entries, for verification, and how often somebody acted, for limits",
    "journal/queries/looks.py": "how often somebody looked, for the limit of a day",
    "journal/services/skipping.py": "how much a reader has skipped, for the limit",
    "matters/queries/search.py": "the newest id, where the search begins",
    "saved/queries.py": "views of an account, up to the most",
    "evaluation/kept.py": "what a clean-up would empty",
    "events/kept.py": "what a clean-up would empty",
    "venues/kept.py": "what a clean-up would empty",
    "matters/kept.py": "what a clean-up would empty",
    "messages/queries/keeping.py": "what a clean-up would empty",
    "people/queries/keeping.py": "what a clean-up would empty",
    "privacy/kept.py": "what a clean-up would empty",
}


def test_whatever_counts_is_a_metric_or_says_why_not() -> None:
    found = {
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if "migrations" not in path.parts and COUNTING.search(path.read_text(encoding="utf-8"))
    }
    known = FOR_METRICS | set(OF_LISTS) | set(OF_ONE_THING) | set(OF_THE_HOUSE)
    assert found - known == set(), "make it a metric (metrics.py of its app), or say here why it is none"
    assert known - found == set(), "nothing is counted there any more"
