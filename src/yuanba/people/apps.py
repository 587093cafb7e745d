from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yuanba.people"
    label = "people"

    def ready(self) -> None:
        """Tell the messages what units are called."""
        from yuanba.messages import directory
        from yuanba.people import queries

        def name(code: str) -> str:
            unit = queries.unit(code)
            return unit.name if unit else ""

        directory.name_with("unit", name)
