"""Where ladders are looked for."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from yuanba.rules.ladders.verbs import LadderVerb

from tests.toy.ladders import queries
from yuanba.web.search import SearchHit, SearchQuery, SearchSource


def _ladders(asked: SearchQuery) -> list[SearchHit]:
    lent = queries.lent() if asked.text in "ladder" else 0
    return [SearchHit(title="A ladder that is lent", link=reverse("ladders:list"))] * lent


SOURCES = (
    SearchSource(
        key="ladders",
        order=900,
        heading=_("Ladders"),
        icon="list",
        verbs=(LadderVerb.LEND,),
        found=_ladders,
    ),
)
