"""Views of a vote on paper: the ballot to print, and the result sheet."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuanba.ballots import papers
from yuanba.ballots.queries import VoteRow
from yuanba.ballots.views.shown import found, held
from yuanba.ballots.views.told import told
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, whoever_may


@require_safe
@open_to(*whoever_may(VoteVerb.ENTER))
def ballot_sheet(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Return the ballot of an open vote as a PDF to print (打印表决票)."""
    row = held(request, vote_id)
    if not row.is_open:
        raise Http404(str(vote_id))
    return _answer(papers.ballot_sheet(_sheet(request, row)), f"ballot-{vote_id}.pdf")


@require_safe
@open_to(*ANYONE)
def result_sheet(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Return the result of a counted vote as a PDF to print and put up (打印表决结果)."""
    row = found(vote_id)
    if row.counted_at is None:
        raise Http404(str(vote_id))
    return _answer(papers.result_sheet(_sheet(request, row)), f"result-{vote_id}.pdf")


def _sheet(request: DistrictRequest, row: VoteRow) -> papers.VoteSheet:
    said = told(row)
    chinese = (get_language() or "zh").startswith("zh")
    facts = [(_("Area"), row.area_label), (_("On the roll"), str(said.entitled))]
    facts += [(_("Present"), str(said.present))] if said.present is not None else []
    facts += [(_("Voted"), str(said.took_part))] if said.took_part is not None else []
    return papers.VoteSheet(
        district=request.district.name if chinese else request.district.name_en,
        title=row.title,
        standing=f"{said.standing}{f' ({row.ground})' if row.ground else ''}",
        rule=str(said.rule),
        facts=facts,
        motions=[
            papers.MotionSheet(
                title=one.title,
                verdict=one.verdict,
                rows=[(str(line.title), str(line.heads), line.area or "—") for line in one.choices],
                because=one.because,
            )
            for one in said.motions
        ],
        is_secret=row.is_secret,
        digest=said.digest,
        printed_on=day(now()),
    )


def _answer(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
