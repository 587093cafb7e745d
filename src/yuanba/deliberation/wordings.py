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
        (TopicVerb.TABLE, Audience.RESIDENT): Wording(
            title=_("A topic of yours comes before a meeting"),
            text=_(
                "A topic that you proposed or seconded will be talked over: %(meeting)s. Come and take part."
            ),
            short=_("Your topic will be talked over: %(meeting)s. Come and take part."),
        ),
        (TopicVerb.PUT_BACK, Audience.RESIDENT): Wording(
            title=_("A topic of yours waits for the next meeting"),
            text=_(
                "A topic that you proposed or seconded was not decided in this meeting. It keeps its place "
                "for the next one, and you will hear when that is."
            ),
            short=_("Your topic was put off to the next meeting. You will hear when that is."),
        ),
        (TopicVerb.CONCLUDE, Audience.RESIDENT): Wording(
            title=_("A topic of yours was decided"),
            text=_("The meeting decided on a topic that you proposed or seconded: %(decision)s."),
            short=_("The meeting decided on your topic: %(decision)s."),
        ),
        (TopicVerb.TASK, Audience.RESIDENT): Wording(
            title=_("What was decided on your topic is being done"),
            text=_(
                "What the meeting decided on a topic that you proposed or seconded is being carried out. Its "
                "page says who does it and how far it is."
            ),
            short=_("What the meeting decided on your topic is being carried out."),
            due=_("It is to be done by %(due)s."),
        ),
        (TopicVerb.SETTLE, Audience.RESIDENT): Wording(
            title=_("Your topic is settled"),
            text=_(
                "What the meeting decided on a topic that you proposed or seconded needs no further work. "
                "Its page says why."
            ),
            short=_("Your topic is settled; its page says how."),
        ),
        (TopicVerb.RESULT, Audience.RESIDENT): Wording(
            title=_("What was decided on your topic is done"),
            text=_(
                "What the meeting decided on a topic that you proposed or seconded has been carried out. Its "
                "page shows the result."
            ),
            short=_("What the meeting decided on your topic is done. See the result."),
        ),
        (TopicVerb.LAPSE, Audience.RESIDENT): Wording(
            title=_("A topic of yours has ended"),
            text=_(
                "The council for which you proposed or seconded a topic is no longer there. The reason "
                "stands on the topic's page; at the counter of your community you can propose it elsewhere."
            ),
            short=_("Your topic has ended with its council. The counter of your community says what to do."),
        ),
        (MeetingVerb.CALL, Audience.RESIDENT): Wording(
            title=_("A meeting of your council"),
            text=_("A meeting of your council is called. Time, place and topics stand on its page."),
            short=_("A meeting of your council is called. Read time, place and topics here."),
        ),
        (MeetingVerb.REMIND, Audience.RESIDENT): Wording(
            title=_("A meeting of your council is near"),
            text=_("A meeting of your council takes place soon. Time, place and topics stand on its page."),
            short=_("A meeting of your council takes place soon. Read time and place here."),
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
