"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="exchange:chat",
        purpose=_("Takes reports out of a saved WeChat group chat."),
        first=_(
            "Save the chat as a text file, choose it, then look through what was found and tick what is real."
        ),
        more=(_("Nothing is filed before you press; small talk and other people's numbers stay out."),),
    ),
    PageGuide(
        page="exchange:import_orders",
        purpose=_("Takes over orders that came by 12345 or 141, from their Excel file."),
        first=_(
            "Choose the file; the page shows each row as it was understood, below them what cannot be taken."
        ),
        more=(_("An order that is here already is not taken twice."),),
    ),
)
