"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONSULTATION = _("consultation")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "consultation.not_found": _("There is no such consultation or statement."),
        "consultation.no_question": _("Write the question that residents are asked."),
        "consultation.bad_last_day": _("Choose a last day from today on, at most %(days)s days ahead."),
        "consultation.too_few_statements": _("Write at least %(least)s statements to begin with."),
        "consultation.already_there": _("This question is open for the same place already."),
        "consultation.over": _("This consultation has ended; what was said until then counts."),
        "consultation.nobody": _("Your browser keeps no cookies: log in, or ask at the counter."),
        "statement.bad": _("A statement has 1 to %(most)s characters. Please shorten it, or write one."),
        "statement.already_there": _("The same statement is there already."),
        "statement.too_many": _("There are %(most)s statements already; no more can be added."),
        "statement.no_opinion": _("Choose: agree, disagree or pass."),
        "statement.no_reason": _("Write why: the author reads it and can write another one."),
        "statement.already_judged": _("Somebody has decided about this statement already."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "consultation.not_found": 404,
        "consultation.no_question": 422,
        "consultation.bad_last_day": 422,
        "consultation.too_few_statements": 422,
        "consultation.nobody": 422,
        "statement.bad": 422,
        "statement.no_opinion": 422,
        "statement.no_reason": 422,
    }
)
