from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "yuanba.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Register this app's pages, message texts and stored data with the apps that use them."""
        from django.urls import reverse

        from yuanba.journal import telling
        from yuanba.matters.services.looking import report_with
        from yuanba.messages import directory
        from yuanba.messages.audiences import box_with
        from yuanba.messages.wording import word_with
        from yuanba.privacy import guidance, kept, metrics, navigation, sentences, tasks, wordings
        from yuanba.privacy.services import reporting
        from yuanba.rules.privacy.verbs import PrivacyVerb
        from yuanba.web.guidance import guide_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill
        from yuanba.web.tasks import queue_with

        directory.place_at(
            "request",
            resident=lambda to, at: "",
            staff=lambda key: reverse("privacy:answer", args=[int(key)]),
        )
        telling.subject_with(
            person=sentences.PERSON,
            request=sentences.REQUEST,
            retention=sentences.RETENTION,
            house=sentences.HOUSE,
        )
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        queue_with(tasks.SOURCES)
        own_with(raised=tasks.RAISED)
        fill("matter.proven", "privacy/on_matter.html")
        word_with(wordings.WORDINGS)
        box_with("guard", PrivacyVerb.WATCH, in_area=False)
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS, retained=kept.RETAINED)
        report_with(reporting.report)
        measure_with(*metrics.METRICS)
