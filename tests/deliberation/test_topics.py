"""topic.*: a resident's way from an idea to the agenda; each neighbour counts once, also after a merger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.deliberation.test_councils import BASE, entered
from yuanba.deliberation import services
from yuanba.deliberation.models import Supporter, Topic
from yuanba.deliberation.queries import topics
from yuanba.deliberation.services import AlreadySupported, NeedsPhone, OwnTopic
from yuanba.deliberation.services.erasing import erase_topics
from yuanba.journal import queries as journal
from yuanba.journal import services as journal_services
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.topics import OtherCouncil, TopicMoved, TopicState, TopicWithoutWords

WORDS = "13栋张大妈说：晾衣杆坏了，电话13800138000"


@pytest.fixture
def clerk(people: Cast, morning: datetime) -> Actor:
    """吴, at the counter of Tongtaimen."""
    return make.staff("wu", "clerk", area=cast.TONGTAIMEN, now=morning)


def opened(council: int, secretary: Actor, by: Actor, now: datetime, title: str = "修晾衣杆") -> int:
    """A public topic."""
    made = services.propose(actor=by, council_id=council, words=WORDS, now=now)
    services.publish(actor=secretary, topic_id=made, title=title, summary="楼前晾衣杆坏了。", now=now)
    return made


def test_what_is_proposed_is_public_only_in_words_of_staff(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """topic.propose, topic.publish: the words stay sealed and masked; a title names nobody."""
    with pytest.raises(TopicWithoutWords):
        services.propose(actor=people.li, council_id=council, words="  ", now=morning)
    made = services.propose(actor=people.li, council_id=council, words=WORDS, now=morning)
    assert "13800138000" not in Topic.objects.get(pk=made).text
    page = f"{BASE}/topics/{made}"
    assert Client().get(page).status_code == 404
    assert entered("li").get(page).status_code == 200, "one reads one's own"
    with pytest.raises(TopicMoved):
        services.support(actor=people.wang, topic_id=made, now=morning)
    with pytest.raises(NotAllowed):
        services.publish(actor=people.zhou, topic_id=made, title="修", summary="修", now=morning)
    services.publish(
        actor=secretary, topic_id=made, title="修晾衣杆", summary="楼前晾衣杆坏了。", now=morning
    )
    shown = Client().get(page).content.decode()
    assert ("修晾衣杆" in shown, "张大妈" in shown) == (True, False)
    assert "修晾衣杆" in Client().get(f"{BASE}/topics?at={cast.TONGTAIMEN}").content.decode()
    assert "张大妈" not in str([(one.outcome, one.words) for one in journal.story("topic", str(made))])
    assert erase_topics(keys=[people.li.key]) == 1
    assert topics.said_by([people.li.key])[0][1] == ""


def test_each_neighbour_counts_once_by_phone_or_at_the_counter(
    council: int, secretary: Actor, people: Cast, clerk: Actor, morning: datetime
) -> None:
    """topic.support: not one's own, not twice, and by staff only for somebody whose number they give."""
    made = opened(council, secretary, people.li, morning)
    assert services.support(actor=people.wang, topic_id=made, now=morning) == 1
    assert services.support(actor=clerk, topic_id=made, phone="13900139000", now=morning) == 2
    for refused, actor, phone in (
        (AlreadySupported, people.wang, ""),
        (AlreadySupported, clerk, "13900139000"),
        (NeedsPhone, clerk, ""),
        (OwnTopic, people.li, ""),
        (NotAllowed, people.zhou, "13700137000"),
    ):
        with pytest.raises(refused):
            services.support(actor=actor, topic_id=made, phone=phone, now=morning)
    assert "13900139000" not in str(list(Supporter.objects.values()))


def test_with_enough_supporters_it_comes_on_the_agenda_by_itself(
    council: int, secretary: Actor, people: Cast, clerk: Actor, morning: datetime
) -> None:
    """topic.schedule: ten of them, as the pack says; before that by the convener, with a ground."""
    made = opened(council, secretary, people.li, morning)
    for number in range(9):
        services.support(actor=clerk, topic_id=made, phone=f"1390013900{number}", now=morning)
    assert topics.topic(made).state is TopicState.OPEN
    services.support(actor=people.wang, topic_id=made, now=morning)
    assert topics.topic(made).state is TopicState.ON_AGENDA
    entry = journal.story("topic", str(made))[-1]
    assert (entry.verb, entry.because[-1]) == ("topic.schedule", "meetings.community")
    with pytest.raises(TopicMoved):
        services.schedule(actor=secretary, topic_id=made, reason="再列一次", now=morning)
    other = opened(council, secretary, people.li, morning, title="加装电梯")
    with pytest.raises(TopicWithoutWords):
        services.schedule(actor=secretary, topic_id=other, reason=" ", now=morning)
    services.schedule(actor=secretary, topic_id=other, reason="关系到全楼安全", now=morning)
    assert "关系到全楼安全" in Client().get(f"{BASE}/topics/{other}").content.decode()


def test_a_merger_counts_everybody_once_and_tells_them(
    council: int, secretary: Actor, people: Cast, clerk: Actor, morning: datetime
) -> None:
    """topic.merge: who seconded both is one; the proposer seconds what stays; all are told."""
    stays = opened(council, secretary, people.li, morning)
    goes = opened(council, secretary, people.wang, morning, title="换晾衣杆")
    services.support(actor=clerk, topic_id=stays, phone="13900139000", now=morning)
    services.support(actor=clerk, topic_id=goes, phone="13900139000", now=morning)
    services.support(actor=people.li, topic_id=goes, now=morning)
    with pytest.raises(OtherCouncil):
        services.merge_topics(actor=secretary, topic_id=goes, into_id=goes, now=morning)
    services.merge_topics(actor=secretary, topic_id=goes, into_id=stays, now=morning)
    row = topics.topic(stays)
    assert row.supporters == 2, "the visitor once, and 王 who proposed the other; 李 proposed this one"
    assert topics.topic(goes).merged_into_id == stays
    with pytest.raises(AlreadySupported):
        services.support(actor=people.wang, topic_id=goes, now=morning)
    assert services.support(actor=clerk, topic_id=goes, phone="13700137000", now=morning) == 3
    journal_services.number()
    messages.read_journal()
    told = {one.box_key for one in InboxItem.objects.filter(verb="topic.merge")}
    assert told == {people.li.key, people.wang.key}
    with pytest.raises(TopicMoved):
        services.merge_topics(actor=secretary, topic_id=stays, into_id=goes, now=morning)


def test_a_topic_is_declined_with_a_reason_that_its_people_read(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """topic.decline: the reason stands on the page as the council's answer."""
    made = opened(council, secretary, people.li, morning)
    with pytest.raises(TopicWithoutWords):
        services.decline(actor=secretary, topic_id=made, reason="", now=morning)
    services.decline(actor=secretary, topic_id=made, reason="物业上月已修好", now=morning)
    shown = Client().get(f"{BASE}/topics/{made}").content.decode()
    assert "议事机构答复" in shown
    assert "物业上月已修好" in shown
    with pytest.raises(TopicMoved):
        services.support(actor=people.wang, topic_id=made, now=morning)


def test_the_pages_go_the_whole_way(
    council: int, secretary: Actor, people: Cast, clerk: Actor, morning: datetime
) -> None:
    """J4 K7: proposed by a resident, published, seconded by a neighbour and a visitor, put on the agenda."""
    li, guo, wang, wu = entered("li"), entered("guo"), entered("wang"), entered("wu")
    assert Client().get(f"{BASE}/topics/new").status_code == 302, "who is nobody logs in"
    asked = li.get(f"{BASE}/topics/new?at={cast.TONGTAIMEN}").content.decode()
    assert "社区评议会" in asked
    assert "手机号" not in asked
    sent = li.post(f"{BASE}/topics/new", {"words": WORDS, "council": council})
    assert sent.status_code == 302
    assert li.post(f"{BASE}/topics/new", {"words": "", "council": council}).status_code == 422
    number = sent["Location"].rsplit("/", 1)[1]
    desk = f"{BASE}/desk/topics/{number}"
    assert f"/desk/topics/{number}" in guo.get(f"{BASE}/desk/topics").content.decode()
    assert f"/desk/topics/{number}" in guo.get(f"{BASE}/tasks").content.decode()
    assert guo.post(f"{desk}/publish", {"title": "", "summary": "短"}).status_code == 422
    assert guo.post(f"{desk}/publish", {"title": "修晾衣杆", "summary": "楼前。"}).status_code == 302
    assert wang.post(f"{sent['Location']}/support").status_code == 302
    assert wang.post(f"{sent['Location']}/support").status_code == 409
    assert wu.post(f"{sent['Location']}/support", {"phone": "12"}).status_code == 422
    assert wu.post(f"{sent['Location']}/support", {"phone": "139 0013 9000"}).status_code == 302
    shown = Client().get(sent["Location"]).content.decode()
    assert "2人附议" in shown
    assert "再有8人附议，就列入议程" in shown
    assert entered("zhou").get(desk).status_code == 403
    assert guo.post(f"{desk}/schedule", {"reason": "大家都关心"}).status_code == 302
    assert "已列入议程" in Client().get(f"{BASE}/topics").content.decode()
    assert "您提的和附议的议题" in li.get(f"{BASE}/track").content.decode()
    assert "您提的和附议的议题" in wang.get(f"{BASE}/track").content.decode()


def test_whoever_works_in_a_part_of_the_area_takes_words_for_its_council(
    council: int, secretary: Actor, people: Cast, clerk: Actor, morning: datetime
) -> None:
    """topic.propose, topic.support: a grid worker for the community's council above them, no stranger."""
    make.staff("gao", "grid_worker", unit="grid-1", area=cast.FIRST_GRID, now=morning)
    make.staff("far", "grid_worker", area=cast.DEGAN, now=morning)
    gao, far = make.actor("gao"), make.actor("far")
    said: dict[str, Any] = {"council_id": council, "words": WORDS, "phone": "13700137000", "now": morning}
    made = services.propose(actor=gao, **said)
    with pytest.raises(NotAllowed):
        services.propose(actor=far, **said)
    services.publish(actor=secretary, topic_id=made, title="修晾衣杆", summary="楼前。", now=morning)
    assert services.support(actor=gao, topic_id=made, phone="13900139000", now=morning) == 1
    with pytest.raises(NotAllowed):
        services.support(actor=far, topic_id=made, phone="13600136000", now=morning)
    with pytest.raises(NotAllowed):
        services.publish(actor=gao, topic_id=made, title="修", summary="楼前。", now=morning)
    desk = entered("gao")
    sent = desk.post(f"{BASE}/topics/new", {"words": WORDS, "council": council, "phone": "13500135000"})
    assert sent["Location"] == f"{BASE}/topics", "it is read once it is public"
    assert "替居民附议" in desk.get(f"{BASE}/topics/{made}").content.decode()
