"""The names of the actions on public notices and on the objections to them."""

from yuanba.rules.core.verb import Verb


class NoticeVerb(Verb):
    """The names of the actions on public notices and on the objections to them."""

    POST = "notice.post"
    PROVE = "notice.prove"
    OBJECT = "notice.object"
    ANSWER = "notice.answer"
    END = "notice.end"
    ANNOUNCE = "notice.announce"
    RETRACT = "notice.retract"
