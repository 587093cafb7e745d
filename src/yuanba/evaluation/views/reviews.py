"""View of the regular reviews of units by who has a word in them by office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuanba.evaluation import forms, services
from yuanba.evaluation.queries import reviews
from yuanba.evaluation.sentences import LEVELS
from yuanba.packs import store
from yuanba.rules.core.refusal import Refused
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may

#: The face of each level.
SIGNS = {
    Satisfaction.VERY_SATISFIED: "mood-happy",
    Satisfaction.SATISFIED: "mood-smile",
    Satisfaction.BASICALLY_SATISFIED: "mood-empty",
    Satisfaction.DISSATISFIED: "mood-sad",
    Satisfaction.VERY_DISSATISFIED: "mood-cry",
}


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(EvaluationVerb.REVIEW_UNIT))
def unit_reviews(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form of the units that the reader reviews by office, for the period that is due."""
    moment = now()
    pack = store.in_force(day(moment))
    form, refusal = forms.UnitReviewForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            services.review_unit(actor=request.actor, now=moment, **form.said())
        except Refused as fault:
            refusal = fault
        else:
            messages.success(request, _("Your review of the unit has been recorded."))
            return redirect("evaluation:unit_reviews")
    return page(
        request,
        "evaluation/unit_reviews.html",
        pack=pack,
        reviews=reviews.to_review(request.actor, pack, moment),
        levels=[(level, words, SIGNS[level]) for level, words in LEVELS.items()],
        form=form,
        refusal=refusal,
        status=409 if refusal else 200,
    )
