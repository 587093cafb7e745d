from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The Django app of messages; its label is not ``messages``, which Django's flash messages have taken."""

    name = "yuanba.messages"
    label = "yuanba_messages"

    def ready(self) -> None:
        """Register this app's sentences, messages, inboxes, journal reader and stored personal data."""
        from yuanba.journal import telling
        from yuanba.journal.readers import read_with
        from yuanba.messages import guidance, kept, metrics, navigation, sentences, services, wordings
        from yuanba.messages.audiences import box_with
        from yuanba.messages.wording import word_with
        from yuanba.rules.messages.verbs import MessageVerb
        from yuanba.sealing.seals import last_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with

        telling.subject_with(message=sentences.MESSAGE, contact=sentences.CONTACT, robot=sentences.ROBOT)
        telling.subject_with(
            wishes=sentences.WISHES, message_policy=sentences.POLICY, sms_month=sentences.SMS
        )
        telling.part_with(**sentences.PARTS)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        word_with(wordings.WORDINGS)
        box_with("system_admin", MessageVerb.RETRY, in_area=False)
        read_with("messages", services.read_journal, order=20)
        last_with(
            {
                "messages.webhook": "the receiver was told this secret",
                "messages.link": "stored nowhere: a link ends by itself after 90 days",
                "messages.follower": "names a follower without an account, in the journal too",
            }
        )
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS, retained=kept.RETAINED)
