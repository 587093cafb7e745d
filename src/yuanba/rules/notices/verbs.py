"""What can be done with a public notice and the objections to it."""

from yuanba.rules.core.verb import Verb


class NoticeVerb(Verb):
    """What can be done with a public notice and the objections to it."""

    POST = "notice.post"
    PROVE = "notice.prove"
    OBJECT = "notice.object"
    ANSWER = "notice.answer"
    END = "notice.end"
