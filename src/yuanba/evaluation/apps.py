from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "yuanba.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Register with messages which page an invitation opens, and with matters who was invited."""
        from django.urls import reverse

        from yuanba.evaluation import queries
        from yuanba.matters import queries as matters
        from yuanba.messages import directory

        matters.ask_for_invited(queries.invited_keys)
        directory.place_at(
            "invitation",
            resident=queries.address_of,
            staff=lambda key: reverse("evaluation:mine"),
        )
