from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """The Django app for centres, what can be booked there, and bookings."""

    name = "yuanba.venues"
    label = "venues"

    def ready(self) -> None:
        """Register this app's sentences, messages, menu entries, help, figures, door, tasks and kept data."""
        from django.urls import reverse

        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.messages.wording import word_with
        from yuanba.sealing.seals import last_with
        from yuanba.venues import guidance, kept, metrics, navigation, sentences, tasks, wordings
        from yuanba.venues.queries import addresses, bookings, entries
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.kept import keep_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.own import own_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.tasks import queue_with

        directory.place_at(
            bookings.BOOKING,
            resident=lambda to, at: addresses.address_of(to.key),
            staff=lambda key: reverse("venues:desk_booking", args=[int(key)]),
        )
        telling.subject_with(
            centre=sentences.CENTRE,
            bookable=sentences.BOOKABLE,
            booking=sentences.BOOKING,
            repetition=sentences.REPETITION,
        )
        telling.name_with(entries.CENTRE, entries.centre_titles)
        telling.name_with(entries.BOOKABLE, entries.bookable_titles)
        telling.name_with(bookings.BOOKING, bookings.purposes)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        word_with(wordings.WORDINGS)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        queue_with(tasks.SOURCES)
        own_with(tasks=tasks.OWN_TASKS, raised=tasks.RAISED)
        open_with(navigation.PANORAMA)
        last_with({"venues.guest": "who gave a name and a number; bookings know them by it"})
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS, retained=kept.RETAINED)
