from django.apps import AppConfig


class SavedConfig(AppConfig):
    """The Django app of saved views: states of work tables that somebody keeps, or shares with others."""

    name = "yuanba.saved"
    label = "saved"

    def ready(self) -> None:
        """Register this app's sentences, and its places in the staff menu and on every work table."""
        from yuanba.saved import sentences
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill

        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        fill("desk.menu", "saved/on_menu.html")
        fill("table.tools", "saved/on_table.html")
