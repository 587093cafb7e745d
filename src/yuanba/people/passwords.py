"""Password validators: refuse passwords that are guessable from the place and person, or leaked."""

from __future__ import annotations

from hashlib import sha1
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from yuanba.districts import queries as districts
from yuanba.people import queries
from yuanba.people.models import Account
from yuanba.rules.people.guessable import OWN_AT_LEAST, own_characters

_HASH = 40


class GuessableValidator:
    """The password validator that refuses common words, names, dates and keyboard sequences."""

    def validate(self, password: str, user: Account | None = None) -> None:
        if own_characters(password, known_of(user)) < OWN_AT_LEAST:
            raise ValidationError(
                _(
                    "This password is easy to guess: common words, place names, years, rows of keys and your "
                    "username or unit do not count. Choose a sentence that only you know, or four unrelated "
                    "words."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Not only common words, place names, years, rows of keys, your username or unit.")


class BreachedValidator:
    """The password validator that refuses passwords on the operator's list of leaked ones, if configured."""

    def validate(self, password: str, user: Account | None = None) -> None:
        path = settings.BREACHED_PASSWORDS
        if path and is_listed(Path(path), password):
            raise ValidationError(
                _(
                    "This password has leaked from another site; attackers try such passwords first. Choose "
                    "another."
                ),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Not one that has leaked elsewhere.") if settings.BREACHED_PASSWORDS else ""


def known_of(user: Account | None) -> list[str]:
    """Return words that outsiders know about an account: its log-in name, district and units."""
    row = districts.current()
    words = [row.code, row.name, row.name.rstrip("区县市"), row.name_en] if row else []
    if user is not None:
        words.append(user.login)
        if user.pk:
            for position in queries.positions(Q(account=user.pk)):
                words += [position.unit, position.unit_name]
    return words


def is_listed(path: Path, password: str) -> bool:
    """Return whether a sorted file of lines ``SHA-1:count`` contains the hash of this password."""
    wanted = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:

        def first_from(place: int) -> bytes:
            file.seek(max(place - 1, 0))
            if place:
                file.readline()  # the line that begins before
            return file.readline()[:_HASH].upper()

        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            found = first_from(middle)
            if found and found < wanted:
                low = middle + 1
            else:
                high = middle
        return first_from(low) == wanted


def check_list(**_options: object) -> list[CheckMessage]:
    """Return a Django check error if the configured list of leaked passwords is unreadable or malformed."""
    if not settings.BREACHED_PASSWORDS:
        return []
    path = Path(settings.BREACHED_PASSWORDS)
    try:
        with path.open("rb") as file:
            first = file.readline()
        int(first[:_HASH], 16)
        if first[_HASH : _HASH + 1] == b":":
            return []
    except (OSError, ValueError):
        pass
    return [
        Error(
            f"YUANBA_BREACHED_PASSWORDS: {path} 不可读，或不是按哈希排序的“SHA-1:次数”文件 / "
            "cannot be read, or holds no sorted lines HASH:count (the download of Pwned Passwords)",
            id="people.E001",
        )
    ]
