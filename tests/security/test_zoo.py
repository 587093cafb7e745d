"""A zoo of files, at every gate: refused with a reason or made harmless, and nothing is left behind.

What the readers make of single kinds is in tests/matters/test_media.py and tests/sheets/test_tables.py;
here the same animals come in by pages and API, with names that somebody chose to do harm.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import FileField, Form
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver

from tests import cast, make
from tests.cast import Cast
from tests.laws.house import ROOT
from tests.laws.test_walk import BASE
from tests.make import Matter
from tests.matters import animals
from tests.security import beasts
from yuanba.districts.queries import DistrictRow
from yuanba.exchange.views.outside import OrdersForm
from yuanba.matters import queries
from yuanba.matters.queries import attachments
from yuanba.notices import queries as notices
from yuanba.notices.forms import ProveForm
from yuanba.notices.services import post
from yuanba.revisions.forms.acts import BringForm
from yuanba.rules.core.access import system
from yuanba.web.uploads import Files, TableForm

#: What harmless animals may be: a picture that is nothing but its pixels.
HARMLESS = {
    "a photo that says where it was taken": animals.jpeg(),
    "a photo that is a page too": animals.jpeg() + animals.SCRIPT,
    "a photo that is an archive too": animals.jpeg() + beasts.archive({"a.txt": b"PK inside"}),
    "a photo with a script for a comment": beasts.jpeg_with_comment(animals.SCRIPT),
    "a drawing with letters in it": animals.png(),
}
REFUSED: Mapping[str, tuple[bytes, str]] = {
    "a page that calls itself a photo": (b"<!doctype html>" + animals.SCRIPT, "attachment.unknown_kind"),
    "a script that is a GIF too": (b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)//", "attachment.unknown_kind"),
    "a drawing that runs": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "attachment.unknown_kind",
    ),
    "a program": (b"MZ\x90\x00" + bytes(200), "attachment.unknown_kind"),
    "an archive": (beasts.archive({"a.txt": b"words"}), "attachment.unknown_kind"),
    "a bomb of an archive": (beasts.zip_bomb(), "attachment.unknown_kind"),
    "a bomb of a drawing": (animals.bomb(), "attachment.too_many_pixels"),
    "a drawing of 20,000 by 20,000": (animals.huge(20_000, 20_000), "attachment.too_many_pixels"),
    "a drawing that is all width": (animals.huge(2_000_000, 1), "attachment.too_many_pixels"),
    "a drawing with a bomb for its words": (beasts.png_with_bomb(), "attachment.damaged"),
    "half a photo": (animals.jpeg()[:3000], "attachment.damaged"),
    "a phone's photo of noise": (beasts.noise_heic(), "attachment.damaged"),
    "a document, from a resident": (animals.PDF, "attachment.unknown_kind"),
    "a voice without a sound": (b"#!AMR\n", "attachment.damaged"),
    "a drawing of 64 million pixels that one sees through": (
        beasts.see_through_png(),
        "attachment.too_many_pixels",
    ),
    "nothing": (b" ", "attachment.unknown_kind"),
    "a photo of 13 MB": (animals.jpeg() + bytes(13 * 1024 * 1024), "attachment.too_large"),
}
NAMES = (
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "a\0.jpg",
    "photo.jpg\r\nX-Injected: yes",
    "photo\u202egpj.html",
    "<img src=x onerror=alert(1)>.jpg",
    "x" * 900 + ".jpg",
    ".htaccess",
    "",
)


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    return cast.assemble(now=datetime.now(UTC))


@pytest.fixture
def matter(people: Cast) -> Matter:
    return make.a_matter(now=datetime.now(UTC), actor=people.li)


@pytest.fixture(autouse=True)
def incoming(tmp_path: Path) -> Iterator[Path]:
    """Where Django keeps an upload while it comes in."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(folder), LIMIT_FILING=10_000, LIMIT_ADDRESS=10_000):
        yield folder


def kept() -> list[Path]:
    """What lies in the district's folder."""
    return [path for path in Path(settings.FILES).rglob("*") if path.is_file() and path.name != ".lock"]


def entered(login: str) -> Client:
    client = Client()
    done = client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    assert done.status_code == 302
    return client


def send(client: Client, path: str, field: str, content: bytes, name: str, **more: str) -> HttpResponse:
    """One file under a name that is not changed on its way."""
    file = SimpleUploadedFile("x", content)
    file._name = name
    return client.post(path, {**more, field: file})  # type: ignore[return-value]


def over_json(matter: Matter, content: bytes, name: str = "photo.jpg") -> HttpResponse:
    file = SimpleUploadedFile("x", content)
    file._name = name
    return Client().post(  # type: ignore[return-value]
        f"{BASE}/api/v1/receipts/{matter.receipt}/attach",
        {"files": file},
        headers={"X-Query-Code": matter.code},
    )


@pytest.fixture
def _unthrottled(monkeypatch: pytest.MonkeyPatch) -> None:
    from yuanba.residents import api

    monkeypatch.setattr(api, "TRIES", 10**6)


@pytest.mark.usefixtures("_unthrottled")
def test_dangerous_files_are_refused_with_their_reason(matter: Matter, incoming: Path) -> None:
    for what, (content, code) in REFUSED.items():
        answer = over_json(matter, content)
        assert answer.status_code in (409, 413, 422), what
        assert answer.json()["error"]["code"] == code, what
    li = entered("li")
    for what, (content, _code) in REFUSED.items():
        for path, field in ((f"{BASE}/m/{matter.token}/attach", "enclosed"), (f"{BASE}/file", "pictures")):
            said = {"text": "路灯坏了", "area": cast.FIRST_GRID, "key": what, "naming": "handler"}
            answer = send(li, path, field, content, "photo.jpg", **said)
            assert answer.status_code in (302, 409, 413, 422), (what, path)
            if path.endswith("/file"):
                assert answer.status_code != 302, what
    assert kept() == []
    assert list(incoming.iterdir()) == []


def test_a_board_takes_only_pictures(people: Cast, matter: Matter, incoming: Path) -> None:
    post(
        actor=system("test"),
        subject_kind="lamp",
        subject_key="7",
        title="路灯修复",
        text="已修复",
        area_path=cast.GRID_PATH,
        class_code="public",
        pack_digest=queries.matter_by_token(matter.token).pack_digest,
        now=datetime.now(UTC),
    )
    board = notices.postings_to_do(people.chen, datetime.now(UTC))[0]
    gate, chen = f"{BASE}/desk/boards/{board.id}/prove", entered("chen")
    for what, (content, _code) in REFUSED.items():
        assert send(chen, gate, "picture", content, "photo.jpg").status_code in (302, 409, 413, 422), what
        assert not notices.posting(board.id).has_proof, what
    assert kept() == []

    assert send(chen, gate, "picture", animals.jpeg() + animals.SCRIPT, "photo.jpg").status_code == 302
    answer = chen.get(f"{BASE}/desk/boards/{board.id}/proof")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert animals.SCRIPT not in answer.content
    assert b"Secret" not in answer.content
    assert list(incoming.iterdir()) == []


@pytest.mark.usefixtures("_unthrottled")
def test_harmless_files_come_back_as_nothing_but_their_pixels(
    people: Cast, matter: Matter, incoming: Path
) -> None:
    for content in HARMLESS.values():
        assert over_json(matter, content).status_code == 204
    for name in NAMES:
        assert over_json(matter, animals.jpeg(50, 40 + len(name) % 7), name).status_code == 204, name
    li, now = entered("li"), datetime.now(UTC)
    found = attachments.attachments_of(people.li, queries.matter_by_token(matter.token), now)

    assert len(found) == len(HARMLESS) + len(NAMES)
    for one in found:
        answer = li.get(f"{BASE}/m/{matter.token}/files/{one.key}")
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert re.fullmatch(
            r'inline; filename="picture-[\w-]{6}\.jpg"', answer.headers["Content-Disposition"]
        )
        for trace in (animals.SCRIPT, b"PK\x03\x04", b"Secret", b"Exif", b"GPS"):
            assert trace not in answer.content
    assert all(re.fullmatch(r"[0-9a-f]{64}", path.name) for path in kept()), "names say nothing"
    assert list(incoming.iterdir()) == []


class Endless(io.RawIOBase):
    """A body that never ends, and counts what is read of it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = 1 << 20 if size < 0 else size
        self.taken += size
        return bytes(size)


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "application/json"])
def test_a_hundred_megabytes_are_not_read(matter: Matter, content_type: str) -> None:
    body = Endless()
    for path in (f"/api/v1/receipts/{matter.receipt}/attach", "/file", "/api/v1/matters"):
        answer = Client(raise_request_exception=False).generic(
            "POST",
            BASE + path,
            headers={"X-Query-Code": matter.code},
            **{
                "wsgi.input": body,
                "CONTENT_TYPE": content_type,
                "CONTENT_LENGTH": str(100 * 1024 * 1024),
            },
        )
        assert answer.status_code in (400, 413, 422), path
    assert body.taken < 4 * 1024 * 1024
    assert kept() == []


def test_every_form_that_takes_files_takes_them_by_a_reader_of_ours() -> None:
    """A new way in must go by ``media`` or by ``tables``, whose bounds are tested here."""
    get_resolver(settings.ROOT_URLCONF).url_patterns  # noqa: B018 - so that every view is imported
    ways = set()
    for form in beasts.descendants(Form):
        for field in getattr(form, "base_fields", {}).values():
            if isinstance(field, FileField) and not (
                issubclass(form, TableForm) or form in (OrdersForm, ProveForm, BringForm)
            ):
                ways.add((form.__module__, form.__name__, isinstance(field, Files)))
    assert ways
    assert [way for way in ways if not way[2]] == []


TABLES: Mapping[str, bytes] = {
    "a bomb of a workbook": beasts.xlsx_bomb(),
    "a workbook that lies about its size": beasts.lying_xlsx(),
    "a workbook that reads other files": beasts.xlsx(
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"
    ),
    "a workbook that laughs": beasts.xlsx(beasts.BILLION_LAUGHS, "&h;"),
    "a workbook with a million rows": beasts.long_xlsx(),
    "an archive": beasts.archive({"a.txt": b"words"}),
    "half a workbook": beasts.workbook([["工单编号", "诉求内容"], ["1", "路灯坏了"]])[:900],
    "a table with a NUL": "\ufeff工单编号,诉求内容\n1,路\0灯\n".encode(),
    "a table without an end to its quote": '工单编号,诉求内容\n1,"路灯\n'.encode() + b"x" * 200_000,
    "noise": os.urandom(2000),
    "a page": b"<!doctype html>" + animals.SCRIPT,
}
GATES = ("matters/outside", "places/import", "people/import", "people/units/import")


def test_dangerous_tables_are_refused_at_every_gate(people: Cast, incoming: Path) -> None:
    now = datetime.now(UTC)
    cast.administrators(now=now)
    clients = {gate: entered("chen" if gate.startswith("matters") else "keeper") for gate in GATES}
    guard = entered("guard")
    for what, content in TABLES.items():
        for gate, client in clients.items():
            answer = send(
                client, f"{BASE}/{gate}", "file", content, "../x\r\nX-Injected: yes.xlsx", step="look"
            )
            if answer.status_code == 403:
                answer = send(guard, f"{BASE}/{gate}", "file", content, "x.xlsx", step="look")
            assert answer.status_code in (200, 409, 413, 422), (what, gate, answer.status_code)
            assert b"root:" not in answer.content, (what, gate)
            assert animals.SCRIPT not in answer.content, (what, gate)
    assert kept() == []
    assert list(incoming.iterdir()) == []


#: The dearest honest picture, and every animal, one after another in a process of its own.
MEASURE = """
import resource, sys
sys.path[:0] = [{root!r}, {source!r}]
from tests.matters import animals
from tests.security import beasts
from yuanba.media import enclosures
from yuanba.sheets import workbooks, tables
from yuanba.rules.core.refusal import Refused

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

ALL = frozenset(enclosures.MediaKind)
before = peak()
for make in (animals.bomb, lambda: animals.huge(20_000, 20_000), beasts.png_with_bomb, beasts.noise_heic,
             animals.jpeg, beasts.zip_bomb, beasts.dear_png):
    try:
        enclosures.read(make(), allowed=ALL)
    except Refused as refusal:
        pass
pictures = peak()
for make in (beasts.xlsx_bomb, beasts.lying_xlsx, lambda: beasts.xlsx(beasts.BILLION_LAUGHS, "&h;"),
             beasts.long_xlsx, beasts.wide_xlsx, beasts.wordy_xlsx):
    try:
        workbooks.as_csv(make(), known=("a",))
    except Refused as refusal:
        pass
print(before, pictures, peak())
"""


@pytest.mark.long
def test_what_a_file_needs_of_memory_is_bounded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(root=str(ROOT), source=str(ROOT / "src"))],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    assert done.returncode == 0, done.stderr
    before, pictures, sheets = (int(number) for number in done.stdout.split())
    assert pictures - before < 300, done.stdout
    assert sheets - before < 400, done.stdout
