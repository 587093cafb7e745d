from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """The Django app for backups, restores and keys, with commands and sentences but no tables or pages."""

    name = "yuanba.keeping"
    label = "keeping"

    def ready(self) -> None:
        """Register the sentences for this app's refusals."""
        from yuanba.keeping import sentences
        from yuanba.web.sentences import speak_with

        speak_with(sentences=sentences.SENTENCES)
