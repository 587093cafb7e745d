"""Forms about votes; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.ballots import wordings
from yuanba.ballots.services import NewVote
from yuanba.places.queries import AreaRow, EstateRow
from yuanba.rules.ballots.opening import LONGEST_MOTION, RollKind
from yuanba.rules.ballots.presets import PRESETS
from yuanba.rules.ballots.votes import BallotChoice, BallotWay, VoteStanding
from yuanba.web.dates import MomentField
from yuanba.web.uploads import TableForm

LONGEST_SHEET, LONGEST_STATION = 20_000, 60


class RollLookupForm(forms.Form):
    """The form with which somebody asks whether a name stands on a roll (查名册)."""

    name = forms.CharField(label=_("Full name, as on the deed or in the household register"), max_length=60)


class HandsForm(forms.Form):
    """The form for a show of hands on one motion at one station."""

    motion = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    station = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    yes = forms.IntegerField(label=_("Votes in favour"), min_value=0, max_value=100_000)
    no = forms.IntegerField(label=_("Votes against"), min_value=0, max_value=100_000)
    abstain = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=100_000)


class BoxForm(HandsForm):
    """The form for the papers of one secret box on one motion."""

    spoiled = forms.IntegerField(label=_("Spoiled ballots"), min_value=0, max_value=100_000)


class SheetForm(forms.Form):
    """The form for a sheet of paper ballots: one line per ballot."""

    text = forms.CharField(
        label=_("Ballots, one on each line"),
        max_length=LONGEST_SHEET,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "Unit or name, then an answer for each motion: 1 in favour, 2 against, 3 abstains, 4 spoiled. "
            "P at the end: handed in by proxy."
        ),
    )


class ProxyForm(forms.Form):
    """The form for a written proxy: whose, and who acts."""

    voter = forms.CharField(label=_("Unit or name of the voter"), max_length=60)
    name = forms.CharField(label=_("Who votes for them"), max_length=60)


class BallotForm(forms.Form):
    """The form for one's own ballot online: a choice for each motion."""

    def __init__(self, *given: Any, motions: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [
            (str(BallotChoice.YES), _("In favour")),
            (str(BallotChoice.NO), _("Against")),
            (str(BallotChoice.ABSTAIN), _("I abstain")),
        ]
        for number, title in motions:
            self.fields[f"m{number}"] = forms.ChoiceField(
                label=f"{number}. {title}", choices=choices, widget=forms.RadioSelect
            )

    def choices(self) -> dict[int, BallotChoice]:
        """Return the choice for each motion by its number."""
        return {int(name[1:]): BallotChoice(value) for name, value in self.cleaned_data.items()}


class RollFileForm(TableForm):
    """The form for a roll from a file: what it is called, of whom, where, and the file, in two steps."""

    title = forms.CharField(label=_("Name of the roll"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Who is on it"),
        choices=[
            (str(RollKind.OWNERS), _("Owners with units and areas")),
            (str(RollKind.PERSONS), _("Persons or households")),
        ],
        widget=forms.RadioSelect,
    )
    area_code = forms.ChoiceField(label=_("Area of the roll"), choices=())
    estate = forms.ChoiceField(
        label=_("Estate"),
        choices=(),
        required=False,
        help_text=_("Of owners: the estate whose units they own. It then lies where the estate does."),
    )

    def __init__(
        self, *given: Any, areas: Iterable[AreaRow], estates: Iterable[EstateRow], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        choices = [(one.code, one.full_label or one.label) for one in areas]
        self.fields["area_code"].choices = choices  # type: ignore[attr-defined]
        self.fields["estate"].choices = [  # type: ignore[attr-defined]
            ("", _("none: the whole area")),
            *((one.code, f"{one.name} · {one.area_label}") for one in estates),
        ]
        self.fields["file"].label = _("Excel or CSV file")
        self.fields["file"].help_text = _("Its columns are named below; others are not read.")
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"


class CorrectionForm(TableForm):
    """The form that puts another file in the place of a roll, with the reason."""

    reason = forms.CharField(label=_("Why the roll is corrected"), max_length=500)


class VoteForm(forms.Form):
    """The form that opens a vote without a meeting on a roll."""

    title = forms.CharField(label=_("Title"), max_length=120)
    rule = forms.ChoiceField(label=_("Counted as"), choices=())
    motions = forms.CharField(
        label=_("Motions, one on each line"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    standing = forms.ChoiceField(
        label=_("Standing"),
        choices=(),
        widget=forms.RadioSelect,
    )
    ways = forms.MultipleChoiceField(
        label=_("Ways of voting"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    is_secret = forms.BooleanField(label=_("Secret: papers without names in boxes"), required=False)
    stations = forms.CharField(
        label=_("Stations, one on each line"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    proxy_cap = forms.IntegerField(
        label=_("For how many voters one person may act"), min_value=1, max_value=1000, required=False
    )
    closes_at = MomentField(label=_("Open until"))

    def __init__(self, *given: Any, kind: RollKind, **more: Any) -> None:
        super().__init__(*given, **more)
        rules = [
            rule
            for rule, preset in PRESETS.items()
            if not preset.needs_presence and preset.by_area == (kind is RollKind.OWNERS)
        ]
        ways = [way for way in BallotWay if not (kind is RollKind.OWNERS and way is BallotWay.HANDS)]
        self.fields["rule"].choices = [(str(one), wordings.RULES[one]) for one in rules]  # type: ignore[attr-defined]
        self.fields["standing"].choices = [  # type: ignore[attr-defined]
            (str(one), wordings.standing(one, rules[0]))
            for one in (VoteStanding.STATUTORY, VoteStanding.CONSULTATION)
        ]
        self.fields["ways"].choices = [(str(one), wordings.WAYS[one]) for one in ways]  # type: ignore[attr-defined]
        if kind is RollKind.OWNERS:
            del self.fields["is_secret"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        lines = {
            name: [line.strip() for line in given.get(name, "").splitlines() if line.strip()]
            for name in ("motions", "stations")
        }
        if any(len(line) > LONGEST_MOTION for line in lines["motions"]):
            self.add_error("motions", _("A motion has at most 500 characters."))
        stations = lines["stations"]
        if len(set(stations)) < len(stations) or any(len(line) > LONGEST_STATION for line in stations):
            self.add_error("stations", _("Give each station a short name of its own."))
        return {**given, **lines}

    def how(self) -> NewVote:
        """Return how the vote is taken."""
        given = self.cleaned_data
        return NewVote(
            title=given["title"],
            standing=VoteStanding(given["standing"]),
            ways=[BallotWay(way) for way in given["ways"]],
            is_secret=given.get("is_secret", False),
            stations=given["stations"],
            proxy_cap=given["proxy_cap"],
            closes_at=given["closes_at"],
        )
