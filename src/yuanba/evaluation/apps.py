from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "yuanba.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Register this app's pages, texts, journal reader and stored data with the apps that use them."""
        from django.urls import reverse

        from yuanba.evaluation import kept, metrics, navigation, queries, sentences, services, tasks, wordings
        from yuanba.evaluation.tables import lay_tables
        from yuanba.journal import telling
        from yuanba.journal.readers import read_with
        from yuanba.matters import queries as matters
        from yuanba.matters.queries import heaps
        from yuanba.messages import directory
        from yuanba.messages.wording import word_with
        from yuanba.sealing.seals import last_with
        from yuanba.web.doors import open_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_as_named, measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill
        from yuanba.web.tasks import queue_with

        matters.ask_for_invited(queries.invited_keys)
        directory.place_at(
            "invitation",
            resident=lambda to, at: queries.address_of(to.key),
            staff=lambda key: reverse("evaluation:mine"),
        )
        telling.subject_with(invitation=sentences.INVITATION, ratings=sentences.RATINGS)
        telling.name_with("invitation", queries.invited)
        telling.name_with("ratings", heaps.numbered)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES, grounds=sentences.GROUNDS)
        show_with(navigation.WAYS)
        _guide()
        queue_with(tasks.SOURCES)
        own_with(tasks=tasks.OWN_TASKS)
        open_with(navigation.PANORAMA)
        lay_tables()
        fill("matter.desk", "evaluation/on_matter.html", order=20)
        fill("matter.own", "evaluation/on_own_matter.html")
        fill("notice.judges", "evaluation/on_notice.html")
        word_with(wordings.WORDINGS)
        read_with("evaluation", services.read_journal, order=10)
        last_with(kept.DIGESTS)
        measure_with(*metrics.METRICS)
        measure_as_named("evaluation", metrics.named)
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS, retained=kept.RETAINED)


def _guide() -> None:
    """Bring what this app's pages say of themselves, and its steps of a first day."""
    from yuanba.evaluation import guidance
    from yuanba.web.guidance import guide_with

    guide_with(guidance.GUIDES, guidance.STEPS)
