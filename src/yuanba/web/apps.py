from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app of what all pages share: base templates, components, tags, sentences, navigation."""

    name = "yuanba.web"
    label = "web"

    def ready(self) -> None:
        """Know the sentences of what lies below the pages."""
        from yuanba.web.sentences import refusals, speak_with

        speak_with(sentences=refusals.SENTENCES, statuses=refusals.STATUSES)
