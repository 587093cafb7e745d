from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The Django app that imports data of other systems: archives, group chats, external orders."""

    name = "yuanba.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Register this app's texts, its menu entries, and its links on the pages of matters."""
        from yuanba.dashboards.tables import SUPERVISION
        from yuanba.desk.tables.lists import TABLES
        from yuanba.exchange import guidance, navigation, sentences
        from yuanba.exchange.tables import PRINT
        from yuanba.journal import telling
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill
        from yuanba.web.tables import press_with

        telling.subject_with(channel=sentences.CHANNEL)
        speak_with(sentences=sentences.SENTENCES)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        open_with(navigation.PANORAMA)
        for table in (*TABLES, SUPERVISION):
            press_with(table.code, [PRINT])
        fill("matter.desk", "exchange/on_matter.html", order=10)
        fill("matter.papers", "exchange/on_matter_acts.html")
        fill("receipt.papers", "exchange/on_receipt.html")
