"""A sentence for every refusal of this app, by its code, and the names of the states of a project."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuanba.rules.works.projects import ProjectState

PROJECT = _("project")
STATES: Mapping[ProjectState, Promise] = MappingProxyType(
    {
        ProjectState.RUNNING: pgettext_lazy("project", "under way"),
        ProjectState.REDONE: pgettext_lazy("project", "sent back, being done again"),
        ProjectState.DONE: pgettext_lazy("project", "done"),
        ProjectState.STOPPED: pgettext_lazy("project", "stopped"),
    }
)
#: The colour of the badge of each state.
TONES: Mapping[ProjectState, str] = MappingProxyType(
    {
        ProjectState.RUNNING: "doing",
        ProjectState.REDONE: "doing",
        ProjectState.DONE: "done",
        ProjectState.STOPPED: "rest",
    }
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "project.not_found": _("There is no such project."),
        "project.unknown_kind": _("The rules name no such kind of project."),
        "project.no_title": _("Give the project a name that everybody understands."),
        "project.wrong_lead": _("This unit cannot lead such a project here: choose one from the list."),
        "project.bad_day": _(
            "Choose a day from today to %(last)s: a project has an end that people can wait for."
        ),
        "project.bad_milestones": _(
            "At most %(most)s milestones of %(signs)s characters each, and each of them once."
        ),
        "project.bad_milestone_day": _(
            "A milestone lies between %(first)s and %(last)s, the project's last day."
        ),
        "project.bad_money": _(
            "Write how much money there is and who gives it; leave both empty while nobody has granted any."
        ),
        "project.bad_beneficiaries": _("Write a number of people between 1 and %(most)s, or leave it empty."),
        "project.not_later": _("The last day is %(day)s: choose a later one."),
        "project.no_reason": _("Write why: whoever waits for it reads this."),
        "project.no_result": _("Write what came of it: whoever raised it reads this and judges it."),
        "project.over": _("This project is over: nothing of it can be changed any more."),
        "project.already": _("This matter carries out a project already."),
        "project.no_milestone": _("This milestone was reached already, or the plan was changed. Look again."),
        "project.not_accepted": _(
            "Its matter is not at work: accept its order first, or wait until the question is answered."
        ),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "project.not_found": 404,
        "project.unknown_kind": 422,
        "project.no_title": 422,
        "project.wrong_lead": 422,
        "project.bad_day": 422,
        "project.bad_milestones": 422,
        "project.bad_milestone_day": 422,
        "project.bad_money": 422,
        "project.bad_beneficiaries": 422,
        "project.not_later": 422,
        "project.no_reason": 422,
        "project.no_result": 422,
    }
)
