"""Django's configuration of the help's app."""

from django.apps import AppConfig


class LearnConfig(AppConfig):
    """The Django app of the help: what each page is for, and a first day for each kind of position."""

    name = "yuanba.learn"
    label = "learn"

    def ready(self) -> None:
        """Register this app's sentences, its address, and its places in the help and on staff pages."""
        from yuanba.journal import telling
        from yuanba.learn import guidance, queries, sentences
        from yuanba.web.guidance import guide_with
        from yuanba.web.navigation import link_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill

        telling.subject_with(first_day=sentences.FIRST_DAY)
        telling.name_with("first_day", queries.named)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        guide_with(guidance.GUIDES)
        link_with(help="learn:help")
        fill("desk.first", "learn/on_landing.html")
        fill("help.more", "learn/on_help.html")
