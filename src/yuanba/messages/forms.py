"""Forms about how messages reach somebody, and about the district's quiet hours and budget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yuanba.messages.queries.wishes import Policy
from yuanba.rules.messages.reaching import (
    LONGEST_QUIET,
    OF_STAFF,
    MessageGroup,
    QuietHours,
    Reach,
    Wishes,
)

LABELS: Mapping[MessageGroup, Promise] = MappingProxyType(
    {
        MessageGroup.PROGRESS: _("How what I reported comes along"),
        MessageGroup.FOLLOWED: _("What I follow"),
        MessageGroup.ORDERS: _("Orders of my units"),
        MessageGroup.WATCH: _("Triage, supervision and administration"),
        MessageGroup.HANDED: _("What is handed to me, or waits for my signature"),
        MessageGroup.FIGURES: _("The week's figures"),
    }
)
TO_RESIDENTS: Mapping[Reach, Promise] = MappingProxyType(
    {
        Reach.EACH: _("Tell me each time"),
        Reach.DAILY: _("Once a day, all together"),
        Reach.INBOX: _("Do not write to me; I look here"),
    }
)
TO_STAFF: Mapping[Reach, Promise] = MappingProxyType(
    {
        Reach.INBOX: _("Only into my inbox"),
        Reach.EACH: _("Inbox, and a message each time"),
        Reach.DAILY: _("Inbox, and once a day a message about all"),
    }
)
DISTRICTS, OWN, NONE = "district", "own", "none"
#: Half hours at which the day's messages may come.
HOURS = [time(hour, minute) for hour in range(7, 21) for minute in (0, 30)]


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class WishesForm(forms.Form):
    """The form in which a person chooses how messages come: for each group, when, and when it is quiet."""

    def __init__(
        self,
        *args: Any,
        groups: Iterable[MessageGroup],
        wishes: Wishes,
        policy: Policy,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.groups, self.policy = tuple(groups), policy
        for group in self.groups:
            self.fields[group.value] = forms.ChoiceField(
                label=str(LABELS[group]),
                choices=[(reach.value, words) for reach, words in _reaches(group).items()],
                widget=forms.Select if group in OF_STAFF else forms.RadioSelect,
                initial=wishes.of(group).value,
            )
        self.fields["digest_at"] = forms.ChoiceField(
            label=_("When the day's messages come together"),
            choices=[(f"{one:%H:%M}", f"{one:%H:%M}") for one in HOURS],
            initial=f"{wishes.digest_at:%H:%M}",
        )
        quiet, usual = wishes.quiet, policy.quiet
        has_none = quiet is not None and quiet.from_at == quiet.until_at
        self.fields["quiet"] = forms.ChoiceField(
            label=_("Quiet hours"),
            choices=[(DISTRICTS, _usual(usual)), (NONE, _("None: at any hour")), (OWN, _("At my own hours"))],
            widget=forms.RadioSelect,
            initial=DISTRICTS if quiet is None else NONE if has_none else OWN,
            help_text=_("Nothing is sent meanwhile. What waited comes when they end, several as one."),
        )
        shown = usual if quiet is None or has_none else quiet
        for name, label, clock in (
            ("quiet_from", _("My quiet hours begin"), shown.from_at),
            ("quiet_until", _("My quiet hours end"), shown.until_at),
        ):
            self.fields[name] = forms.TimeField(label=label, required=False, initial=clock, widget=_clock())

    def clean(self) -> dict[str, Any]:
        """Return the values; own quiet hours need both ends, and nothing typed is silently left aside."""
        found = super().clean() or {}
        ends = {name: found.get(name) for name in ("quiet_from", "quiet_until")}
        if found.get("quiet") == OWN:
            for name, at in ends.items():
                if name not in self.errors and at is None:
                    self.add_error(name, gettext("Say when, or choose other quiet hours."))
            if not self.errors and len(set(ends.values())) == 1:
                self.add_error(
                    "quiet_until", gettext("That is when they begin. Choose “None” for no quiet hours.")
                )
            _bound(self, found)
        elif "quiet" in found and any(at and name in self.changed_data for name, at in ends.items()):
            self.add_error("quiet", gettext("You changed the hours: they hold with “At my own hours”."))
        return found

    def wishes(self) -> Wishes:
        """Return what was chosen."""
        found = self.cleaned_data
        own = {OWN: (found["quiet_from"], found["quiet_until"]), NONE: (time(0), time(0))}
        return Wishes(
            reaches={group: Reach(found[group.value]) for group in self.groups},
            digest_at=time.fromisoformat(found["digest_at"]),
            quiet=QuietHours(*own[found["quiet"]]) if found["quiet"] in own else None,
        )


def _bound(form: forms.Form, found: dict[str, Any]) -> None:
    """Refuse quiet hours in which hardly anything would be sent all day."""
    from_at, until_at = found.get("quiet_from"), found.get("quiet_until")
    if from_at is None or until_at is None or QuietHours(from_at, until_at).length <= LONGEST_QUIET:
        return
    hours = LONGEST_QUIET // timedelta(hours=1)
    form.add_error("quiet_until", gettext("Quiet hours last %(hours)s hours at most.") % {"hours": hours})


def _reaches(group: MessageGroup) -> Mapping[Reach, Promise]:
    return TO_STAFF if group in OF_STAFF else TO_RESIDENTS


def _usual(quiet: QuietHours) -> str:
    if quiet.from_at == quiet.until_at:
        return gettext("As is usual here: no quiet hours")
    words = gettext("As is usual here: %(from)s to %(until)s")
    return words % {"from": f"{quiet.from_at:%H:%M}", "until": f"{quiet.until_at:%H:%M}"}


class PolicyForm(forms.Form):
    """The form for the district's quiet hours and the most text messages that it pays for in a month."""

    quiet_from = forms.TimeField(label=_("Quiet hours begin"), widget=_clock())
    quiet_until = forms.TimeField(
        label=_("Quiet hours end"),
        widget=_clock(),
        help_text=_(
            "Hold for whoever chose no own ones; the same time twice: none. Dangers and log-in codes are "
            "sent at any hour."
        ),
    )
    sms_cap = forms.IntegerField(
        label=_("Text messages a month, at most"),
        min_value=1,
        max_value=9_999_999,
        required=False,
        help_text=_(
            "As operators bill them: 70 characters are one, longer ones one each 67. Empty: no limit."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Return the values; the quiet hours leave most of the day."""
        found = super().clean() or {}
        _bound(self, found)
        return found

    def quiet(self) -> QuietHours:
        """Return the quiet hours that were entered."""
        return QuietHours(self.cleaned_data["quiet_from"], self.cleaned_data["quiet_until"])
