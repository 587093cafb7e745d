"""Views of the staff inbox, the operators' outbox, and the demonstration's outbox."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yuanba.messages import queries, services, wording
from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.paging import row_number
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
