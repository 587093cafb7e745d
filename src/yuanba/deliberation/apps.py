from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """The Django app of deliberation: councils and their seats, topics, meetings, and what is decided."""

    name = "yuanba.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        """Register this app's sentences, menu entries, door, figures and help with the pages."""
        from yuanba.deliberation import (
            guidance,
            kept,
            metrics,
            navigation,
            sentences,
            services,
            tasks,
            wordings,
        )
        from yuanba.deliberation.tables import lay_tables
        from yuanba.journal.readers import read_with
        from yuanba.matters.services.dispatching import HOLDS
        from yuanba.messages.wording import word_with
        from yuanba.rules.core.registry import put
        from yuanba.sealing.seals import last_with
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.tasks import queue_with

        _name_subjects()
        _fill_pages()
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES, grounds=sentences.GROUNDS)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        open_with(navigation.PANORAMA)
        queue_with(tasks.SOURCES)
        lay_tables()
        own_with(raised=tasks.RAISED)
        word_with(wordings.WORDINGS)
        read_with("deliberation", services.read_journal, order=40)
        put(HOLDS, "deliberation", services.require_deliberated)
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS)
        last_with(
            {
                "deliberation.seat": "names of who sits in a council without an account",
                "deliberation.person": "telephone numbers of who seconds a topic: each counts once",
            }
        )


def _fill_pages() -> None:
    """Put this app's parts on pages of events, matters and projects."""
    from yuanba.web.slots import fill

    fill("event.about", "deliberation/on_event.html")
    fill("matter.desk", "deliberation/on_matter.html", order=15)
    fill("matter.own", "deliberation/on_matter.html", order=15)
    fill("project.about", "deliberation/on_project.html")


def _name_subjects() -> None:
    """Say what councils, topics and meetings are called, and where the desk shows them."""
    from django.urls import reverse

    from yuanba.deliberation import queries, sentences
    from yuanba.deliberation.queries import meetings, priorities, procedure, topics, tracks
    from yuanba.journal import telling
    from yuanba.messages import directory
    from yuanba.web.addresses import public_address

    directory.place_at(
        "council",
        resident=lambda to, at: "",
        staff=lambda key: reverse("deliberation:desk_council", args=[int(key)]),
    )
    directory.place_at(
        "topic",
        resident=lambda to, at: public_address(f"/topics/{to.key}") if topics.titles([to.key]) else "",
        staff=lambda key: reverse("deliberation:desk_topic", args=[int(key)]),
    )
    directory.place_at(
        meetings.KIND,
        resident=lambda to, at: public_address(f"/meetings/{to.key}"),
        staff=lambda key: reverse("deliberation:desk_meeting", args=[int(key)]),
    )
    directory.name_with(meetings.KIND, tracks.names_of_meetings)
    directory.name_with(meetings.ITEM, tracks.names_of_items)
    directory.place_at(
        priorities.KIND,
        resident=lambda to, at: public_address(f"/priorities/{to.key}"),
        staff=lambda key: reverse("deliberation:edit_priorities", args=[key]),
    )
    directory.place_at(
        "procedure",
        resident=lambda to, at: public_address(f"/procedures/{to.key}"),
        staff=lambda key: reverse("deliberation:desk_course", args=[int(key)]),
    )
    telling.subject_with(
        council=sentences.COUNCIL,
        topic=sentences.TOPIC,
        meeting=sentences.MEETING,
        priorities=sentences.PRIORITIES,
        procedure=sentences.PROCEDURE,
        urgent_dispatch=sentences.URGENT,
    )
    telling.name_with("procedure", procedure.names)
    telling.name_with(meetings.KIND, meetings.titles)
    telling.name_with("topic", topics.titles)
    telling.name_with("council", queries.named)
