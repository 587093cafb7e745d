"""Rules on personal data: what people are told, who may unmask and how often, and how long it is kept."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.deadline import Term

#: Network logs are kept at least six months (Cybersecurity Law).
LOGS_AT_LEAST = 180


class Kept(StrEnum):
    """The kinds of personal data that are kept, each with its own retention time."""

    WORDS = "words"
    PRIVATE_WORDS = "private_words"
    BOARDS = "boards"
    REQUESTS = "requests"
    CONTACTS = "contacts"
    MESSAGES = "messages"
    CODES = "codes"
    INVITATIONS = "invitations"
    INBOXES = "inboxes"
    REPLIES = "replies"
    COUNTS = "counts"
    LOGS = "logs"


class SeenPart(StrEnum):
    """What somebody wants to see when they unmask: the resident's contact, their words, or both."""

    CONTACT = "contact"
    WORDS = "words"
    BOTH = "both"


class RequestOutcome(StrEnum):
    """The result of a request about personal data: granted, partly, refused, or erased by the asker.

    It was granted, granted in part, refused with a reason, or erased by the person who had made it.
    """

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    DROPPED = "dropped"


class Assisted(StrEnum):
    """Why staff at a counter act for a resident: no phone, difficulty in using it, or acting by proxy."""

    NO_PHONE = "no_phone"
    HARD = "hard"
    PROXY = "proxy"


class Handler(Grounded):
    """Who is responsible for the personal data kept (个人信息处理者), and how to reach them."""

    title: Text
    contact: Text


class Collection(Grounded):
    """The privacy notice people read before they type (PIPL 17); a change of any word is a new version."""

    version: date
    short: Text
    purpose: tuple[Text, ...] = Field(min_length=1)
    method: Text
    kinds: tuple[Text, ...] = Field(min_length=1)
    sharing: Text
    rights: Text


class Looking(Grounded):
    """The limits of unmasking: how often a day, for how many seconds it shows, and for which reasons."""

    per_day: int = Field(gt=0)
    shown_seconds: int = Field(gt=0, le=600)
    reasons: Mapping[str, Text] = Field(min_length=1)


class RequestKind(Grounded):
    """One kind of request that people may make about their data; its ground is the article of law."""

    title: Text


class Requests(Grounded):
    """The requests about personal data that staff answer: kinds, time to answer, where to complain."""

    term: Term
    complain: Text
    kinds: Mapping[str, RequestKind] = Field(min_length=1)


class Retention(Grounded):
    """How long one kind of personal data is kept, in days counted from what `since` describes."""

    title: Text
    since: Text
    days: int = Field(gt=0)


class UnknownReason(Refused):
    """Raised when somebody unmasks for a reason that the district's pack does not name."""

    code: ClassVar[str] = "privacy.unknown_reason"


class LookedTooOften(Refused):
    """Raised when somebody has unmasked as often as one day allows."""

    code: ClassVar[str] = "privacy.looked_too_often"


class UnknownRequest(Refused):
    """Raised when the district's pack has no request of this kind."""

    code: ClassVar[str] = "privacy.unknown_request"


def require_known(requests: Requests, kind: str) -> RequestKind:
    """Return the kind of request with this code; raise UnknownRequest where the pack has none."""
    if kind not in requests.kinds:
        raise UnknownRequest
    return requests.kinds[kind]


def require_look(looking: Looking, *, why: str, times: int) -> None:
    """Raise UnknownReason for a reason that the pack lacks, LookedTooOften after too many looks today.

    `times` is how often this person has looked today.
    """
    if why not in looking.reasons:
        raise UnknownReason
    if times >= looking.per_day:
        raise LookedTooOften(most=looking.per_day)


def over_before(retention: Retention, now: datetime) -> datetime:
    """Return the moment before which data must have ended to be past its retention time at `now`."""
    return now - timedelta(days=retention.days)
