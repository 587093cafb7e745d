"""Views that import external orders from a file or pasted cells, and export answers for their platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from yuanba.exchange.services import columns, outside
from yuanba.exchange.services.outside import TakenOrders
from yuanba.exchange.services.reading import columns_of
from yuanba.exchange.views.chat import home_of, offered
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.paging import row_number
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Channel
from yuanba.rules.time.calendar import HERE, day
from yuanba.sheets import tables, workbooks
from yuanba.sheets.workbooks import Opened
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.uploads import fold, unfold, uploaded

#: What a column of a platform's table can hold, in the words of the preview.
FIELDS: Mapping[str, Promise] = {
    "number": _("Their number"),
    "title": _("Title"),
    "text": _("What it is about"),
    "said": _("When it was reported"),
    "due": _("Their deadline"),
    "name": _("Name"),
    "phone": _("Phone"),
    "place": _("Where"),
    "area": _("Area"),
}


class OrdersForm(forms.Form):
    """The form that imports external orders: first a file or pasted cells, then the rows to file."""

    channel = forms.CharField(label=_("From which platform"), max_length=40)
    area = forms.CharField(label=_("Area for orders without a place"), max_length=40, required=False)
    file = forms.FileField(
        label=_("Excel or CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
    )
    cells = forms.CharField(
        label=_("Or cells copied from the platform, with their headings"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    folded = forms.CharField(required=False, widget=forms.HiddenInput)
    hidden_rows = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    unread = forms.CharField(required=False, widget=forms.HiddenInput)
    skip_refused = forms.BooleanField(required=False)
    step = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not given.get("folded") and not (given.get("cells") or "").strip():
            self.add_error("file", _("Choose a file, or paste the cells."))
        return given

    def opened(self, request: DistrictRequest) -> Opened:
        """Return the uploaded, pasted or previewed table as UTF-8 CSV; its first line holds the headings."""
        given = self.cleaned_data
        if given["folded"]:
            unread = tuple(given["unread"].splitlines())
            return Opened(
                csv=unfold(request, given["folded"]), hidden_rows=given["hidden_rows"] or 0, unread=unread
            )
        content = uploaded(given["file"]) if given["file"] else given["cells"].encode()
        return workbooks.opened(content, known=columns.KNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One table between its preview and its filing: as the browser keeps it, and which column holds what."""

    opened: Opened
    folded: str
    headings: tuple[str, ...]
    columns: dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PositionKind.CLERK, PositionKind.TRIAGER)
def take(request: DistrictRequest) -> HttpResponse:
    """Show and handle the import of external orders (导入外来工单): preview the orders, then file them."""
    form = OrdersForm(request.POST or None, request.FILES or None, initial={"area": home_of(request)})
    if form.is_valid():
        offered(request, MatterVerb.IMPORT_ORDERS).check(form, form.cleaned_data["area"])
    if not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    given, looked, orders, refusal = form.cleaned_data, None, None, None
    shown, ticked = _numbers(request, "shown"), _numbers(request, "take")
    commits, changed = given["step"] == "commit", _changed(request)
    try:
        looked = _looked(request, form)
        orders = outside.take_orders(
            actor=request.actor,
            file=BytesIO(looked.opened.csv),
            channel=given["channel"],
            area_code=given["area"],
            columns=looked.columns,
            leave_out=shown - ticked if commits and not changed else (),
            commit=commits and bool(ticked) and not changed,
            skip_refused=given["skip_refused"],
            now=now(),
        )
    except Refused as refused:
        refusal = refused
    if orders and given["step"] == "refused":
        return _refused_file(orders)
    fault = _fault(orders, ticked, changed=changed) if orders and commits else ""
    return _page(
        request,
        form,
        orders=orders,
        ticked=ticked if commits and not changed else None,
        looked=looked,
        refusal=refusal,
        fault=fault,
        status=422 if refusal or fault else 200,
    )


def _looked(request: DistrictRequest, form: OrdersForm) -> Looked:
    opened = form.opened(request)
    headings, found = columns_of(
        BytesIO(opened.csv), channel=form.cleaned_data["channel"], chosen=_chosen(request)
    )
    return Looked(opened=opened, folded=fold(request, opened.csv), headings=headings, columns=found)


def _chosen(request: DistrictRequest) -> dict[str, str] | None:
    """The columns as a person chose them on the preview; None at the first look, where nothing is chosen."""
    chosen = {name: request.POST.get(f"column_{name}", "") for name in columns.HEADINGS}
    return chosen if f"column_{next(iter(chosen))}" in request.POST else None


def _changed(request: DistrictRequest) -> bool:
    """Whether other columns were chosen than those with which the rows were shown."""
    given = request.POST
    return any(given.get(f"column_{name}", "") != given.get(f"seen_{name}", "") for name in columns.HEADINGS)


def _fault(orders: TakenOrders, ticked: set[int], *, changed: bool) -> str:
    """Why nothing was filed although the button was pressed."""
    if orders.is_written:
        return ""
    if changed:
        return gettext("Nothing is filed yet: the columns were changed. Look the rows over once more.")
    if not ticked:
        return gettext("Nothing is filed: please tick at least one order.")
    return gettext(
        "Nothing is filed yet: some rows cannot be filed. Correct them, or tick “Skip these rows” below."
    )


def _numbers(request: DistrictRequest, name: str) -> set[int]:
    """The rows of the preview that were shown, or ticked."""
    return {row_number(one) for one in request.POST.getlist(name)} - {0}


def _refused_file(orders: TakenOrders) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refused.csv"'
    response.write("\ufeff")
    writer = tables.CsvWriter(response)
    writer.writerow(orders.headings)
    writer.writerows(row.cells for row in orders.refused)
    return response


def _page(
    request: DistrictRequest,
    form: OrdersForm,
    *,
    orders: TakenOrders | None = None,
    ticked: set[int] | None = None,
    looked: Looked | None = None,
    fault: str = "",
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = orders.rows if orders else ()
    shown = [one.matter for row in rows for one in row.like] + [one for row in rows for one in row.same_phone]
    platforms = {code: one for code, one in store.in_force(day(now())).channels.items() if one.is_platform}
    return page(
        request,
        "exchange/outside.html",
        form=form,
        orders=orders,
        ticked=ticked,
        doubtful=sum(row.is_doubtful for row in rows),
        labels=places.labels({row.sent.area_path for row in rows}),
        looked=looked,
        fields=_fields(looked) if looked else [],
        fault=fault,
        refusal=refusal,
        platforms=platforms,
        headings=[likeliest[0] for likeliest in columns.HEADINGS.values()],
        offered=offered(request, MatterVerb.IMPORT_ORDERS),
        names=queries.names_for(shown),
        status=status,
    )


def _fields(looked: Looked) -> list[tuple[str, Promise, str, bool]]:
    """Each field with its words, the heading of its column, and whether it must have one."""
    found = looked.columns
    return [(name, words, found[name], name in columns.REQUIRED) for name, words in FIELDS.items()]


@require_GET
@open_to(ActorKind.STAFF)
def beside(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Render, for an external order, its number, the platform's deadline, our deadline, and the reply."""
    row = queries.matter_for(request.actor, matter_id, now())
    channel = store.pack_of(row.pack_digest).channels.get(row.channel)
    return page(request, "exchange/outside_beside.html", matter=row, reply=reply_to(row, channel), now=now())


def reply_to(row: MatterRow, channel: Channel | None) -> str:
    """Return the unit's last answer in the platform's format, or an empty string if either is missing."""
    steps = queries.story(row.id)
    answers = [step for step in steps if step.verb == MatterVerb.ANSWER and step.words]
    if not answers or channel is None or channel.reply is None:
        return ""
    accepted = [step.at for step in steps if step.verb in (MatterVerb.ACCEPT, MatterVerb.TAKE)] or [
        answers[-1].at
    ]
    form = channel.reply.zh if (get_language() or "zh").startswith("zh") else channel.reply.en
    filled = {
        "number": row.source_number,
        "receipt": row.receipt,
        "unit": queries.names_for([row]).units.get(row.unit, ""),
        "accepted_on": f"{accepted[-1].astimezone(HERE):%Y-%m-%d %H:%M}",
        "answered_on": f"{answers[-1].at.astimezone(HERE):%Y-%m-%d %H:%M}",
        "answer": answers[-1].words,
    }
    for name, value in filled.items():
        form = form.replace(f"{{{name}}}", value)
    return form.strip()
