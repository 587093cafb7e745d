"""What a password must not be: guessable here, or on the operator's list of leaked ones."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha1
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests import cast, make
from yuanba.people import passwords
from yuanba.people.models import Account
from yuanba.rules.people.guessable import own_characters

GUESSED_FIRST = (
    "woaini1314520",
    "Chongqing@2026",
    "P@ssw0rd!23456",
    "admin@123456",
    "1qaz@WSX3edc",
    "qwertyuiop12",
    "zhangwei19880808",
    "yuanba-demo-2026",
    "13883012345a",
    "aaaaaaaaaaaa",
)
GOOD = (
    "门前有两棵老黄桷树和井",
    "dui-zhe-jiang-feng-chui",
    "kq7#vD2m!xTe",
    "a long pass phrase",
    "水井 2 棵 李子 竹椅 雨",
)


@pytest.mark.parametrize("password", GUESSED_FIRST)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="猜到"):
        passwords.GuessableValidator().validate(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_sentence_of_ones_own_is_taken(password: str) -> None:
    try:
        passwords.GuessableValidator().validate(password)
    except ValidationError as refusal:
        pytest.fail(f"{password}: {refusal}")


def test_what_is_known_of_a_person_does_not_count(jiangjin: object, morning: datetime) -> None:
    """Log-in, district and unit; the same words are somebody else's secret."""
    people = cast.assemble(now=morning)
    zhou = Account.objects.get(key=people.zhou.key)
    for password in ("zhou-zhou-2026!", "几江街道党工委-2026!", "Jiangjin#2026", "江津2026网格员"):
        with pytest.raises(ValidationError):
            validate_password(password, zhou)
    assert (
        own_characters("几江街道党工委-2026!", ["几江街道党工委"])
        == 0
        < own_characters("几江街道党工委-2026!")
    )
    validate_password("zhou-的竹椅-放在井边", zhou)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("count", [1, 2, 3, 200])
def test_a_leaked_password_is_found_in_a_sorted_file(tmp_path: Path, count: int, end: str) -> None:
    """Every line is found, wherever it lies and however long its count is; nothing else is."""
    words = [f"leaked {number}" for number in range(count)]
    lines = sorted(f"{digest(word)}:{10 ** (place % 7)}{end}" for place, word in enumerate(words))
    path = tmp_path / "pwned.txt"
    path.write_bytes("".join(lines).encode())

    assert all(passwords.is_listed(path, word) for word in words)
    assert not any(passwords.is_listed(path, f"not {word}") for word in words)


def digest(word: str) -> str:
    return sha1(word.encode(), usedforsecurity=False).hexdigest().upper()


def test_the_operators_list_is_asked(tmp_path: Path, settings: object) -> None:
    path = tmp_path / "pwned.txt"
    path.write_text(f"{digest(make.PASSWORD)}:3\n")
    validate_password(make.PASSWORD)
    settings.BREACHED_PASSWORDS = str(path)  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match="泄露"):
        validate_password(make.PASSWORD)
    assert passwords.check_list() == []


@pytest.mark.parametrize("content", [None, "", "password123\n", "zz\n"])
def test_a_list_that_is_none_keeps_the_service_from_starting(
    tmp_path: Path, settings: object, content: str | None
) -> None:
    path = tmp_path / "pwned.txt"
    if content is not None:
        path.write_text(content)
    settings.BREACHED_PASSWORDS = str(path)  # type: ignore[attr-defined]
    assert [fault.id for fault in passwords.check_list()] == ["people.E001"]
