"""What somebody writes about one row of the directory, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.lists import Line
from yuanba.rules.pack import Pack
from yuanba.rules.time.deadline import Term

#: Who can be the person to turn to: posts that work on matters.
POSTS = frozenset(
    {
        PositionKind.HANDLER,
        PositionKind.UNIT_LEAD,
        PositionKind.GRID_WORKER,
        PositionKind.COMMUNITY_LEAD,
        PositionKind.CLERK,
    }
)
SHORTER = {
    "urgent_hours": _("In hours; the directory gives %(most)s."),
    "working_hours": _("In working hours; the directory gives %(most)s."),
    "working_days": _("In working days; the directory gives %(most)s."),
    "calendar_days": _("In days; the directory gives %(most)s."),
}
Choices = Sequence[tuple[str, str]]


def words(text: Text) -> str:
    """A text of a pack in the reader's language."""
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


def posts(pack: Pack) -> Choices:
    """The posts that a line may name."""
    return [(code, words(one.title)) for code, one in pack.positions.items() if one.kind in POSTS]


class LineForm(forms.Form):
    """A row of the directory: whether it applies here, and what is different here."""

    is_chosen = forms.BooleanField(required=False)
    wording = forms.CharField(label=_("What people here call it"), max_length=60, required=False)
    unit = forms.ChoiceField(label=_("Unit that does it here"), required=False)
    post = forms.ChoiceField(label=_("Post to turn to"), required=False)
    amount = forms.IntegerField(label=_("Time that we promise"), min_value=1, required=False)
    note = forms.CharField(label=_("Note for residents"), max_length=120, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, item_code: str, pack: Pack, units: Choices, line: Line | None
    ) -> None:
        item = pack.items[item_code]
        self.item_code, self.item = item_code, item
        self.usual = pack.term_of(item.class_code, item_code)
        self.body = pack.bodies[item.body or pack.classes[item.class_code].lead]
        super().__init__(data, prefix=item_code, initial=_initial(line))
        self._choose("unit", units)
        self._choose("post", posts(pack))
        amount = self.fields["amount"]
        assert isinstance(amount, forms.IntegerField)
        amount.widget.attrs |= {"max": self.usual.amount, "inputmode": "numeric"}
        amount.help_text = SHORTER[str(self.usual.unit)] % {"most": self.usual.amount}

    def _choose(self, name: str, choices: Choices) -> None:
        box = self.fields[name]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [("", _("as in the directory")), *choices]

    @property
    def differs(self) -> bool:
        """Whether something is different here than in the directory."""
        return any(self[name].value() for name in ("wording", "unit", "post", "amount", "note"))

    def line(self) -> Line | None:
        """The line, if the row applies here; the usual time is no promise of its own."""
        given = self.cleaned_data
        if not given["is_chosen"]:
            return None
        amount = given["amount"] if given["amount"] != self.usual.amount else None
        return Line(
            item_code=self.item_code,
            wording=given["wording"].strip(),
            unit=given["unit"],
            post=given["post"],
            term=Term(amount=amount, unit=self.usual.unit) if amount and amount <= 366 else None,
            note=given["note"].strip(),
        )

    def clean_amount(self) -> int | None:
        """Less than the directory's time, or the same."""
        amount: int | None = self.cleaned_data["amount"]
        if amount and amount > self.usual.amount:
            raise forms.ValidationError(
                _("The directory gives %(most)s at most.") % {"most": self.usual.amount}
            )
        return amount


def _initial(line: Line | None) -> dict[str, Any]:
    if line is None:
        return {}
    return {
        "is_chosen": True,
        "wording": line.wording,
        "unit": line.unit,
        "post": line.post,
        "amount": line.term.amount if line.term else None,
        "note": line.note,
    }


class ReasonForm(forms.Form):
    """Why the list is revised, and which version was looked at."""

    reason = forms.CharField(
        label=_("Why it is revised"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give a reason; others will read it.")},
    )
    since = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
