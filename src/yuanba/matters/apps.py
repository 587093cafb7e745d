from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yuanba.matters"
    label = "matters"

    def ready(self) -> None:
        """Register this app's page URLs, menu entries, texts, messages and metrics with other apps."""
        from yuanba.journal.readers import read_with
        from yuanba.matters import kept, navigation, sentences, services, wordings
        from yuanba.matters.queries import heaps
        from yuanba.messages.audiences import box_with
        from yuanba.messages.wording import word_with
        from yuanba.rules.matters.verbs import MatterVerb
        from yuanba.sealing.seals import last_with
        from yuanba.web.figures import count_with
        from yuanba.web.kept import keep_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill

        _place_pages()
        speak_with(
            sentences=sentences.SENTENCES,
            statuses=sentences.STATUSES,
            grounds=sentences.GROUNDS,
            standings=sentences.STANDINGS,
        )
        show_with(navigation.WAYS)
        fill("desk.first", "matters/on_desk.html")
        word_with(wordings.WORDINGS)
        box_with("unit", MatterVerb.ACCEPT)
        box_with("triager", MatterVerb.ASSIGN)
        box_with("supervisor", MatterVerb.RELAX)
        read_with("matters", services.read_journal, order=30)
        count_with("yuanba_matters", help="Matters by their state.", label="state", count=heaps.by_state)
        last_with({"matter.code": "the resident has the code, we have only this"})
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS, retained=kept.RETAINED)


def _place_pages() -> None:
    """Say where a message about a matter leads: a link for residents, the matter's page for staff."""
    from django.urls import reverse

    from yuanba.messages import directory
    from yuanba.messages.queries import links
    from yuanba.web.addresses import public_address

    directory.place_at(
        "matter",
        resident=lambda to, at: public_address(f"/l/{links.token(to, at)}"),
        staff=lambda key: reverse("matters:matter", args=[int(key)]),
    )
    directory.place_at(
        "following",
        resident=lambda to, at: public_address(
            f"/l/{links.token(to, at)}" if to.carried_from else f"/public/{to.key}"
        ),
        staff=lambda key: reverse("matters:matter", args=[int(key)]),
    )
