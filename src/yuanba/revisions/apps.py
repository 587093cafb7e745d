from django.apps import AppConfig
from django.urls import reverse


class RevisionsConfig(AppConfig):
    """The Django app in which officials change their district's rules by forms, for a day to come."""

    name = "yuanba.revisions"
    label = "revisions"

    def ready(self) -> None:
        """Register the app's sentences, menu entries, tasks and messages with the pages."""
        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.messages.wording import word_with
        from yuanba.revisions import guidance, navigation, queries, sentences, tasks, wordings
        from yuanba.web.guidance import guide_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.tasks import queue_with

        directory.place_at(
            queries.KIND,
            resident=lambda to, at: "",
            staff=lambda key: reverse("revisions:revision", args=[int(key)]),
        )
        telling.subject_with(revision=sentences.REVISION)
        telling.name_with("revision", queries.dated)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        queue_with(tasks.SOURCES)
        word_with(wordings.WORDINGS)
