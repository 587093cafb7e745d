"""A sentence for every refusal of this app, by its code, and what its subjects and choices are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.topics import TopicState

COUNCIL, TOPIC, MEETING, PROCEDURE = _("council"), _("topic"), _("meeting"), _("procedure")
URGENT, PRIORITIES = _("dispatch before deliberation"), _("priorities of the town")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "council.not_found": _("There is no such council or seat."),
        "council.no_kind": _("The rules in force know no such kind of meeting. Choose another one."),
        "council.wrong_place": _("This kind belongs to another level. Choose a place of that level."),
        "council.no_estate": _("There is no such estate any more. Choose another one."),
        "council.already_there": _("This place already has a council of this kind: open it instead."),
        "council.dissolved": _("This council was dissolved. Set a new one up if it is needed again."),
        "council.still_at_work": _(
            "It still has %(meetings)s meetings to come and %(matters)s matters before it. Hold or cancel "
            "the meetings and decide the matters first; both stand on its page."
        ),
        "council.no_title": _("Choose as what this person sits there."),
        "council.nobody_named": _("Choose a colleague, or write the name of somebody without an account."),
        "council.already_seated": _("This person already has a seat here. End that one first."),
        "council.convener_there": _("There is a convener already. End that seat first."),
        "topic.not_found": _("There is no such topic, or it is not public yet."),
        "topic.moved": _("Somebody has just done something else with this topic. Look at it once more."),
        "topic.no_words": _("Please write something here, at most %(most)s characters."),
        "topic.on_meeting": _("A meeting has this topic before it. It says first what comes of it."),
        "topic.nothing_to_do": _("There is nothing to be done of this topic, or it is being done already."),
        "resolution.not_deliberated": _(
            "Matters of this class are deliberated first. Send it to its council, or record why it "
            "cannot wait."
        ),
        "resolution.no_urgent_ground": _("Write why it cannot wait for the council."),
        "resolution.waived_already": _("It is recorded already why this matter cannot wait."),
        "resolution.no_item": _("This item was not adopted, or has its resolution already. Choose another."),
        "resolution.on_agenda": _(
            "This matter is on an agenda already, or not before this council any more."
        ),
        "topic.other_council": _("Only two different topics of the same council can be merged."),
        "topic.needs_phone": _("Please write the mobile number of the person for whom you do this."),
        "topic.already_supported": _("Seconded already. Each person counts once."),
        "topic.own": _("This topic is your own; neighbours second it."),
        "resolution.no_referral": _("This matter is not before a council, or not any more."),
        "resolution.before_council": _("This matter is before a council already."),
        "resolution.not_before_council": _("This council does not deliberate such a matter. Choose another."),
        "resolution.bad_day": _("Choose today or a later day."),
        "resolution.blank": _("Write what was resolved, how it was decided, and who carries it out."),
        "resolution.nothing_above": _("There is no council above this one: decide here, or set it up first."),
        "resolution.no_reason": _("Write why it cannot be settled here."),
        "demand.none": _("A meeting on this topic cannot be demanded here, or not by you."),
        "demand.already_signed": _("Signed already. Each person counts once."),
        "demand.met": _("Enough have signed: the meeting is owed."),
        "demand.bad_voters": _("Write how many vote here, and where the number comes from."),
        "procedure.not_found": _("There is no such procedure."),
        "procedure.none": _("The rules ask this council for no procedure: it can decide at once."),
        "procedure.step_missing": _("Step %(number)s comes first: no step is skipped."),
        "procedure.no_topic": _(
            "This council decides only what went through its procedure: propose it as a topic first, or tick "
            "the matter when the meeting is called. Here it can be talked over and put off."
        ),
        "procedure.step_taken": _("Somebody has recorded this already. Look at the steps once more."),
        "procedure.over": _("This procedure is over. A new one begins with the first step."),
        "procedure.bad_day": _("Choose a day up to today, and none before the step before it."),
        "procedure.bad_heads": _(
            "These numbers do not fit: no more agree than came, and no more come than were due."
        ),
        "procedure.posted_too_short": _("It is posted for at least %(days)s days, and somewhere: say where."),
        "procedure.nothing_noted": _("Write why."),
        "council.seat_ended": _("This seat has ended already."),
        "meeting.not_found": _("There is no such meeting or item."),
        "meeting.no_topics": _("Write at least one topic."),
        "meeting.too_short_notice": _(
            "The rules ask for %(days)s days' notice. Choose a later day, or say why."
        ),
        "meeting.item_not_open": _("This item is not before the meeting now. Look at the agenda."),
        "meeting.no_quorum": _("Too few members are here to decide. Check in who is here, or put it off."),
        "meeting.same_confirmer": _("You have confirmed these minutes. Now a second person does."),
        "meeting.not_ended": _("Minutes are confirmed after the end of the meeting."),
        "meeting.confirmed_already": _("Two people have confirmed these minutes already."),
        "meeting.hands_raised": _(
            "Hands were raised on item %(item)s. Type how many and press “Count”, then do this."
        ),
        "meeting.draft_too_long": _("A draft has at most %(most)s characters. Make it shorter."),
        "meeting.not_running": _("The meeting has not begun, or is over."),
        "meeting.no_draft": _("Write the draft resolution first."),
        "priorities.none": _("A list has one to %(most)s priorities."),
        "priorities.twice": _("Two entries have the same words or the same topic. Leave one of them."),
        "priorities.moved": _(
            "Somebody published another version meanwhile; it stands below. Read it, change your list where "
            "it needs to be, tick that you read it, and publish again."
        ),
        "priorities.not_of_town": _("This topic belongs to no council of this town, or is not public."),
        "meeting.not_online_too": _(
            "Here only those who are at the meeting decide: the council's rules name no vote on phones."
        ),
        "meeting.not_here": _("This person has not checked in."),
        "meeting.held_here": _("This meeting is kept here, or has not taken place yet."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "council.not_found": 404,
        "topic.not_found": 404,
        "topic.no_words": 422,
        "resolution.no_item": 422,
        "resolution.no_urgent_ground": 422,
        "topic.needs_phone": 422,
        "meeting.not_found": 404,
        "resolution.no_referral": 404,
        "resolution.bad_day": 422,
        "resolution.blank": 422,
        "resolution.no_reason": 422,
        "procedure.not_found": 404,
        "demand.bad_voters": 422,
        "procedure.bad_day": 422,
        "procedure.bad_heads": 422,
        "procedure.posted_too_short": 422,
        "procedure.nothing_noted": 422,
        "council.no_kind": 422,
        "council.wrong_place": 422,
        "council.no_estate": 422,
        "council.no_title": 422,
        "council.nobody_named": 422,
    }
)

#: What decisions are based on, in words.
GROUNDS: Mapping[str, Promise] = MappingProxyType({"meetings": _("The rules for this kind of meeting")})

ITEM_STATES: Mapping[ItemState, Promise] = MappingProxyType(
    {
        ItemState.WAITING: _("not dealt with yet"),
        ItemState.OPEN: _("before the meeting"),
        ItemState.VOTING: _("hands are raised"),
        ItemState.PASSED: _("Passed"),
        ItemState.FAILED: _("Not passed"),
        ItemState.AGREED: _("Agreed by all"),
        ItemState.DEFERRED: _("Put off"),
    }
)

ROLES: Mapping[SeatRole, Promise] = MappingProxyType(
    {
        SeatRole.CONVENER: _("Convener"),
        SeatRole.SECRETARY: _("Secretary of the meeting"),
        SeatRole.MEMBER: _("Member of the council"),
        SeatRole.OBSERVER: _("Observer"),
    }
)

#: How a topic stands.
TOPIC_STATES: Mapping[TopicState, Promise] = MappingProxyType(
    {
        TopicState.PROPOSED: _("Not public yet"),
        TopicState.OPEN: _("Open to supporters"),
        TopicState.ON_AGENDA: _("On the agenda"),
        TopicState.DECIDED: _("Decided"),
        TopicState.DECLINED: _("Declined"),
        TopicState.MERGED: _("Merged into another topic"),
    }
)
