"""The sentences of this app: for every refusal by its code, and for every level of satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.rules.evaluation import Satisfaction

#: The five levels of satisfaction, best first.
INVITATION, RATINGS = _("invitation to rate"), _("ratings")
LEVELS: Mapping[Satisfaction, Promise] = MappingProxyType(
    {
        Satisfaction.VERY_SATISFIED: _("Very satisfied"),
        Satisfaction.SATISFIED: _("Satisfied"),
        Satisfaction.BASICALLY_SATISFIED: _("Basically satisfied"),
        Satisfaction.DISSATISFIED: _("Dissatisfied"),
        Satisfaction.VERY_DISSATISFIED: _("Very dissatisfied"),
    }
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "evaluation.unknown_code": _(
            "This code is wrong or has expired. Check it, or ask at your community's counter."
        ),
        "evaluation.not_found": _("There is no such invitation or call."),
        "evaluation.already_rated": _("You have already rated this result. A code works once."),
        "evaluation.too_long": _("Please use at most %(most)s characters."),
        "evaluation.already_reviewed": _("You have already reviewed this unit for this period."),
        "reviews.not_reviewed": _("Your position does not review this unit."),
        "reviews.own_unit": _("Nobody reviews a unit in which they work themselves."),
        "evaluation.already_called": _("This person has already been called back."),
        "evaluation.not_rated": _("Please say whether it is solved, or how satisfied you are."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "evaluation.not_found": 404,
        "evaluation.too_long": 422,
        "reviews.not_reviewed": 403,
        "reviews.own_unit": 403,
        "evaluation.unknown_code": 404,
    }
)

#: What decisions are based on, in words.
GROUNDS: Mapping[str, Promise] = MappingProxyType(
    {
        "evaluation.solved": _("The raters found it solved"),
        "evaluation.unrated": _("Nobody rated it in time: it is not counted"),
    }
)
