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
    """The parts of a matter that somebody may ask to unmask: the resident's contact, their words, or both."""

    CONTACT = "contact"
    WORDS = "words"
    BOTH = "both"


class RequestOutcome(StrEnum):
    """The results of a request about personal data: granted, partly granted, refused, or erased unanswered.

    It was granted, granted in part, refused with a reason, or erased by the person who had made it.
    """

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    DROPPED = "dropped"


class Assisted(StrEnum):
    """The reasons why staff at a counter act for a resident: no phone, difficulty in using it, or a proxy."""

    NO_PHONE = "no_phone"
    HARD = "hard"
    PROXY = "proxy"


class Handler(Grounded):
    """The organisation responsible for the personal data kept (个人信息处理者), and how to reach it."""

    title: Text
    contact: Text


class Collection(Grounded):
    """The privacy notice that people read before they enter data (PIPL 17); new wording is a new version."""

    version: date
    short: Text
    purpose: tuple[Text, ...] = Field(min_length=1)
    method: Text
    kinds: tuple[Text, ...] = Field(min_length=1)
    sharing: Text
    rights: Text


class Looking(Grounded):
    """The limits of unmasking: views per day, seconds for which data are shown, and permitted reasons."""

    per_day: int = Field(gt=0)
    shown_seconds: int = Field(gt=0, le=600)
    reasons: Mapping[str, Text] = Field(min_length=1)


class RequestKind(Grounded):
    """One kind of request that people may make about their data; `ground` cites the article of law."""

    title: Text


class Requests(Grounded):
    """The rules for requests about personal data: the kinds, the time to answer, and where to complain."""

    term: Term
    complain: Text
    kinds: Mapping[str, RequestKind] = Field(min_length=1)


class Retention(Grounded):
    """The retention time of one kind of personal data, in days from the event that `since` describes."""

    title: Text
    since: Text
    days: int = Field(gt=0)


class UnknownReason(Refused):
    """Raised when somebody unmasks for a reason that the district's pack does not name."""

    code: ClassVar[str] = "privacy.unknown_reason"


class LookedTooOften(Refused):
    """Raised when somebody has already unmasked personal data as often as the pack allows in one day."""

    code: ClassVar[str] = "privacy.looked_too_often"


class UnknownRequest(Refused):
    """Raised when somebody makes a request of a kind that the district's pack does not have."""

    code: ClassVar[str] = "privacy.unknown_request"


def require_known(requests: Requests, kind: str) -> RequestKind:
    """Return the kind of request with this code; raise UnknownRequest where the pack has none."""
    if kind not in requests.kinds:
        raise UnknownRequest
    return requests.kinds[kind]


def require_look(looking: Looking, *, why: str, times: int) -> None:
    """Raise UnknownReason where the pack lacks the reason, LookedTooOften where the day's limit is reached.

    `times` is how often this person has looked today.
    """
    if why not in looking.reasons:
        raise UnknownReason
    if times >= looking.per_day:
        raise LookedTooOften(most=looking.per_day)


def over_before(retention: Retention, now: datetime) -> datetime:
    """Return `now` minus the retention days; data are to be deleted if retention began before that moment."""
    return now - timedelta(days=retention.days)
