"""The buttons of the house: which must work once, and which may be pressed again."""

from __future__ import annotations

from collections.abc import Mapping

from tests import deeds
from yuanba.rules.activities.verbs import MenuVerb, OfferingVerb
from yuanba.rules.ballots.verbs import RollVerb, VoteVerb
from yuanba.rules.compacts.verbs import CompactVerb
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.verb import Verb
from yuanba.rules.deliberation.verbs import (
    CouncilVerb,
    DemandVerb,
    MeetingVerb,
    ProcedureVerb,
    ResolutionVerb,
    TopicVerb,
)
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.events.verbs import EventVerb
from yuanba.rules.honours.verbs import NomineeVerb, SelectionVerb
from yuanba.rules.lists.verbs import ListVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.rules.venues.verbs import BookableVerb, BookingVerb, CentreVerb
from yuanba.rules.works.verbs import ProjectVerb

#: The verbs of a matter's life that are done once, by their rows; merging needs a second matter.
ONCE = [name for name in deeds.DEEDS if name != "unmerge" and not ACTIONS[deeds.verb_of(name)].again]
#: Done once, and pressed by a test of their own.
ELSEWHERE: Mapping[Verb, str] = {
    MatterVerb.TAKE: "matters/test_take.py",
    MatterVerb.LAPSE: "matters/test_at_once.py",
    **dict.fromkeys(
        (
            EventVerb.PLAN,
            EventVerb.MOVE,
            EventVerb.CANCEL,
            EventVerb.OPEN_DOOR,
            EventVerb.BEGIN,
            EventVerb.END,
            EventVerb.REGISTER,
            EventVerb.WITHDRAW,
            EventVerb.CHECK_IN,
            EventVerb.TAKE_BACK,
        ),
        "events/test_at_once.py",
    ),
    **dict.fromkeys(
        (
            MeetingVerb.CALL,
            MeetingVerb.MOVE,
            MeetingVerb.CANCEL,
            MeetingVerb.BEGIN,
            MeetingVerb.PUT_TO_VOTE,
            MeetingVerb.DECIDE,
            MeetingVerb.SETTLE,
            MeetingVerb.END,
            MeetingVerb.CONFIRM,
        ),
        "deliberation/test_meetings.py",
    ),
    **dict.fromkeys(
        (TopicVerb.TASK, TopicVerb.SETTLE, ResolutionVerb.TAKE_OFF, ResolutionVerb.WAIVE),
        "deliberation/test_topic_tasks.py",
    ),
    NoticeVerb.OBJECT: "notices/test_object.py",
    **dict.fromkeys(set(BookingVerb) - {BookingVerb.DISPLACE}, "venues/test_at_once.py"),
    **dict.fromkeys((MenuVerb.ADD, MenuVerb.DROP, MenuVerb.PUBLISH), "activities/test_at_once.py"),
    OfferingVerb.END: "activities/test_at_once.py",
    CentreVerb.MERGE: "venues/test_at_once.py",
    BookableVerb.REOPEN: "venues/test_at_once.py",
    **dict.fromkeys(SelectionVerb, "honours/test_at_once.py"),
    **dict.fromkeys(set(NomineeVerb) - {NomineeVerb.HONOUR}, "honours/test_at_once.py"),
    DemandVerb.SIGN: "deliberation/test_demands.py",
    **dict.fromkeys(ProcedureVerb, "deliberation/test_procedure.py"),
    MessageVerb.SEND: "messages/test_deliver.py",
    PeopleVerb.ACCOUNT_LOCK_OUT: "people/test_log_in.py",
    VoteVerb.OPEN: "ballots/test_at_once.py",
    VoteVerb.LIST_PROXY: "ballots/test_at_once.py",
    VoteVerb.REVOKE_PROXY: "ballots/test_at_once.py",
    RollVerb.POST: "ballots/test_at_once.py",
    VoteVerb.CLOSE: "ballots/test_at_once.py",
    VoteVerb.COUNT: "ballots/test_at_once.py",
}
#: What the buttons beside a matter's page are pressed for.
BESIDE_VERBS = {
    MatterVerb.MERGE,
    MatterVerb.UNMERGE,
    MatterVerb.RATE,
    MatterVerb.FOLLOW_UP,
    EvaluationVerb.ASK_TO_JUDGE,
    EvaluationVerb.REPORT_MISSING,
    CouncilVerb.SET_UP,
    CouncilVerb.SEAT,
    CouncilVerb.UNSEAT,
    CouncilVerb.DISSOLVE,
    TopicVerb.PUBLISH,
    TopicVerb.SUPPORT,
    TopicVerb.SCHEDULE,
    TopicVerb.MERGE,
    TopicVerb.DECLINE,
    ListVerb.DERIVE,
    ListVerb.REVISE,
    ListVerb.ISSUE,
    RevisionVerb.DRAFT,
    RevisionVerb.SUBMIT,
    RevisionVerb.RELEASE,
    RevisionVerb.SEND_BACK,
    RevisionVerb.WITHDRAW,
    ResolutionVerb.REFER,
    ResolutionVerb.ADOPT,
    ResolutionVerb.SEND_UP,
    CompactVerb.DRAFT,
    CompactVerb.DROP,
    CompactVerb.ADOPT,
    ProjectVerb.REACH,
    ProjectVerb.POSTPONE,
    ProjectVerb.FINISH,
    ProjectVerb.STOP,
    OpinionVerb.OPEN,
    OpinionVerb.CLOSE,
    OpinionVerb.ADD,
    OpinionVerb.ACCEPT,
    OpinionVerb.REJECT,
    NoticeVerb.POST,
    NoticeVerb.PROVE,
    NoticeVerb.ANSWER,
    NoticeVerb.END,
    NoticeVerb.ANNOUNCE,
    NoticeVerb.RETRACT,
    PeopleVerb.ACCOUNT_OPEN,
    PeopleVerb.ACCOUNT_CLOSE,
    PeopleVerb.ACCOUNT_REOPEN,
    PeopleVerb.POSITION_APPOINT,
    PeopleVerb.POSITION_TAKE_BACK,
    PeopleVerb.POSITION_RESTORE,
    PeopleVerb.POSITION_END,
    PeopleVerb.UNIT_ADD,
    PeopleVerb.UNIT_CLOSE,
    PeopleVerb.UNIT_REOPEN,
    PeopleVerb.KEY_REVOKE,
    PrivacyVerb.ASK,
    PrivacyVerb.ANSWER,
    PeopleVerb.POSITION_STAND_IN,
    PeopleVerb.POSITION_HAND_OVER,
    PeopleVerb.KIN_DECLARE,
    PeopleVerb.KIN_RETRACT,
    PlaceVerb.ADD,
    PlaceVerb.END,
    PlaceVerb.REOPEN,
    PlaceVerb.MERGE,
    PlaceVerb.SPLIT,
    PlaceVerb.ESTATE_ADD,
    PlaceVerb.ESTATE_END,
    PlaceVerb.ESTATE_REOPEN,
    PlaceVerb.BUILDING_ADD,
    PlaceVerb.BUILDING_END,
    PlaceVerb.BUILDING_REOPEN,
}
