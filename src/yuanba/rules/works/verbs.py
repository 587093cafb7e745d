"""The names of the actions on projects."""

from yuanba.rules.core.verb import Verb


class ProjectVerb(Verb):
    """The names of the actions on projects."""

    PLAN = "project.plan"
    SHAPE = "project.shape"
    REACH = "project.reach"
    POSTPONE = "project.postpone"
    FINISH = "project.finish"
    STOP = "project.stop"
