"""Views of rolls at the desk: from a file in two steps, corrected, posted, and a vote opened on one."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.ballots import queries, services
from yuanba.ballots.forms import CorrectionForm, RollFileForm, VoteForm
from yuanba.ballots.queries import RollNotFound, RollRow
from yuanba.notices import queries as notices
from yuanba.notices.queries import bulletins
from yuanba.places import queries as places
from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.verbs import RollVerb, VoteVerb
from yuanba.rules.core import access
from yuanba.rules.core.refusal import Refused
from yuanba.sheets import workbooks
from yuanba.sheets.refusals import BadTable
from yuanba.sheets.tables import CellFault, TakenTable
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may
from yuanba.web.uploads import fold, refused_file

SHOWN_FAULTS = 200
#: Digits of a number that no line of a roll has.
TOO_LONG = 10
#: What is asked again at each step of an import, beside the file.
KEPT = ("title", "kind", "area_code", "estate", "reason")


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(RollVerb.IMPORT))
def import_roll(request: DistrictRequest) -> HttpResponse:
    """Show and handle the import of a roll from a file, with a preview first (导入名册)."""
    areas = bulletins.areas_for(request.actor, now())
    estates = queries.estates_for(request.actor, now())
    form = RollFileForm(
        request.POST or None,
        request.FILES or None,
        areas=areas,
        estates=estates,
        initial={"kind": str(RollKind.OWNERS), "area_code": areas[0].code if areas else ""},
    )
    taken, refusal, folded, made = None, None, "", None
    if request.method == "POST" and form.is_valid():
        kind = RollKind(form.cleaned_data["kind"])
        chosen = next((one for one in estates if one.code == form.cleaned_data["estate"]), None)
        try:
            content = _content(request, form, kind)
            folded = fold(request, content)
            taken, made = services.import_roll(
                actor=request.actor,
                kind=kind,
                title=form.cleaned_data["title"],
                area_path=chosen.area_path if chosen else places.path_of(form.cleaned_data["area_code"]),
                estate=chosen.code if chosen else "",
                file=BytesIO(content),
                commit=form.commits,
                skip_refused=form.cleaned_data["skip_refused"],
                now=now(),
            )
        except (BadTable, Refused) as fault:
            refusal = fault
    if taken and form.wants_refused:
        return refused_file(taken)
    if made:
        messages.success(request, _("The roll is made. Post it, so that people can object to it."))
        return redirect("ballots:desk_roll", roll_id=made)
    return _import_page(request, form, taken, folded, refusal)


@require_safe
@open_to(*whoever_may(RollVerb.IMPORT))
def desk_roll(request: DistrictRequest, roll_id: int) -> HttpResponse:
    """Render one roll for those who hold votes on it: who is on it, and what comes next."""
    row = _held(request, roll_id)
    after = request.GET.get("after", "")
    lines = queries.voter_lines(
        roll_id, after=int(after) if after.isdecimal() and len(after) < TOO_LONG else 0
    )
    return page(
        request,
        "ballots/desk_roll.html",
        roll=row,
        lines=lines,
        after=after,
        total=queries.roll_total(roll_id),
        votes=queries.of_roll(roll_id),
        notice=notices.notice(row.notice_id) if row.notice_id else None,
        may_post=access.may(request.actor, RollVerb.POST, _facts(row), now()),
        may_open=services.may_open(row, now()),
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(RollVerb.CORRECT))
def correct_roll(request: DistrictRequest, roll_id: int) -> HttpResponse:
    """Show and handle another file in the place of a roll that is not frozen (更正名册)."""
    row = _held(request, roll_id)
    form = CorrectionForm(request.POST or None, request.FILES or None)
    taken, refusal, folded = None, None, ""
    if request.method == "POST" and form.is_valid():
        try:
            content = _content(request, form, row.kind)
            folded = fold(request, content)
            taken = services.correct_roll(
                actor=request.actor,
                roll_id=roll_id,
                file=BytesIO(content),
                commit=form.commits,
                skip_refused=form.cleaned_data["skip_refused"],
                reason=form.cleaned_data["reason"],
                now=now(),
            )
        except (BadTable, Refused) as fault:
            refusal = fault
    if taken and form.wants_refused:
        return refused_file(taken)
    if taken and taken.is_written:
        messages.success(request, _("The roll is corrected."))
        return redirect("ballots:desk_roll", roll_id=roll_id)
    return _import_page(request, form, taken, folded, refusal, roll=row)


@require_POST
@open_to(*whoever_may(RollVerb.POST))
def post_roll(request: DistrictRequest, roll_id: int) -> HttpResponse:
    """Post a roll for the days of public notices (公示名册)."""
    row = _held(request, roll_id)
    text = _(
        "This roll says who may vote: %(number)s voters. Look up your own name, and object where something "
        "is wrong. Whoever has no phone looks it up at the community."
    ) % {"number": row.voters}
    services.post_roll(actor=request.actor, roll_id=roll_id, text=text, now=now())
    messages.success(request, _("Posted. A vote can open on it when its days are over."))
    return redirect("ballots:desk_roll", roll_id=roll_id)


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(VoteVerb.OPEN))
def open_vote(request: DistrictRequest, roll_id: int) -> HttpResponse:
    """Show and handle the form that opens a vote without a meeting on a roll (开始表决)."""
    row, refusal = _held(request, roll_id), None
    form = VoteForm(request.POST or None, kind=row.kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_vote(
                actor=request.actor,
                subject_kind="roll",
                subject_key=str(roll_id),
                rule=VoteRule(form.cleaned_data["rule"]),
                roll=roll_id,
                motions=form.cleaned_data["motions"],
                how=form.how(),
                now=now(),
            )
        except Refused as fault:
            refusal = fault
        else:
            messages.success(request, _("The vote is open. The roll does not change any more."))
            return redirect("ballots:desk_vote", vote_id=made)
    status = 409 if refusal else 422 if form.errors else 200
    return page(request, "ballots/open_vote.html", roll=row, form=form, refusal=refusal, status=status)


def _content(request: DistrictRequest, form: RollFileForm | CorrectionForm, kind: RollKind) -> bytes:
    """The file as CSV from its headings on, whether it came as a workbook or as text."""
    known = [name for column in services.COLUMNS[kind] for name in (column.name, *column.also)]
    return workbooks.as_csv(form.content(request), known=known)


def _import_page(
    request: DistrictRequest,
    form: RollFileForm | CorrectionForm,
    taken: TakenTable | None,
    folded: str,
    refusal: Refused | None,
    *,
    roll: RollRow | None = None,
) -> HttpResponse:
    return page(
        request,
        "ballots/import_roll.html",
        form=form,
        kept=[box for box in form if box.name in KEPT],
        taken=taken,
        faults=_faults(taken),
        folded=folded,
        refusal=refusal,
        roll=roll,
        verb=str(RollVerb.CORRECT if roll else RollVerb.IMPORT),
        columns=[(kind, services.COLUMNS[kind]) for kind in ([roll.kind] if roll else RollKind)],
        status=422 if refusal or form.errors else 200,
    )


def _faults(taken: TakenTable | None) -> list[tuple[CellFault, str, str]]:
    """What is wrong with the refused rows: the fault, its column in the reader's language, the row."""
    chinese = (get_language() or "zh").startswith("zh")
    names = {one.name: one.also[0] if chinese else one.name for of in services.COLUMNS.values() for one in of}
    refused = taken.refused[:SHOWN_FAULTS] if taken else ()
    return [
        (fault, names.get(fault.column, fault.column), ", ".join(row.cells))
        for row in refused
        for fault in row.faults
    ]


def _held(request: DistrictRequest, roll_id: int) -> RollRow:
    try:
        row = queries.roll(roll_id)
    except RollNotFound as fault:
        raise Http404(str(roll_id)) from fault
    access.require(request.actor, RollVerb.IMPORT, _facts(row), now())
    return row


def _facts(row: RollRow) -> access.Facts:
    return access.Facts(area_path=row.area_path, estate=row.estate)
