"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERSON, REQUEST = _("personal data of one person"), _("request about personal data")
RETENTION, HOUSE = _("data whose time is over"), _("all data of the district")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "privacy.unknown_reason": _("Choose what you need it for."),
        "privacy.looked_too_often": _(
            "You have viewed details %(most)s times today, the daily limit. The security and audit "
            "administrators have been told; if you need more, ask the head of your unit."
        ),
        "privacy.not_shown": _("Please type the receipt number and query code again."),
        "privacy.of_account": _(
            "This was reported with an account. Its holder can log in to open it, on any phone or computer."
        ),
        "privacy.unknown_request": _("Choose what you ask for."),
        "privacy.no_request": _("There is no such request, or it was answered."),
        "privacy.no_words": _("Write it in a few words."),
        "privacy.too_long": _("At most %(most)s characters, please."),
        "privacy.already_asked": _("You have asked this already, and are not answered yet."),
        "privacy.already_answered": _("This request was answered."),
        "privacy.cannot_remember": _(
            "It cannot be erased right now, and nothing was erased. Please try again later; if it stays so, "
            "call the service hotline."
        ),
        "privacy.not_yours": _("There is nothing here to correct."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "privacy.looked_too_often": 429,
        "privacy.unknown_reason": 422,
        "privacy.unknown_request": 422,
        "privacy.not_shown": 422,
        "privacy.no_words": 422,
        "privacy.too_long": 422,
        "privacy.no_request": 404,
        "privacy.cannot_remember": 503,
    }
)
