"""The meetings that a pack names: who convenes and sits in each, when it meets, and by which rule it decides.

The standing body that holds them is a council (议事机构): one in each area or estate where it was set up.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from pydantic import Field

from yuanba.rules.ballots.presets import PRESETS, WRITTEN, OwnShares, Preset, VoteRule, threshold
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.core.declared import Declared, Text
from yuanba.rules.pack.who import Level, Titled
from yuanba.rules.time.deadline import Term

#: A share to be reached or exceeded, or none.
SHARE = rf"^{WRITTEN}$|^$"
#: A plain share, as of those who may ask for a meeting: "1/10".
PART = r"^[1-9][0-9]{0,3}/[1-9][0-9]{0,3}$|^$"


class Cadence(StrEnum):
    """How often a council meets: every quarter, month or week, or whenever there is need."""

    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    AS_NEEDED = "as_needed"


class ProcedureAct(StrEnum):
    """The acts of a procedure in their order, none of which can be skipped (四议两公开)."""

    PROPOSE = "propose"
    CONSULT = "consult"
    REVIEW = "review"
    DECIDE = "decide"
    PUBLISH_DECISION = "publish_decision"
    PUBLISH_RESULT = "publish_result"


class ProcedureStep(Declared):
    """One step of a council's procedure: what it is called, what is done, by whom, and by which rule."""

    title: Text
    act: ProcedureAct
    who: Text
    rule: VoteRule | None = None


class Meeting(Titled):
    """One kind of meeting: convened by a body, at one level or in each estate, with members and open seats.

    `meets` says in words what `cadence` and `on_day` (of the month, or of the week from Monday on) say to the
    clock. It decides by `rule`, or more strictly with a `quorum` or `majority` of its own. Online
    ballots decide where an `electronic_rule` of the place, in force since `electronic_since`, says so; else
    they are opinions. Topic and time are posted `days_before`. With so many `supporters` a topic comes on the
    agenda by itself, without them as the convener decides. While a matter is before it, the
    clock of the answer stands still for `clock_waits` at most; without it the clock goes on. What it cannot
    settle goes to the meeting `unsettled`. `slots` are terms of the source that nobody has explained. A
    review names the `figures` of the quarter that it is about, by the codes of their metrics.
    """

    convener: str
    level: Level
    of_estate: bool = False
    classes: tuple[str, ...] = Field(min_length=1)
    scope: Text | None = None
    members: tuple[Text, ...] = Field(min_length=1)
    meets: Text
    cadence: Cadence
    on_day: int = Field(default=0, ge=0, le=28)
    venues: tuple[Text, ...] = ()
    rule: VoteRule
    quorum: str = Field(default="", pattern=SHARE)
    majority: str = Field(default="", pattern=SHARE)
    voting_ways: tuple[BallotWay, ...] = (BallotWay.HANDS, BallotWay.PAPER)
    electronic_rule: Text | None = None
    electronic_since: date | None = None
    days_before: int = Field(ge=0, le=60)
    reminded_before: int = Field(default=1, ge=0, le=30)
    call_voters: str = Field(default="", pattern=PART)
    call_representatives: str = Field(default="", pattern=PART)
    observers: Text | None = None
    observer_seats: int = Field(default=0, ge=0, le=1000)
    supporters: int = Field(default=0, ge=0, le=1000)
    has_priorities: bool = False
    figures: tuple[str, ...] = ()
    clock_waits: Term | None = None
    unsettled: str = ""
    slots: tuple[str, ...] = ()
    rules_title: Text | None = None
    rules_version: str = ""
    rules_text: tuple[Text, ...] = ()
    procedure: tuple[ProcedureStep, ...] = ()

    @property
    def own(self) -> OwnShares:
        """Return the quorum and majority that the district set itself."""
        return OwnShares(
            quorum=threshold(self.quorum) if self.quorum else None,
            majority=threshold(self.majority) if self.majority else None,
        )

    def standing(self, ways: Collection[BallotWay]) -> VoteStanding:
        """Return what a vote in these ways is: online ballots decide by a local rule, or nothing at all."""
        if BallotWay.ONLINE not in ways:
            return VoteStanding.STATUTORY
        return VoteStanding.ELECTRONIC if self.electronic_rule else VoteStanding.CONSULTATION

    @property
    def electronic_ground(self) -> str:
        """Return the local rule by which online ballots decide, with its day; "" where there is none."""
        if not self.electronic_rule or not self.electronic_since:
            return ""
        since = self.electronic_since
        return f"{self.electronic_rule.zh}（{since.year}年{since.month}月{since.day}日起施行）"

    @property
    def counts_absent(self) -> bool:
        """Return whether members who are not there decide online together with the hands of those who are.

        A local rule says that online ballots decide, and the rule of counting does not ask who is there.
        """
        is_online = BallotWay.ONLINE in self.voting_ways and bool(self.electronic_ground)
        return is_online and BallotWay.HANDS in self.voting_ways and not self.preset.needs_presence

    @property
    def preset(self) -> Preset:
        """Return the rule by which this meeting decides, as the district made it stricter."""
        return PRESETS[self.rule].tightened(quorum=self.own.quorum, majority=self.own.majority)

    @property
    def before_decision(self) -> tuple[ProcedureStep, ...]:
        """Return the steps of the procedure that must be taken before the meeting decides."""
        order = list(ProcedureAct)
        decides = order.index(ProcedureAct.DECIDE)
        return tuple(step for step in self.procedure if order.index(step.act) < decides)
