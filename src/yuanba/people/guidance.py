"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="account_login",
        purpose=_("Here staff and residents log in; to report or to track something you need no account."),
        first=_("Type your username and password; staff then type the code from their phone."),
        more=(_("Forgotten it? Residents ask for a code by text message, staff ask their administrator."),),
    ),
    PageGuide(
        page="people:staff",
        purpose=_("Units, the people in them, and the positions that they hold."),
        first=_("Find the unit in the tree or by its name, then open the person or press “Add”."),
        more=(
            _("Who opens accounts gives no positions: that takes two people."),
            _("A change can be undone until the end of the next day."),
        ),
    ),
    PageGuide(
        page="people:audit",
        purpose=_("The journal: who did what, when and on what ground, in sentences."),
        first=_("Choose days, and a person, an action or a matter; then read from the newest."),
        more=(_("Nothing in it can be changed or deleted, not by you either."),),
    ),
    PageGuide(
        page="people:robots",
        purpose=_("Robots by which a unit's messages also go to its group in WeCom or DingTalk."),
        first=_("Choose the unit, paste the address of its robot, then post a trial."),
        more=(_("The group reads titles and links; a robot that is refused stops and says why."),),
    ),
    PageGuide(
        page="people:me",
        purpose=_("Your own account: positions and terms, ways to log in, keys of programs."),
        first=_("On the first day set up the code from your phone, so that nobody else logs in as you."),
        more=(_("“My rights, and why” says what you may do, and on what ground."),),
    ),
)
STEPS = (
    DayStep(
        code="account",
        order=10,
        page="people:me",
        kinds=frozenset(PositionKind),
        words=_("Look at your positions, and set up the code with which you log in."),
    ),
    DayStep(
        code="appoint",
        order=30,
        page="people:staff",
        kinds=frozenset({PositionKind.SECURITY_ADMIN}),
        words=_("Give somebody a position, with its first day."),
        verbs=(PeopleVerb.POSITION_APPOINT,),
    ),
    DayStep(
        code="open_accounts",
        order=30,
        page="people:staff",
        kinds=frozenset({PositionKind.SYSTEM_ADMIN}),
        words=_("Look up a unit, and see how its people are entered."),
        verbs=(PeopleVerb.STAFF_IMPORT,),
    ),
    DayStep(
        code="journal",
        order=30,
        page="people:audit",
        kinds=frozenset({PositionKind.AUDIT_ADMIN}),
        words=_("Read the journal of yesterday."),
        verbs=(PeopleVerb.JOURNAL_READ,),
    ),
)
