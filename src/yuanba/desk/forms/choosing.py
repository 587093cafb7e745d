"""Forms of triage: choose class and item, refuse with a ground, guide, merge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.desk.forms import asked
from yuanba.desk.forms.asked import DeskFields, words
from yuanba.lists import queries as lists
from yuanba.matters import queries
from yuanba.people.queries import UnitRow
from yuanba.rules.core.refusal import Refused
from yuanba.rules.lists import ListEntry
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.pack import Item, Pack, Redirection


class Inserting(forms.Select):
    """A drop-down list whose choice fills the text box below it, unless the user has typed there."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.texts: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *given: Any, **more: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *given, **more)
        if text := self.texts.get(str(value)):
            option["attrs"]["data-insert"] = text
        return option


def _grounds(box: forms.Field, rows: Mapping[str, Redirection], into: str) -> None:
    assert isinstance(box, forms.ChoiceField)
    assert isinstance(box.widget, Inserting)
    # numbered, so that a digit chooses
    box.choices = [
        ("", _("Choose")),
        *((code, f"{number} {words(row.title)}") for number, (code, row) in enumerate(rows.items(), start=1)),
    ]
    box.widget.texts = {code: words(row.instead) for code, row in rows.items()}
    box.widget.attrs["data-insert-into"] = into


class Refuse(DeskFields):
    """The form that refuses a matter, with a reason and advice on where to go instead (不予受理并指引)."""

    refusal_code = forms.ChoiceField(
        label=_("Ground"), widget=Inserting, error_messages={"required": _("Choose the reason for refusing.")}
    )
    reason = asked.long_words(_("Why, and where to go"))

    def fit(self) -> None:
        _grounds(self.fields["refusal_code"], self.about.pack.refusals, "id_refuse_reason")


class Guide(DeskFields):
    """The form that closes a private matter with advice on who can help, and how (私事引导)."""

    guidance_code = forms.ChoiceField(
        label=_("Who can help"), widget=Inserting, error_messages={"required": _("Choose who can help.")}
    )
    words = asked.long_words(_("Who helps, and how"))

    def fit(self) -> None:
        _grounds(self.fields["guidance_code"], self.about.pack.guidances, "id_guide_words")


class Directory(forms.Select):
    """A drop-down list of the directory's items, grouped by class; a script makes the list searchable."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.words: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *given: Any, **more: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *given, **more)
        if found := self.words.get(str(value)):
            option["attrs"]["data-words"] = found
        return option


def directory(
    pack: Pack, classes: Iterable[str], local: Mapping[str, ListEntry]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the choices for a list of the item directory, grouped by class, each item with its number.

    A row that the community calls by another name has both names.
    """
    numbers = {code: number for number, code in enumerate(pack.items, start=1)}
    return [
        (
            words(pack.classes[code].title),
            [
                *(
                    (f"{code}/{item}", f"{numbers[item]} {_title(row, local.get(item))}")
                    for item, row in rows.items()
                    if not row.guidance
                ),
                (f"{code}/", str(_("%(class)s: other") % {"class": words(pack.classes[code].title)})),
            ],
        )
        for code, rows in ((code, pack.items_of(code)) for code in classes)
    ]


def _title(row: Item, line: ListEntry | None) -> str:
    title = words(row.title)
    return f"{line.wording}（{title}）" if line and line.wording else title


class Choose(DeskFields):
    """The triage form (分流派单): the matter's class and item, which determine the responsible unit."""

    choice = forms.ChoiceField(
        label=_("Class and directory item"),
        widget=Directory(attrs={"data-combo": ""}),
        error_messages={
            "required": _("Choose a class or an entry of the directory."),
            "invalid_choice": _("Choose a class or an entry of the directory."),
        },
    )
    town = forms.CharField(max_length=40, required=False)
    area = forms.CharField(max_length=40, required=False)

    def classes(self) -> Iterable[str]:
        """Return the codes of the classes whose matters the actor may assign to a unit."""
        rows = self.about.pack.classes.items()
        return [code for code, row in rows if not row.is_guided and code not in self.about.kept]

    def fit(self) -> None:
        pack, box = self.about.pack, self.fields["choice"]
        assert isinstance(box, forms.ChoiceField)
        assert isinstance(box.widget, Directory)
        local = lists.lines_for(self.about.matter.area_path)
        kept = [words(row.title) for code, row in pack.classes.items() if code in self.about.kept]
        if kept:
            box.help_text = _("Others dispatch: %(classes)s") % {"classes": _(", ").join(kept)}
        box.choices = [("", _("Choose")), *directory(pack, self.classes(), local)]
        box.widget.words = {
            f"{row.class_code}/{code}": f"{' '.join(row.keywords)} {row.title.zh} {row.title.en}"
            for code, row in pack.items.items()
        }

    def said(self) -> dict[str, Any]:
        class_code, _slash, item_code = self.cleaned_data["choice"].partition("/")
        fields = {name: self.cleaned_data[name] for name in ("reason",) if name in self.cleaned_data}
        area = self.cleaned_data.get("area") or self.cleaned_data.get("town") or ""
        return {**fields, "class_code": class_code, "item_code": item_code, "area_code": area}


class Dispatch(Choose):
    """The base of the forms that dispatch: units that help may be asked in the same act."""

    helpers = forms.MultipleChoiceField(
        label=_("Units that should help"), widget=forms.CheckboxSelectMultiple, required=False
    )
    task = asked.long_words(_("What each of them should do"), rows=2)

    def fit(self) -> None:
        super().fit()
        if not any(row.helpers for row in self.about.pack.classes.values()):
            del self.fields["helpers"], self.fields["task"]
            return
        box = self.fields["helpers"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [(unit.code, self._called(unit)) for unit in self.about.units]
        self.fields["task"].required = False

    def _called(self, unit: UnitRow) -> str:
        if unit.code not in self.about.helping:
            return unit.name
        return _("%(unit)s (helps now)") % {"unit": unit.name}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("helpers") and not str(given.get("task") or "").strip():
            self.add_error("task", _("Say what the helping units should do."))
        return given

    def said(self) -> dict[str, Any]:
        names = [name for name in ("helpers", "task") if name in self.cleaned_data]
        return super().said() | {name: self.cleaned_data[name] for name in names}


class Assign(Dispatch):
    """The triage form (分流派单) with title and summary, which are made public in the same act."""

    publish = forms.BooleanField(label=_("Make it public at once"), required=False)
    title = forms.CharField(label=_("Title"), max_length=60, required=False)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Your words, not the resident's: no names, no numbers, no house number."),
    )

    def fit(self) -> None:
        super().fit()
        if not self.about.may_publish:
            del self.fields["publish"], self.fields["title"], self.fields["summary"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("publish"):
            for name, fault in (
                ("title", _("The public needs a title.")),
                ("summary", _("The public needs a summary.")),
            ):
                if not str(given.get(name) or "").strip():
                    self.add_error(name, fault)
        return given

    def said(self) -> dict[str, Any]:
        names = ("title", "summary") if self.cleaned_data.get("publish") else ()
        return super().said() | {name: self.cleaned_data[name] for name in names}


class ChooseAgain(Dispatch):
    """The form that reassigns a matter to another class or item (改派), with the reason.

    Who helps now is released with the old dispatch, and is asked again here or not.
    """

    reason = asked.long_words(_("Reason"))


class Sign(DeskFields):
    """The form that signs a dispatch (签发): the one that the signer has read, and no other."""

    draft = forms.IntegerField(widget=forms.HiddenInput)

    def fit(self) -> None:
        waiting = self.about.matter.draft
        self.fields["draft"].initial = waiting.number if waiting else None


class Reject(Sign):
    """The form that does not sign a dispatch (不予签发), with the reason."""

    reason = asked.long_words(_("Reason"))


class Settle(Choose):
    """The form that settles a small matter on the spot (当场办结)."""

    words = asked.long_words(_("What has been done"), fault=_("Write what was done."))
    enclosed = asked.files(_("Pictures"))

    def classes(self) -> Iterable[str]:
        """Return the codes of the classes whose matters can be settled on the spot."""
        return [code for code, row in self.about.pack.classes.items() if row.settles]

    def said(self) -> dict[str, Any]:
        told = super().said()
        done = {name: self.cleaned_data[name] for name in ("words", "enclosed")}
        return {"class_code": told["class_code"], "item_code": told["item_code"], **asked.with_files(done)}


class Into(DeskFields):
    """The form that merges a matter into another one (并案), given by its receipt number."""

    into = forms.CharField(
        label=_("Receipt number of the other matter"),
        max_length=40,
        error_messages={"required": _("Type the receipt number of the other matter.")},
    )

    def clean_into(self) -> int:
        try:
            number = receipts.parse(self.cleaned_data["into"])
            return queries.matter_by_receipt(self.about.actor, number, self.about.now).id
        except Refused as fault:
            raise forms.ValidationError(
                _("No matter with this receipt number, or you may not read it.")
            ) from fault

    def said(self) -> dict[str, Any]:
        return {"into_id": self.cleaned_data["into"]}
