"""Forms of centres and bookings; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.places.queries import AreaRow
from yuanba.rules.pack import BookableKind, CentreFunction
from yuanba.rules.time.calendar import moment
from yuanba.rules.venues.bookings import LONGEST_PURPOSE, LONGEST_REASON
from yuanba.rules.venues.repeating import Repeat, Rhythm
from yuanba.venues.queries import BookableRow, CentreRow
from yuanba.venues.services import BookableEntry, CentreEntry, GivenHolder
from yuanba.web.dates import DayField, MomentField
from yuanba.web.forms import show as show
from yuanba.web.phones import MobileField
from yuanba.web.sentences import words

#: At which field a refusal stands.
FIELDS: Mapping[str, str] = {
    "booking.bad_times": "begins",
    "booking.too_long": "ends",
    "booking.too_far": "on",
    "booking.no_purpose": "purpose",
    "booking.no_name": "name",
    "booking.no_reason": "reason",
    "booking.bad_run": "until_on",
    "centre.no_title": "title",
    "centre.already": "title",
    "centre.bad_floor": "residents_m2",
    "bookable.no_hall": "within",
}
#: A floor of a hundred hectares, and a hall for a hundred thousand.
MOST_M2, MOST_SEATS = 1_000_000, 100_000
RHYTHMS = (
    (Rhythm.WEEKLY, _("each week")),
    (Rhythm.FORTNIGHTLY, _("every other week")),
    (Rhythm.MONTHLY, _("once a month, on the same weekday")),
)


class ClockField(forms.TimeField):
    """A form field for a time of day."""

    widget = forms.TimeInput(attrs={"type": "time", "step": 300})


class BookForm(forms.Form):
    """The form by which somebody books: the day, from when to when, what for, and who without an account."""

    on = DayField(label=_("Day"))
    begins = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Ends"), help_text=_("Earlier than the beginning: on the next day."))
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=LONGEST_PURPOSE,
        help_text=_("Such as: rehearsal of the choir. Neighbours do not read it."),
    )
    name = forms.CharField(label=_("Your name"), max_length=40)
    phone = MobileField(help_text=_("You are told when it is confirmed or something changes."))

    def __init__(self, *given: Any, is_known: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if is_known:
            del self.fields["name"], self.fields["phone"]

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return from when to when it is, over midnight where it ends earlier than it begins."""
        return _span(self.cleaned_data["on"], self.cleaned_data["begins"], self.cleaned_data["ends"])

    @property
    def given(self) -> GivenHolder | None:
        """Return who books without an account; None of somebody whom the account names."""
        if "name" not in self.cleaned_data:
            return None
        return GivenHolder(name=self.cleaned_data["name"], phone=self.cleaned_data["phone"])


def _span(on: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    span = Repeat(rhythm=Rhythm.WEEKLY, from_on=on, until_on=on, begins=begins, ends=ends).span(on)
    return span.from_at, span.until_at


class ThingsField(forms.TypedMultipleChoiceField):
    """A form field for rooms, lecturers and things that are booked together."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **more: Any) -> None:
        super().__init__(coerce=int, choices=(), **more)


def _things(rows: Iterable[BookableRow]) -> list[tuple[int, str]]:
    return [(row.id, row.title) for row in rows]


class DeskBookForm(BookForm):
    """The form by which staff book: several things together, for the place or for somebody."""

    bookable_ids = ThingsField(label=_("Rooms and things"))
    name = forms.CharField(
        label=_("For whom"), max_length=40, required=False, help_text=_("Empty for the centre itself.")
    )
    phone = MobileField(required=False, help_text=_("If they have one: they are told of changes."))
    field_order = ("bookable_ids", "on", "begins", "ends", "purpose", "name", "phone")

    def __init__(self, *given: Any, things: Iterable[BookableRow], **more: Any) -> None:
        super().__init__(*given, is_known=False, **more)
        self.fields["bookable_ids"].choices = _things(things)  # type: ignore[attr-defined]

    @property
    def given(self) -> GivenHolder | None:
        """Return for whom staff book; None for their place."""
        return super().given if self.cleaned_data.get("name") else None


class MoveBookingForm(forms.Form):
    """The form that gives a booking another time or place."""

    bookable_ids = ThingsField(label=_("Rooms and things"))
    on = DayField(label=_("Day"))
    begins = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Ends"))

    def __init__(self, *given: Any, things: Iterable[BookableRow], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["bookable_ids"].choices = _things(things)  # type: ignore[attr-defined]

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return from when to when it is, over midnight where it ends earlier than it begins."""
        return _span(self.cleaned_data["on"], self.cleaned_data["begins"], self.cleaned_data["ends"])


class BookingReasonForm(forms.Form):
    """The form for the reason of a refusal, a cancellation or an end."""

    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST_REASON, help_text=_("Whoever holds the booking reads it.")
    )


class CloseForm(forms.Form):
    """The form that closes what can be booked: from when, until when, and why."""

    from_at = MomentField(label=_("Closed from"))
    until_at = MomentField(
        label=_("Until"), required=False, help_text=_("Nothing if it is never to be booked again.")
    )
    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST_REASON, help_text=_("Everybody reads it: no names.")
    )


class RepeatForm(forms.Form):
    """The form for a booking that repeats: what, how often, on which days, at which time."""

    bookable_ids = ThingsField(label=_("Rooms and things"))
    purpose = forms.CharField(label=_("What it is for"), max_length=LONGEST_PURPOSE)
    rhythm = forms.ChoiceField(label=_("How often"), choices=RHYTHMS, widget=forms.RadioSelect)
    from_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"), help_text=_("A year later at the most."))
    begins = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Ends"))
    skips_holidays = forms.BooleanField(label=_("Not on public holidays"), required=False)

    def __init__(self, *given: Any, things: Iterable[BookableRow], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["bookable_ids"].choices = _things(things)  # type: ignore[attr-defined]

    @property
    def repeat(self) -> Repeat:
        """Return what repeats."""
        said = self.cleaned_data
        return Repeat(
            rhythm=Rhythm(said["rhythm"]),
            from_on=said["from_on"],
            until_on=said["until_on"],
            begins=said["begins"],
            ends=said["ends"],
            skips_holidays=said["skips_holidays"],
        )


class EndRepeatForm(forms.Form):
    """The form that ends a repeated booking from a day on."""

    from_on = DayField(label=_("From which day on"), help_text=_("This day and all after it are given up."))
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON)


class CentreForm(forms.Form):
    """The form for a centre's entry, with the functions that the rules name."""

    area_code = forms.ChoiceField(label=_("Where"), choices=())
    title = forms.CharField(label=_("What it is called"), max_length=60)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    hours = forms.CharField(
        label=_("When it is open"),
        max_length=120,
        required=False,
        help_text=_("In words, such as: daily 8:30 to 21:00."),
    )
    phone = forms.CharField(label=_("Telephone of the counter"), max_length=20, required=False)
    floor_m2 = forms.IntegerField(
        label=_("Whole floor, in square metres"), required=False, min_value=1, max_value=MOST_M2
    )
    residents_m2 = forms.IntegerField(
        label=_("Of which residents use, in square metres"), required=False, min_value=0, max_value=MOST_M2
    )

    def __init__(
        self, *given: Any, areas: Sequence[AreaRow], functions: Mapping[str, CentreFunction], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        if areas:
            choices = [(one.code, one.full_label or one.label) for one in areas]
            self.fields["area_code"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["area_code"]
        self.codes = tuple(functions)
        for code, one in functions.items():
            self.fields[f"has_{code}"] = forms.BooleanField(label=words(one.title), required=False)
            self.fields[f"words_{code}"] = forms.CharField(
                label=_("Where and when"), max_length=120, required=False
            )

    @property
    def functions(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields of the functions, line by line."""
        return [(self[f"has_{code}"], self[f"words_{code}"]) for code in self.codes]

    @property
    def own(self) -> list[forms.BoundField]:
        """Return the fields that are about the centre itself."""
        names = ("area_code", "title", "address", "hours", "phone", "floor_m2", "residents_m2")
        return [self[name] for name in names if name in self.fields]

    @property
    def entry(self) -> CentreEntry:
        """Return the entry that the form says."""
        said = self.cleaned_data
        return CentreEntry(
            title=said["title"],
            address=said["address"],
            hours=said["hours"],
            phone=said["phone"],
            floor_m2=said["floor_m2"],
            residents_m2=said["residents_m2"],
            functions={code: said[f"words_{code}"] for code in self.codes if said[f"has_{code}"]},
        )


def first_of(row: CentreRow) -> dict[str, Any]:
    """Return what the form for a centre's entry shows at first."""
    first: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("title", "address", "hours", "phone", "floor_m2", "residents_m2")
    }
    for code, said in row.functions:
        first |= {f"has_{code}": True, f"words_{code}": said}
    return first


class BookableForm(forms.Form):
    """The form for a room, a lecturer or a thing."""

    kind = forms.ChoiceField(label=_("Kind"), choices=(), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("What it is called"),
        max_length=60,
        help_text=_("Of a lecturer the name under which they agreed to be shown."),
    )
    about = forms.CharField(
        label=_("What people should know"),
        max_length=200,
        required=False,
        help_text=_("What is in the room, what is taught, what belongs to it."),
    )
    capacity = forms.IntegerField(
        label=_("Number of seats"), required=False, min_value=1, max_value=MOST_SEATS
    )
    is_barrier_free = forms.BooleanField(label=_("Reached without steps"), required=False)
    within = forms.TypedChoiceField(
        label=_("Part of which hall"),
        coerce=int,
        empty_value=None,
        choices=(),
        required=False,
        help_text=_("Hall and part are never both booked."),
    )

    def __init__(
        self,
        *given: Any,
        kinds: Mapping[str, BookableKind],
        halls: Sequence[BookableRow] = (),
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.fields["kind"].choices = [(code, words(one.title)) for code, one in kinds.items()]  # type: ignore[attr-defined]
        if halls:
            self.fields["within"].choices = [("", _("none")), *_things(halls)]  # type: ignore[attr-defined]
        else:
            del self.fields["within"]

    @property
    def entry(self) -> BookableEntry:
        """Return the entry that the form says."""
        said = self.cleaned_data
        return BookableEntry(
            kind=said["kind"],
            title=said["title"],
            about=said["about"],
            capacity=said["capacity"],
            is_barrier_free=said["is_barrier_free"],
            within=said.get("within"),
        )


class MergeCentresForm(forms.Form):
    """The form that merges a centre into another one."""

    into_id = forms.TypedChoiceField(label=_("Into which centre"), coerce=int, choices=())

    def __init__(self, *given: Any, centres: Iterable[CentreRow], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["into_id"].choices = [(row.id, row.title) for row in centres]  # type: ignore[attr-defined]


def clock_of(typed: str) -> time | None:
    """Return the time of day that an address names, such as 19:00; None where it names none."""
    try:
        return time.fromisoformat(typed).replace(tzinfo=None)
    except ValueError:
        return None


def at_once(on: date, at: datetime) -> dict[str, Any]:
    """Return what a form for a new booking shows at first: that evening, or the next one if it has begun."""
    begins = time(19)
    is_over = moment(on, begins) <= at
    return {"on": on + timedelta(days=1) if is_over else on, "begins": begins, "ends": time(21)}
