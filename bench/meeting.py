"""How a meeting with 500 people behaves: its page, and 500 phones that ask for what is new.

    python -m bench.meeting

A council's meeting in the house of `bench.pages`, hands being raised: 20 seats and 480 listeners have checked
in. The pages are asked by eight clients as fast as they answer, each against the floor of `bench.pages_floor`
in the same run: one statement and as many bytes. Then come the phones: each has a connection of its own and
asks every five seconds with the tag of what it has, as the page does, while somebody more checks in every
second, so that all that they have is old again and again. What counts there is how long they wait.
"""

from __future__ import annotations

import os
import selectors
import socket
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from bench import web_client
from bench.house import DISTRICT, PORT, RUNS, House, house, medians, percentile, report
from bench.pages import BASE, CLIENTS, SECONDS, Page, _floor, _rate, cost

if TYPE_CHECKING:
    from django.test import Client

PRESENT = int(os.environ.get("BENCH_MEETING_PRESENT", "500"))
SEATS, POLL_SECONDS, PHONE_SECONDS = 20, 5.0, float(os.environ.get("BENCH_PHONE_SECONDS", "30"))
#: The page with so many present answers within so many milliseconds of one processor.
GOAL_MS = 100


@dataclass
class Phone:
    """One phone: when it asks next, the tag of what it has, and what comes."""

    socket: socket.socket
    next_at: float
    begun: float = 0.0
    tag: bytes = b""
    heard: bytearray = field(default_factory=bytearray)


def evening() -> int:
    """A meeting in which all are there and hands are being raised on a draft; its id."""
    from yuanba.deliberation import services
    from yuanba.deliberation.queries import meetings as held
    from yuanba.districts import queries as districts
    from yuanba.rules.core.actor import Actor, ActorKind, Holding, PositionKind
    from yuanba.rules.deliberation.councils import SeatRole

    row, now = districts.district(DISTRICT), datetime.now(UTC)
    assert row
    with districts.inside(row):
        right = Holding(
            kind=PositionKind.SUBDISTRICT_LEAD, area_path="/500116/", from_on=now.date() - timedelta(days=9)
        )
        said: dict[str, Any] = {
            "actor": Actor(kind=ActorKind.STAFF, key="bench", holdings=(right,)),
            "now": now,
        }
        council = _council(said)
        for number in range(SEATS):
            services.seat(
                council_id=council, role=SeatRole.MEMBER, title="网格长", name=f"成员{number}", **said
            )
        meeting = services.call_meeting(
            council_id=council,
            topics=["楼道照明怎么出钱", "院坝停车怎么划线"],
            place="社区会议室",
            starts_at=now + timedelta(minutes=1),
            ends_at=now + timedelta(hours=2),
            urgent_ground="测速",
            **said,
        )
        services.open_meeting_door(meeting_id=meeting, **said)
        seats = {one.seat.id for one in held.seats_there(held.meeting(meeting))}
        services.check_in_seats(meeting_id=meeting, seat_ids=seats, **said)
        for number in range(PRESENT - SEATS):
            come(meeting, f"居民{number}")
        services.begin_meeting(meeting_id=meeting, **said)
        services.draft(meeting_id=meeting, number=1, text="每户平摊18元。", **said)
        services.put_to_vote(meeting_id=meeting, number=1, **said)
    return meeting


def _council(said: dict[str, Any]) -> int:
    """The council of a community, the one that the demonstration has or a new one."""
    from yuanba.deliberation import queries, services
    from yuanba.deliberation.services import AlreadySetUp
    from yuanba.packs import store
    from yuanba.places import queries as places
    from yuanba.rules.time.calendar import day

    try:
        return services.set_up(kind="community", area_code="500116001006", **said)
    except AlreadySetUp:
        path = places.path_of("500116001006")
        return queries.councils_in(path, pack=store.in_force(day(said["now"])))[0].id


def come(meeting: int, name: str) -> None:
    """Let one more listener in."""
    from yuanba.events import services as events
    from yuanba.events.services import GivenPerson
    from yuanba.rules.core.actor import Actor, ActorKind, Holding, PositionKind
    from yuanba.rules.events.stages import AttendanceRole, CheckInWay

    now = datetime.now(UTC)
    right = Holding(kind=PositionKind.CLERK, area_path="/500116/", from_on=now.date() - timedelta(days=9))
    events.check_in(
        actor=Actor(kind=ActorKind.STAFF, key="bench", holdings=(right,)),
        event_id=meeting,
        how=CheckInWay.LIST,
        role=AttendanceRole.OBSERVES,
        given=GivenPerson(name=name),
        now=now,
    )


# --- the phones ---------------------------------------------------------------------------------------


def poll(meeting: int) -> dict[str, float]:
    """Let all phones ask for a while; how long they waited, and how many answers had nothing new."""
    begins = time.monotonic()
    phones = [
        Phone(socket.create_connection(("127.0.0.1", PORT)), begins + POLL_SECONDS * number / PRESENT)
        for number in range(PRESENT)
    ]
    taken: list[float] = []
    unchanged = 0
    over = Event()
    door = Thread(target=_door, args=(meeting, over))
    door.start()
    with selectors.DefaultSelector() as selector:
        for phone in phones:
            selector.register(phone.socket, selectors.EVENT_READ, phone)
        while time.monotonic() < begins + PHONE_SECONDS:
            for phone in phones:
                if not phone.begun and phone.next_at <= time.monotonic():
                    _ask(phone, meeting)
            for key, _ in selector.select(0.01):
                if status := _heard(key.data):
                    taken.append(time.monotonic() - key.data.begun)
                    unchanged += status == b"304"
                    key.data.begun, key.data.next_at = 0.0, key.data.begun + POLL_SECONDS
    over.set()
    door.join()
    for phone in phones:
        phone.socket.close()
    return {
        "polls": len(taken),
        "of_expected": round(len(taken) / (PRESENT * PHONE_SECONDS / POLL_SECONDS), 3),
        "unchanged": round(unchanged / max(len(taken), 1), 3),
        "p50_ms": round(percentile(taken, 0.5) * 1000, 1),
        "p95_ms": round(percentile(taken, 0.95) * 1000, 1),
        "worst_ms": round(max(taken) * 1000, 1),
    }


def _door(meeting: int, over: Event) -> None:
    """Somebody more comes in every second."""
    from django.db import connections

    from yuanba.districts import queries as districts

    row, number = districts.district(DISTRICT), 0
    assert row
    with districts.inside(row):
        while not over.wait(1):
            number += 1
            come(meeting, f"迟到{time.monotonic_ns()}-{number}")
    connections.close_all()


def _ask(phone: Phone, meeting: int) -> None:
    headers = [f"If-None-Match: {phone.tag.decode()}"] if phone.tag else []
    phone.begun = time.monotonic()
    phone.heard.clear()
    path = f"{BASE}/meetings/{meeting}/live"
    phone.socket.sendall(web_client.request("GET", path, host=f"127.0.0.1:{PORT}", headers=headers))


def _heard(phone: Phone) -> bytes:
    """The status of a whole answer, and nothing before it is whole; the tag is kept."""
    part = phone.socket.recv(web_client.ENOUGH)
    phone.heard += part
    head, found, body = phone.heard.partition(b"\r\n\r\n")
    status = bytes(head[9:12])
    if not part or (found and status not in {b"200", b"304"}):
        raise SystemExit(f"a phone heard {bytes(phone.heard)[:400]!r}")
    if not found:
        return b""
    fields = {}
    for line in bytes(head).split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        fields[name.strip().lower()] = value.strip()
    phone.tag = fields.get(b"etag", phone.tag)
    return status if len(body) >= int(fields.get(b"content-length", b"0")) else b""


# --- measure ------------------------------------------------------------------------------------------


def measure(
    ours: House, meeting: int, opened: Mapping[str, tuple[Page, Client]], size: int
) -> dict[str, list[dict[str, float]]]:
    """All runs of the floor, of the pages and of the phones."""
    runs: dict[str, list[dict[str, float]]] = defaultdict(list)
    for _ in range(RUNS):
        with _floor(size):
            runs["floor"].append(_rate(Page("").request()))
        with ours.serving():
            for name, (page, _) in opened.items():
                runs[name].append(_rate(page.request()))
            runs["phones"].append(poll(meeting))
    return runs


def main() -> None:
    """Print what a page costs with all present, rates against the floor, and how long phones wait."""
    os.environ["YUANBA_DEMO"] = "1"
    with house() as ours:
        from django.test import Client

        ours.run("demo", "--no-serve", "--district", DISTRICT)
        meeting = evening()
        opened = {
            "meeting page": (Page(f"/meetings/{meeting}"), Client()),
            "what a phone polls, all new": (Page(f"/meetings/{meeting}/live"), Client()),
        }
        costs = {name: cost(page, client) for name, (page, client) in opened.items()}
        size = int(costs["meeting page"]["bytes"])
        runs = measure(ours, meeting, opened, size)
    found = {name: medians(each) for name, each in runs.items()}
    print(f"A meeting with {PRESENT} present, {CLIENTS} clients, median of {RUNS} runs of {SECONDS:g} s")
    ratios = {}
    for name, one in costs.items():
        ratios[name] = round(found[name]["per_second"] / found["floor"]["per_second"], 3)
        print(
            f"{name:30}{one['statements']:>4} statements{one['processor_ms']:>8} ms of CPU"
            f"{found[name]['per_second']:>9} per second{ratios[name]:>8.3f} of floor"
        )
    is_met = costs["meeting page"]["processor_ms"] < GOAL_MS
    print(f"The page takes less than {GOAL_MS} ms: {'yes' if is_met else 'NO'}")
    phones = found["phones"]
    print(
        f"{PRESENT} phones, every {POLL_SECONDS:g} s: {phones['of_expected']:.0%} of their polls answered, "
        f"half within {phones['p50_ms']} ms, 95 of 100 within {phones['p95_ms']} ms; "
        f"{phones['unchanged']:.0%} had nothing new"
    )
    report("meeting", {"figures": found, "all": runs, "costs": costs, "ratios": ratios, "met": is_met})


if __name__ == "__main__":
    main()
