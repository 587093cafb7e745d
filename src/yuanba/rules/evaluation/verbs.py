"""The names of the actions of evaluation: ask for ratings, print codes, see results."""

from yuanba.rules.core.verb import Verb


class EvaluationVerb(Verb):
    """The names of the actions of evaluation: ask for ratings, print codes, see results."""

    ASK_TO_JUDGE = "evaluation.ask"
    HAND_OUT = "evaluation.hand_out"
    SEE_RESULTS = "evaluation.see_results"
