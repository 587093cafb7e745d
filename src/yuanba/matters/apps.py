from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yuanba.matters"
    label = "matters"

    def ready(self) -> None:
        """Tell the messages where a matter is shown."""
        from django.urls import reverse

        from yuanba.messages import directory

        directory.place_at(
            "matter",
            resident=lambda key: "",
            staff=lambda key: reverse("matters:matter", args=[int(key)]),
        )
