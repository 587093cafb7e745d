from django.apps import AppConfig


class RevisionsConfig(AppConfig):
    """The Django app in which officials change their district's rules by forms, for a day to come."""

    name = "yuanba.revisions"
    label = "revisions"

    def ready(self) -> None:
        """Register the app's sentences and menu entries with the pages."""
        from yuanba.revisions import navigation, sentences
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with

        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        show_with(navigation.WAYS)
