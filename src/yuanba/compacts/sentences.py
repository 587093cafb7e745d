"""A sentence for every refusal of this app, by its code, and the names of topics and differences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.rules.compacts.wording import CompactTopic, DifferenceKind

COMPACT = _("compact")
TOPICS: Mapping[CompactTopic, Promise] = MappingProxyType(
    {
        CompactTopic.DISPUTES: _("Quarrels among neighbours"),
        CompactTopic.MANNERS: _("Manners"),
        CompactTopic.SURROUNDINGS: _("Surroundings"),
        CompactTopic.OTHER: _("Also"),
    }
)
DIFFERENCES: Mapping[DifferenceKind, Promise] = MappingProxyType(
    {
        DifferenceKind.ADDED: _("New clause"),
        DifferenceKind.CHANGED: _("Clause in other words"),
        DifferenceKind.LEFT_OUT: _("Clause left out"),
    }
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "compact.not_found": _("There is no such compact, or it has no draft any more."),
        "compact.no_clauses": _("A compact needs a name and at least one clause."),
        "compact.bad_clause": _(
            "At most %(most)s clauses of %(signs)s characters each: what hangs on a wall is short."
        ),
        "compact.clause_twice": _("One clause stands there twice: leave one of them out."),
        "compact.may_not_impose": _(
            "“%(clause)s” sounds like a fine, or takes a service away: a compact can do neither. "
            "Write it otherwise, or tick that it is not meant so."
        ),
        "compact.not_about": _(
            "What was voted on does not name this draft: put it to a vote in its own words."
        ),
        "compact.not_passed": _("This vote did not pass the draft, or was held elsewhere."),
        "compact.words_after_vote": _(
            "The draft was changed after this vote had opened: those who voted did not read these words."
        ),
        "compact.bad_first_day": _(
            "Choose a day from %(earliest)s on, at most %(days)s days after the vote was counted."
        ),
        "compact.draft_already": _("There is a draft for this place already: change that one."),
        "compact.no_estate": _("There is no such estate."),
        "compact.no_reason": _("Write why: whoever waits for it reads this."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "compact.not_found": 404,
        "compact.no_clauses": 422,
        "compact.bad_clause": 422,
        "compact.clause_twice": 422,
        "compact.may_not_impose": 422,
        "compact.bad_first_day": 422,
        "compact.no_estate": 422,
        "compact.no_reason": 422,
    }
)
