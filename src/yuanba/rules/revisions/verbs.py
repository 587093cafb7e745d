"""The names of the actions on revisions of a district's rules: draft, change, submit, release, send back."""

from yuanba.rules.core.verb import Verb


class RevisionVerb(Verb):
    """The names of the actions on revisions of the rules, from the first draft to their release or end."""

    DRAFT = "revision.draft"
    EDIT = "revision.edit"
    TRY_OUT = "revision.try_out"
    SUBMIT = "revision.submit"
    RELEASE = "revision.release"
    SEND_BACK = "revision.send_back"
    WITHDRAW = "revision.withdraw"
