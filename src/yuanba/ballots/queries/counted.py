"""Makes of the tables what the rules count, and what an export holds: voters by their codes alone."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from yuanba.ballots.models import CastBallot, OwnedUnit, Presence, Voter
from yuanba.ballots.queries.cast import opened
from yuanba.ballots.queries.votes import VoteRow, standing_totals
from yuanba.rules.ballots import ballot_file
from yuanba.rules.ballots.presets import PRESETS
from yuanba.rules.ballots.votes import BallotChoice, Vote


def frozen_digest(roll_id: int) -> str:
    """Return the SHA-256 of who is on a roll, by code, with units and areas."""
    people = sorted(Voter.objects.filter(roll=roll_id).values_list("code", flat=True))
    units = sorted(OwnedUnit.objects.filter(roll=roll_id).values_list("voter__code", "unit", "area_cm2"))
    return sha256(json.dumps([people, units], ensure_ascii=False).encode()).hexdigest()


def document(row: VoteRow) -> dict[str, Any]:
    """Return a vote in the published form, without its result; voters and units stand in it by code."""
    stations = {one.number: one.title for one in row.stations}
    totals = [
        {
            "motion": f"m{one.motion}",
            "way": str(one.way),
            "station": stations[one.station],
            **{str(choice): getattr(one, choice) for choice in BallotChoice},
        }
        for one in standing_totals(row.id)
    ]
    return {
        "format": ballot_file.SECOND_FORMAT,
        "rule": str(row.rule),
        **({"quorum": row.own.quorum.written} if row.own.quorum else {}),
        **({"majority": row.own.majority.written} if row.own.majority else {}),
        "standing": str(row.standing),
        "title": row.title,
        "roll": _roll(row),
        **({"present": _present(row.id)} if row.needs_presence else {}),
        "motions": [{"id": f"m{one.number}", "title": one.title} for one in row.motions],
        "ballots": _ballots(row.id),
        **({"proxy_cap": row.proxy_cap} if row.proxy_cap is not None else {}),
        "totals": totals,
    }


def whole_vote(row: VoteRow) -> Vote:
    """Return a vote as the rules count it: read from the same form that leaves in the export."""
    reading = ballot_file.read(document(row))
    assert reading.vote, [(one.place, one.code) for one in reading.faults]
    return reading.vote


def _roll(row: VoteRow) -> list[dict[str, Any]]:
    if not PRESETS[row.rule].by_area:
        codes = Voter.objects.filter(roll=row.roll_id).order_by("code").values_list("code", flat=True)
        return [{"voter": code} for code in codes]
    units = OwnedUnit.objects.filter(roll=row.roll_id).order_by("voter__code", "id")
    return [
        {"unit": f"u{pk}", "owner": code, "area_cm2": area, **({"unsold": True} if unsold else {})}
        for pk, code, area, unsold in units.values_list("pk", "voter__code", "area_cm2", "is_unsold")
    ]


def _ballots(vote_id: int) -> list[dict[str, Any]]:
    """All ballots by name, opened; who acts for several has one name in all of them."""
    found = CastBallot.objects.filter(motion__vote=vote_id).select_related(
        "motion", "voter", "station", "proxy", "choice"
    )
    acting: dict[bytes, str] = {}
    rows = []
    for one in found.order_by("id"):
        by = acting.setdefault(bytes(one.proxy.name_digest), f"p{one.proxy_id}") if one.proxy else ""
        rows.append(
            {
                "voter": one.voter.code,
                "motion": f"m{one.motion.number}",
                "choice": str(opened(one)),
                "way": one.way,
                **({"by": by} if by else {}),
                **({"station": one.station.title} if one.station else {}),
            }
        )
    return rows


def _present(vote_id: int) -> list[str]:
    return list(
        Presence.objects.filter(vote=vote_id).order_by("voter__code").values_list("voter__code", flat=True)
    )
