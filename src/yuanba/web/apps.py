from django.apps import AppConfig


class WebConfig(AppConfig):
    """The Django app of what all pages share: base templates, components, tags, sentences, navigation."""

    name = "yuanba.web"
    label = "web"

    def ready(self) -> None:
        """Register the sentences and HTTP statuses for refusals of apps and libraries that have no pages.

        Also those that every form gives for what is missing or does not fit.
        """
        from yuanba.web.forms import speak_for_fields
        from yuanba.web.sentences import refusals, speak_with

        speak_with(sentences=refusals.SENTENCES, statuses=refusals.STATUSES)
        speak_for_fields()
