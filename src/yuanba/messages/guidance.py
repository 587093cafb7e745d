"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import HEADS, PositionKind
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="messages:inbox",
        purpose=_("What the system told you, your unit or your position."),
        first=_("Read from the top; a line leads to the matter that it is about."),
        more=(_("Mark what you have read, so that the number in the menu is right."),),
    ),
    PageGuide(
        page="messages:outbox",
        purpose=_("Messages on their way out: waiting, sent, given up."),
        first=_("Look at what was given up, and why; mend the cause, then send it again."),
        more=(_("What a message says is not shown here, only to which channel it goes."),),
    ),
    PageGuide(
        page="messages:policy",
        purpose=_("When people here are left in quiet, and how many text messages the district pays for."),
        first=_("Set the quiet hours; then the most text messages of a month, as in your contract."),
        more=(_("At 80 % your inbox says so. Dangers and log-in codes are always sent."),),
    ),
    PageGuide(
        page="messages:wishes",
        purpose=_("What of your inbox also comes to your telephone, and when."),
        first=_("Choose for each group, then your quiet hours, and press “Save”."),
        more=(_("News of dangers come at any hour, whatever you choose."),),
    ),
)
STEPS = (
    DayStep(
        code="outbox",
        order=60,
        page="messages:outbox",
        kinds=frozenset({PositionKind.SYSTEM_ADMIN}),
        words=_("See whether messages go out."),
        verbs=(MessageVerb.RETRY,),
    ),
    DayStep(
        code="inbox",
        order=65,
        page="messages:inbox",
        kinds=frozenset(PositionKind) - {PositionKind.SYSTEM_ADMIN, *HEADS},
        words=_("Read what the system told you."),
        verbs=(MessageVerb.READ,),
    ),
)
