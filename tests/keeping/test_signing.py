"""A backup is used only if who the operator trusts has signed it, all of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from yuanba.journal.services import signer
from yuanba.keeping import envelope, signing
from yuanba.keeping.envelope import EnvelopeDamaged, EnvelopeReader, EnvelopeWriter, NotABackup, Passphrase
from yuanba.rules.core.refusal import Refused

WORDS = Passphrase(b"four words in a row")
CONTENT = bytes(n % 251 for n in range(300))


@pytest.fixture(autouse=True)
def _small_and_cheap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SIGNING_KEY", str(tmp_path / "keys" / "checkpoint.pem"))
    monkeypatch.setattr(envelope, "CHUNK", 64)
    monkeypatch.setattr(envelope, "SCRYPT_N", 2)


def written(place: Path, closing: Passphrase | envelope.Recipient = WORDS, *, signed: bool = True) -> Path:
    with signing.SignedFile(place) as file:
        writer = EnvelopeWriter(file, closing)
        writer.write(CONTENT)
        writer.finish()
        if signed:
            file.sign()
    return place


def read(proven: signing.ProvenFile) -> bytes:
    with signing.opened(proven) as source:
        return EnvelopeReader(source, proven.opening).read()


def test_what_was_signed_here_is_proven_and_opens(tmp_path: Path) -> None:
    file = written(tmp_path / "b")
    assert read(signing.prove(file, WORDS)) == CONTENT
    assert read(signing.prove(file, WORDS, by=signer.public_key())) == CONTENT


def test_no_byte_may_change_or_be_missing_and_nothing_may_follow(tmp_path: Path) -> None:
    whole = written(tmp_path / "b").read_bytes()
    file = tmp_path / "altered"
    for place in range(len(whole)):
        altered = bytearray(whole)
        altered[place] ^= 1
        for content in (bytes(altered), whole[:place]):
            file.write_bytes(content)
            with pytest.raises(Refused):
                signing.prove(file, WORDS)
    file.write_bytes(whole + b"\n")
    with pytest.raises(signing.NotSigned):
        signing.prove(file, WORDS)


def test_who_has_the_public_key_alone_forges_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a file without a signature, with a signature of their own, and with ours from another file."""
    private, public = envelope.new_identity()
    opening, ours = envelope.identity(private), signer.public_key()
    true = written(tmp_path / "true", envelope.recipient(public))

    unsigned = written(tmp_path / "unsigned", envelope.recipient(public), signed=False)
    with pytest.raises(signing.NotSigned):
        signing.prove(unsigned, opening)
    with pytest.raises(signing.NeedsPassphrase):
        signing.vouch(unsigned, opening)

    borrowed = tmp_path / "borrowed"
    borrowed.write_bytes(unsigned.read_bytes() + true.read_bytes()[-signing._LENGTH :])
    with pytest.raises(signing.BadSignature):
        signing.prove(borrowed, opening)

    monkeypatch.setattr(settings, "SIGNING_KEY", str(tmp_path / "theirs.pem"))
    forged = written(tmp_path / "forged", envelope.recipient(public))
    with pytest.raises(signing.OtherSigner):
        signing.prove(forged, opening, by=ours)


def test_a_signature_of_something_else_is_none_of_a_backup(tmp_path: Path) -> None:
    file = written(tmp_path / "b", signed=False)
    body = file.read_bytes()
    signature = signer.sign(body).hex()
    file.write_bytes(body + f"\nYUANBA SIGNED {signer.public_key()} {signature}\n".encode())
    with pytest.raises(signing.BadSignature):
        signing.prove(file, WORDS)


def test_a_machine_without_a_key_asks_whom_to_trust_and_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, by = written(tmp_path / "b"), signer.public_key()
    monkeypatch.setattr(settings, "SIGNING_KEY", str(tmp_path / "elsewhere" / "checkpoint.pem"))
    with pytest.raises(signing.NoSigner) as refused:
        signing.prove(file, WORDS)
    assert refused.value.arguments == {"stated": by}
    assert not (tmp_path / "elsewhere").exists()
    assert read(signing.prove(file, WORDS, by=by)) == CONTENT
    with pytest.raises(signing.BadSigner):
        signing.prove(file, WORDS, by="the office")


def test_a_backup_from_before_signatures_is_vouched_for_by_its_passphrase(tmp_path: Path) -> None:
    file = written(tmp_path / "b", signed=False)
    with pytest.raises(signing.NotSigned):
        signing.prove(file, WORDS)
    assert read(signing.vouch(file, WORDS)) == CONTENT
    with pytest.raises(signing.OtherSigner):
        signing.vouch(written(tmp_path / "signed"), WORDS)
    (tmp_path / "other").write_bytes(b"PK")
    with pytest.raises(NotABackup):
        signing.vouch(tmp_path / "other", WORDS)


def test_what_is_put_in_its_place_after_the_proof_is_found(tmp_path: Path) -> None:
    """By somebody who knows the passphrase: it opens, but it is not what was proven."""
    file = written(tmp_path / "b")
    proven = signing.prove(file, WORDS)
    written(file)
    with pytest.raises(EnvelopeDamaged):
        read(proven)


def test_the_format_inside_is_what_it_was(tmp_path: Path) -> None:
    """Form 1 of the envelope, and one line after it."""
    content = written(tmp_path / "b").read_bytes()
    head = content[len(envelope.MAGIC) :].split(b"\n", 1)[0]
    assert json.loads(head)["form"] == 1
    assert content.count(b"\nYUANBA SIGNED ") == 1
