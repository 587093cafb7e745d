from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "yuanba.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Tell the messages where an invitation leads."""
        from django.urls import reverse

        from yuanba.evaluation import queries, sentences
        from yuanba.matters import queries as matters
        from yuanba.messages import directory
        from yuanba.web.sentences import speak_with

        matters.ask_for_invited(queries.invited_keys)
        directory.place_at(
            "invitation",
            resident=queries.address_of,
            staff=lambda key: reverse("evaluation:mine"),
        )
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES, grounds=sentences.GROUNDS)
