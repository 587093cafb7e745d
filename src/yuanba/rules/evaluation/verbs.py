"""The names of the actions of evaluation: ask for ratings, print codes, see results, review units."""

from yuanba.rules.core.verb import Verb


class EvaluationVerb(Verb):
    """The names of the actions of evaluation: ask, report empty groups, print codes, see results, review."""

    ASK_TO_JUDGE = "evaluation.ask"
    REPORT_MISSING = "evaluation.report_missing"
    HAND_OUT = "evaluation.hand_out"
    SEE_RESULTS = "evaluation.see_results"
    REVIEW_UNIT = "evaluation.review_unit"
