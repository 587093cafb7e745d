from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """The Django app for votes; it brings `yuanba ballot` too."""

    name = "yuanba.ballots"
    label = "ballots"

    def ready(self) -> None:
        """Register this app's sentences, menu entries and help with the pages."""
        from django.urls import reverse

        from yuanba.ballots import guidance, kept, metrics, navigation, queries, sentences, tasks
        from yuanba.ballots.tables import lay_tables
        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.sentences import speak_with

        directory.place_at(
            "vote",
            resident=lambda to, at: "",
            staff=lambda key: reverse("ballots:desk_vote", args=[int(key)]),
        )
        telling.subject_with(vote=sentences.VOTE, roll=sentences.ROLL, ballot=sentences.BALLOT)
        telling.name_with("vote", queries.titles)
        telling.name_with("roll", queries.roll_titles)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        open_with(navigation.PANORAMA)
        guide_with(guidance.GUIDES)
        own_with(tasks=tasks.OWN)
        lay_tables()
        keep_with(erasers=kept.ERASERS)
