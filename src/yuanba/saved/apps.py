from django.apps import AppConfig


class SavedConfig(AppConfig):
    """The Django app of saved views: states of work tables that somebody keeps, or shares with others."""

    name = "yuanba.saved"
    label = "saved"

    def ready(self) -> None:
        """Register this app's sentences, and its places in the staff menu and on every work table."""
        from yuanba.journal import telling
        from yuanba.saved import guidance, queries, sentences
        from yuanba.web.guidance import guide_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill

        telling.subject_with(view=sentences.VIEW)
        telling.name_with("view", queries.named)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        guide_with(guidance.GUIDES)
        fill("desk.menu", "saved/on_menu.html")
        fill("table.tools", "saved/on_table.html")
