"""The help of this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="activities:menu",
        purpose=_("What takes place in the centres this week, for whom, and where."),
        first=_("Open a session and sign up with a name and a mobile number."),
        more=(_("Without a phone: tell the counter or your grid worker, who signs you up."),),
    ),
    PageGuide(
        page="activities:desk",
        purpose=_("What your centres offer, and the menu of each week."),
        first=_("Write down what is offered each week, then compose next week and publish it."),
        more=(_("A published session is moved or called off on its event's page; who signed up is told."),),
    ),
)
