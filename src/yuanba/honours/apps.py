from django.apps import AppConfig


class HonoursConfig(AppConfig):
    """The Django app of selections and of the honours that they end with."""

    name = "yuanba.honours"
    label = "honours"

    def ready(self) -> None:
        """Register this app's sentences, messages, figure, and what it keeps of people."""
        from yuanba.honours import (
            guidance,
            kept,
            metrics,
            navigation,
            sentences,
            tasks,
            wordings,
        )
        from yuanba.messages.wording import word_with
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill
        from yuanba.web.tasks import queue_with

        _name_subjects()
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        open_with(navigation.PANORAMA)
        queue_with(tasks.SOURCES)
        own_with(tasks=tasks.ASKED, raised=tasks.RAISED)
        fill("vote.about", "honours/on_vote.html")
        fill("my_data", "honours/my_data.html")
        fill("my_data.copy", "honours/my_copy.html")
        word_with(wordings.WORDINGS)
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS)


def _name_subjects() -> None:
    """Say what selections and nominees are called, and where pages show them."""
    from django.urls import reverse

    from yuanba.honours import queries, sentences
    from yuanba.journal import telling
    from yuanba.messages import directory
    from yuanba.web.addresses import public_address

    directory.place_at(
        queries.KIND,
        resident=lambda to, at: public_address(f"/selections/{to.key}"),
        staff=lambda key: reverse("honours:desk_selection", args=[int(key)]),
    )
    directory.place_at(
        queries.NOMINEE,
        resident=lambda to, at: public_address(f"/nominees/{to.key}"),
        staff=lambda key: "",
    )
    telling.subject_with(selection=sentences.SELECTION, nominee=sentences.NOMINEE)
    telling.name_with(queries.KIND, queries.titles)
    telling.name_with(queries.NOMINEE, queries.nominee_titles)
