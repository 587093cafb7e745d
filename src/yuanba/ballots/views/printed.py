"""Views of a vote on paper: the ballot to print, the result sheet, and the poster for the wall."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuanba.ballots import papers
from yuanba.ballots.queries import VoteRow
from yuanba.ballots.views.shown import found, held
from yuanba.ballots.views.told import CountLine, VoteTold, told
from yuanba.papers import moment_words
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, whoever_may
from yuanba.web.printing import district_name, printed


@require_safe
@open_to(*whoever_may(VoteVerb.ENTER))
def ballot_sheet(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Return the ballot of an open vote as a PDF to print (打印表决票)."""
    row = held(request, vote_id)
    if not row.is_open:
        raise Http404(str(vote_id))
    return printed(papers.ballot_sheet(_sheet(request, row)), f"ballot-{vote_id}")


@require_safe
@open_to(*ANYONE)
def result_sheet(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Return the result of a counted vote as a PDF to print and put up (打印表决结果)."""
    row = found(vote_id)
    if row.counted_at is None:
        raise Http404(str(vote_id))
    return printed(papers.result_sheet(_sheet(request, row)), f"result-{vote_id}")


def _sheet(request: DistrictRequest, row: VoteRow) -> papers.VoteSheet:
    said = told(row)
    facts = [(_("Area"), row.area_label), (_("On the roll"), str(said.entitled))]
    facts += [(_("Present"), str(said.present))] if said.present is not None else []
    facts += [(_("Voted"), str(said.took_part))] if said.took_part is not None else []
    return papers.VoteSheet(
        district=district_name(request),
        title=row.title,
        standing=_standing(row, said),
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


@require_safe
@open_to(*ANYONE)
def poster(request: DistrictRequest, vote_id: int, form: str) -> HttpResponse:
    """Return the poster of a vote, while it runs or with its result (PDF or PNG)."""
    row = found(vote_id)
    said = told(row)
    made = papers.vote_poster(
        papers.VotePoster(
            kind=_kind(row, said),
            title=row.title,
            standing=_standing(row, said),
            rule="" if said.is_consultation else str(said.rule),
            facts=_poster_facts(row, said),
            motions=[
                papers.PosterMotion(
                    title=one.title,
                    verdict=one.verdict,
                    count=[_counted(line) for line in one.choices if line.heads],
                )
                for one in said.motions
            ],
            how=_how(row),
            made_on=day(now()),
            address=request.build_absolute_uri(reverse("ballots:vote", args=[vote_id])),
        ),
        district=district_name(request),
        is_picture=form == "png",
    )
    return printed(made, f"vote-{vote_id}", form)


def _standing(row: VoteRow, said: VoteTold) -> str:
    return f"{said.standing}{f' ({row.ground})' if row.ground else ''}"


def _kind(row: VoteRow, said: VoteTold) -> str:
    if said.is_consultation:
        return _("What people think of it") if row.counted_at else _("Asked for your opinion")
    return _("How the vote came out") if row.counted_at else _("Put to the vote")


def _poster_facts(row: VoteRow, said: VoteTold) -> list[tuple[str, str]]:
    facts = [(_("Area"), row.area_label)]
    if row.closed_at:
        facts += [(_("Vote closed"), moment_words(row.closed_at))]
    elif row.closes_at:
        facts += [(_("Open until"), moment_words(row.closes_at))]
    if said.took_part is not None:
        return [*facts, (_("Voted"), _("%(n)s of %(all)s") % {"n": said.took_part, "all": said.entitled})]
    ways = _(", ").join(str(way) for way in said.ways)
    return [*facts, (_("On the roll"), str(said.entitled)), (_("Ways of voting"), ways)]


def _counted(line: CountLine) -> str:
    area = _("%(area)s square metres") % {"area": line.area} if line.area else ""
    return " ".join(filter(None, (str(line.title), str(line.heads), f"({area})" if area else "")))


def _how(row: VoteRow) -> str:
    """How one votes while it runs; afterwards whether it is counted, and where to read why it came out so."""
    if row.counted_at:
        return _("Why it came out so: scan the code, or ask at the counter.")
    if not row.takes_ballots(now()):
        return _("Closed; the count follows.")
    if row.is_online:
        return _("Vote on your phone: scan the code. Without one, ask at the counter.")
    return _("The code says where and how one votes; or ask at the counter.")
