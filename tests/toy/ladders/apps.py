from django.apps import AppConfig


class LaddersConfig(AppConfig):
    name = "tests.toy.ladders"
    label = "ladders"

    def ready(self) -> None:
        """Bring what this app has of its own."""
        from tests.toy.ladders import (
            kept,
            metrics,
            navigation,
            search,
            sentences,
            services,
            tables,
            tasks,
            wordings,
        )
        from yuanba.journal.readers import read_with
        from yuanba.messages.wording import word_with
        from yuanba.web.doors import open_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.search import search_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill
        from yuanba.web.tables import lay_with, press_with
        from yuanba.web.tasks import queue_with

        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        show_with(navigation.WAYS)
        queue_with(tasks.SOURCES)
        own_with(tasks=tasks.OWN_TASKS, raised=tasks.RAISED)
        search_with(search.SOURCES)
        open_with(navigation.PANORAMA)
        word_with(wordings.WORDINGS)
        read_with("ladders", services.read_journal, order=90)
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS)
        measure_with(*metrics.METRICS)
        fill("my_data", "ladders/my_data.html")
        lay_with([tables.LOANS])
        press_with(tables.LOANS.code, [tables.EXPORT])
