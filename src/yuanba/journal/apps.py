from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "yuanba.journal"
    label = "journal"

    def ready(self) -> None:
        """Register this app's sentences, what it passed over, and how its stored data is erased or kept."""
        from yuanba.districts.queries import find_faults_with
        from yuanba.journal import kept, queries, sentences
        from yuanba.journal.services import skipping
        from yuanba.web.kept import keep_with
        from yuanba.web.sentences import speak_with

        speak_with(sentences=sentences.SENTENCES)
        find_faults_with("journal", find=queries.faults, retry=skipping.retry_now)
        keep_with(erasers=kept.ERASERS, retained=kept.RETAINED)
