"""The names of the actions on compacts."""

from yuanba.rules.core.verb import Verb


class CompactVerb(Verb):
    """The names of the actions on compacts."""

    DRAFT = "compact.draft"
    REVISE = "compact.revise"
    DROP = "compact.drop"
    ADOPT = "compact.adopt"
