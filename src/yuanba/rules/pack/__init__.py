"""The mechanism pack: everything one district decides about its matters, as data in force from a day.

A key is here only because something reads it. Each value may name its `ground` (a code in `sources` or
`laws`); what the source leaves open says so in `assumed`.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from hashlib import sha256

from pydantic import ConfigDict, Field

from yuanba.rules.core.declared import Declared, Text
from yuanba.rules.core.declared import Grounded as Grounded
from yuanba.rules.core.state import State
from yuanba.rules.pack.activities import ActivityKind as ActivityKind
from yuanba.rules.pack.activities import Crowd as Crowd
from yuanba.rules.pack.bounds import Checking as Checking
from yuanba.rules.pack.bounds import Evaluation as Evaluation
from yuanba.rules.pack.bounds import Limits as Limits
from yuanba.rules.pack.bounds import OrderBounds as OrderBounds
from yuanba.rules.pack.bounds import Supervisors as Supervisors
from yuanba.rules.pack.bounds import Triage as Triage
from yuanba.rules.pack.bulletins import BulletinKind
from yuanba.rules.pack.danger import Alarm, hurried, shorter
from yuanba.rules.pack.danger import Danger as Danger
from yuanba.rules.pack.duty import Duty
from yuanba.rules.pack.escalation import Escalation as Escalation
from yuanba.rules.pack.escalation import Response as Response
from yuanba.rules.pack.escalation import Trigger as Trigger
from yuanba.rules.pack.figures import NamedDuration, NamedRate, NamedVolume, Residents
from yuanba.rules.pack.mechanism import AreaType, LoopStep, PlaceDirectory, Slot
from yuanba.rules.pack.meetings import Meeting as Meeting
from yuanba.rules.pack.milestones import MilestoneCode
from yuanba.rules.pack.milestones import MilestoneRule as MilestoneRule
from yuanba.rules.pack.passing import Passing
from yuanba.rules.pack.pillars import Panorama, Pillar
from yuanba.rules.pack.projects import ProjectKind as ProjectKind
from yuanba.rules.pack.selections import SelectionKind
from yuanba.rules.pack.site import Site
from yuanba.rules.pack.superior import Superior
from yuanba.rules.pack.venues import BookableKind as BookableKind
from yuanba.rules.pack.venues import BookableSort as BookableSort
from yuanba.rules.pack.venues import CentreFunction as CentreFunction
from yuanba.rules.pack.watching import FollowingGroup, UnitReview
from yuanba.rules.pack.who import Body as Body
from yuanba.rules.pack.who import Evaluator as Evaluator
from yuanba.rules.pack.who import Level as Level
from yuanba.rules.pack.who import PositionTitle as PositionTitle
from yuanba.rules.pack.who import Publicity
from yuanba.rules.privacy import Collection, Handler, Kept, Looking, Requests, Retention
from yuanba.rules.time.calendar import Calendar, CalendarYear, Shift, calendar_of
from yuanba.rules.time.deadline import Term

CODE = r"^[a-z][a-z0-9_]*$"


class NoticeRule(Declared):
    """The rules for public notice (公示) of a result: where, how long, and when objections are answered.

    With `posts_ratings` a second notice says how it was rated, in numbers, once the raters have spoken.
    """

    levels: tuple[Level, ...] = Field(min_length=1)
    period: Term
    answer: Term
    posts_ratings: bool = False


class MatterClass(Grounded):
    """One class of matters: the body that leads it, the time for an answer, and who judges the result.

    What was sent back gets the term `rework`, never more than the answer had. `settles` says whether a small
    thing of this class may be done on the spot, `rural_lead` who leads in the country, `is_guided` that its
    matters are guided to who helps and never dispatched, `is_picked` that they lie with the lead until the
    body whose duty they are picks them, `ends_at` the level at which they end and `ends_at_title` what the
    district calls it, `accept` in which time the unit accepts them where that is not the time of `[orders]`,
    `followers` which groups follow each through its whole course and judge none. Only holders of the titles
    in `dispatched_by` dispatch them, after a second person of a title in `signed_by` has signed; `helpers` is
    how many units may be asked to help in the same act, and `milestones` by when the unit tells of progress.
    What `deliberates_first` is dispatched after its council's resolution, or on an urgent ground.
    """

    title: Text
    meaning: Text
    lead: str
    answer: Term
    rework: Term
    evaluators: tuple[str, ...] = Field(min_length=1)
    is_public: bool
    notice: NoticeRule | None = None
    settles: bool = False
    rural_lead: str = ""
    is_guided: bool = False
    is_picked: bool = False
    ends_at: Level | None = None
    ends_at_title: Text | None = None
    accept: Term | None = None
    followers: tuple[str, ...] = ()
    helpers: int = Field(default=0, ge=0, le=10)
    dispatched_by: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    deliberates_first: bool = False
    milestones: Mapping[MilestoneCode, MilestoneRule] = Field(default_factory=dict)

    def lead_in(self, *, is_rural: bool) -> str:
        """Return the code of the body that leads this class in the countryside (`is_rural`) or in town."""
        return (is_rural and self.rural_lead) or self.lead


class Item(Grounded):
    """One row of the directory (指导目录): a kind of problem, its responsible body, and the time allowed.

    Without a body the class's lead does it; without a term the class's term holds. With a `guidance`, which
    names who helps, its matters are guided there and never dispatched.
    """

    model_config = ConfigDict(validate_by_alias=True, validate_by_name=True, serialize_by_alias=True)

    class_code: str = Field(alias="class")
    title: Text
    body: str = ""
    guidance: str = ""
    answer: Term | None = None
    rework: Term | None = None
    keywords: tuple[str, ...] = Field(min_length=3)
    examples: tuple[str, ...] = Field(min_length=1)


class Channel(Grounded):
    """One way in which residents' matters are received: the web, a counter, an external platform and so on.

    Another platform sends orders under its own numbers; `reply` is the form in which it takes the answer
    back, with `{number}`, `{receipt}`, `{unit}`, `{accepted_on}`, `{answered_on}` and `{answer}` to be filled
    in. Where one `is_face_to_face`, what is said at meetings and open days comes in by it.
    """

    title: Text
    is_platform: bool = False
    is_face_to_face: bool = False
    reply: Text | None = None


class Redirection(Grounded):
    """One reason for not taking a matter (a refusal or guidance), and where its owner should go instead."""

    title: Text
    instead: Text


class Receipt(Grounded):
    """The rule for receipt numbers of this district: the three digits with which each number begins."""

    prefix: str = Field(pattern=r"^[0-9]{3}$")


class ReplyTemplate(Grounded):
    """One template for answers to residents: for some states, and for one item, one class, or all matters."""

    model_config = ConfigDict(validate_by_alias=True, validate_by_name=True, serialize_by_alias=True)

    on: tuple[State, ...] = Field(min_length=1)
    class_code: str = Field(default="", alias="class")
    item: str = ""
    title: Text
    text: Text


class Pack(Declared):
    """The complete rules of one district as data: its own file merged over `base`, with the calendars."""

    district: str = Field(pattern=CODE)
    area_code: str = Field(pattern=r"^[0-9]{6}$")
    in_force_from: date
    title: Text
    sources: Mapping[str, Text]
    laws: Mapping[str, Text]
    classes: Mapping[str, MatterClass]
    bodies: Mapping[str, Body]
    evaluators: Mapping[str, Evaluator]
    followers: Mapping[str, FollowingGroup] = Field(default_factory=dict)
    items: Mapping[str, Item]
    positions: Mapping[str, PositionTitle]
    channels: Mapping[str, Channel]
    refusals: Mapping[str, Redirection]
    guidances: Mapping[str, Redirection]
    dangers: Mapping[str, Danger]
    alarm: Alarm | None = None
    replies: Mapping[str, ReplyTemplate]
    bulletins: Mapping[str, BulletinKind] = Field(default_factory=dict)
    triage: Triage
    orders: OrderBounds
    checking: Checking
    evaluation: Evaluation
    supervisors: Supervisors
    leads: Mapping[Level, str]
    passing: Passing | None = None
    escalations: tuple[Escalation, ...]
    superior: Superior | None = None
    receipt: Receipt
    limits: Limits
    handler: Handler | None = None
    site: Site | None = None
    collection: Collection | None = None
    looking: Looking | None = None
    requests: Requests | None = None
    retention: Mapping[Kept, Retention] = Field(default_factory=dict)
    panorama: Panorama | None = None
    pillars: tuple[Pillar, ...] = ()
    steps: tuple[LoopStep, ...] = ()
    duty: Duty | None = None
    slots: Mapping[str, Slot] = Field(default_factory=dict)
    area_types: Mapping[str, AreaType] = Field(default_factory=dict)
    rates: Mapping[str, NamedRate] = Field(default_factory=dict)
    reviews: Mapping[str, UnitReview] = Field(default_factory=dict)
    durations: Mapping[str, NamedDuration] = Field(default_factory=dict)
    volumes: Mapping[str, NamedVolume] = Field(default_factory=dict)
    residents: Residents | None = None
    directory: PlaceDirectory | None = None
    meetings: Mapping[str, Meeting] = Field(default_factory=dict)
    projects: Mapping[str, ProjectKind] = Field(default_factory=dict)
    selections: Mapping[str, SelectionKind] = Field(default_factory=dict)
    bookables: Mapping[str, BookableKind] = Field(default_factory=dict)
    functions: Mapping[str, CentreFunction] = Field(default_factory=dict)
    crowds: Mapping[str, Crowd] = Field(default_factory=dict)
    activities: Mapping[str, ActivityKind] = Field(default_factory=dict)
    publicity: Publicity | None = None
    hours: tuple[Shift, ...] = Field(min_length=1)
    calendars: Mapping[str, CalendarYear]
    #: What the front page says of this mechanism, in one sentence.
    summary: Text | None = None

    @cached_property
    def calendar(self) -> Calendar:
        """Return the calendar of working days and hours by which the pack's terms are counted."""
        return calendar_of(self.calendars, self.hours)

    @property
    def grounds(self) -> dict[str, Text]:
        """Return every law and source text that a value of this pack may cite, keyed by code."""
        return {**self.laws, **self.sources}

    @property
    def name(self) -> str:
        """Return the name by which decisions cite this pack: the district and the day it came into force."""
        return f"{self.district}@{self.in_force_from}"

    @property
    def directory_level(self) -> Level | None:
        """Return the level of the areas that issue a directory of their own, or None where none does."""
        return self.bodies[self.directory.issuer].level if self.directory else None

    @property
    def unexplained(self) -> dict[str, Slot]:
        """Return the slots without a text: terms that a source uses and nobody has explained yet."""
        return {code: slot for code, slot in self.slots.items() if slot.text is None}

    @cached_property
    def canonical(self) -> str:
        """Return the pack as the JSON text that is stored and hashed.

        What a pack leaves at its default is left out, so that a later version of this code finds the same
        digest.
        """
        return self.model_dump_json(by_alias=True, exclude_defaults=True)

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the canonical text; it identifies the pack that a matter was filed under."""
        return sha256(self.canonical.encode()).hexdigest()

    @cached_property
    def in_danger(self) -> "Pack":
        """Return these rules as they bind a matter whose words speak of a danger: with the alarm's clocks.

        Nothing gets longer than it is without a danger. A pack without an alarm has no other clocks.
        """
        if self.alarm is None:
            return self
        assert self.digest  # stays that of the pack as it is stored: the copy takes what is known along
        alarm = self.alarm
        return self.model_copy(
            update={
                "triage": self.triage.model_copy(update={"term": shorter(self.triage.term, alarm.triage)}),
                "orders": self.orders.hurried(accept=alarm.accept, answer=alarm.answer),
                "classes": {code: hurried(row, alarm) for code, row in self.classes.items()},
                "items": {code: hurried(row, alarm) for code, row in self.items.items()},
                "escalations": (*self.escalations, *alarm.escalations),
            }
        )

    def term_of(
        self, class_code: str, item_code: str = "", *, reworks: int = 0, local: Term | None = None
    ) -> Term:
        """Return the time allowed for the answer to a matter; `local` is a community's promise of less time.

        After a rework it is the shorter of this and the term for reworks.
        """
        matter_class = self.classes[class_code]
        item = self.items.get(item_code)
        answer = local or (item and item.answer) or matter_class.answer
        if not reworks:
            return answer
        rework = (item and item.rework) or matter_class.rework
        return min(rework, answer, key=lambda term: term.in_days)

    def is_guided(self, class_code: str, item_code: str = "") -> bool:
        """Return whether matters of this class, or of this item of it, are guided and never dispatched."""
        item = self.items.get(item_code)
        return self.classes[class_code].is_guided or bool(item and item.guidance)

    def accept_of(self, class_code: str) -> Term:
        """Return the time in which a unit has to accept a matter of this class."""
        return self.classes[class_code].accept or self.orders.accept

    def replies_for(
        self, state: State, class_code: str = "", item_code: str = ""
    ) -> dict[str, ReplyTemplate]:
        """Return the reply templates for a state, class and item, keyed by code, the most specific first.

        Those of the item come first, then those of the class, then the general ones.
        """
        fitting = {
            code: reply
            for code, reply in self.replies.items()
            if state in reply.on and reply.item in ("", item_code) and reply.class_code in ("", class_code)
        }
        order = sorted(fitting, key=lambda code: (not fitting[code].item, not fitting[code].class_code))
        return {code: fitting[code] for code in order}

    def above(self, level: Level | None) -> Level | None:
        """Return the nearest level above this one that has a lead body, or None where no such level exists.

        Before anybody has a matter (None), the subdistrict is the first to be told: it triages.
        """
        if level is None:
            return Level.SUBDISTRICT
        order = list(Level)
        higher = order[: order.index(level)]
        return next((one for one in reversed(higher) if one in self.leads), None)

    def is_supervised(self, reworks: int) -> bool:
        """Return whether a matter that was reworked this many times must be put under supervision."""
        return any(
            row.on is Trigger.REWORKED and row.then is Response.PRIORITISE and reworks >= (row.count or 1)
            for row in self.escalations
        )

    def items_of(self, class_code: str) -> dict[str, Item]:
        """Return the items of the directory that belong to one class, keyed by code."""
        return {code: item for code, item in self.items.items() if item.class_code == class_code}
