"""Forms for one row of a community's list, and for the reason of a revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yuanba.rules import lists
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.lists import Above, ListEntry
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
    "minutes": _("In minutes; the directory gives %(most)s."),
    "urgent_hours": _("In hours; the directory gives %(most)s."),
    "working_hours": _("In working hours; the directory gives %(most)s."),
    "working_days": _("In working days; the directory gives %(most)s."),
    "calendar_days": _("In days; the directory gives %(most)s."),
}
Choices = Sequence[tuple[str, str]]


def words(text: Text) -> str:
    """Return a text of the mechanism pack in the reader's language: Chinese or English."""
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


def posts(pack: Pack, area_path: str) -> Choices:
    """Return the (code, title) choices of the posts that a row of the list of an area may name."""
    return [
        (code, words(one.title_in(area_path))) for code, one in pack.positions.items() if one.kind in POSTS
    ]


def done_by(item_code: str, pack: Pack, area_path: str) -> str:
    """Return who does an item of the directory in an area; of what is guided, who helps."""
    item = pack.items[item_code]
    if item.guidance:
        return words(pack.guidances[item.guidance].title)
    return words(pack.bodies[item.body or pack.classes[item.class_code].lead].title_in(area_path))


class LineForm(forms.Form):
    """The form for one item of the directory: whether it applies in a community, and its local values."""

    is_chosen = forms.BooleanField(required=False)
    wording = forms.CharField(label=_("What people here call it"), max_length=60, required=False)
    unit = forms.ChoiceField(label=_("Unit that does it here"), required=False)
    post = forms.ChoiceField(label=_("Position to turn to"), required=False)
    amount = forms.IntegerField(label=_("Time that we promise"), min_value=1, required=False)
    note = forms.CharField(label=_("Note for residents"), max_length=120, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        item_code: str,
        pack: Pack,
        above: Above,
        area_path: str,
        units: Choices,
        line: ListEntry | None,
    ) -> None:
        item = pack.items[item_code]
        self.item_code, self.item = item_code, item
        self.usual = lists.most(item_code, pack, above)
        self.is_guided = pack.is_guided(item.class_code, item_code)
        self.body = done_by(item_code, pack, area_path)
        super().__init__(data, prefix=item_code, initial=_initial(line))
        self._choose("unit", units)
        self._choose("post", posts(pack, area_path))
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
        """Return whether any local value (wording, unit, post, time or note) differs from the directory."""
        return any(self[name].value() for name in ("wording", "unit", "post", "amount", "note"))

    def line(self) -> ListEntry | None:
        """Return the row of the community's list that the form describes, or None if the item is left out.

        A time equal to the directory's is left out.
        """
        given = self.cleaned_data
        if not given["is_chosen"]:
            return None
        amount = given["amount"] if given["amount"] != self.usual.amount else None
        return ListEntry(
            item_code=self.item_code,
            wording=given["wording"].strip(),
            unit=given["unit"],
            post=given["post"],
            term=Term(amount=amount, unit=self.usual.unit) if amount and amount <= 366 else None,
            note=given["note"].strip(),
        )

    def clean_amount(self) -> int | None:
        """Return the promised time; raise ValidationError if it is longer than the directory's time."""
        amount: int | None = self.cleaned_data["amount"]
        if amount and amount > self.usual.amount:
            raise forms.ValidationError(
                _("The directory gives %(most)s at most.") % {"most": self.usual.amount}
            )
        return amount


def _initial(line: ListEntry | None) -> dict[str, Any]:
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


class RevisionReasonForm(forms.Form):
    """The form for the reason of a list's revision, and the number of the version that is revised."""

    reason = forms.CharField(
        label=_("Why it is revised"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give a reason; others will read it.")},
    )
    since = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
