from collections.abc import Collection

from django.apps import AppConfig
from django.core import checks
from django.urls import reverse


class PeopleConfig(AppConfig):
    name = "yuanba.people"
    label = "people"

    def ready(self) -> None:
        """Register with messages the names of units and the page of an account; watch log-ins."""
        from yuanba.messages import directory
        from yuanba.people import passwords, queries, watching

        def names(codes: Collection[str]) -> dict[str, str]:
            return {unit.code: unit.name for unit in queries.units(codes)}

        directory.name_with("unit", names)
        directory.place_at("account", resident=lambda key: "", staff=lambda key: reverse("people:me"))
        checks.register(passwords.check_list)
        watching.connect()
