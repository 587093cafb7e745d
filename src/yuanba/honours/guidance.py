"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="honours:selections",
        purpose=_("Where neighbours are nominated for an honour, and how far each selection has come."),
        first=_("Open a selection and nominate somebody who did good."),
        more=(_("Whoever is nominated is asked first; no name is shown before they agree."),),
    ),
    PageGuide(
        page="honours:honours",
        purpose=_("Who was chosen by their neighbours, and for what."),
        first=_("Read what they did. Your own name comes off whenever you ask for it."),
    ),
    PageGuide(
        page="honours:desk_selections",
        purpose=_("The selections at your councils, and what comes next in each."),
        first=_(
            "Press “Open a selection”, record who agrees, and put them to the vote when the days are over."
        ),
        more=(_("The vote is counted with the votes; the notice ends by itself when its days are over."),),
    ),
)
