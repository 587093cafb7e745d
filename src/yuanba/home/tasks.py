"""What a resident follows of public matters."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.matters.queries import public
from yuanba.web.own import OwnQuery, RaisedThing, RaisedThings


def _followed(asked: OwnQuery) -> list[RaisedThing]:
    return [
        RaisedThing(
            title=row.title,
            link=reverse("home:public_matter", args=[row.id]),
            at=row.published_at or row.filed_at,
            state=row.state,
        )
        for row in public.followed_by(asked.keys)
    ]


RAISED = (RaisedThings(key="followed", order=40, heading=_("Public matters you follow"), found=_followed),)
