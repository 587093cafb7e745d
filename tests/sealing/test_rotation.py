"""New keys while life goes on: nothing is lost, nothing stays under the old key."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import cast, make
from yuanba.districts import queries
from yuanba.districts.queries import DistrictRow
from yuanba.matters import queries as matters
from yuanba.matters.services import Contact
from yuanba.messages import queries as contacts
from yuanba.messages.models import MessageChannel
from yuanba.people.queries import phones
from yuanba.people.services import phones as doors
from yuanba.sealing import files, keyring, ring, ring_file, rotation
from yuanba.sealing.keyring import KeyMissing, SealBroken
from yuanba.sealing.ring import Cipher, RingUnreadable
from yuanba.sealing.ring_file import RingBusy, RingLost
from yuanba.sealing.rotation import StillInUse

PHONE = "13912345678"
CONTENT = b"the pixels of a street lamp" * 100


@pytest.fixture(autouse=True)
def _own_ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEY_RING", str(tmp_path / "keys" / "ring.json"))
    monkeypatch.setattr(rotation, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(rotation, "LOOKS_EVERY_SECONDS", 0.0)
    # the test's own transaction is older than any key, and other tests may run beside it
    monkeypatch.setattr(rotation, "_oldest_transaction", lambda: float("inf"))


def quiet(_step: str) -> None:
    """Say nothing."""


def filed(now: datetime) -> int:
    make.places(*cast.PLACES, now=now)
    return make.a_matter(now=now, contact=Contact(channel="sms", address=PHONE)).id


def words(matter_id: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select sealed from matters_matter where id = %s", [matter_id])
        return keyring.unseal(cursor.fetchone()[0], purpose="matter.words")


def test_everything_is_sealed_anew_and_the_old_key_ends(jiangjin: DistrictRow, morning: datetime) -> None:
    matter_id = filed(morning)
    name = files.put(CONTENT)
    said, old = words(matter_id), ring_file.load().current

    assert rotation.rotate(now=morning, tell=quiet) == [old]

    assert set(ring_file.load().keys) == {ring_file.load().current} != {old}
    assert words(matter_id) == said
    assert files.get(name) == CONTENT
    assert files.put(CONTENT) == name, "the name of a file lasts"
    assert set(rotation.references()) == {ring_file.load().current}
    found = contacts.followed_by("matter", MessageChannel.SMS, [PHONE, f"+86 {PHONE}"])
    assert found == {PHONE: [str(matter_id)], f"+86 {PHONE}": [str(matter_id)]}


def test_the_number_of_an_account_is_found_again(jiangjin: DistrictRow, morning: datetime) -> None:
    key = doors.enter_by_phone(number=PHONE, now=morning)
    other = make.resident("li", now=morning)
    before = phones.digests(PHONE)

    rotation.rotate(now=morning, tell=quiet)

    assert phones.digests(PHONE) != before
    assert doors.enter_by_phone(number=PHONE, now=morning) == key
    assert (phones.phone_of(key), phones.phone_of(other.key)) == (PHONE, "")


def test_a_code_on_paper_opens_after_a_rotation(jiangjin: DistrictRow, morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)
    one = make.a_matter(now=morning)

    rotation.rotate(now=morning, tell=quiet)

    assert matters.code_digest(one.receipt, one.code) == _stored_digest(one.id)


def _stored_digest(matter_id: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("select code_digest from matters_matter where id = %s", [matter_id])
        return bytes(cursor.fetchone()[0])


def test_what_is_written_in_the_middle_is_right_already(jiangjin: DistrictRow, morning: datetime) -> None:
    filed(morning)
    made: list[int] = []

    def meanwhile(step: str) -> None:
        if "matters_matter" in step and not made:
            contact = Contact(channel="sms", address=PHONE)
            made.append(make.a_matter(now=morning, contact=contact, text="写在换钥匙的当口").id)
            found = contacts.followed_by("matter", MessageChannel.SMS, [PHONE])[PHONE]
            assert len(found) == 2, "an address is found under the old digest and the new one"

    rotation.rotate(now=morning, tell=meanwhile)

    assert "换钥匙" in words(made[0])
    assert len(contacts.followed_by("matter", MessageChannel.SMS, [PHONE])[PHONE]) == 2
    assert set(rotation.references()) == {ring_file.load().current}


class Killed(BaseException):
    """As a kill would end it."""


@pytest.mark.parametrize("at", ["new key", "matters_matter", "messages_contactpoint", "waiting"])
def test_killed_anywhere_the_next_run_goes_on(
    jiangjin: DistrictRow, morning: datetime, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    matter_id = filed(morning)
    name = files.put(CONTENT)
    said, old = words(matter_id), ring_file.load().current
    if at == "waiting":
        monkeypatch.setattr(rotation, "GRACE_SECONDS", 60.0)

    def dies(step: str) -> None:
        if at in step:
            raise Killed

    with pytest.raises(Killed):
        rotation.rotate(now=morning, tell=dies)
    monkeypatch.setattr(rotation, "GRACE_SECONDS", 0.0)
    new = ring_file.load().current
    assert new != old
    assert (words(matter_id), files.get(name)) == (said, CONTENT), "both keys open"

    assert rotation.rotate(now=morning, tell=quiet) == [old]
    assert ring_file.load().current == new, "no third key"
    assert (words(matter_id), files.get(name)) == (said, CONTENT)


def test_the_old_key_stays_while_something_names_it_that_does_not_open(
    jiangjin: DistrictRow, morning: datetime
) -> None:
    matter_id = filed(morning)
    old = ring_file.load().current
    with connection.cursor() as cursor:
        cursor.execute(
            "update matters_matter set sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1) where id = %s",
            [matter_id],
        )
    with pytest.raises(StillInUse) as refused:
        rotation.rotate(now=morning, tell=quiet)
    assert f"matters_matter.sealed id={matter_id}" in str(refused.value.arguments["places"])
    assert old in ring_file.load().keys


def test_two_rotations_at_once_are_refused(jiangjin: DistrictRow, morning: datetime) -> None:
    with ring_file.held(alone=False), pytest.raises(RingBusy):
        rotation.rotate(now=morning, tell=quiet)


def test_an_installation_changes_to_sm4_and_back(jiangjin: DistrictRow, morning: datetime) -> None:
    matter_id = filed(morning)
    said = words(matter_id)
    for cipher, version in ((Cipher.SM4, b"\x03"), (Cipher.AES, b"\x02")):
        rotation.rotate(now=morning, tell=quiet, cipher=cipher)
        assert keyring.head_now()[:1] == version
        assert words(matter_id) == said


def test_another_cipher_is_no_rotation_to_go_on_with(jiangjin: DistrictRow, morning: datetime) -> None:
    matter_id = filed(morning)
    said, old = words(matter_id), ring_file.load().current

    def dies(step: str) -> None:
        raise Killed

    with pytest.raises(Killed):
        rotation.rotate(now=morning, tell=dies)
    between = ring_file.load().current
    assert rotation.rotate(now=morning, tell=quiet, cipher=Cipher.SM4) == sorted([old, between])
    assert (keyring.head_now()[:1], words(matter_id)) == (b"\x03", said)


# --- what does not open -----------------------------------------------------------------------------


@pytest.mark.parametrize("cipher", list(Cipher))
def test_no_bit_of_a_sealed_value_may_change(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch, cipher: Cipher
) -> None:
    monkeypatch.setattr(settings, "SEAL_CIPHER", cipher.value)
    value = keyring.seal("三会", purpose="p")
    assert keyring.unseal(value, purpose="p") == "三会"
    for place in range(len(value)):
        altered = bytearray(value)
        altered[place] ^= 1
        with pytest.raises(SealBroken):
            keyring.unseal(bytes(altered), purpose="p")
    for length in range(len(value)):
        with pytest.raises(SealBroken):
            keyring.unseal(value[:length], purpose="p")


def test_a_value_opens_for_its_purpose_and_district_only(jiangjin: DistrictRow, kaizhou: DistrictRow) -> None:
    with queries.inside(jiangjin):
        value = keyring.seal("李", purpose="people.name")
        with pytest.raises(SealBroken):
            keyring.unseal(value, purpose="matter.words")
    with queries.inside(kaizhou), pytest.raises(SealBroken):
        keyring.unseal(value, purpose="people.name")


def test_another_ring_refuses_by_the_name_of_the_key(
    jiangjin: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value, name = keyring.seal("李", purpose="p"), ring_file.load().current
    monkeypatch.setattr(settings, "KEY_RING", str(tmp_path / "other" / "ring.json"))
    with pytest.raises(KeyMissing) as refused:
        keyring.unseal(value, purpose="p")
    assert refused.value.arguments == {"key": name}


def test_another_key_of_the_same_name_does_not_open(jiangjin: DistrictRow) -> None:
    value, before = keyring.seal("李", purpose="p"), ring_file.load()
    other = ring.fresh(cipher=Cipher.AES)
    ring_file.store(
        ring.Ring(
            cipher=Cipher.AES,
            current=before.current,
            keys={before.current: other.keys[other.current]},
            lasting=other.lasting,
        )
    )
    with pytest.raises(SealBroken):
        keyring.unseal(value, purpose="p")


@pytest.mark.parametrize("written", ["", "{}", "[]", '{"version": 9}', '{"version": 2, "cipher": "ROT13"}'])
def test_a_damaged_ring_is_never_replaced(written: str) -> None:
    place = ring_file.path()
    place.parent.mkdir(parents=True)
    place.write_text(written)
    with pytest.raises(RingUnreadable):
        keyring.seal("李", purpose="p")
    assert place.read_text() == written


def test_a_ring_that_is_gone_is_not_replaced_by_an_empty_one(
    jiangjin: DistrictRow, morning: datetime
) -> None:
    filed(morning)
    ring_file.path().unlink()
    with pytest.raises(RingLost):
        keyring.seal("李", purpose="p")
    assert not ring_file.path().exists()


def test_a_ring_of_the_first_form_goes_on(jiangjin: DistrictRow) -> None:
    place = ring_file.path()
    place.parent.mkdir(parents=True)
    place.write_text('{"current": "k001", "keys": {"k001": "' + "A" * 43 + '="}}')
    # what the first form sealed: version 1, key k001, purpose "p"
    old = keyring._open_first_form("k001", "p").encrypt(bytes(12), "李".encode(), b"\x01k001")
    assert keyring.unseal(b"\x01k001" + bytes(12) + old, purpose="p") == "李"
    assert keyring.seal("李", purpose="p")[:5] == b"\x02k001"
    assert ring.parse(ring.text(ring_file.load())) == ring_file.load()
    looked_up = hmac.new(ring.derived(bytes(32), "messages.address"), b"sms:1", sha256).digest()
    assert looked_up in keyring.digests("sms:1", purpose="messages.address"), "until a rotation renews it"


def test_codes_on_paper_from_a_ring_of_the_first_form_live_on(
    jiangjin: DistrictRow, morning: datetime
) -> None:
    """After the upgrade, after the key that they came from has ended, and in another installation."""
    master = bytes(32)
    place = ring_file.path()
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps({"current": "k001", "keys": {"k001": base64.b64encode(master).decode()}}))
    cast.assemble(now=morning)
    one = make.a_matter(now=morning)
    first = hmac.new(
        ring.derived(master, "matter.code"), f"{one.receipt}:{one.code}".encode(), sha256
    ).digest()
    with connection.cursor() as cursor:
        cursor.execute("update matters_matter set code_digest = %s where id = %s", [first, one.id])

    def opens() -> bool:
        found = matters.matter_by_code(one.receipt, one.code)
        return found is not None and found.id == one.id

    assert opens()
    assert matters.matter_by_code(one.receipt, "00000000") is None
    taken = ring.of_district(ring_file.load(), "jiangjin")
    renewed = ring.with_new_key(ring_file.load(), cipher=Cipher.AES, made="")
    ring_file.store(ring.without_older(renewed))
    assert master not in ring_file.load().keys.values()
    assert opens()

    house = ring.with_brought(ring.fresh(cipher=Cipher.AES), "jiangjin", taken)
    ring_file.store(ring.without_older(ring.parse(ring.text(house))))
    assert opens()


# --- a district on its way --------------------------------------------------------------------------


def test_a_district_takes_along_what_opens_its_own_words_only(
    jiangjin: DistrictRow, kaizhou: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with queries.inside(jiangjin):
        ours, number = keyring.seal("李", purpose="p"), keyring.digest("1", purpose="matter.code")
    with queries.inside(kaizhou):
        theirs = keyring.seal("王", purpose="p")
    taken = ring.of_district(ring_file.load(), "jiangjin")

    monkeypatch.setattr(settings, "KEY_RING", str(tmp_path / "there" / "ring.json"))
    ring_file.store(ring.with_brought(ring_file.load(), "jiangjin", taken))

    with queries.inside(jiangjin):
        assert keyring.unseal(ours, purpose="p") == "李"
        assert keyring.digest("1", purpose="matter.code") == number
        with pytest.raises(SealBroken):
            keyring.unseal(theirs, purpose="p")
        assert keyring.head_now()[1:].decode() == ring_file.load().current, (
            "new words get the key of the house"
        )
    with queries.inside(kaizhou), pytest.raises(SealBroken):
        keyring.unseal(theirs, purpose="p")


def test_who_comes_home_brings_nothing_new(jiangjin: DistrictRow) -> None:
    home = ring_file.load()
    assert ring.with_brought(home, "jiangjin", ring.of_district(home, "jiangjin")) == home
