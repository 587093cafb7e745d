from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yuanba.notices"
    label = "notices"

    def ready(self) -> None:
        """Register this app's page links, sentences, messages, menu entries and stored personal data."""
        from django.urls import reverse

        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.messages.wording import word_with
        from yuanba.notices import guidance, kept, metrics, navigation, sentences, tasks, wordings
        from yuanba.notices.queries import bulletins, posted
        from yuanba.notices.tables import lay_tables
        from yuanba.sealing.seals import last_with
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.tasks import queue_with

        directory.place_at(
            "notice",
            resident=lambda to, at: "",
            staff=lambda key: reverse("notices:desk_notice", args=[int(key)]),
        )
        directory.place_at(
            "objection",
            resident=lambda to, at: "",
            staff=lambda key: reverse("notices:objections"),
        )
        telling.subject_with(
            notice=sentences.NOTICE, objection=sentences.OBJECTION, bulletin=sentences.BULLETIN
        )
        telling.name_with("notice", posted.titles)
        telling.name_with("objection", posted.objected)
        telling.name_with("bulletin", bulletins.lie_in)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        queue_with(tasks.SOURCES)
        own_with(raised=tasks.RAISED)
        open_with(navigation.PANORAMA)
        lay_tables()
        word_with(wordings.WORDINGS)
        last_with({"notices.contact": "names who objected without an account, in the journal too"})
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS)
