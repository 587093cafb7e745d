"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="deliberation:topics",
        purpose=_("What neighbours want to talk over: second it, and it comes before the meeting."),
        first=_("Read what is there. Nothing like yours? Propose it in your own words."),
        more=(_("Each person counts once; topics about the same thing are merged and everybody is told."),),
    ),
    PageGuide(
        page="deliberation:desk_topics",
        purpose=_("Topics for your councils: to be published, open to supporters, on the agenda."),
        first=_("Open the oldest one, write a title and a summary that name nobody, and publish it."),
        more=(_("With enough supporters it comes on the agenda by itself; before that, give a reason."),),
    ),
    PageGuide(
        page="deliberation:priorities",
        purpose=_("What each town has its councils talk over first, in its order, and what came of each."),
        first=_("Open your town; each priority leads to the topic of residents that is about it."),
        more=(_("Older lists stay below the one that holds, with their days."),),
    ),
    PageGuide(
        page="deliberation:desk_priorities",
        purpose=_("The list of what the councils of your town talk over first."),
        first=_("Write one line for each, say why it comes first, and choose the topic that is about it."),
        more=(_("Each publication is a version of its own: nothing is overwritten."),),
    ),
    PageGuide(
        page="deliberation:councils",
        purpose=_("Where things are talked over near you, who sits there by office, and when it meets."),
        first=_("Choose where you live, then open a council to see its rules and its next meeting."),
        more=(_("Most meetings have open seats: anybody may come and listen."),),
    ),
    PageGuide(
        page="deliberation:desk_councils",
        purpose=_("The councils that you lead, convene or write minutes for, and what each of them lacks."),
        first=_("Open one without a convener and fill its seats from the composition of the rules."),
        more=(_("A meeting falls due by itself, as often as the rules say."),),
    ),
    PageGuide(
        page="deliberation:desk_meetings",
        purpose=_("The meetings of your councils: to come, and minutes that wait for a second person."),
        first=_("Call a meeting: write the topics one on each line, then print the notice for the board."),
        more=(
            _("In the evening open the meeting, open its door, and put the projector page on the wall."),
            _("Whoever has the same right continues where you stop."),
        ),
    ),
)
