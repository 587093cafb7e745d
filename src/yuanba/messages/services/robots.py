"""Sets, tries and removes the robots by which units post to their group chats."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages import channels, directory, queries, wording
from yuanba.messages.audiences import UNIT
from yuanba.messages.channels import DeliveryError, Outgoing
from yuanba.messages.models import ContactPoint, MessageChannel
from yuanba.messages.queries import robots as stored
from yuanba.messages.queries.robots import ROBOT
from yuanba.messages.services.contacts import add_contact, erase
from yuanba.messages.services.reading import sender
from yuanba.messages.services.resting import judge
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.messages import robots
from yuanba.rules.messages.robots import RobotKind
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.addresses import public_address


class UnknownRobot(Refused):
    """Raised when the unit does not exist or has no robot on this platform."""

    code: ClassVar[str] = "robots.unknown_robot"


class TrialFailed(Refused):
    """Raised when a robot did not take a trial; ``fault`` is the code of the reason."""

    code: ClassVar[str] = "robots.trial_failed"


@transaction.atomic
def set_robot(*, actor: Actor, unit: str, address: str, secret: str = "", now: datetime) -> RobotKind:
    """Set the robot by which a unit posts to its group chat, one for each platform; return the platform.

    The one before it goes, with what still waited for it. Raises NotARobot, NoSecret and UnknownRobot.
    """
    access.require(actor, MessageVerb.ROBOT_SET, access.Facts(), now)
    if not directory.name(UNIT, unit):
        raise UnknownRobot
    one = robots.robot(address, secret, more_hosts=settings.MESSAGE_ROBOT_HOSTS)
    channel = MessageChannel(one.kind.value)

    stored.hold(unit)
    erase(stored.contacts_of(unit, channel))
    add_contact(kind=UNIT, key=unit, channel=channel, address=one.kept, at=now)

    journal.record(
        Act(actor, MessageVerb.ROBOT_SET, now),
        Subject(kind=ROBOT, key=unit),
        outcome={"unit": unit, "channel": channel.value},
    )
    return one.kind


@transaction.atomic
def drop_robot(*, actor: Actor, unit: str, channel: MessageChannel, now: datetime) -> None:
    """Remove a unit's robot on one platform, and what still waited for it; raise UnknownRobot if none is."""
    stored.hold(unit)
    found = stored.contacts_of(unit, channel)

    access.require(actor, MessageVerb.ROBOT_DROP, access.Facts(), now)
    if not found:
        raise UnknownRobot

    erase(found)

    journal.record(
        Act(actor, MessageVerb.ROBOT_DROP, now),
        Subject(kind=ROBOT, key=unit),
        outcome={"unit": unit, "channel": channel.value},
    )


def try_robot(*, actor: Actor, unit: str, channel: MessageChannel, now: datetime) -> None:
    """Post a trial to a unit's group chat at once; a robot that takes it is in service again.

    Raises UnknownRobot, and TrialFailed with the reason where it is not taken; the robot's page then says so.
    """
    if fault := _tried(actor, unit, channel, now):
        raise TrialFailed(fault=fault)


@transaction.atomic
def _tried(actor: Actor, unit: str, channel: MessageChannel, now: datetime) -> str:
    contact = stored.lock_robot(unit, channel)

    access.require(actor, MessageVerb.ROBOT_TRY, access.Facts(), now)
    if contact is None:
        raise UnknownRobot

    fault = _post_trial(contact, now)
    judge(contact, fault, now)

    journal.record(
        Act(actor, MessageVerb.ROBOT_TRY, now),
        Subject(kind=ROBOT, key=unit),
        outcome={"unit": unit, "channel": channel.value, "fault": fault.code if fault else ""},
    )
    return fault.code if fault else ""


def _post_trial(contact: ContactPoint, now: datetime) -> DeliveryError | None:
    with translation.override(contact.language):  # as what follows it: DingTalk may look for a word in it
        words = gettext("This is a trial. What concerns %(unit)s will be posted here: its title and a link.")
        said = words % {"unit": directory.name(UNIT, contact.key)}
        text = wording.in_group(said, link=public_address(""), sender=sender())
    outgoing = Outgoing(
        token=str(uuid.uuid4()),
        channel=contact.channel,
        address=queries.address_of(contact),
        secret=b"",
        verb=MessageVerb.ROBOT_TRY,
        at=now,
        now=now,
        title="",
        text=text,
        link="",
        facts={},
    )
    try:
        channels.send(outgoing)
    except DeliveryError as fault:
        return fault
    return None
