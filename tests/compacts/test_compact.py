"""compact.draft, compact.revise, compact.drop, compact.adopt: what a vote has passed is in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import cast, make
from tests.cast import Cast
from tests.compacts import yard
from tests.threads import together
from yuanba.compacts import queries, services
from yuanba.compacts.models import CompactVersion
from yuanba.compacts.queries import CompactNotFound
from yuanba.compacts.services import DraftAlready, EstateUnknown, NoReasonGiven
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.rules.compacts.wording import (
    BadClause,
    BadFirstDay,
    Clause,
    ClauseTwice,
    CompactTopic,
    DifferenceKind,
    DraftNotPassed,
    MayNotImpose,
    MotionOfOther,
    NoClauses,
    WordsAfterVote,
    differences,
    worded,
)
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day

SOON, LATER = timedelta(minutes=10), timedelta(minutes=20)


def test_a_draft_is_in_force_once_a_vote_has_passed_it(guo: Actor, people: Cast, morning: datetime) -> None:
    made = services.draft(**yard.a_draft(actor=guo, now=morning))
    with pytest.raises(DraftAlready):
        services.draft(**yard.a_draft(actor=guo, now=morning))
    with pytest.raises(NotAllowed):
        services.draft(**yard.a_draft(actor=people.li, now=morning))
    row = queries.compact(made, day(morning))
    assert row.draft
    assert not row.current
    assert [str(one.topic) for one in row.draft.clauses] == ["disputes", "manners", "surroundings"]
    assert queries.motions_for(row) == []

    vote = yard.pass_it(made, actor=guo, now=morning + SOON)
    row = queries.compact(made, day(morning))
    assert row.current
    assert (row.current.vote_id, row.draft) == (vote, None)
    assert queries.count_in_force(day(morning)) == 1
    verbs = [one.verb for one in journal.story("compact", str(made))]
    assert verbs == ["compact.draft", "compact.adopt"]
    with pytest.raises(CompactNotFound):
        yard.pass_it(made, actor=guo, now=morning + LATER)


def test_the_next_version_says_what_it_changes_and_comes_on_its_day(guo: Actor, morning: datetime) -> None:
    made = yard.adopted(actor=guo, now=morning)
    assert made == services.draft(**yard.a_draft(actor=guo, now=morning + SOON, clauses=yard.SECOND))
    today, tomorrow = day(morning), day(morning) + timedelta(days=1)
    with pytest.raises(BadFirstDay):
        yard.pass_it(made, actor=guo, now=morning + LATER)
    yard.pass_it(made, actor=guo, now=morning + LATER + SOON, from_on=tomorrow)

    now_row, then = queries.compact(made, today), queries.compact(made, tomorrow)
    assert now_row.current
    assert now_row.coming
    assert then.current
    assert (now_row.current.number, now_row.coming.number) == (1, 2)
    assert (then.current.number, [one.number for one in then.before]) == (2, [1])
    changed = queries.changes(then, then.current)
    assert [(one.kind, one.before, one.after) for one in changed] == [
        (DifferenceKind.CHANGED, "晚上十点后不放音响", "晚上九点后不放音响"),
        (DifferenceKind.ADDED, "", "鸡鸭圈起来养"),
        (DifferenceKind.LEFT_OUT, "垃圾装袋，丢到桶里", ""),
    ]
    assert queries.changes(then, then.before[0]) == []
    assert differences(yard.FIRST, yard.FIRST) == []


def test_who_voted_had_read_these_words(guo: Actor, morning: datetime) -> None:
    made = services.draft(**yard.a_draft(actor=guo, now=morning))
    early = yard.a_vote(actor=guo, now=morning + SOON)
    said = {"actor": guo, "compact_id": made, "title": "通泰门公约", "now": morning + LATER}
    services.revise(**said, clauses=yard.FIRST)
    row = queries.compact(made, day(morning))
    assert row.draft
    assert row.draft.worded_at == morning, "the same words are no change"
    services.revise(**said, clauses=yard.SECOND)
    told = {"actor": guo, "compact_id": made, "motion": 1, "from_on": day(morning), "now": morning + LATER}
    with pytest.raises(WordsAfterVote):
        services.adopt(**told, vote_id=early)
    later = morning + LATER + SOON
    draft = queries.compact(made, day(morning))
    for number, words in enumerate(("通过公约", queries.motion_on(draft).replace("第1版", "第2版"))):
        about_other = yard.a_vote(actor=guo, now=later + timedelta(seconds=1 + number), on=words)
        with pytest.raises(MotionOfOther):
            services.adopt(**told, vote_id=about_other)
    assert queries.motions_for(draft) == []
    for vote in (
        yard.a_vote(actor=guo, now=later, yes=1, no=2),
        yard.a_vote(actor=guo, now=later, area=cast.GRID_PATH),
    ):
        with pytest.raises(DraftNotPassed):
            services.adopt(**told, vote_id=vote)


def test_a_draft_is_given_up_with_a_reason_and_leaves_its_number(guo: Actor, morning: datetime) -> None:
    made = services.draft(**yard.a_draft(actor=guo, now=morning))
    with pytest.raises(NoReasonGiven):
        services.drop(actor=guo, compact_id=made, reason=" ", now=morning)
    services.drop(actor=guo, compact_id=made, reason="先听听大家的", now=morning)
    with pytest.raises(CompactNotFound):
        services.drop(actor=guo, compact_id=made, reason="再来", now=morning)
    assert queries.compacts(day(morning)) == []
    services.draft(**yard.a_draft(actor=guo, now=morning))
    row = queries.compact(made, day(morning))
    assert row.draft
    assert row.draft.number == 2


def test_the_database_keeps_what_was_adopted(guo: Actor, morning: datetime) -> None:
    made = yard.adopted(actor=guo, now=morning)
    for change in (
        lambda: CompactVersion.objects.filter(compact=made).update(title="别的"),
        lambda: CompactVersion.objects.filter(compact=made)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_compact_neither_fines_nor_bars(guo: Actor, morning: datetime) -> None:
    for words in ("乱丢垃圾罚款五十元", "不参加的不予办理证明", "不听劝的停水三天", "取消低保资格"):
        clause = Clause(CompactTopic.OTHER, words)
        with pytest.raises(MayNotImpose) as refusal:
            services.draft(**yard.a_draft(actor=guo, now=morning, clauses=(clause,)))
        assert refusal.value.arguments["clause"] == words
    plain = Clause(CompactTopic.OTHER, "停水时互相挑水")
    assert worded("公约", [plain], is_checked=True) == (plain,)
    for refused, clauses in (
        (NoClauses, ()),
        (BadClause, (Clause(CompactTopic.OTHER, "长" * 121),)),
        (BadClause, tuple(Clause(CompactTopic.OTHER, str(n)) for n in range(41))),
        (ClauseTwice, (plain, Clause(CompactTopic.MANNERS, plain.words))),
    ):
        with pytest.raises(refused):
            worded("公约", clauses, is_checked=True)
    with pytest.raises(EstateUnknown):
        services.draft(**yard.a_draft(actor=guo, now=morning, estate="none"))


def test_of_all_who_adopt_at_once_one_does(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)
    guo = make.staff("guo", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)
    made = services.draft(**yard.a_draft(actor=guo, now=morning))
    vote = yard.a_vote(actor=guo, now=morning + SOON)
    said = {"compact_id": made, "vote_id": vote, "motion": 1, "from_on": day(morning), "now": morning + LATER}
    answers = together(4, lambda _: services.adopt(actor=guo, **said))
    assert sorted(isinstance(one, CompactNotFound) for one in answers) == [False, True, True, True]

    nxt = yard.a_draft(actor=guo, now=morning + LATER)
    answers = together(4, lambda _: services.draft(**nxt))
    assert sorted(isinstance(one, DraftAlready) for one in answers) == [False, True, True, True]


def test_lists_ask_as_often_however_many_there_are(guo: Actor, people: Cast, morning: datetime) -> None:
    """The public list, that of the desk, and the tasks."""

    questions: tuple[Callable[[], object], ...] = (
        lambda: queries.compacts(day(morning)),
        lambda: queries.kept_by(guo, morning + LATER),
        lambda: queries.drafts_to_adopt(guo, morning + LATER, limit=9),
    )

    def asked() -> list[int]:
        counts = []
        for ask in questions:
            ask()  # the names of places are kept
            with CaptureQueriesContext(connection) as seen:
                ask()
            counts.append(len(seen))
        return counts

    yard.things(guo, morning)
    before = asked()
    for number, area in enumerate((cast.FIRST_GRID, cast.SECOND_GRID)):
        title = f"网格公约{number}"
        services.draft(**yard.a_draft(actor=guo, now=morning, area_code=area, title=title))
    assert len(queries.compacts(day(morning))) == 3
    assert asked() == before
