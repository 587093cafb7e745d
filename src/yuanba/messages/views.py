"""Views of the staff inbox, the outbox, and how messages come; and of the demonstration's outbox."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.messages import queries, services, wording
from yuanba.messages.forms import PolicyForm, WishesForm
from yuanba.messages.queries import wishes as stored
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.core.paging import row_number
from yuanba.rules.messages.reaching import MessageGroup, Wishes
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page
from yuanba.web.metrics import MetricCut, metric

STATES = {
    "waiting": _("Waiting"),
    "failed": _("Will be tried again"),
    "sent": _("Sent"),
    "given_up": _("Given up"),
    "gathered": _("For the digest"),
    "digested": _("In a digest"),
    "on_paper": _("To be told at the counter"),
    "dropped": _("Contact deleted"),
    "held": _("Until the quiet hours end"),
    "kept": _("Only on their page"),
}
TONES = {"waiting": "doing", "failed": "ask", "sent": "done", "given_up": "bad"}


@require_safe
@open_to(ActorKind.STAFF)
def inbox(request: DistrictRequest) -> HttpResponse:
    """Render the reader's inbox lines, unread first: their own, their units' and their positions'."""
    found = queries.inbox(request.actor, at=now(), after=_place(request.GET.get("after", "")))
    return page(
        request,
        "messages/inbox.html",
        inbox=found,
        unread=queries.unread_count(request.actor, at=now()),
        newest=max((row.id for row in found.rows), default=0),
        is_first=not request.GET.get("after"),
    )


@require_POST
@open_to(ActorKind.STAFF)
def read(request: DistrictRequest, item_id: int) -> HttpResponse:
    """Mark one inbox line as read and return to the inbox."""
    services.read(actor=request.actor, item_id=item_id, now=now())
    return redirect("messages:inbox")


@require_POST
@open_to(ActorKind.STAFF)
def read_until(request: DistrictRequest, item_id: int) -> HttpResponse:
    """Mark all inbox lines up to the newest one on the page as read, and return to the inbox."""
    services.read_until(actor=request.actor, item_id=item_id, now=now())
    return redirect("messages:inbox")


@require_safe
@open_to(PositionKind.SYSTEM_ADMIN)
def outbox(request: DistrictRequest) -> HttpResponse:
    """Render the number of messages per state, and the messages whose delivery failed."""
    below = request.GET.get("below", "")
    rows = queries.outbox(request.actor, at=now(), below=row_number(below), limit=31)
    cut = MetricCut(now=now())
    numbers = {one.part: int(one.amount.counted) for one in metric("messages.by_state").tallies(cut)}
    return page(
        request,
        "messages/outbox.html",
        rows=[_shown(row) for row in rows[:30]],
        next=rows[29].id if len(rows) > 30 else 0,
        cut=cut,
        counts=[(state, STATES[state], numbers[state], TONES.get(state, "rest")) for state in STATES],
        stuck=numbers["failed"] + numbers["given_up"],
    )


@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def retry(request: DistrictRequest, message_id: int) -> HttpResponse:
    """Queue one message whose delivery failed to be sent again."""
    services.retry(actor=request.actor, now=now(), message_id=message_id)
    return redirect("messages:outbox")


@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def retry_all(request: DistrictRequest) -> HttpResponse:
    """Queue all messages whose delivery failed to be sent again."""
    services.retry(actor=request.actor, now=now())
    return redirect("messages:outbox")


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def wishes(request: DistrictRequest) -> HttpResponse:
    """Show and set how messages reach the reader, a member of staff."""
    key = request.actor.key
    form = WishesForm(
        request.POST or None,
        groups=_groups(request.actor),
        wishes=stored.wishes_of([key]).get(key, Wishes()),
        policy=stored.policy(),
    )
    if request.method == "POST" and form.is_valid():
        services.set_wishes(actor=request.actor, owner=key, wishes=form.wishes(), now=now())
        flash.success(request, gettext("Saved. This is how messages come from now on."))
        return redirect("messages:wishes")
    ways = [(wording.channel_label(channel), masked) for channel, masked in stored.ways_of([key])]
    status = 422 if form.is_bound else 200
    return page(request, "messages/wishes.html", form=form, ways=ways, status=status)


def _groups(actor: Actor) -> list[MessageGroup]:
    """What somebody chooses for: what comes to their inboxes, to themselves, and what they asked for."""
    kinds = {box.kind for box in queries.boxes(actor, now())}
    has = {
        MessageGroup.ORDERS: "unit" in kinds,
        MessageGroup.WATCH: "position" in kinds,
        MessageGroup.HANDED: True,
        MessageGroup.FIGURES: stored.has_more_sent(actor.key),
    }
    return [group for group, is_theirs in has.items() if is_theirs]


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def policy(request: DistrictRequest) -> HttpResponse:
    """Show the month's text messages, and set the district's quiet hours and budget."""
    current = stored.policy()
    form = PolicyForm(
        request.POST or None,
        initial={
            "quiet_from": current.quiet.from_at,
            "quiet_until": current.quiet.until_at,
            "sms_cap": current.sms_cap,
        },
    )
    if request.method == "POST" and form.is_valid():
        cap = form.cleaned_data["sms_cap"]
        services.set_policy(actor=request.actor, quiet=form.quiet(), sms_cap=cap, now=now())
        flash.success(request, gettext("Done and recorded."))
        return redirect("messages:policy")
    status = 422 if form.is_bound else 200
    return page(request, "messages/policy.html", form=form, use=stored.sms_use(now()), status=status)


@require_safe
@open_to(*ANYONE)
def shown(request: DistrictRequest) -> HttpResponse:
    """Render the messages that residents would get on their phones; 404 outside a demonstration."""
    if not settings.DEMO:
        raise Http404
    rows = [
        {
            "row": row,
            "channel": wording.channel_label(row.channel),
            "state": STATES[row.state],
            "tone": TONES.get(row.state, "rest"),
        }
        for row in queries.latest()
    ]
    return page(request, "messages/shown.html", rows=rows)


def _shown(row: queries.OutboxRow) -> dict[str, object]:
    return {
        "row": row,
        "channel": wording.channel_label(row.channel),
        "state": STATES[row.state],
        "tone": TONES.get(row.state, "rest"),
        "fault": wording.fault_words(row.fault),
    }


def _place(after: str) -> str:
    """Where a page begins; what is no place is the beginning."""
    part, _dash, below = after.partition("-")
    return after if part in {"read", "unread"} and row_number(below) else ""
