from collections.abc import Callable, Collection

from django.apps import AppConfig
from django.core import checks
from django.urls import reverse

Names = Callable[[Collection[str]], dict[str, str]]


class PeopleConfig(AppConfig):
    name = "yuanba.people"
    label = "people"

    def ready(self) -> None:
        """Register this app's names, texts, menu entries and stored data; start journalling log-ins."""
        from yuanba.messages import directory
        from yuanba.messages.wording import word_with
        from yuanba.people import (
            kept,
            navigation,
            passwords,
            queries,
            search,
            second_factor,
            sentences,
            tasks,
            watching,
            wordings,
        )
        from yuanba.sealing.seals import last_with, seal_with
        from yuanba.web.doors import open_with
        from yuanba.web.kept import keep_with
        from yuanba.web.search import search_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.tasks import queue_with

        def names(codes: Collection[str]) -> dict[str, str]:
            return {unit.code: unit.name for unit in queries.units(codes)}

        directory.name_with("unit", names)
        _place_subjects()
        checks.register(passwords.check_list)
        watching.connect()
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        _measure()
        _show_pages()
        search_with(search.SOURCES)
        queue_with(tasks.SOURCES)
        open_with(navigation.PANORAMA)
        _join_places()
        _tell_journal(names)
        word_with(wordings.WORDINGS)
        last_with(
            {
                "people.throttle": "counts for an hour, then it is gone",
                "people.unknown_log_in": "stands in the journal for a name that nobody has",
            }
        )
        seal_with(*second_factor.SEALED)
        keep_with(parts=kept.PARTS, erasers=kept.ERASERS, retained=kept.RETAINED)


def _measure() -> None:
    from yuanba.people import metrics
    from yuanba.web.metrics import measure_with

    measure_with(*metrics.METRICS)


def _show_pages() -> None:
    """Bring this app's pages into menus, links and the help, and who is logged in into the staff menu."""
    from yuanba.people import guidance, navigation
    from yuanba.web.guidance import guide_with
    from yuanba.web.navigation import introduce_with, link_with, show_with

    show_with(navigation.WAYS)
    guide_with(guidance.GUIDES, guidance.STEPS)
    link_with(account="people:me")
    introduce_with(navigation.introduce)


def _join_places() -> None:
    """Say what holds an area, and show units and posts on the pages of areas."""
    from yuanba.people import services
    from yuanba.places import services as places
    from yuanba.web.slots import fill

    places.hold_with(services.require_none_in)
    places.hold_estates_with(services.require_none_for)
    places.follow_estates_with(services.follow_estate)
    fill("area.people", "people/on_area.html")
    fill("place.moves", "people/on_moves.html")
    fill("estate.people", "people/on_estate.html")


def _place_subjects() -> None:
    """Say where messages about accounts and about robots of group chats lead, and who reads inboxes."""
    from yuanba.messages.audiences import find_with
    from yuanba.messages.directory import place_at
    from yuanba.people import queries

    find_with(queries.actors)

    place_at("robot", resident=lambda to, at: "", staff=lambda key: reverse("people:robot", args=[key]))
    place_at("account", resident=lambda to, at: "", staff=lambda key: reverse("people:me"))


def _tell_journal(names: Names) -> None:
    """Say what accounts and units are called in the journal, and what stands in outcomes about them."""
    from yuanba.journal import telling
    from yuanba.people import queries, sentences

    telling.subject_with(
        account=sentences.ACCOUNT,
        unit=sentences.UNIT,
        file=sentences.FILE,
        log_in=sentences.LOG_IN,
    )
    telling.name_with("unit", names)
    telling.name_with("account", queries.named_staff)
    telling.part_with(**sentences.PARTS)
