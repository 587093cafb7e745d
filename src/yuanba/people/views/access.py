"""Views for auditors: what a person may do and why, and the journal."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yuanba.journal import queries as journal
from yuanba.journal import telling
from yuanba.journal.queries import Recorded, Sought
from yuanba.packs import store
from yuanba.people import forms, queries, services
from yuanba.people.queries import PositionRow, leaves
from yuanba.rules.core import access as table
from yuanba.rules.core.access import Facts
from yuanba.rules.core.action import Scope
from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.rights import verbs_of
from yuanba.rules.core.verb import Verb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.sheets import tables
from yuanba.web.entrance import DistrictRequest, now, open_to, page

_PAGE = 50


@require_safe
@open_to(ActorKind.STAFF)
def access(request: DistrictRequest, key: str) -> HttpResponse:
    """Render the rights of a staff account, with the positions, terms and stand-ins that explain them.

    One's own; that of others only for those who manage rights.
    """
    moment = now()
    table.require(request.actor, PeopleVerb.ACCESS_SEE, Facts(owner_key=key), moment)
    account = queries.account(key)
    if account is None or account.kind is not ActorKind.STAFF:
        raise Http404(key)
    today = day(moment)
    running = [one for one in account.positions if one.holds_on(today)]
    away = leaves.leaves_of([key], since=today)
    known = {one.stands_in_for for one in account.positions} | {one.to_key for one in away}
    return page(
        request,
        "people/access.html",
        account=account,
        name=queries.names([key]).get(key, ""),
        names=queries.names(known - {""}),
        grounds=[(one, _by_scope(one)) for one in running],
        as_staff=[(scope, verbs) for scope, verbs in verbs_of(ActorKind.STAFF).items()],
        others=[one for one in account.positions if not one.holds_on(today)],
        away=away,
        today=today,
        may_list=table.may(request.actor, PeopleVerb.POSITION_APPOINT, Facts(), moment),
    )


def _by_scope(position: PositionRow) -> list[tuple[Scope, tuple[Verb, ...]]]:
    return list(verbs_of(position.kind).items())


@never_cache
@require_safe
@open_to(PositionKind.AUDIT_ADMIN)
def audit(request: DistrictRequest) -> HttpResponse:
    """Render a search of the journal in sentences, by matter, person, action and period."""
    form, sought = _sought(request, request.GET)
    after = request.GET.get("after", "")
    rows = journal.sought(sought, after=after, limit=_PAGE + 1) if sought else []
    shown = rows[:_PAGE]
    return page(
        request,
        "people/audit.html",
        form=form,
        rows=telling.tell(shown, store.in_force(day(now()))),
        after=after,
        next=journal.cursor_of(shown[-1]) if len(rows) > _PAGE else "",
    )


@never_cache
@require_POST
@open_to(PositionKind.AUDIT_ADMIN)
def audit_export(request: DistrictRequest) -> HttpResponse:
    """Return the journal entries that match the search as a CSV download, and journal the export."""
    form, sought = _sought(request, request.POST)
    if sought is None:
        return page(request, "people/audit.html", form=form, rows=[], status=422)
    found = services.export_journal(actor=request.actor, sought=sought, now=now())
    logins = _logins(found)
    text = StringIO()
    writer = tables.CsvWriter(text)
    writer.writerow(
        [
            _("Moment"),
            _("Who"),
            _("Kind of party"),
            _("Action"),
            _("About whom or what"),
            _("Key"),
            _("Outcome"),
        ]
    )
    for row in found:
        who = logins.get(row.actor_key, row.actor_key)
        about = logins.get(row.key, row.key)
        outcome = json.dumps(row.outcome, ensure_ascii=False, sort_keys=True)
        writer.writerow([row.at.isoformat(), who, row.actor_kind, row.verb, row.kind, about, outcome])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"journal-{sought.from_on:%Y%m%d}-{sought.until_on:%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sought(request: DistrictRequest, sent: object) -> tuple[forms.AuditForm, Sought | None]:
    """What is looked for; without a word, the last seven days."""
    today = day(now())
    week: dict[str, date] = {"from_on": today - timedelta(days=6), "until_on": today}
    form = forms.AuditForm(sent or week)
    if not form.is_valid():
        return form, None
    chosen = form.cleaned_data
    login = chosen["login"].strip().lower().rpartition(" ")[2]
    key = queries.key_of(login) or f"?{login}" if login else ""
    receipt = chosen["receipt"].strip()
    matter = telling.find("matter", receipt) or "?" if receipt else ""
    return form, Sought(
        from_on=chosen["from_on"],
        until_on=chosen["until_on"],
        verb=chosen["verb"],
        key=key,
        matter=matter,
    )


def _logins(rows: list[Recorded]) -> dict[str, str]:
    return queries.logins(
        {row.actor_key for row in rows} | {row.key for row in rows if row.kind == "account"}
    )
