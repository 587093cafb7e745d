from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yuanba.matters"
    label = "matters"

    def ready(self) -> None:
        """Register this app's texts, messages and metrics with other apps."""
        from yuanba.journal import telling
        from yuanba.journal.readers import read_with
        from yuanba.matters import kept, metrics, sentences, services, wordings
        from yuanba.matters.queries import heaps
        from yuanba.messages.audiences import box_with
        from yuanba.messages.directory import name_with
        from yuanba.messages.wording import word_with
        from yuanba.people.services import hold_units_with
        from yuanba.rules.matters.verbs import MatterVerb
        from yuanba.sealing.seals import last_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.sentences import speak_with

        speak_with(
            sentences=sentences.SENTENCES,
            statuses=sentences.STATUSES,
            grounds=sentences.GROUNDS,
            standings=sentences.STANDINGS,
        )
        word_with(wordings.WORDINGS)
        telling.subject_with(matter=sentences.MATTER)
        telling.name_with("matter", heaps.numbered)
        telling.find_with("matter", heaps.key_of)
        telling.part_with(**sentences.PARTS)
        name_with("clock", sentences.clocks)
        box_with("unit", MatterVerb.ACCEPT)
        box_with("triager", MatterVerb.ASSIGN)
        box_with("supervisor", MatterVerb.RELAX)
        hold_units_with(services.require_no_orders)
        read_with("matters", services.read_journal, order=30)
        measure_with(*metrics.METRICS)
        last_with({"matter.code": "the resident has the code, we have only this"})
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS, retained=kept.RETAINED)
