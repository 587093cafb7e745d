"""What can be done about judging results."""

from yuanba.rules.core.verb import Verb


class EvaluationVerb(Verb):
    """What can be done about judging results."""

    ASK_TO_JUDGE = "evaluation.ask"
    HAND_OUT = "evaluation.hand_out"
    SEE_RESULTS = "evaluation.see_results"
