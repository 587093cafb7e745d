"""Somebody of whom a marker stands in every place where anything can be typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL.PngImagePlugin import PngInfo

from tests import cast, deeds, make
from tests.cast import Cast
from tests.districts.conftest import log_in
from tests.evaluation import bench_of_judges as court
from tests.make import Matter
from tests.matters import animals
from yuanba.evaluation import queries as judging
from yuanba.evaluation import services as evaluation
from yuanba.evaluation.queries import CallOutcome, roster
from yuanba.evaluation.services import inviting
from yuanba.journal import services as journal
from yuanba.matters import queries, services
from yuanba.matters.services import Contact, following
from yuanba.matters.services.attachments import FROM_RESIDENTS
from yuanba.messages import services as messages
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.notices.services.objecting import ObjectorContact as AnswerTo
from yuanba.people import services as people_services
from yuanba.rules.core.access import ANONYMOUS
from yuanba.rules.core.actor import Actor, ActorKind, system
from yuanba.rules.evaluation import Satisfaction
from yuanba.web import entrance

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


def plant(kind: str, people: Cast, morning: datetime) -> Planted:
    """A marker in every field that a resident can type, and in what others wrote about it."""
    mark = Markers()
    client = Client()
    owner = ANONYMOUS
    if kind == "account":
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
    if kind == "account":
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
        contact=AnswerTo(channel=messages.MessageChannel.SMS, address=mark.phone("phone of an objection")),
        now=now,
    )
    objection = notices.said_by([who.key])[0][0]
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
