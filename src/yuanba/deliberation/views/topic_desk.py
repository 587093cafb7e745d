"""Views in which whoever runs a council publishes, declines, merges and schedules topics."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.deliberation import queries, services
from yuanba.deliberation.forms.topics import (
    MergeTopicForm,
    PublishTopicForm,
    SettleTopicForm,
    TopicReplyForm,
    TopicTaskForm,
)
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries import topics as topic_queries
from yuanba.deliberation.queries import tracks
from yuanba.deliberation.queries.topics import TopicNotFound, TopicRow
from yuanba.deliberation.sentences import TOPIC_STATES
from yuanba.deliberation.tables import TOPICS
from yuanba.deliberation.views.resolutions import classes_to_give, first_project, projects_offered
from yuanba.deliberation.views.track import track
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.topics import MOVES, TopicState
from yuanba.rules.deliberation.verbs import TopicVerb
from yuanba.rules.time.calendar import day
from yuanba.web import tables
from yuanba.web.entrance import DistrictRequest, now, open_to, page

#: In which time most of what was decided is done.
USUAL = timedelta(days=30)


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def desk_topics(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the topics of the councils that the reader runs."""
    return tables.respond(request, TOPICS, "deliberation/desk_topics.html")


@require_GET
@open_to(ActorKind.STAFF)
def desk_topic(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Render one topic for whoever runs its council, with what can be done to it."""
    row = _row(request, topic_id)
    return _desk(request, row, {})


@require_POST
@open_to(ActorKind.STAFF)
def publish(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Publish a topic under a title and a summary (公开议题)."""
    return _press(request, topic_id, TopicVerb.PUBLISH, PublishTopicForm(request.POST), services.publish)


@require_POST
@open_to(ActorKind.STAFF)
def decline(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Decline a topic with a reason (不列入)."""
    return _press(request, topic_id, TopicVerb.DECLINE, TopicReplyForm(request.POST), services.decline)


@require_POST
@open_to(ActorKind.STAFF)
def schedule(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Put a topic on the agenda of its council on a ground (列入议程)."""
    return _press(request, topic_id, TopicVerb.SCHEDULE, TopicReplyForm(request.POST), services.schedule)


@require_POST
@open_to(ActorKind.STAFF)
def merge(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Merge a topic into another one of its council (合并议题)."""
    form = MergeTopicForm(request.POST, targets=topic_queries.merge_targets(_row(request, topic_id)))

    def merged(*, into: int, **told: object) -> None:
        services.merge_topics(into_id=into, **told)  # type: ignore[arg-type]

    return _press(request, topic_id, TopicVerb.MERGE, form, merged)


@require_POST
@open_to(ActorKind.STAFF)
def task(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Give what was adopted on a topic a task (落实决议)."""
    row = _row(request, topic_id)
    pack = store.in_force(day(now()))
    council = queries.council(row.council_id, pack=pack)
    projects = projects_offered(council, pack)
    form = TopicTaskForm(
        request.POST, classes=classes_to_give(request.actor, council, row.area_path, pack), projects=projects
    )
    return _press(request, topic_id, TopicVerb.TASK, form, services.give_task)


@require_POST
@open_to(ActorKind.STAFF)
def settle(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Say why what was adopted on a topic needs no task (会上已办妥)."""
    return _press(request, topic_id, TopicVerb.SETTLE, SettleTopicForm(request.POST), services.settle_topic)


def _to_carry_out(request: DistrictRequest, row: TopicRow) -> dict[TopicVerb, forms.Form]:
    """The forms for what was adopted on a topic and has no task yet."""
    if row.state is not TopicState.DECIDED or row.without_task:
        return {}
    last = next((one for one in tracks.sittings(row.id) if one.is_adopted), None)
    pack = store.in_force(day(now()))
    if last is None or records.of_item(last.item.id, pack=pack):
        return {}
    council = queries.council(row.council_id, pack=pack)
    projects = projects_offered(council, pack)
    first = {"text": last.item.draft[:500], "due_on": day(now()) + USUAL}
    return {
        TopicVerb.TASK: TopicTaskForm(
            initial=first | first_project(council, pack, row.title, projects),
            classes=classes_to_give(request.actor, council, row.area_path, pack),
            projects=projects,
        ),
        TopicVerb.SETTLE: SettleTopicForm(auto_id="id_settle_%s"),
    }


def _press(
    request: DistrictRequest,
    topic_id: int,
    verb: TopicVerb,
    form: forms.Form,
    service: Callable[..., object],
) -> HttpResponse:
    row = _row(request, topic_id)
    if not form.is_valid():
        return _desk(request, row, {verb: form}, status=422)
    try:
        service(actor=request.actor, topic_id=topic_id, now=now(), **form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as fault:
        return _desk(request, row, {verb: form}, refusal=fault, status=409)
    messages.success(request, _("Done. Whoever proposed or seconded it is told."))
    return redirect("deliberation:desk_topics")


def _row(request: DistrictRequest, topic_id: int) -> TopicRow:
    """The topic, where the reader runs its council."""
    try:
        row = topic_queries.topic(topic_id)
    except TopicNotFound as fault:
        raise Http404(str(topic_id)) from fault
    moment = now()
    council = queries.council(row.council_id, pack=store.in_force(day(moment)))
    access.require(request.actor, TopicVerb.PUBLISH, queries.council_facts(council), moment)
    return row


def _desk(
    request: DistrictRequest,
    row: TopicRow,
    given: dict[TopicVerb, forms.Form],
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    targets = topic_queries.merge_targets(row)
    empty: dict[TopicVerb, forms.Form] = {
        TopicVerb.PUBLISH: PublishTopicForm(),
        TopicVerb.SCHEDULE: TopicReplyForm(auto_id="id_schedule_%s"),
        TopicVerb.MERGE: MergeTopicForm(targets=targets),
        TopicVerb.DECLINE: TopicReplyForm(auto_id="id_decline_%s"),
    }
    empty |= _to_carry_out(request, row)
    offered = [
        (verb, verb.value.partition(".")[2], given.get(verb, form))
        for verb, form in empty.items()
        if row.state in MOVES[verb] and (verb is not TopicVerb.MERGE or targets)
    ]
    return page(
        request,
        "deliberation/desk_topic.html",
        row=row,
        track=[] if row.state is TopicState.MERGED else track(row),
        standing=TOPIC_STATES[row.state],
        offered=offered,
        refusal=refusal,
        status=status,
    )
