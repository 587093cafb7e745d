"""Rows of what hurries a matter: urging, escalating, supervision, alarms, and the body above the district."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.desk.forms import asked, bodies
from yuanba.desk.forms.asked import DeskFields, words
from yuanba.desk.forms.rows import DeskForm, DeskGroup
from yuanba.matters import services
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.upward import Letter
from yuanba.rules.matters.verbs import MatterVerb

LONGEST_NUMBER = 80


class AsDanger(DeskFields):
    """The form that treats a matter as a danger: of which kind, and what is known (按险情加急办)."""

    danger_code = forms.ChoiceField(
        label=_("Kind of danger"), error_messages={"required": _("Choose a kind of danger from the list.")}
    )
    reason = asked.long_words(_("What is known, and from whom"))

    def fit(self) -> None:
        rows = [(code, words(row.title)) for code, row in self.about.pack.dangers.items()]
        self.fields["danger_code"].choices = [("", _("Choose")), *rows]  # type: ignore[attr-defined]


class LetterAbove(DeskFields):
    """The form that records a report to the body above the district, or its reply (报上级机关)."""

    letter = forms.ChoiceField(
        label=_("What is recorded"),
        choices=[(Letter.REPORT, _("our report to it")), (Letter.REPLY, _("its reply"))],
    )
    number = forms.CharField(
        label=_("Number of the letter or order"), required=False, max_length=LONGEST_NUMBER
    )
    words = asked.long_words(_("What it says"))

    def fit(self) -> None:
        superior = self.about.pack.superior
        if superior:
            self.fields["letter"].help_text = f"{words(superior.title)}，{words(superior.contact)}"


PRESSING: Mapping[Verb, DeskForm] = {
    MatterVerb.URGE: DeskForm(
        form=asked.Urge,
        call=services.urge,
        group=DeskGroup.ASK,
        body=bodies.ToUrge,
        says="Urge the responsible unit on behalf of the resident.",
    ),
    MatterVerb.ESCALATE: DeskForm(
        form=asked.ReasonForm,
        call=services.escalate,
        group=DeskGroup.ASK,
        hint=_("The next level is told; the unit stays responsible."),
        body=bodies.WithReason,
        says="Escalate the matter to the lead of the next administrative level.",
    ),
    MatterVerb.REPORT_UP: DeskForm(
        form=LetterAbove,
        call=services.report_up,
        group=DeskGroup.ASK,
        hint=_("The letter itself is sent outside of this system. The resident reads what is recorded."),
        body=bodies.ToReportUp,
        says="Record a report to the body above the district, or what it replied.",
    ),
    MatterVerb.PRIORITISE: DeskForm(
        form=asked.ReasonForm,
        call=services.prioritise,
        group=DeskGroup.ASK,
        hint=_("It stays on the supervision list until it is taken off."),
        body=bodies.WithReason,
        says="Put the matter on the supervision list.",
    ),
    MatterVerb.RAISE_ALARM: DeskForm(
        form=AsDanger,
        call=services.raise_alarm,
        group=DeskGroup.ASK,
        hint=_("The clocks of dangers run from now; at the desk, whoever is on duty is called."),
        body=bodies.ToRaiseAlarm,
        says="Treat the matter as a danger of a kind that the pack names.",
    ),
    MatterVerb.RELAX: DeskForm(
        form=asked.ReasonForm,
        call=services.relax,
        group=DeskGroup.RIGHT,
        body=bodies.WithReason,
        says="Take the matter off the supervision list.",
    ),
    MatterVerb.STAND_DOWN: DeskForm(
        form=asked.ReasonForm,
        call=services.stand_down,
        group=DeskGroup.RIGHT,
        hint=_(
            "Only after somebody has looked or asked. The usual times hold again, as if nothing had been."
        ),
        body=bodies.WithReason,
        says="Find that there is no danger: the usual times hold again.",
    ),
}
