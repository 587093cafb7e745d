"""What the pages of one vote are drawn with: who may open them, and with which forms they come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse

from yuanba.ballots import queries
from yuanba.ballots.forms import BallotForm, BoxForm, HandsForm, ProxyForm
from yuanba.ballots.queries import MotionRow, StationRow, TotalRow, VoteNotFound, VoteRow
from yuanba.ballots.views.told import told
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.core import access
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.web.entrance import DistrictRequest, now, page


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """One motion at one station to be counted without names: its form, and what was counted before."""

    motion: MotionRow
    station: StationRow
    form: HandsForm
    before: TotalRow | None
    is_agreed: bool


def found(vote_id: int) -> VoteRow:
    """Return a vote, or answer that there is none."""
    try:
        return queries.vote(vote_id)
    except VoteNotFound as fault:
        raise Http404(str(vote_id)) from fault


def held(request: DistrictRequest, vote_id: int, verb: VoteVerb = VoteVerb.ENTER) -> VoteRow:
    """Return a vote on which the reader may do this; others are told that it is not theirs."""
    row = found(vote_id)
    access.require(request.actor, verb, queries.facts_of(row), now())
    return row


def ballot_form(row: VoteRow, sent: Mapping[str, str] | None = None) -> BallotForm:
    """Return the form for one's own ballot on a vote."""
    return BallotForm(sent, motions=[(one.number, one.title) for one in row.motions])


def vote_page(
    request: DistrictRequest,
    row: VoteRow,
    *,
    form: BallotForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the public page of a vote, with the reader's own ballot where they may vote online."""
    mine = None
    if row.is_online and request.actor.kind in (ActorKind.RESIDENT, ActorKind.STAFF):
        mine = queries.own_voter(row.roll_id, request.actor.key)
    asks_who_is_there = mine is not None and (row.needs_presence or row.by_hands)
    is_there = asks_who_is_there and mine is not None and queries.was_there(row.id, mine.id)
    is_away = asks_who_is_there and row.needs_presence and not is_there
    raises_hand = is_there and row.by_hands
    return page(
        request,
        "ballots/vote.html",
        vote=row,
        told=told(row),
        mine=mine,
        is_away=is_away,
        raises_hand=raises_hand,
        takes_mine=bool(mine) and not is_away and not raises_hand and row.takes_ballots(now()),
        has_voted=bool(mine and queries.says(row.id, mine.id)),
        form=form or ballot_form(row),
        refusal=refusal,
        status=status,
    )


def desk_page(
    request: DistrictRequest,
    row: VoteRow,
    *,
    form: HandsForm | None = None,
    proxy_form: ProxyForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the desk's page of a vote, with a form that came back."""
    sheets = queries.sheet_states(row.id) if row.by_name else []
    next_sheet = {
        one.number: max((sheet.number for sheet in sheets if sheet.station == one.number), default=0) + 1
        for one in row.stations
    }
    return page(
        request,
        "ballots/desk_vote.html",
        vote=row,
        told=told(row),
        counting=_counting(request, row, form),
        count_url=reverse("ballots:count_box" if row.is_secret else "ballots:count_hands", args=[row.id]),
        sheets=sheets,
        next_sheets=[(one, next_sheet[one.number]) for one in row.stations] if row.by_name else [],
        proxies=queries.proxies(row.id) if row.by_proxy else [],
        proxy_form=proxy_form or ProxyForm(),
        turnout=queries.turnout(row.id) if row.is_open and (row.by_name or row.is_online) else None,
        may_hold=access.may(request.actor, VoteVerb.CLOSE, queries.facts_of(row), now()),
        refusal=refusal,
        status=status,
    )


def _counting(request: DistrictRequest, row: VoteRow, sent: HandsForm | None) -> list[Counting]:
    """A form for each motion at each station, filled with what one counted there oneself."""
    if not row.is_open or not (row.by_hands or row.is_secret):
        return []
    standing = {(one.motion, one.station): one for one in queries.standing_totals(row.id)}
    counted = standing if row.by_hands else queries.own_total(row.id, request.actor.key)
    kind = HandsForm if row.by_hands else BoxForm
    shown: list[Counting] = []
    for motion in row.motions:
        for station in row.stations:
            place = (motion.number, station.number)
            before = counted.get(place)
            values = {"motion": motion.number, "station": station.number}
            is_sent = sent is not None and [sent["motion"].value(), sent["station"].value()] == [
                str(one) for one in place
            ]
            if before:
                values |= {
                    "yes": before.yes,
                    "no": before.no,
                    "abstain": before.abstain,
                    "spoiled": before.spoiled,
                }
            form = sent if sent is not None and is_sent else kind(initial=values)
            shown.append(
                Counting(
                    motion=motion, station=station, form=form, before=before, is_agreed=place in standing
                )
            )
    return shown
