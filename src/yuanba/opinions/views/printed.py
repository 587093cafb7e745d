"""The groups of opinion on paper, as everyone may put them up or send them along."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from yuanba.opinions import papers
from yuanba.opinions.views.results import (
    OpinionLine,
    OpinionsTold,
    ShownSaying,
    found_consultation,
    opinions_told,
)
from yuanba.rules.opinions.consulting import TOLD_APART
from yuanba.web.charts import HUES
from yuanba.web.entrance import ANYONE, DistrictRequest, open_to
from yuanba.web.printing import district_name, printed


@require_safe
@open_to(*ANYONE)
def groups_sheet(request: DistrictRequest, consultation_id: int, form: str) -> HttpResponse:
    """Return what all think: a PDF with the picture and every statement, or a PNG with the picture."""
    row, told = found_consultation(consultation_id), opinions_told(consultation_id)
    if told.made is None or not told.groups:
        raise Http404(str(consultation_id))
    many = ngettext("%(n)s person took part", "%(n)s people took part", row.people) % {"n": row.people}
    made = papers.opinion_sheet(
        papers.OpinionSheet(
            question=row.question,
            where=row.where,
            taken_part=many,
            made_at=told.made.made_at,
            shared=[(one.words, _of_each(one)) for one in told.shared],
            sentence=told.sentence,
            drawing=told.drawing,
            groups=_groups(told),
            headings=[_("Statement"), *(one.name for one in told.groups)],
            rows=[_row(line) for line in told.lines],
            note=_(
                "Groups are found from what people pressed alone, by the method of Polis; no group is "
                "smaller than %(apart)s people, and “—” stands where fewer of a group spoke. This is no "
                "vote: it decides nothing."
            )
            % {"apart": TOLD_APART},
            address=request.build_absolute_uri(reverse("opinions:groups", args=[consultation_id])),
        ),
        district=district_name(request),
        is_picture=form == "png",
    )
    return printed(made, f"opinions-{consultation_id}", form)


def _of_each(one: ShownSaying) -> str:
    words = (
        _("At least %(share)s%% of each group agree")
        if one.agrees
        else _("At least %(share)s%% of each group disagree")
    )
    return words % {"share": one.share}


def _groups(told: OpinionsTold) -> list[papers.PaperGroup]:
    return [
        papers.PaperGroup(
            name=_("%(group)s, %(people)s people") % {"group": group.name, "people": group.people},
            ink=HUES[group.hue][0],
            says=[
                (_("%(share)s%% agree: %(words)s") if one.agrees else _("%(share)s%% disagree: %(words)s"))
                % {"share": one.share, "words": one.words}
                for one in group.says
            ],
        )
        for group in told.groups
    ]


def _row(line: OpinionLine) -> list[str]:
    words = f"{line.words}\n· {_('shared by all')}" if line.is_shared else line.words
    return [words, *(_cell(cell) for _name, cell in line.cells)]


def _cell(cell: tuple[int, int] | None) -> str:
    if cell is None:
        return "—"
    agree, disagree = cell
    return f"{_('%(share)s%% agree') % {'share': agree}}\n{_('%(share)s%% disagree') % {'share': disagree}}"
