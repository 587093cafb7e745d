"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "evaluation.unknown_code": _("This code opens nothing, or no longer. Look at the paper once more."),
        "evaluation.not_found": _("There is no such invitation or call."),
        "evaluation.already_rated": _("This result has been judged from here. A code works once."),
        "evaluation.too_long": _("Please use at most %(most)s characters."),
        "evaluation.already_called": _("They have been called back already."),
        "evaluation.not_rated": _("Please say whether it is solved, or how satisfied you are."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "evaluation.not_found": 404,
        "evaluation.too_long": 422,
        "evaluation.unknown_code": 404,
    }
)

#: What decisions are based on, in words.
GROUNDS: Mapping[str, Promise] = MappingProxyType(
    {
        "evaluation.solved": _("Those who judged it found it solved"),
        "evaluation.unrated": _("Nobody judged it in time: it counts neither for nor against anybody"),
    }
)
