"""What messages say of messages that did not arrive."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.messages.verbs import MessageVerb

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (MessageVerb.GIVE_UP, Audience.ADMIN): Wording(
            title=_("A message could not be delivered"),
            text=_(
                "A message could not be delivered after several attempts and was given up. See the outbox "
                "for the reason."
            ),
            short=_("A message could not be delivered. See the outbox."),
        ),
        (MessageVerb.SMS_WARN, Audience.ADMIN): Wording(
            title=_("This month's text messages run short"),
            text=_(
                "%(used)s of this month's %(cap)s text messages are used. Once they are used up only dangers "
                "and log-in codes go out; everything else waits on people's pages."
            ),
            short=_("%(used)s of this month's %(cap)s text messages are used."),
        ),
        (MessageVerb.SMS_END, Audience.ADMIN): Wording(
            title=_("This month's text messages are used up"),
            text=_(
                "All of this month's %(cap)s text messages are used. Until the next month, or until you "
                "raise the number, only dangers and log-in codes go out."
            ),
            short=_("All of this month's %(cap)s text messages are used."),
        ),
        (MessageVerb.ROBOT_STOP, Audience.ADMIN): Wording(
            title=_("The group chat of %(unit)s takes no messages any more"),
            text=_(
                "The robot in the group chat of %(unit)s was refused by its platform, and nothing more is "
                "posted there. Set it anew; meanwhile everything is in the inbox."
            ),
            short=_("The group chat of %(unit)s takes no messages any more. Set its robot anew."),
        ),
    }
)
