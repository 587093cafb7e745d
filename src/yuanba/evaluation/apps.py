from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "yuanba.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Tell the messages where an invitation leads."""
        from django.urls import reverse

        from yuanba.evaluation import queries
        from yuanba.messages import directory

        directory.place_at(
            "invitation",
            resident=queries.address_of,
            staff=lambda key: reverse("evaluation:mine"),
        )
