"""Template tags of saved views: the form with which a table's state is saved."""

from __future__ import annotations

from django import template

from yuanba.rules.core.actor import Actor
from yuanba.saved.forms import SaveViewForm, share_choices
from yuanba.web.entrance import now
from yuanba.web.tables.pages import TablePage

register = template.Library()


@register.simple_tag(takes_context=True)
def save_view_form(context: template.Context, page: TablePage) -> SaveViewForm:
    """Return the form that saves the state which a work table is in, for the reader of the page."""
    actor = context["actor"]
    assert isinstance(actor, Actor)
    form = SaveViewForm(None, shares=share_choices(actor, now()))
    form.initial = {"table": page.table.code, "query": page.query}
    return form
