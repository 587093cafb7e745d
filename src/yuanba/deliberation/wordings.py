"""What messages say of topics to whoever raised or seconded them, and of meetings to who has a seat."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.deliberation.verbs import MeetingVerb, TopicVerb

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (TopicVerb.PUBLISH, Audience.RESIDENT): Wording(
            title=_("Your topic is public"),
            text=_("Your topic is public now, and neighbours can second it."),
            short=_("Your topic is public; neighbours can second it."),
        ),
        (TopicVerb.DECLINE, Audience.RESIDENT): Wording(
            title=_("A topic of yours was not taken up"),
            text=_("A topic that you proposed or seconded was not taken up. Its page gives the reason."),
            short=_("A topic of yours was not taken up. Ask at the counter of your community why."),
        ),
        (TopicVerb.MERGE, Audience.RESIDENT): Wording(
            title=_("A topic of yours was merged"),
            text=_(
                "A topic that you proposed or seconded is about the same thing as another one, and was "
                "merged into it. You second that one now; there is nothing you need to do."
            ),
            short=_("A topic of yours was merged into another one, which you second now."),
        ),
        (TopicVerb.SCHEDULE, Audience.RESIDENT): Wording(
            title=_("A topic of yours is on the agenda"),
            text=_("A topic that you proposed or seconded is on the agenda of the meeting. Come and join."),
            short=_("A topic of yours is on the agenda of the meeting. Come and take part."),
        ),
        (MeetingVerb.CALL, Audience.RESIDENT): Wording(
            title=_("A meeting of your council"),
            text=_("A meeting of your council is called. Time, place and topics stand on its page."),
            short=_("A meeting of your council is called. Read time, place and topics here."),
        ),
        (MeetingVerb.MOVE, Audience.RESIDENT): Wording(
            title=_("A meeting of your council has moved"),
            text=_("A meeting of your council is at another time or place now."),
            short=_("A meeting of your council has moved. Read the new time here."),
        ),
        (MeetingVerb.CANCEL, Audience.RESIDENT): Wording(
            title=_("A meeting of your council is cancelled"),
            text=_("A meeting of your council does not take place. The reason stands on its page."),
            short=_("A meeting of your council is cancelled. Read why here."),
        ),
    }
)
