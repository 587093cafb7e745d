"""Forms about meetings: calling one, moving it, its drafts, the hands that were counted, and the paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation.queries.meetings import ItemRow, SeatThere
from yuanba.deliberation.queries.resolutions import ReferralRow
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.deliberation.services import PaperItem, PaperMeeting
from yuanba.rules.deliberation.meetings import LONGEST_DRAFT
from yuanba.web.dates import MomentField
from yuanba.web.forms import offer

#: More heads than sit in any council.
MOST_HANDS = 9999


class CallMeetingForm(forms.Form):
    """The form that calls a meeting: which topics, where and when, and why it is urgent.

    What residents raised and neighbours second is offered to be ticked; more topics stand one on each line.
    """

    FIELDS = {
        "meeting.no_topics": "topics",
        "topic.on_meeting": "topic_ids",
        "topic.moved": "topic_ids",
        "resolution.on_agenda": "referral_ids",
        "meeting.too_short_notice": "urgent_ground",
        "event.bad_times": "ends_at",
    }

    topic_ids = forms.TypedMultipleChoiceField(
        label=_("Topics of residents"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever proposed or seconded one is told when and where it is talked over."),
    )
    referral_ids = forms.TypedMultipleChoiceField(
        label=_("Matters before the council"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever one concerns sees the day. Of one that is not public the agenda says its class."
        ),
    )
    topics = forms.CharField(
        label=_("Topics, one on each line"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    place = forms.CharField(
        label=_("Where exactly"),
        max_length=200,
        help_text=_("Pick one of the usual places, or write a room, yard or address."),
    )
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    urgent_ground = forms.CharField(
        label=_("Why it cannot wait"),
        max_length=200,
        required=False,
        help_text=_("Only where the notice is shorter than the rules say; everybody reads it."),
    )

    def __init__(
        self,
        *args: Any,
        offered: Sequence[TopicRow],
        matters: Sequence[ReferralRow] = (),
        placed: Mapping[int, int] | None = None,
        venues: Sequence[str] = (),
        **more: Any,
    ) -> None:
        """Offer topics in the order of the town's priorities, `placed` by id, then as they are offered."""
        super().__init__(*args, **more)
        offer(self, "place", venues)
        places = placed or {}
        ordered = sorted(offered, key=lambda one: places.get(one.id, MOST_HANDS))
        choices = [(one.id, _offered(one, places.get(one.id))) for one in ordered]
        if choices:
            self.fields["topic_ids"].choices = choices  # type: ignore[attr-defined]
            self.fields["topic_ids"].initial = [one.id for one in ordered]
            self.fields["topics"].label = _("More topics, one on each line")
        else:
            del self.fields["topic_ids"]
        if matters:
            rows = [(one.id, f"{one.agenda_words} ({one.receipt})") for one in matters]
            self.fields["referral_ids"].choices = rows  # type: ignore[attr-defined]
        else:
            del self.fields["referral_ids"]

    def clean_topics(self) -> list[str]:
        """Return the topics, none of them empty or longer than a line."""
        lines = [line.strip()[:120] for line in str(self.cleaned_data["topics"]).splitlines()]
        return [line for line in lines if line]


def _offered(one: TopicRow, place: int | None) -> str:
    said = f"{one.title} ({_seconded(one.supporters)})"
    return gettext("Priority %(n)s: %(topic)s") % {"n": place, "topic": said} if place else said


def _seconded(number: int) -> str:
    words = ngettext("%(n)s neighbour seconds it", "%(n)s neighbours second it", number)
    return words % {"n": number}


class MoveMeetingForm(forms.Form):
    """The form that moves a meeting: where and when it is now, why, and why it is urgent."""

    FIELDS = {
        "meeting.too_short_notice": "urgent_ground",
        "event.bad_times": "ends_at",
        "event.not_moved": "starts_at",
    }

    place = forms.CharField(label=_("Where exactly"), max_length=200)
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    reason = forms.CharField(label=_("Why it moves"), max_length=200)
    urgent_ground = forms.CharField(label=_("Why it cannot wait"), max_length=200, required=False)

    def __init__(self, *args: Any, venues: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "place", venues)


class CancelMeetingForm(forms.Form):
    """The form that cancels a meeting, with the reason that everybody reads."""

    FIELDS: dict[str, str] = {}

    reason = forms.CharField(label=_("Why it is cancelled"), max_length=200)


class DraftForm(forms.Form):
    """The form for the draft resolution of the item before the meeting."""

    text = forms.CharField(
        label=_("Draft resolution"),
        max_length=LONGEST_DRAFT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("At most 500 characters: it is put to the vote as it stands."),
    )


class MeetingHandsForm(forms.Form):
    """The form for the hands that were counted on the item before the meeting."""

    yes = forms.IntegerField(label=_("In favour"), min_value=0, max_value=MOST_HANDS)
    no = forms.IntegerField(label=_("Votes against it"), min_value=0, max_value=MOST_HANDS, initial=0)
    abstain = forms.IntegerField(label=_("Abstaining"), min_value=0, max_value=MOST_HANDS, initial=0)


class EndMeetingForm(forms.Form):
    """The form that ends a meeting, with what the minutes are to say beside agenda and counts."""

    remarks = forms.CharField(
        label=_("Also for the minutes"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PaperForm(forms.Form):
    """The form for a meeting that was kept on paper: who was there, and of each item the words and hands."""

    seats = forms.MultipleChoiceField(
        label=_("Who was there"), widget=forms.CheckboxSelectMultiple, required=False
    )
    listeners = forms.IntegerField(label=_("How many listened"), min_value=0, max_value=MOST_HANDS, initial=0)

    def __init__(
        self, *given: Any, seats: Iterable[SeatThere], items: Iterable[ItemRow], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["seats"].choices = [  # type: ignore[attr-defined]
            (str(one.seat.id), f"{one.seat.title} {one.seat.name}".strip()) for one in seats
        ]
        self.items = list(items)
        for item in self.items:
            self.fields[f"text_{item.number}"] = forms.CharField(
                label=f"{item.number}. {item.title}",
                max_length=LONGEST_DRAFT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("The words that were decided on; nothing where it was put off."),
            )
            for name, label in (
                ("yes", _("In favour")),
                ("no", _("Votes against it")),
                ("abstain", _("Abstaining")),
            ):
                self.fields[f"{name}_{item.number}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=MOST_HANDS, initial=0
                )

    def paper(self) -> PaperMeeting:
        """Return what was typed."""
        said = self.cleaned_data
        return PaperMeeting(
            seats=tuple(int(one) for one in said["seats"]),
            listeners=said["listeners"],
            items=tuple(
                PaperItem(
                    number=item.number,
                    text=said[f"text_{item.number}"].strip(),
                    **{name: said[f"{name}_{item.number}"] for name in ("yes", "no", "abstain")},
                )
                for item in self.items
            ),
        )
