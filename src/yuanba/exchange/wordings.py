"""The words for what stands in no card of a preview, and why."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.exchange.services.preview import Aside
from yuanba.reading.chats import WhyLeftOut

WHY: Mapping[str, Promise] = {
    WhyLeftOut.INVISIBLE: _("invisible signs"),
    WhyLeftOut.TOO_LONG: _("the chat is too long: paste this part by itself"),
    WhyLeftOut.TOO_MANY: _("more reports than fit on one page: paste this part by itself"),
    WhyLeftOut.GROUP_NOTICE: _("a notice of the group"),
    WhyLeftOut.HEADING: _("a heading or a line"),
    WhyLeftOut.SPEAKER: _("says who spoke, and when"),
    WhyLeftOut.NO_WORDS: _("no words follow it"),
    WhyLeftOut.GREETING: _("a greeting before the report"),
    WhyLeftOut.ATTACHED: _("something attached: ask for it in the group"),
    Aside.SMALL_TALK: _("greetings, thanks or stickers only"),
    Aside.SPOKEN: _("a voice message: listen, and write it down"),
    Aside.HEADINGS: _("says what the columns hold"),
    Aside.BESIDE: _("stands above or beside the table"),
    Aside.UNREAD_COLUMN: _("no field is read from this column"),
    Aside.NO_PHONE: _("no telephone number; it is kept with the words, sealed"),
    Aside.REFUSED: _("the row cannot be taken: see what is wrong"),
    Aside.HIDDEN: _("hidden rows are not read: show them in Excel to take them in"),
    Aside.UNREAD_SHEET: _("only one sheet is read"),
}
