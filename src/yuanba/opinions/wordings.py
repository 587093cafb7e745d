"""Sentences on groups of opinion, and on the faults of a file of votes on statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FAULTS: Mapping[str, Promise] = MappingProxyType(
    {
        "no_head": _("The first row must name the columns: participant, and one for each statement."),
        "no_table": _("From here on this is no table: correct the quotes in this row."),
        "cells": _("This row has %(number)s cells, the first row has %(wanted)s: correct it."),
        "column_twice": _("The column “%(name)s” is there already: remove one of them."),
        "person_twice": _("“%(name)s” has a row already: remove one of them."),
        "no_opinion": _("“%(name)s” is no opinion: 1 agrees, -1 disagrees, 0 passes; leave the rest blank."),
        "no_votes": _("Nobody voted: there is nothing to group."),
        "too_many": _("At most %(people)s people and %(statements)s statements can be grouped at once."),
    }
)

#: What groups of opinion say, by stance.
SAID: Mapping[str, Promise] = MappingProxyType(
    {
        "agree": _("Agrees with statement %(statement)s: %(share)s"),
        "disagree": _("Disagrees with statement %(statement)s: %(share)s"),
    }
)
SHARED: Mapping[str, Promise] = MappingProxyType(
    {
        "agree": _("All groups agree with statement %(statement)s, at least %(least_share)s of each"),
        "disagree": _("All groups disagree with statement %(statement)s, at least %(least_share)s of each"),
    }
)

#: What groups of opinion are called on pages, the largest first, and the colours of `web.charts` for them.
NAMES: Sequence[Promise] = (_("Group A"), _("Group B"), _("Group C"), _("Group D"), _("Group E"))
HUES: Sequence[int] = (5, 1, 0, 3, 2)


def lines(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that say groups of opinion to people, in the reader's language."""
    yield gettext("People: %(people)s; statements: %(statements)s; grouped: %(grouped)s") % {
        "people": result["people"],
        "statements": result["statements"],
        "grouped": len(result["in_conversation"]),
    }
    for one in result["shared"]:
        yield str(SHARED[one["stance"]]) % one
    if not result["shared"]:
        yield gettext("There is no statement on which all groups think the same.")
    for group in result["groups"]:
        yield gettext("Group %(number)s, people: %(people)s") % {
            "number": group["id"] + 1,
            "people": len(group["members"]),
        }
        yield from ("  " + str(SAID[one["stance"]]) % one for one in group["says"])
