"""A sentence for every refusal of this app, by its code, and the names of stages, answers and ways."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.rules.honours.selections import ConsentWay, NomineeState, SelectionStage

SELECTION, NOMINEE = _("selection"), _("nominee")
STAGES: Mapping[SelectionStage, Promise] = MappingProxyType(
    {
        SelectionStage.NOMINATING: _("taking nominations"),
        SelectionStage.GATHERED: _("nominations are over, the vote is next"),
        SelectionStage.VOTING: _("being voted on"),
        SelectionStage.COUNTED: _("the vote is counted"),
        SelectionStage.POSTED: _("the result is on public notice"),
        SelectionStage.HEARD: _("the notice is over"),
        SelectionStage.CONFERRED: _("honours conferred"),
        SelectionStage.DROPPED: _("given up"),
    }
)
NOMINEE_STATES: Mapping[NomineeState, Promise] = MappingProxyType(
    {
        NomineeState.ASKED: _("asked, no answer yet"),
        NomineeState.AGREED: _("agreed to stand"),
        NomineeState.WITHDRAWN: _("does not stand"),
        NomineeState.LAPSED: _("no longer stands"),
    }
)
CONSENT_WAYS: Mapping[ConsentWay, Promise] = MappingProxyType(
    {
        ConsentWay.ONLINE: _("on these pages"),
        ConsentWay.FACE_TO_FACE: _("face to face"),
        ConsentWay.BY_PHONE: _("by telephone"),
        ConsentWay.IN_WRITING: _("in writing"),
    }
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "selection.not_found": _("There is no such selection or nominee."),
        "selection.unknown": _("The rules know no such selection or award for this council. Choose another."),
        "selection.runs": _("This council has such a selection under way. Finish that one first."),
        "selection.no_words": _("Please write something here, at most %(most)s characters."),
        "selection.bad_day": _(
            "Nominations are open for at least %(days)s days, and for at most %(most)s. Choose another day."
        ),
        "selection.stage": _("The selection is at another stage meanwhile. Look at it once more."),
        "selection.staff_only": _(
            "In this selection staff alone nominate. Tell your community whom you mean."
        ),
        "selection.nominated": _("Somebody of this name is nominated for this award already."),
        "selection.too_many": _("There are %(most)s nominees already: more than that nobody can judge."),
        "selection.nobody": _("There is nobody left who agreed to stand and was chosen."),
        "selection.answered": _("They have answered already, or do not stand any more."),
        "selection.consent_unknown": _("Choose how they told you that they agree."),
        "selection.no_reason": _("Write why: whoever is concerned may read this."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "selection.not_found": 404,
        "selection.unknown": 422,
        "selection.no_words": 422,
        "selection.bad_day": 422,
        "selection.consent_unknown": 422,
        "selection.no_reason": 422,
    }
)
