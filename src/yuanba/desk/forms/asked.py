"""The forms that staff fill in for actions on a matter, one small form per action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yuanba.matters import services
from yuanba.matters.queries import MatterRow
from yuanba.matters.queries.clock import WaitingRequest
from yuanba.matters.queries.milestones import MilestoneRow
from yuanba.matters.services.attachments import FROM_RESIDENTS, FROM_STAFF, MOST
from yuanba.matters.services.orders import LONGEST_ANSWER
from yuanba.media.enclosures import LARGEST_PICTURE, MediaKind
from yuanba.people.queries import UnitRow
from yuanba.rules.core.action import Spoken
from yuanba.rules.core.actions import ACTIONS, verb_of
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.core.words import has_blank
from yuanba.rules.pack import Pack
from yuanba.rules.time.deadline import Term
from yuanba.web.uploads import Files, ManyFiles

LONGEST_REASON = 1000
BLANK_LEFT = _("A blank (____) of the template is still empty. Fill it in, or take it out.")
READ_BY: Mapping[Spoken, Promise] = MappingProxyType(
    {
        Spoken.ADDRESSED: _("The resident reads this."),
        Spoken.OWNER: _("The resident reads this."),
        Spoken.STAFF: _("Only staff read this."),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The facts that an action's form needs: the matter, its rules, the actor, and the possible choices."""

    matter: MatterRow
    pack: Pack
    actor: Actor
    now: datetime
    wish: WaitingRequest | None = None
    parts_open: tuple[str, ...] = ()
    units: tuple[UnitRow, ...] = field(default=())
    #: The units that help now, by code.
    helping: frozenset[str] = frozenset()
    #: Whether the actor may make the matter public in the same act.
    may_publish: bool = False
    #: The milestones of telling progress that are still to be reached, the earliest first.
    milestones: tuple[MilestoneRow, ...] = ()
    #: Who else works in the unit: log-in names with names.
    colleagues: tuple[tuple[str, str], ...] = ()
    #: The classes that the rules keep from the actor: holders of other titles dispatch them.
    kept: frozenset[str] = frozenset()


def words(text: Text) -> str:
    """Return a text from the district's rules in the reader's language, Chinese or English."""
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


class DeskFields(forms.Form):
    """The base class of the forms that staff fill in for actions on a matter."""

    #: The box into which a template of words is put.
    templated = ""

    def __init__(self, data: Any = None, files: Any = None, *, about: About, name: str) -> None:
        super().__init__(data, files, auto_id=f"id_{name}_%s")
        self.about = about
        self.fit()
        self._say_who_reads(ACTIONS[verb_of(f"matter.{name}")].words)

    def fit(self) -> None:
        """Set the form's choices and limits from the rules that apply to the matter."""

    def _say_who_reads(self, spoken: Spoken) -> None:
        """Say at every box of words who will read them, as the row of the action says."""
        for box in self.fields.values():
            if isinstance(box.widget, forms.Textarea):
                box.help_text = box.help_text or str(READ_BY[spoken])
                box.widget.attrs["data-blank"] = str(BLANK_LEFT)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, typed in list(given.items()):
            if isinstance(typed, str) and has_blank(typed):
                self.add_error(name, BLANK_LEFT)
        return given

    def said(self) -> dict[str, Any]:
        """Return the submitted values as keyword arguments for the function that carries out the action."""
        return dict(self.cleaned_data)


class Press(DeskFields):
    """A form without fields, for an action that needs only its button."""


def long_words(
    label: Any, *, rows: int = 3, most: int = LONGEST_REASON, fault: Any = None
) -> forms.CharField:
    """Return a multi-line text field for a reason or another text."""
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": fault or _("Give a reason; others will read it.")},
    )


def files(label: Any) -> Files:
    """Return an optional field for pictures, voice clips and PDF documents."""
    return Files(
        label=label,
        required=False,
        most=sum(MOST.values()),
        at_most=LARGEST_PICTURE,
        widget=ManyFiles(attrs={"accept": "image/*,audio/*,application/pdf", "data-files": "files"}),
    )


class ReasonForm(DeskFields):
    """The form for an action that needs only a reason, which others will read."""

    reason = long_words(_("Reason"))


class Colleague(DeskFields):
    """The form that gives the unit's order to a colleague (转给同事办)."""

    login = forms.ChoiceField(
        label=_("Who does it from now on"), error_messages={"required": _("Choose a colleague.")}
    )

    def fit(self) -> None:
        box = self.fields["login"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [("", _("Choose")), *self.about.colleagues]


class Helpers(DeskFields):
    """The form that asks other units to help as co-handlers (请求协办), and says what each should do."""

    units = forms.MultipleChoiceField(
        label=_("Units that should help"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one unit.")},
    )
    words = long_words(_("What each of them should do"))

    def fit(self) -> None:
        box = self.fields["units"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [
            (unit.code, unit.name) for unit in self.about.units if unit.code not in self.about.helping
        ]


class PassUp(DeskFields):
    """The form that passes a matter up to the next level (报上级办理), on a ground of the rules."""

    ground = forms.ChoiceField(
        label=_("On which ground"),
        error_messages={"required": _("Choose one of the grounds for passing it up.")},
    )
    words = long_words(_("Why your unit cannot settle it"))

    def fit(self) -> None:
        box, passing = self.fields["ground"], self.about.pack.passing
        assert isinstance(box, forms.ChoiceField)
        rows = passing.grounds if passing else {}
        box.choices = [("", _("Choose")), *((code, words(row.title)) for code, row in rows.items())]


class PartForm(DeskFields):
    """The form in which a co-handling unit reports what it did (提交协办结果)."""

    words = long_words(_("What your unit did (the lead unit reads this)"), rows=4)
    enclosed = files(_("Pictures or a document"))

    def said(self) -> dict[str, Any]:
        return with_files(self.cleaned_data)


class Progress(DeskFields):
    """The form that tells the resident of progress (告知进展), and which milestone is reached by it."""

    words = long_words(
        _("How the work is coming on"), rows=4, fault=_("Write how it is coming on; the resident reads it.")
    )
    milestone = forms.ChoiceField(label=_("What this is"), required=False, widget=forms.RadioSelect)

    def fit(self) -> None:
        if not self.about.milestones:
            del self.fields["milestone"]
            return
        box = self.fields["milestone"]
        assert isinstance(box, forms.ChoiceField)
        coming = [(one.code, words(one.title)) for one in self.about.milestones]
        box.choices = [*coming, ("", _("Something else"))]
        box.initial = coming[0][0]


class Question(DeskFields):
    """The form for a question to the resident (请居民补充)."""

    templated = "question"
    question = long_words(_("Your question"), fault=_("Write the question."))


class ReplyForm(DeskFields):
    """The form in which staff record the resident's reply to a question (补充说明)."""

    words = long_words(
        _("What the resident says"), rows=4, most=LONGEST_ANSWER, fault=_("Write what they say.")
    )
    enclosed = files(_("Material from the resident"))

    def said(self) -> dict[str, Any]:
        return with_files(self.cleaned_data, allowed=FROM_RESIDENTS)


class Longer(DeskFields):
    """The base class of the forms that request a pause or more time: for how long, and why."""

    templated = "reason"
    #: Which of the pack's bounds of an order this is.
    of: ClassVar[attrgetter[Term]]
    #: What is asked for, with a place for the unit of time.
    asks: ClassVar[Promise]
    amount = forms.IntegerField(label="", min_value=1)
    reason = long_words(_("Reason"))

    @property
    def bound(self) -> Term:
        """Return the longest pause or extension that the district's rules let a unit request."""
        return self.of(self.about.pack.orders)

    def fit(self) -> None:
        box = self.fields["amount"]
        assert isinstance(box, forms.IntegerField)
        box.max_value = self.bound.amount
        box.widget.attrs |= {"max": self.bound.amount, "inputmode": "numeric"}
        unit = str(self.bound.unit)
        box.label = str(self.asks) % {"unit": UNIT_NAMES[unit]}
        box.help_text = UNITS[unit] % {"most": self.bound.amount}

    def said(self) -> dict[str, Any]:
        amount = min(self.cleaned_data["amount"], self.bound.amount)
        return {
            "term": Term(amount=amount, unit=self.bound.unit),
            "reason": self.cleaned_data["reason"],
        }


UNITS = {
    "minutes": _("In minutes, at most %(most)s."),
    "urgent_hours": _("In hours, at most %(most)s."),
    "working_hours": _("In working hours, at most %(most)s."),
    "working_days": _("In working days, at most %(most)s."),
    "calendar_days": _("In days, at most %(most)s."),
}
UNIT_NAMES = {
    "minutes": _("minutes"),
    "urgent_hours": _("hours"),
    "working_hours": _("working hours"),
    "working_days": _("working days"),
    "calendar_days": _("days"),
}


class Hold(Longer):
    """The form that requests a pause of the matter's deadline clock (申请挂起)."""

    of = attrgetter("hold")
    asks = _("Hold for (%(unit)s)")


class Extend(Longer):
    """The form that requests more time (申请延期)."""

    of = attrgetter("extension")
    asks = _("Extend by (%(unit)s)")


class Urge(DeskFields):
    """The form that urges the responsible unit to act (催办), with an optional text."""

    words = forms.CharField(
        label=_("What you want to say"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Answer(DeskFields):
    """The form for the answer to the resident (答复)."""

    templated = "words"
    words = long_words(
        _("What has been done"),
        rows=6,
        most=LONGEST_ANSWER,
        fault=_("Write what was done; the resident reads it."),
    )
    enclosed = files(_("Pictures or a document for the resident"))
    without_parts = long_words(_("Why you do not wait for the units that help"), rows=2)

    def fit(self) -> None:
        if not self.about.parts_open:
            del self.fields["without_parts"]
        else:
            self.fields["without_parts"].required = False

    def said(self) -> dict[str, Any]:
        return with_files(self.cleaned_data)


class Check(DeskFields):
    """The form for the check of an answer (核查): whether the work was done, and what the checker saw."""

    passes = forms.TypedChoiceField(
        label=_("Is it as the answer says?"),
        choices=[("yes", _("Yes, it is done")), ("no", _("Not so: send it back"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is as the answer says.")},
    )
    words = long_words(_("What you checked, and what you found"), fault=_("Write what you looked at."))


def with_files(fields: Mapping[str, Any], *, allowed: frozenset[MediaKind] = FROM_STAFF) -> dict[str, Any]:
    """Check and store the uploaded files; return the form's values with the files under ``enclosures``.

    Raises what is wrong with a file.
    """
    told = {**fields}
    told["enclosures"] = services.prepare(told.pop("enclosed"), allowed=allowed)
    return told
