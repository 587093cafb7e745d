"""View that shows staff what the resident will read of the words that they are writing."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from yuanba.desk.forms.deeds import BY_NAME
from yuanba.matters import queries
from yuanba.matters.services.orders import LONGEST_ANSWER
from yuanba.rules.core.action import Spoken
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.words import plain
from yuanba.rules.privacy import masking
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may

#: The verbs whose words are addressed to the resident, and the boxes into which those are typed.
ADDRESSED = tuple(verb for verb in BY_NAME.values() if ACTIONS[verb].words is Spoken.ADDRESSED)
BOXES = ("words", "question", "reason")


@require_POST
@open_to(*whoever_may(*ADDRESSED))
def preview(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Render the typed words as the matter's page shows them to the resident; nothing is stored."""
    row = queries.matter_for(request.actor, matter_id, now())
    verb = BY_NAME.get(request.POST.get("of", ""))
    if verb not in ADDRESSED:
        raise Http404
    typed = next((text for box in BOXES if (text := request.POST.get(box, "").strip())), "")
    shown = masking.mask(plain(typed[:LONGEST_ANSWER])).text
    return page(
        request,
        "desk/preview.html",
        verb=verb.value,
        unit=queries.names_for([row]).units.get(row.unit, ""),
        words=shown,
        is_masked=shown != typed,
    )
