"""Views of compacts: for everyone what is in force, for those who keep them the drafts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from yuanba.compacts import forms, papers, queries, services
from yuanba.compacts.queries import CompactRow, CompactVersionRow
from yuanba.compacts.sentences import DIFFERENCES, TOPICS
from yuanba.rules.compacts.verbs import CompactVerb
from yuanba.rules.compacts.wording import CompactTopic, differences
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page, whoever_may
from yuanba.web.printing import TYPES, district_name, printed

WHO = whoever_may(CompactVerb.DRAFT)


@require_safe
@open_to(*ANYONE)
def compacts(request: DistrictRequest) -> HttpResponse:
    """Render the compacts of the district: those in force, and those that are deliberated."""
    rows = queries.compacts(day(now()))
    return page(
        request,
        "compacts/list.html",
        standing=[row for row in rows if row.current or row.coming],
        drafted=[row for row in rows if not (row.current or row.coming)],
    )


@require_safe
@open_to(*ANYONE)
def compact(request: DistrictRequest, compact_id: int) -> HttpResponse:
    """Render one compact: what is in force, the draft, and what each version changed."""
    row = _found(compact_id)
    return page(
        request,
        "compacts/compact.html",
        compact=row,
        **_told(row),
        may_keep=access.may(request.actor, CompactVerb.REVISE, queries.facts_of(row), now()),
    )


def _told(row: CompactRow) -> dict[str, Any]:
    """What both pages show: clauses by topic, and what the draft and each adopted version changes."""
    return {
        "clauses": _by_topic(row.current),
        "coming_changes": _changes(row, row.coming) if row.coming else [],
        "draft_clauses": _by_topic(row.draft),
        "draft_changes": _changes(row, row.draft) if row.draft and row.last else [],
        "history": [(one, _changes(row, one)) for one in row.adopted],
    }


def _by_topic(version: CompactVersionRow | None) -> list[tuple[str, list[str]]]:
    if version is None:
        return []
    said = [
        (str(TOPICS[topic]), [one.words for one in version.clauses if one.topic is topic])
        for topic in CompactTopic
    ]
    return [(title, words) for title, words in said if words]


def _changes(row: CompactRow, version: CompactVersionRow) -> list[dict[str, str]]:
    found = (
        differences(row.last.clauses if row.last else (), version.clauses)
        if version.is_draft
        else queries.changes(row, version)
    )
    return [
        {
            "kind": str(DIFFERENCES[one.kind]),
            "topic": str(TOPICS[one.topic]),
            "before": one.before,
            "after": one.after,
        }
        for one in found
    ]


@require_safe
@open_to(*ANYONE)
def poster(request: DistrictRequest, compact_id: int, form: str) -> HttpResponse:
    """Return the compact in force for the yard wall: a PDF to print, or a PNG to send along."""
    row = _found(compact_id)
    if form not in TYPES or row.current is None:
        raise Http404(f"{compact_id}.{form}")
    made = papers.compact_poster(
        papers.CompactPoster(
            title=row.current.title,
            where=row.where,
            topics=_by_topic(row.current),
            number=row.current.number,
            from_on=row.current.from_on or day(now()),
            address=request.build_absolute_uri(request.path.partition(".")[0]),
        ),
        district=district_name(request),
        is_picture=form == "png",
    )
    return printed(made, f"compact-{compact_id}", form)


@require_GET
@open_to(*WHO)
def desk_compacts(request: DistrictRequest) -> HttpResponse:
    """Render the compacts in the reader's areas, with how each stands."""
    return page(request, "compacts/desk_compacts.html", rows=queries.kept_by(request.actor, now()))


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def draft(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form for the first draft of a place (起草公约)."""
    form, status = forms.NewCompactForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft(
                actor=request.actor,
                area_code=form.cleaned_data["area"],
                estate=form.cleaned_data["estate"],
                now=now(),
                **form.said,
            )
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, form.FIELDS)
            status = 409
        else:
            arrived(
                request, _("Drafted. Everyone can read it; now have it deliberated."), draft="compact.draft"
            )
            return redirect("compacts:desk_compact", compact_id=made)
    return page(
        request, "compacts/draft.html", form=form, status=422 if form.errors and status == 200 else status
    )


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def next_draft(request: DistrictRequest, compact_id: int) -> HttpResponse:
    """Show and handle the form for the words of a draft: a new version, or changes in the one there is."""
    row, status = _kept(request, compact_id), 200
    form = forms.CompactDraftForm(request.POST or None, initial=_initial(row.draft or row.last))
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, row, form)
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, form.FIELDS)
            status = 409
        else:
            told = _("Saved. Only a vote that opens from now on can adopt these words.")
            arrived(request, told, draft=f"compact.draft.{compact_id}")
            return redirect("compacts:desk_compact", compact_id=compact_id)
    return page(
        request,
        "compacts/draft.html",
        form=form,
        compact=row,
        status=422 if form.errors and status == 200 else status,
    )


def _write(request: DistrictRequest, row: CompactRow, form: forms.CompactDraftForm) -> None:
    if row.draft:
        services.revise(actor=request.actor, compact_id=row.id, now=now(), **form.said)
        return
    code = row.area_path.rstrip("/").rpartition("/")[2]
    services.draft(actor=request.actor, area_code=code, estate=row.estate, now=now(), **form.said)


def _initial(version: CompactVersionRow | None) -> dict[str, str]:
    if version is None:
        return {}
    return {
        "title": version.title,
        "why": version.why if version.is_draft else "",
        **{
            str(topic): "\n".join(one.words for one in version.clauses if one.topic is topic)
            for topic in CompactTopic
        },
    }


@require_GET
@open_to(*WHO)
def desk_compact(request: DistrictRequest, compact_id: int) -> HttpResponse:
    """Render a compact for those who keep it: the draft, what can adopt it, and its versions."""
    return _desk_page(request, _kept(request, compact_id))


def _desk_page(
    request: DistrictRequest,
    row: CompactRow,
    *,
    form: forms.AdoptForm | None = None,
    drop_form: forms.DropDraftForm | None = None,
    status: int = 200,
) -> HttpResponse:
    motions = queries.motions_for(row)
    usual = {"from_on": day(now()), "motion": f"{motions[0].vote_id}.{motions[0].number}" if motions else ""}
    return page(
        request,
        "compacts/desk_compact.html",
        compact=row,
        **_told(row),
        motions=motions,
        motion_words=queries.motion_on(row),
        form=form or forms.AdoptForm(motions=motions, initial=usual),
        drop_form=drop_form or forms.DropDraftForm(),
        status=status,
    )


@require_POST
@open_to(*WHO)
def adopt(request: DistrictRequest, compact_id: int) -> HttpResponse:
    """Record that a vote adopted the draft (登记公约通过)."""
    row = _kept(request, compact_id)
    form = forms.AdoptForm(request.POST, motions=queries.motions_for(row))
    if not form.is_valid():
        return _desk_page(request, row, form=form, status=422)
    try:
        services.adopt(actor=request.actor, compact_id=compact_id, now=now(), **form.said)
    except NotAllowed:
        raise
    except Refused as fault:
        forms.show(form, fault, form.FIELDS)
        return _desk_page(request, row, form=form, status=409)
    messages.success(request, _("Recorded. Print it for the wall."))
    return redirect("compacts:desk_compact", compact_id=compact_id)


@require_POST
@open_to(*WHO)
def drop(request: DistrictRequest, compact_id: int) -> HttpResponse:
    """Give the draft up, with a reason (放弃草案)."""
    row, form = _kept(request, compact_id), forms.DropDraftForm(request.POST)
    if not form.is_valid():
        return _desk_page(request, row, drop_form=form, status=422)
    services.drop(actor=request.actor, compact_id=compact_id, now=now(), **form.cleaned_data)
    messages.success(request, _("The draft is given up."))
    return redirect("compacts:desk_compacts")


def _found(compact_id: int) -> CompactRow:
    try:
        row = queries.compact(compact_id, day(now()))
    except queries.CompactNotFound as fault:
        raise Http404(str(compact_id)) from fault
    if not (row.current or row.coming or row.draft):
        raise Http404(str(compact_id))
    return row


def _kept(request: DistrictRequest, compact_id: int) -> CompactRow:
    """The compact, for those who keep it; others are refused."""
    row = _found(compact_id)
    access.require(request.actor, CompactVerb.REVISE, queries.facts_of(row), now())
    return row
