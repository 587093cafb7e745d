from django.apps import AppConfig


class WebConfig(AppConfig):
    """What the pages of all apps share: base templates, components, tags, sentences, navigation."""

    name = "yuanba.web"
    label = "web"

    def ready(self) -> None:
        """Know the sentences of what lies below the pages."""
        from yuanba.web.sentences import refusals, speak_with

        speak_with(sentences=refusals.SENTENCES, statuses=refusals.STATUSES)
