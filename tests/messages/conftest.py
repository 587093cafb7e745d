"""Acts that somebody recorded, and a receiver of webhooks on the loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep

import pytest
from pytest_django import Settings

from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages import directory
from yuanba.messages.models import MessagePolicy
from yuanba.rules.core.actor import Actor, ActorKind, Holding, PositionKind, system

RECEIPT = "116493720517"
SOMEBODY = system("test")


@pytest.fixture(autouse=True)
def _no_directory() -> Iterator[None]:
    """No names and links but those that a test registers."""
    places, names = dict(directory._places), dict(directory._names)
    directory.forget()
    yield
    directory._places.update(places)
    directory._names.update(names)


@pytest.fixture
def happen(morning: datetime) -> Callable[..., int]:
    """Record an act on matter 17 and give it its place in the journal."""

    def _happen(verb: str, *, key: str = "17", actor: Actor = SOMEBODY, **outcome: str) -> int:
        entry = journal.record(
            Act(actor, verb, morning),
            Subject(kind="matter", key=key),
            outcome={"receipt": RECEIPT, **outcome},
        )
        journal.number()
        return entry

    return _happen


@pytest.fixture
def staff() -> Callable[..., Actor]:
    """Somebody in one position."""

    def _staff(kind: PositionKind, *, key: str = "chen", unit: str = "", area: str = "/500116/") -> Actor:
        holding = Holding(kind=kind, area_path=area, unit=unit, from_on=date(2025, 1, 1))
        return Actor(kind=ActorKind.STAFF, key=key, holdings=(holding,))

    return _staff


def never_quiet(cap: int | None = None) -> None:
    """Set no quiet hours, so that what is delivered by the machine's clock leaves at any hour of the day."""
    MessagePolicy.objects.create(
        pk=1, quiet_from=time(0), quiet_until=time(0), sms_cap=cap, changed_at=datetime.now().astimezone()
    )


@dataclass
class Receiver:
    """The other side of a webhook: what it got, and what it answers."""

    url: str = ""
    status: int = 204
    drips: bool = False
    is_cut_off: bool = False
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A server on the loopback, which this test's operator has allowed."""
    settings.MESSAGE_PRIVATE_NETWORKS = ["127.0.0.0/8"]
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            while found.drips:  # one byte now and then, for ever
                try:
                    self.wfile.write(b"H")
                except OSError:
                    return
                sleep(0.05)
            self.send_response(found.status)
            self.send_header("Location", "http://127.0.0.1:1/")
            if found.is_cut_off:  # a body is announced, and none comes
                self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}/hook"
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def committed(own_database: DistrictRow) -> DistrictRow:
    """Jiangjin in a database of its own, in which this test and its threads really commit."""
    return own_database
