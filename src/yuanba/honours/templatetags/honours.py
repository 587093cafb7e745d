"""Filters and tags of the pages of selections."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.functional import Promise
from django.utils.translation import ngettext

from yuanba.ballots.queries import VoteRow
from yuanba.honours import queries
from yuanba.honours.queries import NomineeRow
from yuanba.honours.sentences import NOMINEE_STATES, STAGES
from yuanba.rules.honours.selections import NomineeState, SelectionStage

register = template.Library()


@register.filter
def stage_name(stage: SelectionStage) -> Promise:
    """Return what a stage of a selection is called."""
    return STAGES[stage]


@register.filter
def answer_name(state: NomineeState) -> Promise:
    """Return what the answer of a nominee is called."""
    return NOMINEE_STATES[state]


@register.simple_tag
def nominees_on_vote(vote: VoteRow) -> list[NomineeRow]:
    """Return who stands in a vote, by the numbers of its motions; nobody where it is no selection's."""
    return queries.on_vote(vote.id) if vote.subject_kind == queries.KIND else []


@register.simple_tag
def nominated_so_far(rows: Sequence[NomineeRow]) -> str:
    """Return how many are nominated for an award, and how many of them agreed; no name is in it."""
    agreed = sum(1 for one in rows if one.stands)
    return ngettext("%(n)s nominated, %(agreed)s agreed", "%(n)s nominated, %(agreed)s agreed", len(rows)) % {
        "n": len(rows),
        "agreed": agreed,
    }
