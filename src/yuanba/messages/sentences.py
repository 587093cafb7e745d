"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.journal.telling import OutcomePart

MESSAGE, CONTACT, ROBOT = _("message"), _("address for messages"), _("robot of a group chat")
WISHES, POLICY, SMS = _("choice about messages"), _("settings of messages"), _("the month's text messages")
#: What stands in the outcomes of acts on how messages leave.
PARTS: Mapping[str, OutcomePart] = MappingProxyType(
    {
        "quiet": OutcomePart(label=_("Quiet hours")),
        "cap": OutcomePart(label=_("Text messages a month, at most")),
    }
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "messages.code_not_sent": _("The text message could not be sent. Try again in a few minutes."),
        "messages.no_address": _("This channel needs a number or an address."),
        "messages.nobody_known": _("Look up something that you reported first; then this page knows you."),
        "robots.not_a_robot": _(
            "This is not the address of a robot of a WeCom or DingTalk group. Copy it whole from the group's "
            "settings."
        ),
        "robots.no_secret": _("Only robots of DingTalk sign with a secret. Leave it empty."),
        "robots.unknown_robot": _("This unit has no such robot; it may have been removed."),
        "robots.trial_failed": _("The group did not take the trial. The reason stands beside the robot."),
        "messages.unknown_contact": _("There is no such contact; it may have been deleted."),
        "messages.unknown_item": _("There is no such message in your inbox."),
        "messages.unknown_message": _(
            "Nothing to send again: the message has left, or its contact was deleted."
        ),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "messages.unknown_item": 404,
        "robots.not_a_robot": 422,
        "robots.no_secret": 422,
        "robots.unknown_robot": 404,
        "messages.unknown_message": 404,
    }
)
