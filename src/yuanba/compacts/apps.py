from django.apps import AppConfig


class CompactsConfig(AppConfig):
    """The Django app for compacts of areas and estates."""

    name = "yuanba.compacts"
    label = "compacts"

    def ready(self) -> None:
        """Register this app's sentences, menu entries, help, figure and door."""
        from django.urls import reverse

        from yuanba.compacts import guidance, metrics, navigation, queries, sentences, tasks
        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.tasks import queue_with

        directory.place_at(
            queries.KIND,
            resident=lambda to, at: "",
            staff=lambda key: reverse("compacts:desk_compact", args=[int(key)]),
        )
        telling.subject_with(compact=sentences.COMPACT)
        telling.name_with(queries.KIND, queries.titles)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        queue_with(tasks.SOURCES)
        open_with(navigation.PANORAMA)
