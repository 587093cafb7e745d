"""Pages on the district's rules: which hold from when, the draft that is open, one revision as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.journal import queries as journal
from yuanba.packs import load, store
from yuanba.packs.editable import GROUPS, tables
from yuanba.packs.impact import Impact, impact
from yuanba.people import queries as people
from yuanba.revisions import queries, services
from yuanba.revisions.forms import acts as forms
from yuanba.revisions.forms.acts import BringForm, DayForm, RulesReasonForm, SubmitForm
from yuanba.revisions.queries import RevisionRow
from yuanba.revisions.views import told
from yuanba.rules import revisions as rules
from yuanba.rules.core import access
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.revisions import RevisionState
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.rules.soundness.remarks import remarks
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may
from yuanba.web.sentences import refusal_sentence

OPEN_TO = whoever_may(*RevisionVerb)


@dataclass(frozen=True, slots=True)
class RulesOfADay:
    """One text of the district's rules in the list: since when it holds, and whether it does today."""

    since: date
    is_released_here: bool
    is_now: bool
    is_to_come: bool


@require_http_methods(["GET", "POST"])
@open_to(*OPEN_TO)
def desk(request: DistrictRequest) -> HttpResponse:
    """Show which rules hold since when and what became of each revision; begin a draft."""
    moment = now()
    pack = store.in_force(day(moment))
    may_draft = access.may(request.actor, RevisionVerb.DRAFT, queries.facts_of(pack), moment)
    first = max(rules.first_day(moment), queries.after_newest())
    form = forms.earliest(DayForm(request.POST or None, initial={"on": first}), first)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft(actor=request.actor, on=form.cleaned_data["on"], now=moment)
        except services.AlreadyOpen as fault:
            messages.info(request, refusal_sentence(fault))
            there = queries.open_revision()
            return redirect("revisions:revision", revision_id=there.id if there else None)
        except Refused as fault:
            refusal = fault
        else:
            return redirect("revisions:revision", revision_id=made)
    return page(
        request,
        "revisions/desk.html",
        status=_status(request, refusal),
        pack=pack,
        known=_known(day(moment)),
        rows=queries.revisions(),
        open=queries.open_revision(),
        form=form,
        may_draft=may_draft,
        refusal=refusal,
    )


@require_safe
@open_to(*OPEN_TO)
def revision(request: DistrictRequest, revision_id: int) -> HttpResponse:
    """Show one revision: what it changes in words, what is wrong with it, its worked cases, and its steps."""
    return shown(request, queries.revision(revision_id))


def shown(
    request: DistrictRequest,
    row: RevisionRow,
    *,
    refusal: Refused | None = None,
    submitting: SubmitForm | None = None,
    giving_up: RulesReasonForm | None = None,
    bringing: BringForm | None = None,
) -> HttpResponse:
    """Return the page of a revision, with the forms of what this person may do with it now."""
    moment = now()
    draft = queries.draft_of(row)
    new, faults = draft.examined
    story = journal.story(queries.KIND, str(row.id))
    first = max(rules.first_day(moment), queries.after_newest(row))
    submit = submitting or SubmitForm(initial={"on": max(row.in_force_from, first)})
    return page(
        request,
        "revisions/revision.html",
        status=_status(request, refusal),
        row=row,
        pack=new,
        change=_change(row, new),
        faults=told.elsewhere(faults, row.id, draft.whole),
        remarks=told.elsewhere(remarks(new) if new and not faults else (), row.id, draft.whole),
        cases=_cases(new) if new and not faults and row.state in rules.OPEN else None,
        groups=_groups(draft) if row.state is RevisionState.DRAFTING else (),
        beyond=told.beyond(),
        submit=forms.earliest(submit, first),
        reasons={
            act: giving_up if giving_up and giving_up.act == act else RulesReasonForm(act=act)
            for act in ("send_back", "withdraw")
        },
        bring=bringing or BringForm(),
        may=_may(request, row, new, moment),
        had_a_hand=request.actor.key in row.hands,
        hindrance=_hindrance(row, moment),
        story=list(reversed(story)),
        sent_back_for=next((one.words for one in reversed(story) if one.verb == RevisionVerb.SEND_BACK), ""),
        labels=people.posts(story),
        **told.trial(request, row),
        refusal=refusal,
    )


def _hindrance(row: RevisionRow, at: datetime) -> Refused | None:
    """What stands in the way of a release, and is better known before all is written."""
    if row.state not in rules.OPEN:
        return None
    try:
        services.require_ground(row.began_from)
    except Refused as fault:
        return fault
    return None if queries.releasers(row.hands, at) else services.NobodyReleases()


def _status(request: DistrictRequest, refusal: Refused | None) -> int:
    if refusal is not None:
        return told.status_of(refusal)
    return 422 if request.method == "POST" else 200


def _known(today: date) -> list[RulesOfADay]:
    """Every text of the rules, the newest first; the one of today is the last that has begun."""
    days = queries.days()
    begun = [on for on in days if on <= today]
    return [
        RulesOfADay(on, is_released_here, on == max(begun, default=None), on > today)
        for on, is_released_here in sorted(days.items(), reverse=True)
    ]


def _change(row: RevisionRow, new: Pack | None) -> Impact | None:
    """What is otherwise than on the day before it would begin."""
    if new is None:
        return None
    try:
        return impact(store.planned(row.in_force_from - timedelta(days=1)), new)
    except (load.NoPackInForce, load.FaultyPackError):
        return None


def _cases(pack: Pack) -> dict[str, object]:
    count, differing = queries.cases_differing(pack)
    return {
        "count": count,
        "differing": [(name, [told.otherwise(one) for one in found]) for name, found in differing],
    }


def _groups(draft: queries.DraftText) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """The tables that can be changed, by group: name, title, and how many rows they have."""
    return [
        (told.group(group), [(name, told.table_title(name), _size(name, draft)) for name in names])
        for group, names in GROUPS.items()
    ]


def _size(name: str, draft: queries.DraftText) -> int:
    return sum(1 for _row in told.rows_of(tables()[name], draft.whole))


def _may(request: DistrictRequest, row: RevisionRow, pack: Pack | None, at: datetime) -> dict[str, bool]:
    """What this person may do with the revision in its state."""
    facts = queries.facts_of(pack or store.in_force(day(at)))
    verbs = {verb.name.lower(): access.may(request.actor, verb, facts, at) for verb in RevisionVerb}
    fits = {
        "edit": (RevisionState.DRAFTING,),
        "submit": (RevisionState.DRAFTING,),
        "release": (RevisionState.SUBMITTED,),
        "send_back": (RevisionState.SUBMITTED,),
        "withdraw": rules.OPEN,
    }
    found = {name: verbs[name] and row.state in states for name, states in fits.items()}
    if row.state is RevisionState.RELEASED:
        found["withdraw"] = verbs["withdraw"] and row.in_force_from >= rules.first_day(at)
    return found
