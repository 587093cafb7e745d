"""Where the page of this app stands in the menus."""

from django.utils.translation import gettext_lazy as _
from yuanba.rules.ladders.verbs import LadderVerb

from yuanba.web.navigation import Menu, MenuEntry

WAYS = (
    MenuEntry(
        menu=Menu(key="ladders", order=90, title=_("Ladders")),
        order=10,
        label=_("Ladders that are lent"),
        to="ladders:list",
        icon="list-check",
        verbs=(LadderVerb.LEND,),
    ),
)
