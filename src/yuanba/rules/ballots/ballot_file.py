"""Reads a vote from the published form `yuanba-ballot`, and names every fault in it at once.

docs/ballots.md describes the form and its versions.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from yuanba.rules.ballots.presets import PRESETS, WRITTEN, OwnShares, Preset, Threshold, VoteRule, threshold
from yuanba.rules.ballots.votes import (
    Ballot,
    BallotChoice,
    BallotTotal,
    BallotWay,
    Vote,
    VoteStanding,
    Weight,
)
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.core.json_form import DistinctNames, JsonForm, plainest
from yuanba.rules.core.json_text import shown, within

FORMAT = "yuanba-ballot/1"
#: The same with totals, stations and the standing of the vote: who reads only the first must not miss them.
SECOND_FORMAT = "yuanba-ballot/2"
FORMATS = (FORMAT, SECOND_FORMAT)
#: In which ways heads are counted without names.
UNNAMED = (BallotWay.HANDS, BallotWay.PAPER)
#: A title may be a whole sentence.
LONGEST_TITLE = 1_000

_VOTE = frozenset({"format", "rule", "title", "roll", "present", "motions", "ballots", "proxy_cap", "result"})
_UNIT = frozenset({"unit", "owner", "area_cm2", "unsold"})
_VOTER = frozenset({"voter"})
_MOTION = frozenset({"id", "title"})
_BALLOT = frozenset({"voter", "motion", "choice", "way", "by"})
#: What the second format has beside.
_OF_SECOND = frozenset({"totals", "standing", "quorum", "majority"})
#: What would change a count, so that the first format must not pass over it, and the fault that says so.
_COUNTED_IN_SECOND = MappingProxyType(
    {"totals": "totals_of_second", "quorum": "quorum_of_second", "majority": "majority_of_second"}
)
_BALLOT_OF_SECOND = _BALLOT | {"station"}
_TOTAL = frozenset({"motion", "way", "station", *map(str, BallotChoice)})


@dataclass(frozen=True, slots=True)
class VoteReading:
    """What a file says: the vote, or None where it has faults. Remarks are no faults."""

    vote: Vote | None
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...] = ()


def read(document: object, found: Sequence[Fault] = ()) -> VoteReading:
    """Return the vote that a parsed file holds, or all its faults, `found` in its JSON or here."""
    if not isinstance(document, dict):
        return VoteReading(None, (*found, fault("", "not_object")))
    form = JsonForm(faults=list(found))
    is_second = document.get("format") == SECOND_FORMAT
    form.remark_unread(document, _VOTE | _OF_SECOND if is_second else _VOTE | {*_COUNTED_IN_SECOND}, "")
    if "format" not in document:
        form.tell("format", "missing")
    elif document["format"] not in FORMATS:
        form.tell("format", "unknown_format", name=shown(document["format"]), known=FORMATS)
    for name, code in _COUNTED_IN_SECOND.items():
        if name in document and not is_second:
            form.tell(name, code, known=SECOND_FORMAT)
    if "title" in document:
        form.identifier(document["title"], "title", LONGEST_TITLE)
    rule = form.member(document, "rule", "", VoteRule, "unknown_rule")
    vote = _VoteReader(form, document, rule).vote() if rule else None
    return VoteReading(None if form.faults else vote, tuple(form.faults), tuple(form.remarks))


def readable(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was read of a sound file, without its result: what an export holds."""
    is_second = document["format"] == SECOND_FORMAT
    known = {"roll": _UNIT | _VOTER, "motions": _MOTION, "ballots": _BALLOT}
    if is_second:
        known |= {"ballots": _BALLOT_OF_SECOND, "totals": _TOTAL}
    read_here = _VOTE | _OF_SECOND if is_second else _VOTE
    whole = {key: document[key] for key in document if key in read_here - {"result"}}
    rows = {
        key: [{name: row[name] for name in row if name in names} for row in whole[key]]
        for key, names in known.items()
        if key in whole
    }
    return {**whole, **rows}


class _VoteReader:
    """Reads one vote, part by part; what a part needs of those before it is kept here."""

    def __init__(self, form: JsonForm, document: Mapping[str, object], rule: VoteRule) -> None:
        self.form, self.document, self.rule = form, document, rule
        self.is_second = document.get("format") == SECOND_FORMAT
        self.own = self._own() if self.is_second else OwnShares()
        self.preset: Preset = PRESETS[rule].tightened(quorum=self.own.quorum, majority=self.own.majority)
        self.knows_presence = self.preset.needs_presence and isinstance(document.get("present"), list)
        self.voters = DistinctNames(form, "" if self.preset.by_area else "voter_twice")
        self.roll: dict[str, Weight] = {}
        self.motions: tuple[str, ...] = ()
        self.present: frozenset[str] = frozenset()
        #: Where somebody acts for another for the first time, by the plainest form of their name.
        self.acting: dict[str, str] = {}

    def vote(self) -> Vote:
        """Return the vote; where the form has faults it is of no use."""
        self.roll = dict(self._units() if self.preset.by_area else self._voters())
        if self.document.get("roll") == []:
            self.form.tell("roll", "roll_empty")
        self.motions = tuple(self._motions())
        self.present = self._present()
        cap = None
        if "proxy_cap" in self.document:
            cap = self.form.whole(self.document, "proxy_cap", "", least=0, code="below")
        ballots = tuple(self._ballots())
        if cap is not None:
            self._hold_to(cap, ballots)
        totals = tuple(self._totals()) if self.is_second and "totals" in self.document else ()
        self._fit(totals, ballots)
        standing = None
        if self.is_second:
            standing = self.form.member(self.document, "standing", "", VoteStanding, "unknown_standing")
        return Vote(
            rule=self.rule,
            roll=self.roll,
            motions=self.motions,
            ballots=ballots,
            present=self.present if self.preset.needs_presence else frozenset(),
            proxy_cap=cap,
            totals=totals,
            standing=standing,
            own=self.own,
        )

    def _own(self) -> OwnShares:
        """The district's own shares; one that the rule does not bear is told and left out."""
        own = OwnShares(quorum=self._share("quorum"), majority=self._share("majority"))
        for name, code, share, floor in own.misfits(self.rule):
            self.form.tell(name, code, own=str(share), floor=str(floor))
            own = replace(own, **{name: None})
        return own

    def _share(self, name: str) -> Threshold | None:
        given = self.document.get(name)
        if given is None and name not in self.document:
            return None
        if isinstance(given, str) and re.fullmatch(WRITTEN, given):
            return threshold(given)
        self.form.tell(name, "not_a_share", name=shown(given))
        return None

    def _voters(self) -> Iterator[tuple[str, Weight]]:
        for place, row in self.form.rows(self.document, "roll", _VOTER):
            if (voter := self.form.name(row, "voter", place)) is not None:
                self.voters.add(voter, within(place, "voter"))
                yield voter, Weight(heads=1)

    def _units(self) -> Iterator[tuple[str, Weight]]:
        """Add up what each owner has: one head, however many units, sold or not."""
        units = DistinctNames(self.form, "unit_twice")
        areas: dict[str, int] = {}
        developers: dict[str, str] = {}
        for place, row in self.form.rows(self.document, "roll", _UNIT):
            unit = self.form.name(row, "unit", place)
            owner = self.form.name(row, "owner", place)
            area = self.form.whole(row, "area_cm2", place, least=1, code="area_below")
            unsold = row.get("unsold", False)
            if not isinstance(unsold, bool):
                self.form.tell(within(place, "unsold"), "not_bool", name=shown(unsold))
            if unit is not None:
                units.add(unit, within(place, "unit"))
            if owner is not None:
                self.voters.add(owner, within(place, "owner"))
                areas[owner] = areas.get(owner, 0) + (area or 0)
                if unsold is True:
                    developers.setdefault(owner, within(place, "owner"))
        for owner, place in list(developers.items())[1:]:
            other = next(iter(developers))
            self.form.remarks.append(fault(place, "other_developer", name=shown(owner), other=shown(other)))
        return iter([(owner, Weight(1, area)) for owner, area in areas.items()])

    def _motions(self) -> Iterator[str]:
        names = DistinctNames(self.form, "motion_twice")
        for place, row in self.form.rows(self.document, "motions", _MOTION):
            if (motion := self.form.name(row, "id", place)) is not None:
                names.add(motion, within(place, "id"))
                if "title" in row:
                    self.form.identifier(row["title"], within(place, "title"), LONGEST_TITLE)
                yield motion
        if self.document.get("motions") == []:
            self.form.tell("motions", "no_motion")

    def _present(self) -> frozenset[str]:
        if "present" not in self.document and not self.preset.needs_presence:
            return frozenset()
        if "present" not in self.document:
            self.form.tell("present", "presence_missing")
            return frozenset()
        there: set[str] = set()
        for number, value in enumerate(self.form.entries(self.document, "present")):
            voter = self._voter(value, place := f"present[{number}]")
            if voter in there:
                self.form.tell(place, "present_twice", name=shown(voter))
            elif voter is not None:
                there.add(voter)
        return frozenset(there)

    def _voter(self, value: object, place: str) -> str | None:
        """Return somebody who is on the roll."""
        if isinstance(value, str) and value in self.roll:
            return value
        name = self.form.identifier(value, place)
        if name is not None:
            known = self.voters.like(name)
            code = "unknown_voter_like" if known else "unknown_voter"
            self.form.tell(place, code, name=shown(name), other=shown(known))
        return None

    def _ballots(self) -> Iterator[Ballot]:
        given = dict[tuple[str, str], str]()
        names = _BALLOT_OF_SECOND if self.is_second else _BALLOT
        for place, row in self.form.rows(self.document, "ballots", names):
            voter = None
            if "voter" in row:
                voter = self._voter(row["voter"], within(place, "voter"))
            else:
                self.form.tell(within(place, "voter"), "missing")
            motion = self._motion(row, place)
            choice = self.form.member(row, "choice", place, BallotChoice, "unknown_choice")
            way = self.form.member(row, "way", place, BallotWay, "unknown_way")
            by = self._by(row, place, way, voter)
            if voter is not None and motion is not None:
                before = given.setdefault((voter, motion), place)
                if before != place:
                    self.form.tell(place, "ballot_twice", name=shown(voter), other=before)
            if voter is not None and self.knows_presence and voter not in self.present:
                self.form.tell(within(place, "voter"), "absent_voter", name=shown(voter))
            station = self._station(row, place)
            if voter and motion and choice and way:
                yield Ballot(voter, motion, choice, way, by, station)

    def _motion(self, row: Mapping[str, Any], place: str) -> str | None:
        """Return the motion that a row is about."""
        named = row.get("motion")
        if isinstance(named, str) and named in self.motions:
            return named
        if (name := self.form.name(row, "motion", place)) is not None:
            self.form.tell(within(place, "motion"), "unknown_motion", name=shown(name))
        return None

    def _station(self, row: Mapping[str, Any], place: str) -> str:
        if not self.is_second or "station" not in row:
            return ""
        return self.form.identifier(row["station"], within(place, "station")) or ""

    def _totals(self) -> Iterator[BallotTotal]:
        """What was counted without names, by motion, way and station."""
        given = dict[tuple[str, str, str], str]()
        for place, row in self.form.rows(self.document, "totals", _TOTAL):
            motion, station = self._motion(row, place), self._station(row, place)
            way = self.form.member(row, "way", place, BallotWay, "unknown_way")
            choices = {
                choice: self.form.whole(row, str(choice), place, least=0, code="below") or 0
                for choice in BallotChoice
            }
            if self.preset.by_area:
                self.form.tell(place, "totals_by_area")
            if way is not None and way not in UNNAMED:
                self.form.tell(within(place, "way"), "totals_with_names", known=tuple(map(str, UNNAMED)))
            if motion and way:
                before = given.setdefault((motion, way, station), place)
                if before != place:
                    self.form.tell(place, "totals_twice", other=before)
                yield BallotTotal(motion=motion, way=way, choices=choices, station=station)

    def _fit(self, totals: tuple[BallotTotal, ...], ballots: tuple[Ballot, ...]) -> None:
        """Tell where more were counted than there can have been."""
        most = len(self.present) if self.preset.needs_presence else len(self.roll)
        counted = Counter[str]()
        for total in totals:
            counted[total.motion] += total.heads
        named = Counter(one.motion for one in ballots)
        for motion, heads in counted.items():
            if heads + named[motion] > most:
                number = heads + named[motion]
                self.form.tell("totals", "totals_over", name=shown(motion), number=number, most=most)

    def _by(self, row: Mapping[str, Any], place: str, way: BallotWay | None, voter: str | None) -> str:
        """Return who acted for the voter, "" where nobody did."""
        where = within(place, "by")
        if way is not BallotWay.PROXY:
            if "by" in row and way is not None:
                self.form.tell(where, "by_without_proxy")
            return ""
        if not self.preset.has_proxies:
            self.form.tell(within(place, "way"), "no_proxies")
            return ""
        by = self.form.name(row, "by", place) or ""
        self.acting.setdefault(plainest(by), where)
        if by and voter and plainest(by) == plainest(voter):
            self.form.tell(where, "proxy_for_oneself", name=shown(by))
        return by

    def _hold_to(self, cap: int, ballots: tuple[Ballot, ...]) -> None:
        """Tell who acts for more than the cap allows; another spelling of the same name is the same name."""
        pairs = {(plainest(one.by), one.voter) for one in ballots if one.by}
        for by, number in Counter(by for by, _voter in pairs).items():
            if number > cap:
                self.form.tell(self.acting[by], "over_cap", name=shown(by), number=number, cap=cap)
