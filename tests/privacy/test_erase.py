"""privacy.erase: afterwards nobody finds the words, not even with the database, the folder and the key."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL.PngImagePlugin import PngInfo
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests import cast, deeds, make
from tests.cast import Cast
from tests.districts.conftest import log_in
from tests.evaluation import bench_of_judges as court
from tests.make import Matter
from tests.matters import animals
from tests.privacy import dump
from yuanba.districts import entrance
from yuanba.evaluation import queries as judging
from yuanba.evaluation import services as evaluation
from yuanba.evaluation.queries import CallOutcome, roster
from yuanba.evaluation.services import inviting
from yuanba.journal import services as journal
from yuanba.journal.queries import verify
from yuanba.matters import queries, services
from yuanba.matters.services import Contact, Heard, following
from yuanba.matters.services.attachments import FROM_RESIDENTS
from yuanba.messages import services as messages
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.notices.services.objecting import Contact as AnswerTo
from yuanba.people import services as people_services
from yuanba.privacy import services as privacy
from yuanba.rules.access import ANONYMOUS, NotAllowed
from yuanba.rules.actor import Actor, ActorKind, system
from yuanba.rules.evaluation import Satisfaction

#: What is thrown away as it comes in; it must not be there before either.
NEVER_KEPT = {"name of the picture", "text inside the picture", "draft key"}
RARE = 0x9B40  # four characters in a row that nobody writes, a row for each marker


@dataclass
class Planted:
    """A person, what they and others said of them, and a marker in each place."""

    markers: dict[str, str]
    owner: Actor
    matters: list[Matter]
    password: str = ""
    client: Client | None = None


class Markers:
    """A mark for each place that no other place has."""

    def __init__(self) -> None:
        self.all: dict[str, str] = {}
        self._row, self._phone = count(), count(10_000_017, 1_000_003)

    def __call__(self, place: str) -> str:
        start = RARE + 4 * next(self._row)
        return self.all.setdefault(place, "".join(chr(start + step) for step in range(4)))

    def phone(self, place: str) -> str:
        return self.all.setdefault(place, f"139{next(self._phone):08d}")


@pytest.fixture
def heard() -> Iterator[dump.Heard]:
    """Everything that is logged meanwhile."""
    handler, root = dump.Heard(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.fixture(params=["account", "receipt"])
def planted(request: pytest.FixtureRequest, people: Cast, morning: datetime) -> Planted:
    """A marker in every field that a resident can type, and in what others wrote about it."""
    mark = Markers()
    client = Client()
    owner = ANONYMOUS
    if request.param == "account":
        login = "zzqxv" + "wkj"
        mark.all["log-in name"] = login
        people_services.open_account(
            actor=make.OPERATOR,
            login=login,
            name=mark("name of the account"),
            password=make.PASSWORD,
            kind=ActorKind.RESIDENT,
            now=morning,
        )
        owner = make.actor(login)
        log_in(client, "jiangjin", login)
    main = filed_by_page(client, mark, people)
    owner = owner if owner.key else main.owner
    given = Planted(markers=mark.all, owner=owner, matters=[main], client=client)
    if request.param == "account":
        given.password = make.PASSWORD
        given.matters += [refused(mark, people, owner, morning), rated(mark, people, owner, morning)]
    lived_through(main, mark, people, morning)
    for_others(mark, people, owner, morning)
    journal.number()
    evaluation.read_journal()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=entrance.now())
    return given


def filed_by_page(client: Client, mark: Markers, people: Cast) -> Matter:
    note = PngInfo()
    note.add_text("Comment", mark("text inside the picture"))
    picture = SimpleUploadedFile(f"{mark('name of the picture')}.png", noted(note), "image/png")
    typed = {
        "text": f"路灯坏了，{mark('text')}。",
        "place": mark("place"),
        "name": mark("name"),
        "phone": mark.phone("phone"),
        "naming": "public",
        "area": cast.FIRST_GRID,
        "key": mark("draft key"),
        "pictures": picture,
        "voice": SimpleUploadedFile("a.wav", animals.wav(), "audio/wav"),
    }
    answer = client.post("/d/jiangjin/file", typed)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    row = queries.matter_by_token(answer["Location"].rsplit("/", 1)[1])
    page = client.get(answer["Location"])
    return Matter(
        id=row.id,
        receipt=row.receipt,
        code=page.context["code"],
        token=row.token,
        owner=make.bearer(row.owner_key),
    )


def noted(note: PngInfo) -> bytes:
    import io

    paper = io.BytesIO()
    animals.drawing(64, 48).save(paper, "PNG", pnginfo=note)
    return paper.getvalue()


def lived_through(matter: Matter, mark: Markers, people: Cast, start: datetime) -> None:
    """Everything that is said of a public matter, by its owner and by staff who repeat it."""
    now = start + timedelta(minutes=1)
    row = queries.matter_by_token(matter.token)
    owner = make.bearer(row.owner_key) if row.owner_key.startswith("receipt") else None
    who = owner or Actor(kind=ActorKind.RESIDENT, key=row.owner_key)
    services.assign(actor=people.chen, matter_id=matter.id, class_code="public", now=now)
    services.publish(
        actor=people.chen,
        matter_id=matter.id,
        title=mark("public title"),
        summary=mark("public summary"),
        now=now,
    )
    services.accept(actor=people.zhou, matter_id=matter.id, now=now)
    services.unmask(
        actor=people.zhou, matter_id=matter.id, why="visit", reason=mark("reason of a look"), now=now
    )
    services.ask(actor=people.zhou, matter_id=matter.id, question=mark("question"), now=now)
    enclosed = services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS)
    services.reply(actor=who, matter_id=matter.id, words=mark("reply"), enclosures=enclosed, now=now)
    services.urge(actor=who, matter_id=matter.id, words=mark("urging"), now=now)
    services.note(actor=people.chen, matter_id=matter.id, words=mark("note of staff"), now=now)
    deeds.do("split", matter, people, now, words=mark("part asked for"))
    deeds.do("join", matter, people, now)
    deeds.do("contribute", matter, people, now, words=mark("part done"))
    services.answer(actor=people.zhou, matter_id=matter.id, words=mark("answer"), now=now)
    services.check(
        actor=people.chen, matter_id=matter.id, passes=True, words=mark("words of the check"), now=now
    )
    court.read_journal()
    posted = notices.of_subject("matter", str(matter.id))[0]
    notices_services.object_to(
        actor=who,
        notice_id=posted.id,
        words=mark("objection to a notice"),
        contact=AnswerTo(channel=messages.Channel.SMS, address=mark.phone("phone of an objection")),
        now=now,
    )
    objection = notices.objections_by([who.key])[0][0]
    lead = deeds.somebody("lead", "editor", area=cast.DISTRICT)
    notices_services.answer(
        actor=lead,
        objection_id=objection.id,
        ruling=notices_services.objecting.Ruling.DISMISSED,
        words=mark("answer to an objection"),
        now=now,
    )


def refused(mark: Markers, people: Cast, owner: Actor, now: datetime) -> Matter:
    """Not taken, and objected to; told by staff at the counter for the resident's account."""
    matter = make.a_matter(now=now, actor=owner, text=mark("text of another"))
    deeds.do("refuse", matter, people, now, reason=mark("reason of the refusal"))
    services.object_to(actor=owner, matter_id=matter.id, reason=mark("objection"), now=now)
    return matter


def rated(mark: Markers, people: Cast, owner: Actor, now: datetime) -> Matter:
    """Judged badly, called back, done again."""
    bench = court.assemble(now=now)
    matter = court.evaluating(people, bench, now, actor=owner, text=mark("text of a third"))
    evaluation.rate(
        actor=owner,
        matter_id=matter.id,
        is_solved=False,
        satisfaction=Satisfaction.VERY_DISSATISFIED,
        words=mark("rating"),
        now=now + timedelta(hours=1),
    )
    call = judging.calls_of(matter.id)[0]
    evaluation.follow_up(
        actor=bench.wu,
        call_id=call.id,
        outcome=CallOutcome.SETTLED,
        words=mark("words of the call"),
        now=now + timedelta(hours=2),
    )
    return matter


def for_others(mark: Markers, people: Cast, owner: Actor, start: datetime) -> None:
    """What somebody does about a neighbour's matter, and in an area."""
    common = make.a_matter(now=start, actor=people.wang, text="巷口积水。")
    now = deeds.walk(common, people, "assign publish", start)
    following.follow(
        actor=owner,
        matter_id=common.id,
        contact=Contact(channel="sms", address=mark.phone("phone of a follower")),
        now=now,
    )
    following.follow_area(
        actor=owner,
        area_code=cast.TONGTAIMEN,
        contact=Contact(channel="sms", address=mark.phone("phone for an area")),
        now=now,
    )
    deeds.walk(common, people, "accept answer", now)
    row = deeds.row_of(common)
    inviting.place(row, roster.party_of(row, owner.key), now)
    evaluation.rate(
        actor=owner,
        matter_id=common.id,
        is_solved=False,
        words=mark("rating of a neighbour's matter"),
        now=now + timedelta(hours=1),
    )


def erase_by_page(planted: Planted, **more: str) -> str:
    """What the person presses; gives the page."""
    assert planted.client
    of = "" if planted.password else planted.matters[0].token
    proof = {"password": planted.password} if planted.password else {"code": planted.matters[0].code}
    page = planted.client.post(
        "/d/jiangjin/mydata/erase", {"of": of, "sure": "on", "running": "on", **proof, **more}
    )
    assert page.status_code == 200, page.content.decode()
    return page.content.decode()


def test_no_table_index_job_file_or_log_holds_the_words(
    planted: Planted,
    heard: dump.Heard,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = dump.found(planted.markers, dump.everything())
    assert planted.markers.keys() - before.keys() == NEVER_KEPT, "the search finds what it looks for"
    assert len(planted.markers) >= 24
    own = {name for name in dump.files() if "there" in name}
    assert own
    assert planted.client
    for path in ("mydata", f"mydata/{planted.matters[0].token}", f"m/{planted.matters[0].token}"):
        planted.client.get(f"/d/jiangjin/{path}")

    with django_capture_on_commit_callbacks(execute=True):
        text = erase_by_page(planted)

    assert "不能恢复" in text
    assert dump.found(planted.markers, dump.everything()) == {}
    assert dump.files() == []
    assert dump.found(planted.markers, "\n".join(heard.lines)) == {}
    assert list(verify.findings()) == []
    last = [step.verb for step in queries.story(planted.matters[0].id)][-1]
    assert last == "privacy.erase"


def test_what_stays_is_the_fact(planted: Planted, people: Cast, morning: datetime) -> None:
    row = queries.matter_by_token(planted.matters[0].token)

    erase_by_page(planted)

    after = queries.matter_by_token(planted.matters[0].token)
    for name in ("receipt", "state", "class_code", "unit", "area_path", "filed_at", "due_at"):
        assert getattr(after, name) == getattr(row, name)
    assert after.published_at is None
    client = Client()
    log_in(client, "jiangjin", "chen")
    page = client.get(f"/d/jiangjin/matters/{after.id}")
    assert page.status_code == 200
    assert "文字、图片和联系方式已删除" in page.content.decode()
    assert not page.context["verbs"].get("unmask")
    for path in ("public", "notices", f"m/{after.token}"):
        assert Client().get(f"/d/jiangjin/{path}").status_code == 200
    with pytest.raises(services.NothingLeft):
        services.unmask(actor=people.zhou, matter_id=after.id, why="contact", now=morning)


@pytest.fixture(params=["account", "receipt"])
def light(request: pytest.FixtureRequest, people: Cast, morning: datetime) -> Planted:
    """A person with one matter."""
    client = Client()
    if request.param == "account":
        matter = make.a_matter(now=morning, actor=people.li)
        log_in(client, "jiangjin", "li")
        return Planted(markers={}, owner=people.li, matters=[matter], client=client, password=make.PASSWORD)
    matter = make.a_matter(now=morning)
    client.post("/d/jiangjin/track", {"receipt": matter.receipt, "code": matter.code})
    return Planted(markers={}, owner=matter.owner, matters=[matter], client=client)


def test_an_account_that_was_erased_is_let_in_nowhere(light: Planted) -> None:
    assert light.client
    erase_by_page(light)

    page = light.client.get(f"/d/jiangjin/mydata/{light.matters[0].token}")
    if light.password:
        assert page.context.get("held") is None
        login = {"login": "li", "password": light.password}
        assert Client().post("/d/jiangjin/account/login/", login).status_code == 200
    else:
        assert page.context["held"].is_empty


def test_not_without_proof(light: Planted) -> None:
    assert light.client
    of = "" if light.password else light.matters[0].token
    wrong = {"of": of, "sure": "on", "code": "000000", "password": "a wrong one"}

    assert light.client.post("/d/jiangjin/mydata/erase", wrong).status_code == 422
    assert light.client.post("/d/jiangjin/mydata/erase", {"of": of}).status_code == 422
    assert Client().post("/d/jiangjin/mydata/erase", wrong).status_code == 404
    page = Client().get(f"/d/jiangjin/mydata/{light.matters[0].token}")
    assert page.context.get("held") is None

    assert queries.matter_by_token(light.matters[0].token).emptied_at is None


def test_not_by_staff_and_not_of_others(people: Cast, morning: datetime) -> None:
    with pytest.raises(NotAllowed):
        privacy.erase(actor=people.zhou, now=morning)
    mine, theirs = (make.a_matter(now=morning, actor=one) for one in (people.li, people.wang))

    privacy.erase(actor=people.li, now=morning)

    assert deeds.row_of(mine).emptied_at
    assert deeds.row_of(theirs).emptied_at is None
    assert "路灯" in deeds.row_of(theirs).text


def test_what_runs_can_be_taken_back_first(people: Cast, morning: datetime) -> None:
    running, done = (make.a_matter(now=morning, actor=people.li) for _ in range(2))
    deeds.walk(done, people, "assign accept answer", morning)

    erased = privacy.erase(actor=people.li, withdraws=True, now=morning + timedelta(hours=1))

    assert (erased.matters, erased.withdrawn) == (2, 1)
    assert deeds.row_of(running).state == "withdrawn"
    assert deeds.row_of(done).state == "answered"


def test_twice_changes_nothing_more(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    privacy.erase(actor=matter.owner, now=morning)

    again = privacy.erase(actor=matter.owner, now=morning)

    assert (again.contacts, again.said, again.objections) == (0, 0, 0)
    assert list(verify.findings()) == []


def test_a_picture_that_somebody_else_sent_too_stays_theirs(
    people: Cast, morning: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    both = [services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS) for _ in range(2)]
    mine = make.a_matter(now=morning, enclosures=both[0])
    make.a_matter(now=morning, actor=people.wang, enclosures=both[1])
    before = len(dump.files())

    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(actor=mine.owner, now=morning)

    assert len(dump.files()) == before > 0


def test_what_came_in_from_a_chat_goes_too(people: Cast, morning: datetime) -> None:
    mark = Markers()
    clerk = make.staff("wen", "clerk", area=cast.JIJIANG, now=morning)
    heard = Heard(
        text=mark("said in a group"),
        place=mark("place in a group"),
        name=mark("speaker"),
        area_code=cast.FIRST_GRID,
        phone=mark.phone("phone in a group"),
        said_at=morning,
    )
    (filed,) = services.file_all(actor=clerk, channel="wechat", heard=[heard], now=morning)
    row = queries.matter_by_token(filed.token)
    assert dump.found(mark.all, dump.everything()).keys() == mark.all.keys()

    privacy.erase(actor=make.bearer(row.owner_key), now=morning)

    assert dump.found(mark.all, dump.everything()) == {}
