from __future__ import annotations

from datetime import datetime

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "yuanba.residents"
    label = "residents"

    def ready(self) -> None:
        """Register this app's pages, menu entries and texts, and how a browser proves a matter its own."""
        from yuanba.residents import guidance, navigation, search, sentences, tasks
        from yuanba.residents.views.proof import of_subject
        from yuanba.rules.core.actor import PositionKind
        from yuanba.web.doors import open_with
        from yuanba.web.entrance import ask_for_proof
        from yuanba.web.guidance import guide_with
        from yuanba.web.navigation import land_with, link_with, show_with
        from yuanba.web.own import own_with
        from yuanba.web.search import search_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill
        from yuanba.web.tasks import queue_with

        ask_for_proof(of_subject)
        _place_pages()
        speak_with(sentences=sentences.SENTENCES)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        land_with(PositionKind.CLERK, "residents:counter")
        search_with(search.SOURCES)
        queue_with(tasks.SOURCES)
        own_with(tasks=tasks.OWN_TASKS, raised=tasks.RAISED)
        open_with(navigation.PANORAMA)
        fill("event.about", "residents/at_event.html", order=10)
        link_with(
            file="residents:file",
            track="residents:track",
            receipt="residents:receipt",
            communities="residents:communities",
            own_file="residents:file_own",
        )


def _place_pages() -> None:
    """Say where a message about a matter leads: a link for residents, the matter's page for staff."""
    from django.urls import reverse

    from yuanba.messages import directory
    from yuanba.messages.queries import links
    from yuanba.messages.recipients import LinkRecipient
    from yuanba.web.addresses import public_address

    def own(to: LinkRecipient, at: datetime) -> str:
        return public_address(f"/l/{links.token(to, at)}") if links.is_still_theirs(to, at) else ""

    directory.place_at(
        "matter",
        resident=own,
        staff=lambda key: reverse("desk:matter", args=[int(key)]),
    )
    directory.place_at(
        "following",
        resident=lambda to, at: own(to, at) if to.carried_from else public_address(f"/public/{to.key}"),
        staff=lambda key: reverse("desk:matter", args=[int(key)]),
    )
