"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import KEEPERS, PositionKind
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="home:public_matter",
        purpose=_("One matter that neighbours reported, with every step and its day."),
        first=_("Read the last step first: it says where it is now."),
        more=(_("Press “Follow” if it concerns you too; your name is shown to nobody."),),
    ),
    PageGuide(
        page="home:figures",
        purpose=_("How each figure on these pages is counted, in words."),
        first=_("Look for the figure by its title; each has its source."),
        more=(_("No figure is about a single person."),),
    ),
    PageGuide(
        page="home:front",
        purpose=_(
            "This is the front page of your district: report something, follow it, or read what "
            "neighbours reported."
        ),
        first=_(
            "Press “File a matter” and say in your own words what is wrong; nobody asks you for an account."
        ),
        more=(_("What waits for you, such as a rating, stands at the top with a number."),),
    ),
    PageGuide(
        page="home:public",
        purpose=_("What neighbours reported and what came of it, with the day of every step."),
        first=_("Choose your community above, then open a matter to read its whole course."),
        more=(
            _(
                "Is it yours too? Press “Follow”, and you are told what happens; you need not report "
                "it again."
            ),
        ),
    ),
    PageGuide(
        page="home:panorama",
        purpose=_("The whole mechanism of your district on one page, drawn as those who made it tell it."),
        first=_("Press a part that has a door: it leads to where that is done."),
        more=(_("The numbers are as of now; a part without a door is not done on these pages."),),
    ),
    PageGuide(
        page="home:privacy",
        purpose=_("What is kept about you here, why, for how long, and what you may ask for."),
        first=_("To see or delete what is kept about you, open “My data”."),
        more=(_("Your phone number and your words are shown to nobody who does not deal with your matter."),),
    ),
    PageGuide(
        page="home:accessibility",
        purpose=_(
            "What is done here for people who see, hear or move with difficulty, and what does not work yet."
        ),
        first=_("For larger print press “Elder version” at the top."),
        more=(_("Whatever cannot be done here is done for you at the counter or by phone."),),
    ),
    PageGuide(
        page="home:suggestions",
        purpose=_(
            "How to complain about these pages or about how you were treated, and how to suggest something."
        ),
        first=_("Choose a way: in writing with a receipt, by telephone, or at the counter."),
        more=(_("In writing it goes like any matter: press “File a matter” and begin with “About Yuanba”."),),
    ),
    PageGuide(
        page="home:rules",
        purpose=_("The rules in force: how long each step may take, and what happens when it takes longer."),
        first=_("Find the kind of matter that you have, and read its days."),
        more=(_("A matter is dealt with by the rules of the day on which you filed it."),),
    ),
    PageGuide(
        page="home:standards",
        purpose=_(
            "By which standards matters are told apart, who sits in the meetings, and which seats are open."
        ),
        first=_("Choose your subdistrict or town to see how many raters it still lacks."),
        more=(_("Whoever wants to take a seat asks at the community's counter."),),
    ),
)
STEPS = (
    DayStep(
        code="mechanism",
        order=20,
        page="home:panorama",
        kinds=frozenset(PositionKind),
        words=_("Look at the whole mechanism, and find your own part in it."),
    ),
    DayStep(
        code="rules",
        order=90,
        page="home:rules",
        kinds=frozenset({PositionKind.TRIAGER, PositionKind.AUDITOR, PositionKind.EDITOR}) | KEEPERS,
        words=_("Read the rules in force: days and what follows when they are over."),
    ),
)
