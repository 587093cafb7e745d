"""What is kept of people: what they are told of it, who may look and how often, and when it goes."""

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
    """The kinds of thing that are kept of people, each for its time."""

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


class Part(StrEnum):
    """What somebody wants to see: how to reach the resident, what they wrote, or both."""

    CONTACT = "contact"
    WORDS = "words"
    BOTH = "both"


class Outcome(StrEnum):
    """What became of a request: done, in part, refused with the reason; or erased by who had asked."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    DROPPED = "dropped"


class Assisted(StrEnum):
    """Why staff at a counter do for somebody what everyone can do alone."""

    NO_PHONE = "no_phone"
    HARD = "hard"
    PROXY = "proxy"


class Handler(Grounded):
    """Who answers for what is kept, and how to reach them."""

    title: Text
    contact: Text


class Collection(Grounded):
    """What people are told before they type (PIPL 17). A change of any word is a new version."""

    version: date
    short: Text
    purpose: tuple[Text, ...] = Field(min_length=1)
    method: Text
    kinds: tuple[Text, ...] = Field(min_length=1)
    sharing: Text
    rights: Text


class Looking(Grounded):
    """How often one person may look behind the mask in a day, for how long it shows, and what for."""

    per_day: int = Field(gt=0)
    shown_seconds: int = Field(gt=0, le=600)
    reasons: Mapping[str, Text] = Field(min_length=1)


class RequestKind(Grounded):
    """One thing that people may ask about what is kept of them; its ground is the article."""

    title: Text


class Requests(Grounded):
    """What people may ask where no button serves it, how soon they are answered, and where to complain."""

    term: Term
    complain: Text
    kinds: Mapping[str, RequestKind] = Field(min_length=1)


class Retention(Grounded):
    """How long one kind of thing is kept, counted from `since`."""

    title: Text
    since: Text
    days: int = Field(gt=0)


class UnknownReason(Refused):
    """The rules of this district do not name this reason for looking."""

    code: ClassVar[str] = "privacy.unknown_reason"


class LookedTooOften(Refused):
    """This person has looked behind the mask as often as a day allows."""

    code: ClassVar[str] = "privacy.looked_too_often"


class UnknownRequest(Refused):
    """The rules of this district know no such request."""

    code: ClassVar[str] = "privacy.unknown_request"


def require_known(requests: Requests, kind: str) -> RequestKind:
    """What this request is; raises UnknownRequest."""
    if kind not in requests.kinds:
        raise UnknownRequest
    return requests.kinds[kind]


def require_look(looking: Looking, *, why: str, times: int) -> None:
    """Nothing, or why one may not look: no such reason, or often enough today."""
    if why not in looking.reasons:
        raise UnknownReason
    if times >= looking.per_day:
        raise LookedTooOften(most=looking.per_day)


def over_before(retention: Retention, now: datetime) -> datetime:
    """What ended before this moment has been kept for its time."""
    return now - timedelta(days=retention.days)
