"""P6's quarterly review in Panlian: its meeting shows the quarter's figures, and the minutes keep them."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.template.loader import render_to_string

from tests import make
from tests.laws.house import ROOT
from yuanba.deliberation import services
from yuanba.deliberation.papers import minutes_sheet
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import reviews
from yuanba.deliberation.views.live import live
from yuanba.districts.queries import DistrictRow
from yuanba.events import services as events
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import Amount
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.reviews import reviewed
from yuanba.rules.time.calendar import HERE
from yuanba.web import metrics

pytestmark = pytest.mark.district("panlian")

TOWN, COMMUNITY, NEXT_DOOR = "510421100", "510421100001", "510421100002"
PLACES = (
    "code,name",
    "510421,米易县",
    f"{TOWN},攀莲镇",
    f"{COMMUNITY},城北社区居民委员会",
    f"{NEXT_DOOR},城南社区居民委员会",
)
UNITS = (
    "code,name,kind,body,area,parent",
    f"chengbei,城北社区党总支,community,community_party,{COMMUNITY},",
)


def at(month: int, on: int, hour: int = 19) -> datetime:
    return datetime(2026, month, on, hour, tzinfo=HERE).astimezone(UTC)


@pytest.fixture
def bai(district: DistrictRow, morning: datetime) -> Actor:
    """白 keeps the council of Chengbei; two matters came in there in the first quarter, one next door."""
    make.places(*PLACES, now=morning)
    make.units(*UNITS, now=morning)
    for moment, area in ((at(1, 5), COMMUNITY), (at(3, 31), COMMUNITY), (at(3, 31), NEXT_DOOR)):
        make.a_matter(now=moment, text=f"路灯坏了{moment:%m%d}{area}", place="", area_code=area)
    return make.staff("bai", "community_secretary", unit="chengbei", now=morning)


def a_review(bai: Actor) -> int:
    """The review of the first quarter, called a week ahead."""
    council = services.set_up(actor=bai, kind="review", area_code=COMMUNITY, now=at(4, 1))
    services.seat(actor=bai, council_id=council, role=SeatRole.CONVENER, login="bai", now=at(4, 1))
    begins = at(4, 8)
    return services.call_meeting(
        actor=bai,
        council_id=council,
        topics=["一季度办得怎么样"],
        place="城北社区议事厅",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        now=at(4, 1),
    )


def counted(meeting: int, now: datetime) -> dict[str, int]:
    found = reviews.review_of(held.meeting(meeting), now)
    assert found
    return {one.metric.code: int(one.amount.counted) for one in found.figures}


@pytest.mark.parametrize(
    ("meets_on", "first", "last"),
    [
        (date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 5, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 1), date(2026, 4, 1), date(2026, 5, 31)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 30)),
    ],
)
def test_the_quarter_before_or_in_its_last_month_the_own(meets_on: date, first: date, last: date) -> None:
    assert (reviewed(meets_on).from_on, reviewed(meets_on).until_on) == (first, last)


def test_the_figures_are_of_its_quarter_and_its_area_and_stay_with_the_minutes(bai: Actor) -> None:
    meeting = a_review(bai)
    assert counted(meeting, at(4, 8))["matters.came_in"] == 2
    review = reviews.review_of(held.meeting(meeting), at(4, 8))
    page = render_to_string("deliberation/review.html", {"review": review})
    assert "2026年1月1日至3月31日" in page
    assert 'data-figure="matters.came_in~2026-01-01~2026-03-31~*510421100001~~"' in page

    of_registry = metrics.metric("matters.came_in").tallies(
        metrics.MetricCut(
            now=at(4, 8), periods=(reviewed(date(2026, 4, 8)),), area_path=places.path_of(COMMUNITY)
        )
    )
    assert sum(one.amount.counted for one in of_registry) == 2
    shown = re.search(r"matters\.came_in~[^>]*>\s*(\S+)\s*</b>", page)
    assert shown
    assert shown.group(1) == "2"

    events.open_door(actor=bai, event_id=meeting, now=at(4, 8, 18))
    services.begin_meeting(actor=bai, meeting_id=meeting, now=at(4, 8))
    services.draft(actor=bai, meeting_id=meeting, number=1, text="大家认可。", now=at(4, 8))
    services.settle(actor=bai, meeting_id=meeting, number=1, outcome=ItemState.AGREED, now=at(4, 8, 20))
    services.end_meeting(actor=bai, meeting_id=meeting, now=at(4, 8, 21))
    services.confirm_minutes(actor=bai, meeting_id=meeting, now=at(4, 8, 21))
    make.a_matter(now=at(3, 30), text="又有一件", place="", area_code=COMMUNITY)

    assert counted(meeting, at(4, 9))["matters.came_in"] == 2, "what was reviewed stands"
    row = held.meeting(meeting)
    review = reviews.review_of(row, at(4, 9))
    assert review
    assert review.is_kept
    seats = held.seats_there(row, with_names=True)
    assert minutes_sheet(live(row, seats), seats, review, district="米易县").startswith(b"%PDF-")


def test_what_so_few_people_say_is_not_told(bai: Actor) -> None:
    few = reviews.ReviewedFigure(
        metric=metrics.metric("evaluation.solved"),
        key=metrics.FigureKey(code="evaluation.solved"),
        amount=Amount(counted=Fraction(1), of=2),
    )
    review = reviews.Review(period=reviewed(date(2026, 4, 8)), figures=[few], is_kept=False)
    said = render_to_string("deliberation/review.html", {"review": review})
    assert "50%" not in said
    assert "人数太少" in said


def test_every_figure_that_a_pack_lets_be_reviewed_is_in_the_registry(district: DistrictRow) -> None:
    known = {one.code for one in metrics.metrics(at(4, 8))}
    named = {
        figure
        for path in (ROOT / "packs").glob("*/*.toml")
        for meeting in tomllib.loads(path.read_text(encoding="utf-8")).get("meetings", {}).values()
        for figure in meeting.get("figures", ())
    }
    assert named
    assert named <= known
