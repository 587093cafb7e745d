"""Wording of messages about a matter between its filing and its closing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.matters.verbs import MatterVerb

R, U, T = Audience.RESIDENT, Audience.UNIT, Audience.TRIAGER
H, L, S = Audience.HELPER, Audience.ABOVE, Audience.SUPERVISOR
_ANSWER_BY = _("Please answer by %(due)s.")
_PART_BY = _("Please report your result by %(part_due)s.")

LIFE: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (MatterVerb.GUIDE, R): Wording(
            title=_("Who can help you"),
            text=_(
                "Your report %(receipt)s is best decided by yourself. Track progress shows who can help, "
                "or ask at the counter of your community."
            ),
            short=_(
                "Your report %(digits)s is best decided by yourself. Look it up to see who can help, or "
                "ask at the counter."
            ),
        ),
        (MatterVerb.SETTLE, R): Wording(
            title=_("Your report was settled on the spot"),
            text=_("Your report %(receipt)s was settled on the spot. Track progress shows what was done."),
            short=_("Your report %(digits)s was settled on the spot. Look it up to see what was done."),
        ),
        (MatterVerb.MERGE, R): Wording(
            title=_("Your report was merged with another"),
            text=_(
                "Your report %(receipt)s and another are about the same thing. They are handled as one, "
                "and you are kept informed just the same."
            ),
            short=_(
                "Your report %(digits)s and another are about the same thing and are handled as one. We "
                "keep you informed."
            ),
        ),
        (MatterVerb.UNMERGE, R): Wording(
            title=_("Your report is handled on its own again"),
            text=_("Your report %(receipt)s was separated from another and is handled on its own again."),
            short=_("Your report %(digits)s is handled on its own again."),
        ),
        (MatterVerb.WITHDRAW, R): Wording(
            title=_("Your report was withdrawn"),
            text=_("Your report %(receipt)s was withdrawn. Nothing more is done about it."),
            short=_("Your report %(digits)s was withdrawn."),
        ),
        (MatterVerb.WITHDRAW, U): Wording(
            title=_("An order was withdrawn"),
            text=_("Order %(receipt)s was withdrawn by who filed it. You need do nothing more."),
            short=_("Order %(digits)s was withdrawn. You need do nothing more."),
        ),
        (MatterVerb.OBJECT, T): Wording(
            title=_("A resident objects to a refusal"),
            text=_("Matter %(receipt)s: the resident objects. Please review whether to accept it."),
            short=_("Matter %(digits)s: the resident objects. Please review whether to accept it."),
        ),
        (MatterVerb.HAND_TO, Audience.TAKER): Wording(
            title=_("An order was given to you"),
            text=_("Order %(receipt)s of %(unit)s is in your hands from now on."),
            short=_("Order %(digits)s is in your hands from now on."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.SPLIT, H): Wording(
            title=_("Another unit asks for your help"),
            text=_(
                "Order %(receipt)s: %(unit)s asks your unit to help. Please accept, or decline with the "
                "reason."
            ),
            short=_("Order %(digits)s: your unit is asked to help. Please accept it at your desk."),
            due=_PART_BY,
        ),
        (MatterVerb.JOIN, U): Wording(
            title=_("A helping unit has accepted"),
            text=_("Order %(receipt)s: a unit that you asked to help has accepted."),
            short=_("Order %(digits)s: a helping unit has accepted."),
        ),
        (MatterVerb.DECLINE, U): Wording(
            title=_("A helping unit has declined"),
            text=_("Order %(receipt)s: a unit that you asked to help has declined. Please read why."),
            short=_("Order %(digits)s: a helping unit has declined."),
        ),
        (MatterVerb.CONTRIBUTE, U): Wording(
            title=_("A helping unit has reported its result"),
            text=_("Order %(receipt)s: a helping unit has reported its result."),
            short=_("Order %(digits)s: a helping unit has reported its result."),
        ),
        (MatterVerb.REPORT_PROGRESS, R): Wording(
            title=_("How your report is coming on"),
            text=_(
                "%(unit)s tells you how your report %(receipt)s is coming on. Track progress shows it, "
                "or ask at the counter of your community."
            ),
            short=_("There is news of your report %(digits)s. Look it up to read it, or ask at the counter."),
        ),
        (MatterVerb.ASK, R): Wording(
            title=_("We need to know more"),
            text=_(
                "%(unit)s has a question about your report %(receipt)s. Please reply under Track progress "
                "or at the counter of your community. We wait for you."
            ),
            short=_(
                "Please tell us more about your report %(digits)s: under Track progress, or at the "
                "counter of your community."
            ),
        ),
        (MatterVerb.REPLY, U): Wording(
            title=_("The resident replied"),
            text=_("Order %(receipt)s: the resident has replied. The clock is running again."),
            short=_("Order %(digits)s: the resident has replied. Please go on."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.RESUME, U): Wording(
            title=_("The clock of an order is running again"),
            text=_("Order %(receipt)s: the wait is over, the clock is running again."),
            short=_("Order %(digits)s: the clock is running again. Please go on."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.ASK_HOLD, T): Wording(
            title=_("A unit asks for a hold"),
            text=_("Order %(receipt)s: %(unit)s asks for a hold. Please grant or deny it."),
            short=_("Order %(digits)s: a unit asks for a hold. Please decide."),
        ),
        (MatterVerb.ASK_EXTEND, T): Wording(
            title=_("A unit asks for more time"),
            text=_("Order %(receipt)s: %(unit)s asks for more time. Please grant or deny it."),
            short=_("Order %(digits)s: a unit asks for more time. Please decide."),
        ),
        (MatterVerb.GRANT, R): Wording(
            title=_("Your report needs more time"),
            text=_(
                "Your report %(receipt)s needs more time. Track progress shows why and until when, or ask "
                "at the counter of your community."
            ),
            short=_(
                "Your report %(digits)s needs more time. Look it up to see why and until when, or ask at "
                "the counter."
            ),
        ),
        (MatterVerb.GRANT, U): Wording(
            title=_("Your request was granted"),
            text=_("Order %(receipt)s: your unit's request was granted."),
            short=_("Order %(digits)s: your unit's request was granted."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.DENY, U): Wording(
            title=_("Your request was denied"),
            text=_(
                "Order %(receipt)s: your unit's request was denied. Please read why; the clock has kept "
                "running."
            ),
            short=_("Order %(digits)s: your unit's request was denied. The clock has kept running."),
        ),
        (MatterVerb.URGE, U): Wording(
            title=_("An order is being urged"),
            text=_("Order %(receipt)s is being urged. Please act on it and report the progress."),
            short=_("Order %(digits)s is being urged. Please act on it."),
        ),
        (MatterVerb.URGE, T): Wording(
            title=_("A matter at your desk is being urged"),
            text=_("Matter %(receipt)s at your desk is being urged. Please act on it."),
            short=_("Matter %(digits)s at your desk is being urged. Please act on it."),
        ),
        (MatterVerb.URGE, H): Wording(
            title=_("An order with which you help is being urged"),
            text=_("Order %(receipt)s is being urged, and your part is late. Please report its result."),
            short=_("Order %(digits)s is being urged, and your part is late. Please report its result."),
        ),
        (MatterVerb.PRIORITISE, U): Wording(
            title=_("An order is under supervision"),
            text=_("Order %(receipt)s is on the supervision list until it is taken off."),
            short=_("Order %(digits)s is under supervision."),
        ),
        (MatterVerb.PRIORITISE, S): Wording(
            title=_("A matter is on your supervision list"),
            text=_("Matter %(receipt)s was put on the supervision list."),
            short=_("Matter %(digits)s was put on the supervision list."),
        ),
        (MatterVerb.RELAX, U): Wording(
            title=_("An order is no longer under supervision"),
            text=_("Order %(receipt)s was taken off the supervision list."),
            short=_("Order %(digits)s was taken off the supervision list."),
        ),
        (MatterVerb.ALARM, Audience.DUTY): Wording(
            title=_("Act now: you are on duty"),
            text=_(
                "Report %(receipt)s speaks of a danger. You are on duty: sort it at the desk now, and reach "
                "the people on the spot."
            ),
            short=_("Danger in report %(digits)s. You are on duty: sort it at the desk now."),
        ),
        (MatterVerb.ALARM, Audience.ADMIN): Wording(
            title=_("Nobody on duty can be called"),
            text=_(
                "Report %(receipt)s speaks of a danger, and nobody on duty has a telephone number here. See "
                "to it that somebody acts now; then appoint somebody, or have the number entered."
            ),
            short=_("Danger in report %(digits)s, and nobody on duty can be called: see to it now."),
        ),
        (MatterVerb.REMIND, U): Wording(
            title=_("An order is due"),
            text=_("Order %(receipt)s: please act soon. It is nearly due, or a step is overdue."),
            short=_("Order %(digits)s is nearly due, or a step is overdue. Please act."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.REMIND, T): Wording(
            title=_("A matter waits at your desk"),
            text=_("Matter %(receipt)s has been on your desk too long."),
            short=_("Matter %(digits)s has been on your desk too long. Please act."),
        ),
        (MatterVerb.REMIND, H): Wording(
            title=_("The part that your unit does is due"),
            text=_("Order %(receipt)s: your part of it is nearly due, or late."),
            short=_("Order %(digits)s: your part of it is nearly due, or late. Please act."),
            due=_PART_BY,
        ),
        (MatterVerb.LAPSE, H): Wording(
            title=_("The part that your unit does is late"),
            text=_("Order %(receipt)s: your part of it is late. Please report its result at once."),
            short=_("Order %(digits)s: your part of it is late. Please report its result at once."),
        ),
        (MatterVerb.LAPSE, U): Wording(
            title=_("An order is late"),
            text=_("Order %(receipt)s is late (%(what)s). Please act at once and explain."),
            short=_("Order %(digits)s is late (%(what)s). Please act at once."),
        ),
        (MatterVerb.LAPSE, T): Wording(
            title=_("A matter at your desk is late"),
            text=_("Matter %(receipt)s at your desk is late (%(what)s). Please act."),
            short=_("Matter %(digits)s at your desk is late (%(what)s). Please act."),
        ),
        (MatterVerb.LAPSE, S): Wording(
            title=_("A matter is late"),
            text=_("Matter %(receipt)s is late (%(what)s)."),
            short=_("Matter %(digits)s is late (%(what)s)."),
        ),
        (MatterVerb.RAISE_ALARM, U): Wording(
            title=_("An order is a danger: act at once"),
            text=_("Order %(receipt)s is treated as a danger from now on. Please act on it at once."),
            short=_("Order %(digits)s is treated as a danger. Please act at once."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.STAND_DOWN, U): Wording(
            title=_("No danger after all"),
            text=_("Order %(receipt)s: somebody has found that there is no danger. The usual times hold."),
            short=_("Order %(digits)s: no danger after all. The usual times hold."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.REPORT_UP, R): Wording(
            title=_("Your report was taken to the body above the district"),
            text=_(
                "Your report %(receipt)s was taken to the body above the district. The unit goes on with it; "
                "Track progress shows the letters, or ask at the counter of your community."
            ),
            short=_(
                "Your report %(digits)s was taken to the body above the district. Look it up, or ask at the "
                "counter."
            ),
        ),
        (MatterVerb.REPORT_UP, U): Wording(
            title=_("An order goes above the district"),
            text=_(
                "Order %(receipt)s goes to the body above the district. Your unit stays responsible. Whoever "
                "sends the letter records its number on the page of the matter."
            ),
            short=_("Order %(digits)s goes above the district. Your unit stays responsible."),
        ),
        (MatterVerb.REPORT_UP, S): Wording(
            title=_("A matter goes above the district"),
            text=_(
                "Matter %(receipt)s goes to the body above the district. Please see that the letter is sent "
                "and its number recorded."
            ),
            short=_("Matter %(digits)s goes above the district. Please see that the letter is sent."),
        ),
        (MatterVerb.ESCALATE, U): Wording(
            title=_("An order was escalated"),
            text=_("Order %(receipt)s was raised to the next level. Your unit stays responsible."),
            short=_("Order %(digits)s was raised a level. Your unit stays responsible."),
        ),
        (MatterVerb.ESCALATE, L): Wording(
            title=_("A matter was raised to you"),
            text=_("Matter %(receipt)s of %(unit)s was raised to your level. Please press for a result."),
            short=_("Matter %(digits)s was raised to your level. Please press for a result."),
        ),
        (MatterVerb.ANSWER, T): Wording(
            title=_("An answer waits for the check"),
            text=_(
                "Matter %(receipt)s has been answered. It is to be checked by somebody who had no part in it."
            ),
            short=_("Matter %(digits)s has been answered and waits for the check."),
        ),
        (MatterVerb.RECALL, R): Wording(
            title=_("The answer to your report was taken back"),
            text=_(
                "%(unit)s took back its answer to your report %(receipt)s and is working on it again. We "
                "will tell you when there is a new answer."
            ),
            short=_(
                "The answer to your report %(digits)s was taken back; the unit is working on it again. We "
                "will tell you the new answer."
            ),
        ),
        (MatterVerb.RECALL, T): Wording(
            title=_("An answer was taken back"),
            text=_("The answer to matter %(receipt)s was taken back. There is nothing to check for now."),
            short=_("The answer to matter %(digits)s was taken back: nothing to check for now."),
        ),
        (MatterVerb.RECALL, Audience.FOLLOWER): Wording(
            title=_("The answer to a matter that you follow was taken back"),
            text=_(
                "The answer to a public matter that you follow was taken back; the unit is working on it "
                "again."
            ),
            short=_("The answer to a matter that you follow was taken back. See the public list."),
        ),
        (MatterVerb.CHECK, R): Wording(
            title=_("The answer was checked"),
            text=_(
                "The answer to your report %(receipt)s was checked. Track progress shows the result, or "
                "ask at the counter of your community."
            ),
            short=_(
                "The answer to your report %(digits)s was checked. Look it up to see the result, or ask "
                "at the counter."
            ),
        ),
        (MatterVerb.CHECK, U): Wording(
            title=_("Your answer was checked"),
            text=_(
                "The answer to order %(receipt)s was checked. If it did not pass, the order is with "
                "you again."
            ),
            short=_("The answer to order %(digits)s was checked. See the result."),
        ),
        (MatterVerb.CLOSE, R): Wording(
            title=_("Your report is closed"),
            text=_("Your report %(receipt)s is closed. Track progress shows everything that was done."),
            short=_("Your report %(digits)s is closed."),
        ),
        (MatterVerb.CLOSE, U): Wording(
            title=_("An order is closed"),
            text=_("Order %(receipt)s is closed."),
            short=_("Order %(digits)s is closed."),
        ),
        (MatterVerb.UNDO_CLOSE, R): Wording(
            title=_("Your report is being checked again"),
            text=_(
                "Your report %(receipt)s is open again: its answer is checked and rated once more. We "
                "will tell you the result."
            ),
            short=_("Your report %(digits)s is being checked once more. We will tell you the result."),
        ),
        (MatterVerb.UNDO_CLOSE, U): Wording(
            title=_("The closing of an order was undone"),
            text=_("Order %(receipt)s: the closing was undone. The answer is checked once more."),
            short=_("Order %(digits)s: the closing was undone."),
        ),
        (MatterVerb.CORRECT_REPORTER, R): Wording(
            title=_("This report is now in your name"),
            text=_("Report %(receipt)s is now in your name. We keep you informed."),
            short=_("Report %(digits)s is now in your name. We keep you informed."),
        ),
    }
)
