from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What comes from other systems and goes back to them: archives, chats, orders of platforms."""

    name = "yuanba.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Tell the pages what the codes of this app say."""
        from yuanba.exchange import sentences
        from yuanba.web.sentences import speak_with

        speak_with(sentences=sentences.SENTENCES)
