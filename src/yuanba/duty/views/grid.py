"""Views of a grid worker's phone: own grids, orders and due work; no tracking, no check-in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from yuanba.desk.forms.choosing import directory
from yuanba.desk.views.orders import packs_of
from yuanba.duty.services import SettledOnTheSpot, patrol
from yuanba.lists import queries as lists
from yuanba.matters import queries, services
from yuanba.matters.queries import heaps, waiting
from yuanba.matters.services import Once
from yuanba.matters.services.attachments import FROM_RESIDENTS, MOST
from yuanba.matters.services.filing import LONGEST_PLACE, LONGEST_TEXT
from yuanba.media.enclosures import LARGEST_PICTURE, MediaKind
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.receipt import spoken
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, arrived, now, open_to, page
from yuanba.web.uploads import Files, ManyFiles

WALKERS = (PositionKind.GRID_WORKER, PositionKind.COMMUNITY_LEAD)


class NoteForm(forms.Form):
    """The form for a grid worker's quick note (随手记): what was seen, where, and whether it was settled."""

    text = forms.CharField(
        label=gettext_lazy("What did you see?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write at least one sentence about what you saw.")},
    )
    area = forms.ChoiceField(label=gettext_lazy("Grid"))
    place = forms.CharField(label=gettext_lazy("Where exactly?"), max_length=LONGEST_PLACE, required=False)
    pictures = Files(
        label=gettext_lazy("Pictures"),
        required=False,
        most=MOST[MediaKind.PICTURE],
        at_most=LARGEST_PICTURE,
        widget=ManyFiles(attrs={"accept": "image/*"}),
    )
    choice = forms.ChoiceField(label=gettext_lazy("What kind of thing"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What you did"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.CharField(max_length=80, widget=forms.HiddenInput)

    def __init__(self, *given: Any, areas: Sequence[AreaRow], pack: Pack, **more: Any) -> None:
        super().__init__(*given, **more)
        area, choice = self.fields["area"], self.fields["choice"]
        assert isinstance(area, forms.ChoiceField)
        assert isinstance(choice, forms.ChoiceField)
        area.choices = [(one.code, one.full_label) for one in areas]
        classes = [code for code, row in pack.classes.items() if row.settles]
        choice.choices = [
            ("", _("Choose")),
            *directory(pack, classes, lists.lines_for(areas[0].path) if areas else {}),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("choice")) is not bool(given.get("words")):
            missing, fault = (
                ("words", _("Write what you did."))
                if given.get("choice")
                else ("choice", _("Choose what kind of thing it is."))
            )
            self.add_error(missing, fault)
        return given

    @property
    def settled(self) -> SettledOnTheSpot | None:
        """Return how the grid worker settled the matter on the spot, or None if it is still open."""
        if not self.cleaned_data["choice"]:
            return None
        class_code, _slash, item_code = self.cleaned_data["choice"].partition("/")
        return SettledOnTheSpot(class_code=class_code, item_code=item_code, words=self.cleaned_data["words"])


@require_GET
@open_to(*WALKERS)
def home(request: DistrictRequest) -> HttpResponse:
    """Render the grid worker's page: own grids, open and due orders, and what else is open there."""
    moment, areas = now(), _areas(request)
    orders = queries.orders_for(request.actor, moment)
    own = {row.id for row in orders.rows}
    around = [row for row in waiting.in_grids([one.path for one in areas]) if row.id not in own]
    parts = waiting.parts_asked(request.actor, moment)
    ends = {row.id: parts.get(row.id, row.due_at) for row in orders.rows}
    due = [row for row in orders.rows if (end := ends[row.id]) and day(end) <= day(moment)]
    rows = [*orders.rows, *around]
    return page(
        request,
        "duty/grid.html",
        areas=areas,
        due=due,
        later=[row for row in orders.rows if row not in due],
        around=around,
        parts=parts,
        behind=heaps.behind([row.id for row in rows]),
        names=queries.names_for(rows),
        packs=packs_of(rows),
        now=moment,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*WALKERS)
def note(request: DistrictRequest) -> HttpResponse:
    """Show and handle the quick note form (随手记), which files a matter and can settle it on the spot."""
    areas, pack = _areas(request), store.in_force(day(now()))
    if request.method != "POST":
        first = {"area": areas[0].code if areas else "", "key": secrets.token_urlsafe(24)}
        return _note_page(request, NoteForm(initial=first, areas=areas, pack=pack), areas)
    form = NoteForm(request.POST, request.FILES, areas=areas, pack=pack)
    if not form.is_valid():
        return _note_page(request, form, areas, status=422)
    try:
        filed = _note(request, form)
    except Refused as refusal:
        return _note_page(request, form, areas, refusal=refusal, status=409)
    row = queries.matter_by_token(filed.token)
    done = _("Settled on the spot: %(receipt)s") if form.settled else _("Noted: %(receipt)s")
    arrived(request, done % {"receipt": spoken(row.receipt)}, draft="patrol.note")
    return redirect("duty:grid")


def _note(request: DistrictRequest, form: NoteForm) -> services.Filed:
    fields = form.cleaned_data
    pictures = fields.pop("pictures")
    typed = ("text", "area", "place", "choice", "words")
    sent = [str(fields[name]) for name in typed]
    sent += [sha256(content).hexdigest() for content in pictures]
    return patrol(
        actor=request.actor,
        text=fields["text"],
        area_code=fields["area"],
        place=fields["place"],
        settled=form.settled,
        enclosures=services.prepare(pictures, allowed=FROM_RESIDENTS),
        once=Once(
            scope=sha256(f"patrol:{request.actor.key}:{fields['key']}".encode()).digest(),
            body_digest=sha256("\n".join(sent).encode()).digest(),
        ),
        now=now(),
    )


def _note_page(
    request: DistrictRequest,
    form: NoteForm,
    areas: Sequence[AreaRow],
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    return page(request, "duty/grid_note.html", form=form, areas=areas, refusal=refusal, status=status)


def _areas(request: DistrictRequest) -> list[AreaRow]:
    """The grids that I walk; for whoever leads a community, its grids and itself."""
    today = day(now())
    held = [one for one in request.actor.holdings if one.kind in WALKERS and one.holds_on(today)]
    found: dict[str, AreaRow] = {}
    for path in sorted({one.area_path for one in held if one.area_path}):
        own = places.area_by_path(path)
        below = places.subtree(path, level=Level.GRID) if own and own.level is not Level.GRID else []
        found |= {area.code: area for area in (*([own] if own else []), *below)}
    return list(found.values())
