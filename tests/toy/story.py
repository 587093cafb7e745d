"""What happens with the toy app installed, told as JSON; run by `tests/laws/test_toy_app.py`."""

from __future__ import annotations

import contextlib
import io
import json

import django

django.setup()

from django.test import Client  # noqa: E402

from tests import cast, make  # noqa: E402
from tests.toy.ladders.models import Loan  # noqa: E402
from yuanba.config import command, worker  # noqa: E402
from yuanba.districts import queries as districts  # noqa: E402
from yuanba.districts.queries import DistrictRow  # noqa: E402
from yuanba.privacy import queries as privacy  # noqa: E402
from yuanba.privacy import services  # noqa: E402
from yuanba.privacy.services.export import as_data  # noqa: E402
from yuanba.sealing import rotation  # noqa: E402
from yuanba.web.entrance import now  # noqa: E402

WORDS = "修屋檐下的灯"
PAGE, MY_DATA = "/d/jiangjin/ladders/", "/d/jiangjin/mydata"


def entered(login: str) -> Client:
    """Somebody who has logged in."""
    client = Client()
    client.post("/d/jiangjin/account/login/", {"login": login, "password": make.PASSWORD})
    return client


def text(client: Client, address: str) -> str:
    """A page that is open to somebody."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def listed(chen: Client, resident: Client, row: DistrictRow) -> dict[str, object]:
    """What happens with its work table and its queue: filtered, opened along, taken out, saved as a view."""
    with districts.inside(row):
        number = Loan.objects.get().pk
    view = {"name": "没有还的", "table": "ladders", "query": "read=no"}
    return {
        "table": text(chen, f"{PAGE}table?read=no"),
        "foreign": resident.get(f"{PAGE}table").status_code,
        "along": text(chen, f"{PAGE}{number}?list=ladders%3Fread%3Dno"),
        "workbook": chen.post(f"{PAGE}table?verb=export&all=1").content[:2].decode(),
        "saved": chen.post("/d/jiangjin/views/save", view)["Location"],
        "views": text(chen, "/d/jiangjin/views/menu"),
        "to_do": text(chen, "/d/jiangjin/tasks"),
        "waiting": text(chen, "/d/jiangjin/tasks/waiting"),
    }


def told() -> dict[str, object]:
    """The story, as facts."""
    row = districts.district("jiangjin")
    assert row
    with districts.inside(row):
        make.places(*cast.PLACES, now=now())
        make.units(*cast.UNITS, now=now())
        li = make.resident("li", name="李春梅", now=now())
        make.staff("chen", "triager", name="陈芳", unit="centre", area=cast.DISTRICT, now=now())
    chen, resident = entered("chen"), entered("li")
    story: dict[str, object] = {
        "open_to": [who.get(PAGE).status_code for who in (chen, resident, Client())],
        "page": text(chen, PAGE),
        "sent": [
            chen.post(PAGE, {"borrower": li.key, "words": WORDS}).status_code,
            resident.post(PAGE, {"borrower": li.key, "words": WORDS}).status_code,
        ],
    }
    story["seen"] = [PAGE in text(who, "/d/jiangjin/panorama") for who in (chen, resident, Client())]
    story["panorama"] = text(chen, "/d/jiangjin/panorama")
    refused = chen.post(PAGE, {"borrower": li.key, "words": WORDS})
    story["refused"] = [refused.status_code, refused.content.decode()]

    story["front"], story["mine"] = text(resident, "/d/jiangjin/"), text(resident, "/d/jiangjin/track")
    story["found"] = chen.post("/d/jiangjin/find", {"text": "ladder"}).content.decode()
    story |= listed(chen, resident, row)

    worker.round_once()
    story["inbox"] = text(chen, "/d/jiangjin/messages/")
    story["metrics"] = text(Client(headers={"host": "localhost"}), "/metrics")
    with districts.inside(row):
        story["read"] = Loan.objects.get().is_read
        before = bytes(Loan.objects.get().sealed)

    rotation.GRACE_SECONDS = 0.0
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        story["rotated"] = command.main(["keys", "rotate"])
    with districts.inside(row):
        after = bytes(Loan.objects.get().sealed)
        story["sealed_anew"] = before[:5] != after[:5]
        held = privacy.held(li, now(), is_open=True)
        story["copy"] = as_data(held, now())["ladders"]
        story["kept"] = not held.is_empty
    story["my_data"] = text(resident, MY_DATA)
    with districts.inside(row):
        story["erased"] = services.erase(actor=li, now=now())["ladders"]
        story["left"] = bytes(Loan.objects.get().sealed).decode()
    return story


if __name__ == "__main__":
    print(json.dumps(told(), ensure_ascii=False))
