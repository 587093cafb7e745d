"""The rules of everyday notices: which kinds there are, and how long one may hang."""

from datetime import datetime, timedelta
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.pack.bulletins import LONGEST_HOURS


class NoSuchKind(Refused):
    """Raised when an everyday notice is of a kind that the rules in force do not have."""

    code: ClassVar[str] = "bulletin.no_kind"


class EndsTooEarly(Refused):
    """Raised when an everyday notice would end before it begins, or has ended already."""

    code: ClassVar[str] = "bulletin.ends_too_early"


class LastsTooLong(Refused):
    """Raised when an everyday notice would last longer than a month: then it is no news any more."""

    code: ClassVar[str] = "bulletin.too_long"


def announce(
    kind: str, *, from_at: datetime, until_at: datetime, pack: Pack, at: datetime
) -> tuple[str, ...]:
    """Return the grounds of an everyday notice; raise NoSuchKind, EndsTooEarly or LastsTooLong."""
    if kind not in pack.bulletins:
        raise NoSuchKind(kind=kind)
    if until_at <= from_at or until_at <= at:
        raise EndsTooEarly
    if until_at - from_at > timedelta(hours=LONGEST_HOURS):
        raise LastsTooLong(days=LONGEST_HOURS // 24)
    return (pack.name, f"bulletins.{kind}")
