"""The table of what staff can press on a matter: one row per verb for desk and API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yuanba.desk.forms import asked, beside, bodies, choosing, publishing
from yuanba.desk.forms.pressing import PRESSING
from yuanba.desk.forms.rows import DeskForm as DeskForm
from yuanba.desk.forms.rows import DeskGroup as DeskGroup
from yuanba.matters import services
from yuanba.matters.queries import MatterRow
from yuanba.matters.queries.story import answered
from yuanba.packs import store
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.orders import RECALL
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.deadline import due


def _objection_ends(matter: MatterRow) -> datetime | None:
    """Return until when its owner may object to a refusal or guidance."""
    pack = store.pack_of(matter.pack_digest)
    return due(matter.ended_at, pack.triage.objection, pack.calendar).at if matter.ended_at else None


def _recall_ends(matter: MatterRow) -> datetime | None:
    """Return until when its unit may take its answer back."""
    found = answered(matter.id)
    return found.at + RECALL if found and not found.judged_at else None


DESK_FORMS: Mapping[Verb, DeskForm] = {
    MatterVerb.ACCEPT: DeskForm(
        form=asked.Press,
        call=services.accept,
        group=DeskGroup.NOW,
        hint=_("The unit that accepts is responsible until the order is reassigned."),
        says="Accept the order for my unit.",
    ),
    MatterVerb.JOIN: DeskForm(
        form=asked.Press,
        call=services.join,
        group=DeskGroup.NOW,
        says="Accept, for my unit, the co-handler part that the unit in charge asks for.",
    ),
    MatterVerb.GRANT: DeskForm(
        form=asked.Press,
        call=services.grant,
        group=DeskGroup.NOW,
        says="Grant the unit's open request for a pause or more time.",
    ),
    MatterVerb.DENY: DeskForm(
        form=asked.ReasonForm,
        call=services.deny,
        group=DeskGroup.NOW,
        body=bodies.WithReason,
        says="Deny the unit's open request for a pause or more time.",
    ),
    MatterVerb.SIGN: DeskForm(
        form=choosing.Sign,
        call=services.sign,
        group=DeskGroup.NOW,
        hint=_("The matter goes to its unit at once. Whoever submitted it cannot sign it."),
        body=bodies.ToSign,
        says="Sign the dispatch that somebody else submitted, so that it goes to its unit.",
    ),
    MatterVerb.REJECT: DeskForm(
        form=choosing.Reject,
        call=services.reject,
        group=DeskGroup.NOW,
        body=bodies.ToReject,
        says="Do not sign the dispatch that waits, with the reason.",
    ),
    MatterVerb.ASSIGN: DeskForm(
        form=choosing.Assign,
        call=services.assign,
        group=DeskGroup.NOW,
        body=bodies.ToAssign,
        says="Assign the matter to the unit that its class or item names.",
    ),
    MatterVerb.SETTLE: DeskForm(
        form=choosing.Settle,
        call=services.settle,
        group=DeskGroup.NOW,
        hint=_("Settle a small thing on the spot; somebody who had no part in it checks it."),
        state=State.ANSWERED,
        body=bodies.ToSettle,
        says="Settle a small matter on the spot and say what was done; somebody else checks it.",
    ),
    MatterVerb.CONTRIBUTE: DeskForm(
        form=asked.PartForm,
        call=services.contribute,
        group=DeskGroup.NOW,
        body=bodies.WithWords,
        says="Hand in the finished part of my unit as co-handler.",
    ),
    MatterVerb.ANSWER: DeskForm(
        form=asked.Answer,
        call=services.answer,
        group=DeskGroup.NOW,
        state=State.ANSWERED,
        body=bodies.ToAnswer,
        says="Answer the matter: say what was done.",
    ),
    MatterVerb.RECALL: DeskForm(
        form=asked.Press,
        call=services.recall,
        group=DeskGroup.NOW,
        until=_recall_ends,
        hint=_(
            "Nobody has checked or rated it yet. The resident sees that you took it back; the clock "
            "keeps running."
        ),
        says="Take the unit's last answer back, within ten minutes and until somebody checks or rates it.",
    ),
    MatterVerb.CHECK: DeskForm(
        form=asked.Check,
        call=services.check,
        group=DeskGroup.NOW,
        hint=_("You cannot check what you, your unit or your relatives had a part in."),
        body=bodies.ToCheck,
        says="Record the check of the answer, passed or failed.",
    ),
    MatterVerb.REPLY: DeskForm(
        form=asked.ReplyForm,
        call=services.reply,
        group=DeskGroup.FOR,
        hint=_("What they tell you at the counter, at the door or by phone."),
        body=bodies.WithWords,
        says="Record the resident's reply to the unit's question.",
    ),
    MatterVerb.RESUME: DeskForm(
        form=asked.Press,
        call=services.resume,
        group=DeskGroup.NOW,
        hint=_("The clock starts again now."),
        says="End the clock pause, so that the clock runs on.",
    ),
    MatterVerb.REPORT_PROGRESS: DeskForm(
        form=asked.Progress,
        call=services.report_progress,
        group=DeskGroup.ASK,
        hint=_("The resident reads it and gets a message. The clock keeps running."),
        body=bodies.ToReportProgress,
        says="Tell the resident of progress, and reach the milestone that is named.",
    ),
    MatterVerb.ASK: DeskForm(
        form=asked.Question,
        call=services.ask,
        group=DeskGroup.ASK,
        hint=_("The clock stops until the resident replies, at the longest until the time to reply ends."),
        state=State.WAITING,
        body=bodies.ToAsk,
        says="Ask the resident a question; the clock pauses until there is a reply.",
    ),
    MatterVerb.HAND_TO: DeskForm(
        form=asked.Colleague,
        call=services.hand_to,
        group=DeskGroup.ASK,
        hint=_("They are told, and find it among their own orders. The clock keeps running."),
        body=bodies.ToColleague,
        says="Give my unit's order to a colleague of the same unit.",
    ),
    MatterVerb.PASS_UP: DeskForm(
        form=asked.PassUp,
        call=services.pass_up,
        group=DeskGroup.ASK,
        hint=_("It is no longer yours: the unit of the next level has it, and the resident is told why."),
        body=bodies.ToPassUp,
        says="Pass the matter up to the next level, on a ground of the pack.",
    ),
    MatterVerb.SPLIT: DeskForm(
        form=asked.Helpers,
        call=services.split,
        group=DeskGroup.ASK,
        hint=_("Your unit stays responsible for the whole matter."),
        body=bodies.ToSplit,
        says="Ask other units to be co-handlers of the matter.",
    ),
    MatterVerb.ASK_HOLD: DeskForm(
        form=asked.Hold,
        call=services.ask_hold,
        group=DeskGroup.ASK,
        hint=_("The clock keeps running until this is granted."),
        state=State.HELD,
        body=bodies.ForLonger,
        says="Request that the clock be paused for a time.",
    ),
    MatterVerb.ASK_EXTEND: DeskForm(
        form=asked.Extend,
        call=services.ask_extend,
        group=DeskGroup.ASK,
        hint=_("The clock keeps running until this is granted."),
        body=bodies.ForLonger,
        says="Request more time for the answer.",
    ),
    **PRESSING,
    MatterVerb.RETURN: DeskForm(
        form=asked.ReasonForm,
        call=services.give_back,
        group=DeskGroup.RIGHT,
        hint=_("If this is not your unit's duty, say why and whose it is. Returns are counted."),
        body=bodies.WithReason,
        says="Give the order back (退单) before accepting it, with the reason.",
    ),
    MatterVerb.DECLINE: DeskForm(
        form=asked.ReasonForm,
        call=services.decline,
        group=DeskGroup.RIGHT,
        body=bodies.WithReason,
        says="Decline, for my unit, the co-handler part that the unit in charge asks for, with the reason.",
    ),
    MatterVerb.REASSIGN: DeskForm(
        form=choosing.ChooseAgain,
        call=services.reassign,
        group=DeskGroup.RIGHT,
        hint=_(
            "Another class or another unit. Time already used still counts. Units that help now are "
            "released, unless you ask them again."
        ),
        body=bodies.ToReassign,
        says="Reassign the matter to the unit of another class or item.",
    ),
    MatterVerb.REFUSE: DeskForm(
        form=choosing.Refuse,
        call=services.refuse,
        group=DeskGroup.RIGHT,
        hint=_("Only for a reason on the list. The resident may object once."),
        state=State.REFUSED,
        body=bodies.ToRefuse,
        says="Refuse the matter on a ground that the pack names.",
    ),
    MatterVerb.GUIDE: DeskForm(
        form=choosing.Guide,
        call=services.guide,
        group=DeskGroup.RIGHT,
        hint=_("A private matter is for the people concerned to decide; we say who can help."),
        state=State.GUIDED,
        body=bodies.ToGuide,
        says="Close a private matter with guidance: say who can help instead.",
    ),
    MatterVerb.MERGE: DeskForm(
        form=choosing.Into,
        call=services.merge,
        group=DeskGroup.RIGHT,
        hint=_("Two reports of the same thing are handled as one; both residents are kept informed."),
        body=bodies.ToMerge,
        says="Merge the matter into another open matter.",
    ),
    MatterVerb.UNMERGE: DeskForm(
        form=asked.ReasonForm,
        call=services.unmerge,
        group=DeskGroup.RIGHT,
        body=bodies.WithReason,
        says="Separate the matter from the one that it was merged into.",
    ),
    MatterVerb.OBJECT: DeskForm(
        form=asked.ReasonForm,
        call=services.object_to,
        group=DeskGroup.FOR,
        until=_objection_ends,
        hint=_("Once only, and before the time ends; we look again at whether we can accept it."),
        body=bodies.WithReason,
        says="Record a resident's objection to the refusal of the matter.",
    ),
    MatterVerb.UNDO_CLOSE: DeskForm(
        form=asked.ReasonForm,
        call=services.undo_close,
        group=DeskGroup.RIGHT,
        hint=_("The answer is checked and rated again."),
        body=bodies.WithReason,
        says="Reopen a matter that was closed wrongly.",
    ),
    MatterVerb.CORRECT_CONTACT: DeskForm(
        form=beside.NewContact,
        call=services.correct_contact,
        group=DeskGroup.FOR,
        hint=_("A new number to use from now on; leave it empty for no more messages."),
    ),
    MatterVerb.CORRECT_REPORTER: DeskForm(
        form=beside.Reporter,
        call=services.correct_reporter,
        group=DeskGroup.RIGHT,
        hint=_("The old receipt stops working; you get a new one for the resident."),
    ),
    MatterVerb.WITHDRAW: DeskForm(
        form=asked.Press,
        call=services.withdraw,
        group=DeskGroup.FOR,
        hint=_("The resident withdraws it. Nothing more is done about it."),
        says="Withdraw the matter for the resident at the counter.",
    ),
    MatterVerb.NOTE: DeskForm(
        form=beside.Note,
        call=services.note,
        group=DeskGroup.BESIDE,
        body=bodies.WithWords,
        says="Add an internal note that only staff can read.",
    ),
    MatterVerb.PUBLISH: DeskForm(
        form=publishing.Publish,
        call=services.publish,
        group=DeskGroup.BESIDE,
        hint=_("Your words, not the resident's: no names, no numbers, no house number."),
        body=bodies.ToPublish,
        says="Publish a title and summary of the matter.",
    ),
    MatterVerb.HIDE: DeskForm(
        form=asked.ReasonForm,
        call=services.hide,
        group=DeskGroup.BESIDE,
        body=bodies.WithReason,
        says="Remove the matter from public view.",
    ),
}

#: The verbs by the last part of their addresses. Enclosing, unmasking and judging have pages of their own.
BY_NAME: Mapping[str, Verb] = {verb.value.removeprefix("matter."): verb for verb in DESK_FORMS}
