from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Backups, restores and keys: it has commands and sentences, no tables and no pages."""

    name = "yuanba.keeping"
    label = "keeping"

    def ready(self) -> None:
        """Tell the pages what the codes of this app say."""
        from yuanba.keeping import sentences
        from yuanba.web.sentences import speak_with

        speak_with(sentences=sentences.SENTENCES)
