"""matter.attach, and what comes with filing and answering: who sees which file, and none is lost."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from tests.matters import animals
from yuanba.matters import queries, services
from yuanba.matters.queries import attachments as questions
from yuanba.matters.queries.attachments import AttachmentRow
from yuanba.matters.services.attachments import FROM_RESIDENTS, FROM_STAFF, MOST_IN_ALL, TooManyAttachments
from yuanba.media.enclosures import MediaKind
from yuanba.people.models import Account
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.actor import Actor

HOME = "/d/jiangjin"


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that came with two pictures and a voice."""
    contents = [animals.jpeg(), animals.png(), animals.wav()]
    return make.a_matter(now=morning, enclosures=services.prepare(contents, allowed=FROM_RESIDENTS))


def seen(actor: Actor, matter: Matter, now: datetime) -> list[AttachmentRow]:
    return questions.attachments_of(actor, deeds.row_of(matter), now)


def names_on_disk() -> set[str]:
    return {path.name for path in (Path(settings.FILES) / "jiangjin").glob("??/*")}


def test_they_come_with_the_matter_and_the_journal_counts_them(
    given: Matter, people: Cast, morning: datetime
) -> None:
    kinds = [row.kind for row in seen(people.chen, given, morning)]

    assert kinds == [MediaKind.PICTURE, MediaKind.PICTURE, MediaKind.VOICE]
    assert deeds.last(given).outcome["attachments"] == 3


def test_a_picture_is_always_optional(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)

    assert seen(people.chen, matter, morning) == []
    assert "attachments" not in deeds.last(matter).outcome


def test_who_sees_what(given: Matter, people: Cast, morning: datetime) -> None:
    """Staff who may read it see all, the owner theirs and the unit's, who holds the slip only the unit's."""
    deeds.walk(given, people, "assign accept", morning)
    shown = services.prepare([animals.webp(), animals.PDF], allowed=FROM_STAFF)
    services.answer(actor=people.zhou, matter_id=given.id, words="已修好", enclosures=shown, now=morning)
    inside = services.prepare([animals.HEIC], allowed=FROM_STAFF)
    services.attach(actor=people.chen, matter_id=given.id, enclosures=inside, now=morning)

    assert len(seen(people.chen, given, morning)) == 6
    assert [row.is_internal for row in seen(given.owner, given, morning)] == [False] * 5
    assert [row.verb for row in seen(ANONYMOUS, given, morning)] == ["matter.answer"] * 2
    assert [row.verb for row in seen(people.wang, given, morning)] == ["matter.answer"] * 2


def test_only_those_concerned_enclose_more(given: Matter, people: Cast, morning: datetime) -> None:
    more = services.prepare([animals.webp()], allowed=FROM_RESIDENTS)
    services.attach(actor=given.owner, matter_id=given.id, enclosures=more, now=morning)
    assert deeds.story(given)[-1] == "attach"

    for stranger in (people.wang, people.sun, ANONYMOUS):
        with pytest.raises(NotAllowed):
            services.attach(actor=stranger, matter_id=given.id, enclosures=more, now=morning)


def test_what_a_resident_brings_to_the_counter_is_theirs(
    given: Matter, people: Cast, morning: datetime
) -> None:
    brought = services.prepare([animals.webp()], allowed=FROM_RESIDENTS)
    services.attach(actor=people.chen, matter_id=given.id, enclosures=brought, for_owner=True, now=morning)

    assert deeds.last(given).outcome["for_owner"] is True
    assert len(seen(given.owner, given, morning)) == 4


def test_no_more_than_one_act_or_one_matter_may_hold(given: Matter, people: Cast, morning: datetime) -> None:
    with pytest.raises(TooManyAttachments):
        services.prepare([animals.png()] * 5, allowed=FROM_RESIDENTS)
    with pytest.raises(TooManyAttachments):
        services.prepare([animals.wav()] * 2, allowed=FROM_RESIDENTS)
    four = services.prepare([animals.png()] * 4, allowed=FROM_RESIDENTS)
    for _ in range((MOST_IN_ALL - 3) // 4):
        services.attach(actor=given.owner, matter_id=given.id, enclosures=four, now=morning)
    with pytest.raises(TooManyAttachments):
        services.attach(actor=given.owner, matter_id=given.id, enclosures=four, now=morning)
    assert len(seen(people.chen, given, morning)) == MOST_IN_ALL - 1


def test_files_of_an_act_that_failed_are_swept_and_no_others(given: Matter, morning: datetime) -> None:
    kept = names_on_disk()
    services.prepare([animals.webp()], allowed=FROM_RESIDENTS)
    for path in (Path(settings.FILES) / "jiangjin").glob("??/*"):
        os.utime(path, (0, 0))
    assert names_on_disk() > kept

    services.sweep(now=morning)

    assert names_on_disk() == kept


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def file_by_page(client: Client, **more: object) -> str:
    """File by the page and give the token."""
    sent = {"text": "路灯坏了", "key": "k" * 20, "pictures": [upload("x.html", animals.jpeg())], **more}
    answer = client.post(f"{HOME}/file", sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).rsplit("/", 1)[-1]


def test_a_phone_files_with_pictures_and_sees_them(people: Cast, client: Client, morning: datetime) -> None:
    token = file_by_page(client, voice=[upload("v.exe", animals.amr())])
    row = queries.matter_by_token(token)
    keys = [one.key for one in questions.attachments_of(people.chen, row, morning)]
    assert len(keys) == 2

    own = client.get(f"{HOME}/m/{token}/files/{keys[0]}")
    assert (own.status_code, own["Content-Type"]) == (200, "image/jpeg")
    assert f"/files/{keys[0]}?small" in client.get(f"{HOME}/m/{token}").content.decode()
    # who only has the address, or the slip, sees nothing
    stranger = Client()
    assert stranger.get(f"{HOME}/m/{token}/files/{keys[0]}").status_code == 404
    assert stranger.get(f"{HOME}/matters/{row.id}/files/{keys[0]}").status_code == 302
    assert "/files/" not in stranger.get(f"{HOME}/m/{token}").content.decode()


def test_how_a_file_is_served(people: Cast, client: Client, morning: datetime) -> None:
    token = file_by_page(client, voice=[upload("v", animals.wav())])
    row = queries.matter_by_token(token)
    picture, voice = questions.attachments_of(people.chen, row, morning)

    served = client.get(f"{HOME}/m/{token}/files/{picture.key}")
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]
    assert served["Cache-Control"] == "private, no-store"
    assert served["Content-Disposition"].startswith('inline; filename="picture-')
    part = client.get(f"{HOME}/m/{token}/files/{voice.key}", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"RIFF")
    assert part["Content-Range"].startswith("bytes 0-3/")
    beyond = client.get(f"{HOME}/m/{token}/files/{voice.key}", headers={"Range": "bytes=99999999-"})
    assert beyond.status_code == 416


def test_a_bad_file_is_told_and_the_words_stay(people: Cast, client: Client) -> None:
    sent = {"text": "路灯坏了三天", "key": "k" * 20, "pictures": [upload("a.jpg", b"MZ not a picture")]}
    answer = client.post(f"{HOME}/file", sent)

    assert answer.status_code == 422
    assert "路灯坏了三天" in answer.content.decode()
    assert "不支持这种文件" in answer.content.decode()


def test_the_same_key_with_another_picture_is_another_matter(people: Cast, client: Client) -> None:
    token = file_by_page(client)
    assert file_by_page(client) == token

    other = {"text": "路灯坏了", "key": "k" * 20, "pictures": [upload("y", animals.png())]}
    assert client.post(f"{HOME}/file", other).status_code == 409


def test_the_key_of_a_page_is_good_in_its_own_browser_only(people: Cast, client: Client) -> None:
    """Who has seen key and words elsewhere files a matter of their own: no receipt, no code, no cookie."""
    sent = {"text": "路灯坏了三天", "key": "k" * 20}
    first = client.post(f"{HOME}/file", sent)["Location"]
    assert client.post(f"{HOME}/file", sent)["Location"] == first

    known = Client()
    known.get(f"{HOME}/file")
    for elsewhere in (Client(), known):
        assert elsewhere.post(f"{HOME}/file", sent)["Location"] != first
        assert elsewhere.get(first).context["code"] == ""
    account = Client()
    account.force_login(Account.objects.get(login="wang"))
    assert account.post(f"{HOME}/file", sent)["Location"] != first


def test_a_request_that_is_too_much_is_not_read(
    people: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "UPLOAD_AT_MOST", 1000)
    sent = {"text": "路灯坏了", "key": "k" * 20, "pictures": [upload("x", animals.jpeg())]}

    assert client.post(f"{HOME}/file", sent).status_code == 413


def test_over_the_interface_with_the_query_code(given: Matter, people: Cast, morning: datetime) -> None:
    client, path = Client(), f"{HOME}/api/v1/receipts/{given.receipt}/attach"

    def sent() -> dict[str, list[SimpleUploadedFile]]:
        return {"files": [upload("p", animals.png())]}

    assert client.post(path, sent(), headers={"X-Query-Code": "000000"}).status_code == 404
    assert client.post(path, sent(), headers={"X-Query-Code": given.code}).status_code == 204
    bad = client.post(path, {"files": [upload("p.png", b"no")]}, headers={"X-Query-Code": given.code})
    assert bad.json()["error"]["code"] == "attachment.unknown_kind"
    assert len(seen(people.chen, given, morning)) == 4
