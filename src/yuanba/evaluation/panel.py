"""Prepares the part of a matter's page on which its resident says whether it is solved."""

from __future__ import annotations

from typing import Any

from yuanba.evaluation import forms, queries
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow
from yuanba.residents.views import proof
from yuanba.rules.core import access
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.entrance import DistrictRequest, now


def panel_of(request: DistrictRequest, row: MatterRow, form: forms.RateForm | None = None) -> dict[str, Any]:
    """Return what the rating part of a matter's page needs: whether this reader may rate, and their rating.

    With ``?said=no`` it asks what is still wrong before the matter is sent back.
    """
    actor = proof.acting(request, row)
    own = queries.invitation_of(row.id, actor.key) if actor.key else None
    may = access.may(actor, MatterVerb.RATE, matters.facts_before(row, actor), now())
    is_unsolved = request.GET.get("said") == "no" or (form is not None and form.data.get("solved") == "no")
    return {
        "matter": row,
        "form": form or forms.RateForm(),
        "is_judged": queries.is_judged(row),
        "may_rate": may and not (own and own.used_at),
        "said": own if own and own.used_at else None,
        "is_owner": actor.key == row.owner_key,
        "is_unsolved": is_unsolved,
    }
