from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    """The Django app for opinions: consultations with statements, and `yuanba opinions`."""

    name = "yuanba.opinions"
    label = "opinions"

    def ready(self) -> None:
        """Register this app's sentences, menu entries, lists, tasks and stored personal data."""
        from django.urls import reverse

        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.opinions import guidance, kept, metrics, navigation, queries, sentences, tasks
        from yuanba.opinions.tables import lay_tables
        from yuanba.sealing.seals import last_with
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.tasks import queue_with

        directory.place_at(
            queries.KIND,
            resident=lambda to, at: "",
            staff=lambda key: reverse("opinions:desk_consultation", args=[int(key)]),
        )
        telling.subject_with(consultation=sentences.CONSULTATION)
        telling.name_with(queries.KIND, queries.questions)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        queue_with(tasks.SOURCES)
        own_with(tasks=tasks.OWN, raised=tasks.RAISED)
        open_with(navigation.PANORAMA)
        lay_tables()
        last_with({"opinions.participant": "whoever takes part, of whom nothing else is kept"})
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS)
