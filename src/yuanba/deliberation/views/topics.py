"""Views of topics for everybody: the list, proposing one, reading it, and seconding it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.deliberation import queries, services
from yuanba.deliberation.forms.councils import show
from yuanba.deliberation.forms.topics import ProposeTopicForm, SupportForForm
from yuanba.deliberation.queries import priorities
from yuanba.deliberation.queries import topics as topic_queries
from yuanba.deliberation.queries.topics import TopicNotFound, TopicRow
from yuanba.deliberation.sentences import TOPIC_STATES
from yuanba.deliberation.views.track import track
from yuanba.notices.views.bulletins import chosen
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.priorities import have_priorities
from yuanba.rules.deliberation.topics import TopicState
from yuanba.rules.deliberation.verbs import TopicVerb
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page


@require_safe
@open_to(*ANYONE)
def topics(request: DistrictRequest) -> HttpResponse:
    """Render the topics that may be seconded or are on an agenda, near the place that was chosen."""
    asked = request.GET.get("at")
    area = places.area(asked[:24]) if asked else (chosen(request) if asked is None else None)
    communities = places.areas_at(Level.COMMUNITY)
    return page(
        request,
        "deliberation/topics.html",
        rows=topic_queries.public_topics(area.path if area else ""),
        decided=topic_queries.decided_topics(area.path if area else ""),
        area=area,
        have_priorities=have_priorities(store.in_force(day(now()))),
        labels=TOPIC_STATES,
        towns=[
            (town, [one for one in communities if one.path.startswith(town.path)])
            for town in places.areas_at(Level.SUBDISTRICT)
        ],
    )


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.RESIDENT, ActorKind.STAFF)
def propose(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form that proposes a topic (提议题), for oneself or at the counter for somebody."""
    moment, is_staff = now(), request.actor.kind is ActorKind.STAFF
    pack = store.in_force(day(moment))
    area = places.area(request.GET.get("at", "")[:24]) or chosen(request)
    found = queries.councils_near(area.path if area else "", pack=pack)
    first = {"council": request.GET.get("council", found[0].id if len(found) == 1 else "")}
    form = ProposeTopicForm(request.POST or None, councils=found, is_staff=is_staff, initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.propose(
                actor=request.actor,
                council_id=given["council"],
                words=given["words"],
                phone=given.get("phone", ""),
                now=moment,
            )
        except NotAllowed:
            raise
        except Refused as fault:
            show(form, fault, ProposeTopicForm.FIELDS)
            status = 409
        else:
            told = _("We have your topic. As soon as it is public, neighbours can second it.")
            arrived(request, told, draft="topic.propose")
            return _to_what_was_raised(request, made)
    return page(
        request,
        "deliberation/propose.html",
        form=form,
        found=found,
        is_staff=is_staff,
        status=422 if form.errors and status == 200 else status,
    )


def _to_what_was_raised(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Lead to the topic; whoever took it down for a council above them reads it once it is public."""
    try:
        topic_or_404(request, topic_id)
    except Http404:
        return redirect("deliberation:topics")
    return redirect("deliberation:topic", topic_id=topic_id)


@require_safe
@open_to(*ANYONE)
def topic(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Render one topic: its summary, how many second it and how many are needed, and what became of it."""
    row = topic_or_404(request, topic_id)
    return _topic_page(request, row, SupportForForm())


@require_POST
@open_to(ActorKind.RESIDENT, ActorKind.STAFF)
def support(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Second a topic (附议), for oneself or as staff for somebody who stands before them."""
    row, form = topic_or_404(request, topic_id), SupportForForm(request.POST)
    is_staff = request.actor.kind is ActorKind.STAFF
    if is_staff and not form.is_valid():
        return _topic_page(request, row, form, status=422)
    try:
        services.support(
            actor=request.actor,
            topic_id=topic_id,
            phone=form.cleaned_data["phone"] if is_staff else "",
            now=now(),
        )
    except NotAllowed:
        raise
    except Refused as fault:
        return _topic_page(request, row, form if is_staff else SupportForForm(), refusal=fault, status=409)
    messages.success(request, _("Seconded. You will hear what becomes of it."))
    return redirect("deliberation:topic", topic_id=row.merged_into_id or topic_id)


def topic_or_404(request: DistrictRequest, topic_id: int) -> TopicRow:
    """Return a topic that the reader may read; raise Http404 for others.

    Everybody reads what is public, was decided or merged, or declined after it was public; its proposer and
    whoever runs the council read it before.
    """
    try:
        row = topic_queries.topic(topic_id)
    except TopicNotFound as fault:
        raise Http404(str(topic_id)) from fault
    if row.is_public or (row.title and row.state is not TopicState.PROPOSED):
        return row
    if request.actor.key and request.actor.key == row.by_key:
        return row
    if access.may(request.actor, TopicVerb.SUPPORT, Facts(area_path=row.area_path), now()) and (
        request.actor.kind is ActorKind.STAFF
    ):
        return row
    raise Http404(str(topic_id))


def _topic_page(
    request: DistrictRequest,
    row: TopicRow,
    form: SupportForForm,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    moment, verb = now(), TopicVerb.SUPPORT
    facts = topic_queries.raising_facts(request.actor, verb, row.area_path, row.estate, moment)
    is_mine = bool(request.actor.key) and request.actor.key == row.by_key
    return page(
        request,
        "deliberation/topic.html",
        row=row,
        track=[] if row.state is TopicState.MERGED else track(row, is_mine=is_mine),
        standing=TOPIC_STATES[row.state],
        form=form,
        refusal=refusal,
        lacking=max(row.needed - row.supporters, 0),
        priority=priorities.places_on_lists({row.id}).get(row.id),
        is_mine=is_mine,
        seconded=topic_queries.supports(request.actor, row.id),
        is_staff=request.actor.kind is ActorKind.STAFF,
        may_support=row.is_public
        and (request.actor.kind is ActorKind.ANONYMOUS or access.may(request.actor, verb, facts, moment)),
        status=status,
    )
