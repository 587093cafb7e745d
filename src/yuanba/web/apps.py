from django.apps import AppConfig


class WebConfig(AppConfig):
    """The Django app of what all pages share: base templates, components, tags, sentences, navigation."""

    name = "yuanba.web"
    label = "web"

    def ready(self) -> None:
        """Register the sentences and HTTP statuses for refusals of apps and libraries that have no pages."""
        from yuanba.web.sentences import refusals, speak_with

        speak_with(sentences=refusals.SENTENCES, statuses=refusals.STATUSES)
