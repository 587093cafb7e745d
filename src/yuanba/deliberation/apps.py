from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """The Django app of deliberation: councils and their seats, topics, meetings, and what is decided."""

    name = "yuanba.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        """Register this app's sentences, menu entries, door, figures and help with the pages."""
        from django.urls import reverse

        from yuanba.deliberation import guidance, metrics, navigation, queries, sentences
        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.sealing.seals import last_with
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with

        directory.place_at(
            "council",
            resident=lambda to, at: "",
            staff=lambda key: reverse("deliberation:desk_council", args=[int(key)]),
        )
        telling.subject_with(council=sentences.COUNCIL)
        telling.name_with("council", queries.named)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES, grounds=sentences.GROUNDS)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        open_with(navigation.PANORAMA)
        last_with({"deliberation.seat": "names of who sits in a council without an account"})
