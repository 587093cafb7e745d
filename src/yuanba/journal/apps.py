from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "yuanba.journal"
    label = "journal"

    def ready(self) -> None:
        """Register this app's sentences, and how its stored data is erased or kept."""
        from yuanba.journal import kept, sentences
        from yuanba.web.kept import keep_with
        from yuanba.web.sentences import speak_with

        speak_with(sentences=sentences.SENTENCES)
        keep_with(erasers=kept.ERASERS, retained=kept.RETAINED)
