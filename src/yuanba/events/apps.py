from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "yuanba.events"
    label = "events"

    def ready(self) -> None:
        """Register this app's page links, sentences, messages, menu entries and stored personal data."""
        from django.urls import reverse

        from yuanba.events import guidance, kept, metrics, navigation, queries, sentences, tasks, wordings
        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.messages.wording import word_with
        from yuanba.sealing.seals import last_with
        from yuanba.web.addresses import public_address
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.tasks import queue_with

        directory.place_at(
            "event",
            resident=lambda to, at: public_address(f"/events/{to.key}"),
            staff=lambda key: reverse("events:desk_event", args=[int(key)]),
        )
        directory.place_at(
            queries.KIND_OF_REGISTRATION,
            resident=lambda to, at: queries.address_of(to.key),
            staff=lambda key: reverse("events:desk"),
        )
        telling.subject_with(event=sentences.EVENT, registration=sentences.REGISTRATION)
        telling.name_with("event", queries.titles)
        telling.name_with(queries.KIND_OF_REGISTRATION, queries.registered_for)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        word_with(wordings.WORDINGS)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        queue_with(tasks.SOURCES)
        own_with(tasks=tasks.OWN_TASKS, raised=tasks.RAISED)
        open_with(navigation.PANORAMA)
        last_with({"events.guest": "who gave a name and a number; the journal names them by it too"})
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS, retained=kept.RETAINED)
