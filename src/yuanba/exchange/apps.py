from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The Django app that imports data of other systems: archives, group chats, external orders."""

    name = "yuanba.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Register this app's texts, its menu entries, and its links on the pages of matters."""
        from yuanba.exchange import navigation, sentences
        from yuanba.web.doors import open_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill

        speak_with(sentences=sentences.SENTENCES)
        show_with(navigation.WAYS)
        open_with(navigation.PANORAMA)
        fill("matter.desk", "exchange/on_matter.html", order=10)
        fill("matter.papers", "exchange/on_matter_acts.html")
        fill("receipt.papers", "exchange/on_receipt.html")
