"""Jiangjin's own account, as far as the engine can act it out: J1, J3, J4, J5.

J3's meetings are in test_jiangjin_meetings; the public bank's points (J2) are not there yet.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from tests.journeys import stage
from tests.journeys.stage import local
from tests.make import Matter
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import queries
from yuanba.evaluation import services as evaluation
from yuanba.matters import services
from yuanba.notices import queries as notices
from yuanba.packs import store
from yuanba.rules.core.state import State
from yuanba.rules.matters.triage import GuidedClass
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def bench(people: Cast, morning: datetime) -> Bench:
    return court.assemble(now=morning)


@pytest.mark.parametrize(
    ("class_code", "unit", "due"),
    [
        ("public", "jijiang", (3, 23)),
        ("common", "tongtaimen", (3, 16)),
        ("home", "grid-1", (3, 9)),
    ],
)
def test_three_kinds_of_matter_three_who_lead(
    class_code: str, unit: str, due: tuple[int, int], people: Cast, morning: datetime
) -> None:
    """J1: the subdistrict leads 公事, the community 共事, the grid 家事; each with its own time."""
    matter = make.a_matter(now=morning)
    services.assign(actor=people.chen, matter_id=matter.id, class_code=class_code, now=morning)
    row = stage.filed(matter.token)
    assert row.unit == unit
    assert row.due_at
    assert day(row.due_at) == local(*due, 18).date()


@pytest.mark.parametrize(
    ("item", "guidance"),
    [("private_deal", "market"), ("family", "family"), ("neighbour_dispute", "mediation")],
)
def test_what_lies_between_private_parties_is_guided_and_never_dispatched(
    item: str, guidance: str, people: Cast, morning: datetime
) -> None:
    """J1: 家事 are breaches of the covenant and shared facilities of a grid, not a quarrel in a shop."""
    matter = make.a_matter(now=morning)
    pack = store.in_force(day(morning))
    assert pack.items[item].guidance == guidance
    with pytest.raises(GuidedClass):
        services.assign(
            actor=people.chen, matter_id=matter.id, class_code="home", item_code=item, now=morning
        )
    services.guide(
        actor=people.chen,
        matter_id=matter.id,
        guidance_code=guidance,
        words=pack.guidances[guidance].instead.zh,
        now=morning,
    )
    assert stage.filed(matter.token).state is State.GUIDED


def test_home_matters_are_facilities_of_a_grid_and_breaches_of_its_covenant(
    jiangjin: DistrictRow, morning: datetime
) -> None:
    """J1: what the account names rests on it; what was put beside it says so."""
    pack = store.in_force(day(morning))
    given = {code: one for code, one in pack.items_of("home").items() if not one.guidance}
    assert {"corridor", "stairwell", "lift_fault", "covenant"} <= {
        code for code, one in given.items() if one.ground == "J1"
    }
    assert all("管理规约" in one.assumed for one in given.values() if not one.ground)
    assert "邻里之间" not in pack.classes["home"].meaning.zh


def test_a_town_has_its_own_titles_and_a_village_too(jiangjin: DistrictRow, morning: datetime) -> None:
    """Of Jiangjin's thirty 25 are towns: no 街道党工委 leads there, and no 居委会 in a village."""
    pack = store.in_force(day(morning))
    street, town, village = "/500116/500116001/", "/500116/500116104/", "/500116/500116104/500116104201/"
    for rows in (pack.bodies, pack.positions, pack.evaluators):
        for row in rows.values():
            assert "街道" not in row.title_in(town).zh, row
            assert not any(word in row.title_in(village).zh for word in ("街道", "社区", "居"))
    assert pack.bodies["subdistrict_party"].title_in(street).zh == "街道党工委"
    assert pack.bodies["subdistrict_party"].title_in(town).zh == "镇党委"
    assert pack.evaluators["congress_committee"].title_in(town).zh == "镇人大"


def test_standards_meetings_and_open_seats_are_published(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    """J1, J3, J5: what each kind holds, who sits in which meeting, and which seats are open."""
    pack = store.in_force(day(morning))
    assert {code: (row.convener, row.classes) for code, row in pack.meetings.items()} == {
        "district": ("district_joint", ("public",)),
        "subdistrict": ("subdistrict_party", ("public",)),
        "community": ("community_party", ("common",)),
        "residents": ("residents_committee", ("common",)),
        "grid": ("grid_party", ("home",)),
    }
    shown = Client().get(f"/d/jiangjin/standards?at={cast.JIJIANG}").content.decode()
    for row in pack.classes.values():
        assert row.meaning.zh in shown
    for meeting in pack.meetings.values():
        assert meeting.title.zh in shown
        assert all(one.zh in shown for one in meeting.members)
        assert meeting.observers is None or meeting.observers.zh in shown
    assert [one for one, row in pack.meetings.items() if not row.observers] == ["district"]
    assert "民主监督员还空" in shown
    town = Client().get("/d/jiangjin/standards").content.decode()
    assert "（在镇为镇党委）" in town
    for page in ("", "rules"):
        assert "/d/jiangjin/standards" in Client().get(f"/d/jiangjin/{page}").content.decode()


def to_be_judged(class_code: str, people: Cast, bench: Bench, start: datetime) -> tuple[Matter, datetime]:
    """Answered and looked at; what is public has hung for its fifteen days. And when that is."""
    matter = court.answered(people, start, class_code=class_code, actor=people.li)
    if class_code != "home":
        court.publish(matter, people, start)
    court.check(matter, bench, start)
    later = start + timedelta(days=16) if class_code != "home" else start
    evaluation.round_off(now=later)
    court.read_journal()
    assert deeds.row_of(matter).state is State.EVALUATING
    return matter, later


@pytest.mark.parametrize(
    ("class_code", "judge", "groups"),
    [
        ("home", "li", {"parties", "democratic_supervisors"}),
        ("common", "hu", {"supervisory_committee", "democratic_supervisors"}),
        ("public", "feng", {"congress_committee", "democratic_supervisors"}),
    ],
)
def test_each_kind_is_judged_by_its_own_and_never_by_who_handled_it(
    class_code: str, judge: str, groups: set[str], people: Cast, bench: Bench, morning: datetime
) -> None:
    """J4: the parties, the residents' supervisory committee or the congress committee, each with the
    democratic supervisors (J5)."""
    matter, later = to_be_judged(class_code, people, bench, morning)
    places = queries.places_of(matter.id)
    assert {one.group_code for one in places} == groups
    asked = {one.key for one in places if one.exclusion is None}
    own = people.li if judge == "li" else getattr(bench, judge)
    assert {own.key, bench.qian.key} <= asked
    assert people.zhou.key not in asked
    for actor in (own, bench.qian):
        evaluation.rate(actor=actor, matter_id=matter.id, is_solved=True, now=later)
    court.read_journal()


def test_the_result_hangs_at_subdistrict_community_and_grid(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    """J4, step three: posted at three levels; of a 家事 hangs in its grid what kind of matter it was."""
    public = court.answered(people, morning, class_code="public", actor=people.li)
    court.publish(public, people, morning)
    court.check(public, bench, morning)
    (notice,) = notices.of_subject("matter", str(public.id))
    assert {one.level.value for one in notices.postings(notice.id)} == {"subdistrict", "community", "grid"}
    home = court.evaluating(people, bench, morning)
    (notice,) = notices.of_subject("matter", str(home.id))
    assert {one.level.value for one in notices.postings(notice.id)} == {"grid"}
    assert notice.title == "家事：已办理"


def test_what_the_subdistrict_does_not_settle_goes_to_the_joint_meeting(
    people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """J3: what is late is told to the level above, at last to the district's joint meeting."""
    matter = make.a_matter(now=morning)
    services.assign(actor=people.chen, matter_id=matter.id, class_code="public", now=morning)
    services.accept(actor=people.zhou, matter_id=matter.id, now=morning)
    stage.tick(monkeypatch, local(3, 24, 9))
    row = stage.filed(matter.token)
    assert (row.level, stage.story(row)[-1]) == ("district", "escalate")
    told = store.in_force(day(morning)).leads
    assert told[Level.DISTRICT] == "district_joint"
