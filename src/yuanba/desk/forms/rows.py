"""What a row says of something that can be pressed on a matter: form, service, place, and its API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from yuanba.desk.forms.asked import DeskFields
from yuanba.desk.forms.bodies import RequestBody
from yuanba.matters.queries import MatterRow
from yuanba.rules.core.state import State


class DeskGroup(StrEnum):
    """A group of actions on a matter's page, such as next steps, requests, or corrections."""

    NOW = "now"
    FOR = "for"
    ASK = "ask"
    RIGHT = "right"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskForm:
    """How one action on a matter is offered to staff, on pages and in the API.

    `form` is what it asks for at the desk, `group` its place on the page, `state` the state whose reply
    templates it offers. `body` is what it asks for over JSON, `says` what the API's document says of it;
    without that it is not there. `until` gives the moment until which it can be done, None where that is
    over.
    """

    call: Callable[..., Any]
    form: type[DeskFields]
    group: DeskGroup
    body: type[RequestBody] | None = None
    says: str = ""
    until: Callable[[MatterRow], datetime | None] | None = None
    hint: Promise | str = ""
    state: State | None = None
