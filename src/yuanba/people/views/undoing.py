"""Which changes of a unit or an account its page still offers to undo."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from yuanba.journal import queries as journal
from yuanba.journal.queries import Recorded
from yuanba.people.queries import AccountRow, UnitRow
from yuanba.rules.core import access, undo
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.web.undo import Undo

_OF_UNIT = {
    PeopleVerb.UNIT_ADD: "people:close_unit",
    PeopleVerb.UNIT_CHANGE: "people:undo_change",
    PeopleVerb.UNIT_CLOSE: "people:reopen_unit",
}


def of_unit(unit: UnitRow, at: datetime) -> list[Undo]:
    """Return the undo of a unit's newest change, if that is safe; empty otherwise."""
    last = journal.last("unit", unit.code, verbs=[*_OF_UNIT, PeopleVerb.UNIT_REOPEN])
    verb = PeopleVerb(last.verb) if last else None
    reverse_of = ACTIONS[verb].undone_by if verb else None
    if last is None or verb is None or reverse_of is None:
        return []
    if not undo.is_safe(day(last.at), on=day(at)) or unit.is_active == (verb is PeopleVerb.UNIT_CLOSE):
        return []
    what = last.told.items_of("before").get("name", "")
    url = reverse(_OF_UNIT[verb], args=[unit.code])
    return [Undo(done=verb, at=last.at, verb=reverse_of, url=url, number=last.number, what=what)]


_OF_ACCOUNT = {
    PeopleVerb.ACCOUNT_CLOSE: "people:reopen",
    PeopleVerb.POSITION_APPOINT: "people:take_back",
    PeopleVerb.POSITION_END: "people:restore",
}
_BETWEEN = (PeopleVerb.POSITION_TAKE_BACK, PeopleVerb.POSITION_RESTORE, PeopleVerb.ACCOUNT_REOPEN)


def of_account(actor: Actor, account: AccountRow, at: datetime) -> list[Undo]:
    """Return the undos of an account's end, and of each assignment and end of its positions, that are safe.

    Only those that this actor may press. The newest change of a position counts.
    """
    closed = journal.last("account", account.key, verbs=[PeopleVerb.ACCOUNT_CLOSE, PeopleVerb.ACCOUNT_REOPEN])
    found = [] if account.is_active else [_of_account(actor, account, closed, "", at)]
    verbs = [PeopleVerb.POSITION_APPOINT, PeopleVerb.POSITION_END, *_BETWEEN]
    of_positions = journal.newest("account", account.key, verbs=verbs, by="position")
    for position in account.positions:
        last = of_positions.get(str(position.id))
        what = " · ".join(filter(None, (position.title, position.unit_name)))
        found.append(_of_account(actor, account, last, what, at))
    return [one for one in found if one]


def _of_account(
    actor: Actor, account: AccountRow, last: Recorded | None, what: str, at: datetime
) -> Undo | None:
    verb = PeopleVerb(last.verb) if last and last.verb in _OF_ACCOUNT else None
    if last is None or verb is None or not undo.is_safe(day(last.at), on=day(at)):
        return None
    reverse_of = ACTIONS[verb].undone_by
    assert reverse_of, "each of these has an action that takes it back"
    if not access.may(actor, reverse_of, access.Facts(owner_key=account.key), at):
        return None
    position = last.told.number("position")
    args = [account.key] if position is None else [account.key, position]
    url = reverse(_OF_ACCOUNT[verb], args=args)
    return Undo(done=verb, at=last.at, verb=reverse_of, url=url, number=last.number, what=what)
