"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICE, OBJECTION, BULLETIN = _("notice"), _("objection"), _("everyday notice")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "notice.not_found": _("There is no such notice or objection."),
        "notice.no_words": _("A notice needs a title and a text."),
        "notice.not_public": _("Matters of this class are not posted."),
        "notice.already_posted": _("This is already on public notice; you need not post it again."),
        "notice.not_up": _("This notice has ended."),
        "notice.already_proven": _("Somebody has already recorded that it is posted there."),
        "bulletin.no_kind": _("Choose what it is about."),
        "bulletin.ends_too_early": _("It must end after it begins, and not be over already."),
        "bulletin.too_long": _("It may last %(days)s days at most. Publish it again if it goes on."),
        "bulletin.already_there": _("The same notice for this place and time is published already."),
        "notice.not_over": _("The notice period is not over, or an objection is not answered yet."),
        "objection.no_words": _("Please write what is wrong, or the answer."),
        "objection.too_long": _("Please use at most %(most)s characters."),
        "objection.no_proof": _("Please leave a mobile number, so that you can be answered."),
        "objection.already_there": _("You have an objection here that is not answered yet."),
        "objection.already_answered": _("This objection has been answered."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "notice.not_found": 404,
        "objection.no_proof": 422,
        "objection.no_words": 422,
        "objection.too_long": 422,
    }
)
