"""The bodies of API requests: what each verb asks for over JSON."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from yuanba.matters.services.orders import LONGEST_ANSWER
from yuanba.rules.matters.upward import Letter
from yuanba.rules.time.deadline import Term, TermUnit

REASON = 1000


class RequestBody(Schema):
    """The base class of the request bodies for actions on a matter."""

    def said(self) -> dict[str, Any]:
        """Return the body's fields as keyword arguments for the function that carries out the action."""
        return self.dict()


class WithReason(RequestBody):
    """The request body of actions that need only a reason, which others will read."""

    reason: str = Field(min_length=1, max_length=REASON)


class ToRaiseAlarm(WithReason):
    """The request body that treats a matter as a danger: the code of the pack's danger, and the reason."""

    danger_code: str


class ToReportUp(RequestBody):
    """The request body that records a report to the body above the district, or its reply, by number."""

    letter: Letter = Letter.REPORT
    number: str = Field(default="", max_length=80)
    words: str = Field(min_length=1, max_length=REASON)


class ToAssign(RequestBody):
    """The request body of assign: the matter's class, its item if the directory has one, and its area."""

    class_code: str
    item_code: str = ""
    area_code: str = ""
    helpers: list[str] = Field(default=[], max_length=10, description="Units asked to help in the same act.")
    task: str = Field("", max_length=REASON, description="What the helping units should do.")


class ToReassign(RequestBody):
    """The request body of reassign: the matter's new class or item, its area, and the reason."""

    class_code: str
    item_code: str = ""
    area_code: str = ""
    helpers: list[str] = Field(default=[], max_length=10, description="Units asked to help in the same act.")
    task: str = Field("", max_length=REASON, description="What the helping units should do.")
    reason: str = Field(min_length=1, max_length=REASON)


class ToSign(RequestBody):
    """The request body of sign: the number of the dispatch that waits, as the matter tells it."""

    draft: int = Field(gt=0, le=10**6)


class ToReject(WithReason):
    """The request body of reject: the number of the dispatch that waits, and why it is not signed."""

    draft: int = Field(gt=0, le=10**6)


class ToPassUp(RequestBody):
    """The request body of pass_up: the code of a ground of the pack, and why the unit cannot settle it."""

    ground: str = Field(min_length=1, max_length=40)
    words: str = Field(min_length=1, max_length=REASON)


class ToRefuse(RequestBody):
    """The request body of refuse: the code of the reason, and the explanation that the resident reads."""

    refusal_code: str
    reason: str = Field(min_length=1, max_length=REASON)


class ToGuide(RequestBody):
    """The request body of guide: the code of a kind of guidance, and the text that the resident reads."""

    guidance_code: str
    words: str = Field(min_length=1, max_length=REASON)


class ToSettle(RequestBody):
    """The request body of settle: the class or item of the matter, and what was done on the spot."""

    class_code: str
    item_code: str = ""
    words: str = Field(min_length=1, max_length=LONGEST_ANSWER)


class ToColleague(RequestBody):
    """The request body of hand_to: the log-in name of the colleague who does it from now on."""

    login: str = Field(min_length=1, max_length=40)


class ToMerge(RequestBody):
    """The request body of merge: the id of the matter that this one is merged into."""

    into_id: int


class WithWords(RequestBody):
    """The request body of actions that need only a text, which others will read."""

    words: str = Field(min_length=1, max_length=REASON)


class ToAnswer(RequestBody):
    """The request body of answer: what was done, and why co-handlers' missing results were not awaited."""

    words: str = Field(min_length=1, max_length=LONGEST_ANSWER)
    without_parts: str = Field("", max_length=REASON)


class ToSplit(WithWords):
    """The request body of split: the units asked to be co-handlers, and what each should do."""

    units: list[str] = Field(min_length=1, max_length=10)


class ToReportProgress(WithWords):
    """The request body of report_progress: what the resident reads, and the milestone that is reached."""

    milestone: str = Field("", max_length=40)


class ToAsk(RequestBody):
    """The request body of ask: the question to the resident."""

    question: str = Field(min_length=1, max_length=REASON)


class ForLonger(WithReason):
    """The request body of ask_hold and ask_extend: how much time is requested, and why."""

    amount: int = Field(gt=0, le=366)
    unit: TermUnit = TermUnit.WORKING_DAYS

    def said(self) -> dict[str, Any]:
        return {"term": Term(amount=self.amount, unit=self.unit), "reason": self.reason}


class ToCheck(WithWords):
    """The request body of check: whether the answer is true, and what the checker saw."""

    passes: bool


class ToUrge(RequestBody):
    """The request body of urge: an optional text for the responsible unit."""

    words: str = Field("", max_length=REASON)


class ToPublish(RequestBody):
    """The request body of publish: the title and summary that staff wrote."""

    title: str = Field(min_length=1, max_length=60)
    summary: str = Field(min_length=1, max_length=300)


class ToReply(RequestBody):
    """The request body of reply: the resident's reply to the unit's question."""

    words: str = Field(min_length=1, max_length=LONGEST_ANSWER)
