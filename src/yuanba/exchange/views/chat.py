"""Views that turn a pasted chat into matters: paste it, edit the found reports, file those kept."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yuanba.exchange import wordings
from yuanba.exchange.forms import Offered
from yuanba.exchange.services import HeardReport, intake
from yuanba.matters import queries
from yuanba.matters.queries import search
from yuanba.matters.services import Once
from yuanba.matters.services.filing import LONGEST_NAME, LONGEST_PLACE, LONGEST_TEXT
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.reading import chats
from yuanba.reading.chats import WhyLeftOut
from yuanba.rules.core import access
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level
from yuanba.rules.people import phone
from yuanba.rules.time.calendar import HERE, day
from yuanba.web.dates import MomentField
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.phones import MobileField

WRITERS = (
    PositionKind.CLERK,
    PositionKind.GRID_WORKER,
    PositionKind.COMMUNITY_LEAD,
    PositionKind.TRIAGER,
)
CHANNEL = "wechat"
#: So many cards are compared with earlier matters; the rest are compared when they are read.
COMPARED = 12
MOST_AREAS = 400


class ChatForm(forms.Form):
    """The form for a pasted chat and the area that its members live in."""

    chat = forms.CharField(
        label=_("The chat"),
        max_length=chats.LONGEST_CHAT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Paste the chat first.")},
    )
    area = forms.CharField(label=_("Area that the group belongs to"), max_length=40, required=False)

    def __init__(self, *args: Any, offered: Offered, **more: Any) -> None:
        super().__init__(*args, **more)
        self.offered = offered

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.offered.check(self, given.get("area", ""))
        return given


class CardForm(forms.Form):
    """The form for one report found in a chat, which staff file or drop."""

    keep = forms.BooleanField(label=_("File this"), required=False)
    text = forms.CharField(
        label=_("Words"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.CharField(label=_("Place"), max_length=LONGEST_PLACE, required=False)
    area = forms.CharField(label=_("Area"), max_length=40, required=False)
    name = forms.CharField(label=_("Who said it"), max_length=LONGEST_NAME, required=False)
    phone = MobileField(required=False)
    said_at = MomentField(required=False, widget=forms.HiddenInput)
    marks = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: Offered, **more: Any) -> None:
        super().__init__(*args, **more)
        self.offered = offered

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("keep"):
            self.offered.check(self, given.get("area", ""))
            if not given.get("text") and "text" not in self.errors:
                self.add_error("text", _("Write what it is about, or leave this one out."))
        return given

    @property
    def numbers(self) -> list[str]:
        """Return the mobile numbers that stand in the words, as a proposal: whose they are, a person says."""
        found = phone.in_text(str(self["text"].value() or ""))
        return list(dict.fromkeys(one.digits for one in found if one.is_mobile))


Cards = forms.formset_factory(CardForm, extra=0, max_num=chats.MOST_REPORTS, validate_max=True)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*WRITERS)
def chat(request: DistrictRequest) -> HttpResponse:
    """Show and handle the page that files matters from a WeChat group chat (从微信群聊登记).

    Three steps of one page; invalid input is shown again with its faults.
    """
    if request.method != "POST":
        return _paste(request, ChatForm(initial={"area": home_of(request)}, offered=offered(request)))
    if request.POST.get("step") == "file":
        return _file(request)
    form = ChatForm(request.POST, offered=offered(request))
    if not form.is_valid():
        return _paste(request, form, status=422)
    moment = now().astimezone(HERE)
    read = chats.read(form.cleaned_data["chat"], now=moment)
    area = form.cleaned_data["area"]
    cards = Cards(
        initial=[_card(report, area, moment) for report in read.reports],
        form_kwargs={"offered": form.offered},
    )
    return _look(request, cards, key=secrets.token_urlsafe(24), read=read)


def _card(report: chats.Report, area: str, moment: datetime) -> dict[str, Any]:
    one = intake.proposed(report, area_code=area, now=moment)
    return {
        "keep": one.is_kept,
        "text": one.text,
        "area": one.area_code,
        "name": one.name,
        "said_at": one.said_at.isoformat() if one.said_at else "",
        "marks": f"{report.pictures} {report.voices}",
    }


def _file(request: DistrictRequest) -> HttpResponse:
    cards = Cards(request.POST, form_kwargs={"offered": offered(request)})
    key = request.POST.get("key", "")
    if not cards.is_valid() or not key:
        return _look(request, cards, key=key or secrets.token_urlsafe(24), status=422)
    kept = [(number, card) for number, card in enumerate(cards.cleaned_data) if card.get("keep")]
    moment = now()
    try:
        filed = intake.file_all(
            actor=request.actor,
            heard=[_heard(request, number, card, key) for number, card in kept],
            channel=CHANNEL,
            now=moment,
        )
    except Refused as refusal:
        return _look(request, cards, key=key, refusal=refusal, status=422)
    told = [(card, receipt) for (_number, card), receipt in zip(kept, filed, strict=True)]
    response = page(request, "exchange/chat_filed.html", filed=told)
    response["Cache-Control"] = "no-store"
    return response


def _heard(request: DistrictRequest, number: int, card: dict[str, Any], key: str) -> HeardReport:
    sent = "\n".join(str(card[name]) for name in ("text", "place", "area", "name", "phone"))
    return HeardReport(
        text=card["text"],
        place=card["place"],
        area_code=card["area"],
        name=card["name"],
        phone=card["phone"],
        said_at=_local(card["said_at"]),
        once=Once(
            scope=sha256(f"chat:{request.actor.key}:{key}:{number}".encode()).digest(),
            body_digest=sha256(sent.encode()).digest(),
        ),
    )


def _local(at: datetime | None) -> datetime | None:
    return at if at is None or at.tzinfo else at.replace(tzinfo=HERE)


def _paste(request: DistrictRequest, form: ChatForm, *, status: int = 200) -> HttpResponse:
    return page(request, "exchange/chat.html", form=form, offered=form.offered, status=status)


def _marks(told: str) -> tuple[int, int]:
    """How many pictures and voices stood in the chat; the browser kept them, so they may be anything."""
    found = re.fullmatch(r"([0-9]{1,4}) ([0-9]{1,4})", told)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _look(
    request: DistrictRequest,
    cards: Any,
    *,
    key: str,
    read: chats.Chat | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    known, chat = offered(request), request.POST.get("chat", "")[: chats.LONGEST_CHAT]
    read = read or chats.read(chat, now=now().astimezone(HERE))
    paths = {area.code: area.path for area in known.areas}
    moment, rows = now(), []
    for number, form in enumerate(cards):
        compares = bool(form["keep"].value()) and number < COMPARED
        path = paths.get(str(form["area"].value() or ""), "")
        words = f"{form['text'].value()}\n{form['place'].value() or ''}"
        like = search.like_text(request.actor, words, moment, area_path=path, limit=1) if compares else []
        pictures, voices = _marks(str(form["marks"].value() or ""))
        rows.append({"form": form, "like": like, "pictures": pictures, "voices": voices})
    return page(
        request,
        "exchange/chat_cards.html",
        cards=cards,
        rows=rows,
        key=key,
        offered=known,
        chat=chat,
        # a card shows in its own way who spoke, and when
        left_out=[
            (one.text, wordings.WHY[one.why]) for one in read.left_out if one.why is not WhyLeftOut.SPEAKER
        ],
        names=queries.names_for(one.matter for row in rows for one in row["like"]),
        refusal=refusal,
        status=status,
    )


def offered(request: DistrictRequest, verb: MatterVerb = MatterVerb.FILE) -> Offered:
    """Return the areas that this person may choose for what they file or take in."""
    moment = now()
    whole = access.Facts(area_path=queries.whole_district(store.in_force(day(moment))))
    return Offered(areas=areas_of(request), may_be_unsure=access.may(request.actor, verb, whole, moment))


def areas_of(request: DistrictRequest) -> list[places.AreaRow]:
    """Return the areas in which this person may file matters, ordered by area path.

    Their areas and all within; if those are too many, only subdistricts and communities.
    """
    today = day(now())
    paths = sorted({h.area_path for h in request.actor.holdings if h.holds_on(today) and h.area_path})
    found = {area.code: area for path in paths for area in places.subtree(path)}
    levels = {Level.SUBDISTRICT, Level.COMMUNITY} if len(found) > MOST_AREAS else set(Level)
    return sorted((area for area in found.values() if area.level in levels), key=lambda area: area.path)


def home_of(request: DistrictRequest) -> str:
    """Return the code of the smallest area below the district where this person works, or an empty string."""
    today = day(now())
    paths = [h.area_path for h in request.actor.holdings if h.holds_on(today) and h.area_path.count("/") > 2]
    return max(paths, key=len).strip("/").split("/")[-1] if paths else ""
