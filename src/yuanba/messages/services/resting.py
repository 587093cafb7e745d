"""Rests and stops the robots of group chats in the course of delivery, as their platforms ask."""

from __future__ import annotations

from datetime import datetime

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages.channels import DeliveryError
from yuanba.messages.models import ROBOTS, ContactPoint, Message
from yuanba.messages.queries import robots as stored
from yuanba.messages.queries.robots import ROBOT
from yuanba.rules.core.actor import Actor
from yuanba.rules.messages import robots
from yuanba.rules.messages.robots import RobotVerdict
from yuanba.rules.messages.verbs import MessageVerb


def rest_of(message: Message, now: datetime) -> datetime | None:
    """Return until when a message to a robot has to wait, with the robot locked; None if it may leave now.

    A platform takes twenty messages a minute. The lock keeps two workers from counting at once.
    """
    if message.channel not in ROBOTS or message.contact_id is None:
        return None
    contact = ContactPoint.objects.select_for_update().filter(pk=message.contact_id).first()
    message.contact = contact
    if contact is None:
        return None
    if contact.rests_until and contact.rests_until > now:
        return contact.rests_until
    sent = stored.sent_since(contact, now - robots.A_MINUTE)
    return sent[0] + robots.A_MINUTE if len(sent) >= robots.MOST_A_MINUTE else None


def settle(message: Message, fault: DeliveryError, actor: Actor, now: datetime) -> datetime | None:
    """Rest or stop a robot after a fault; return until when it rests, if its platform asked to go slower.

    So a faulty one costs one attempt a minute, however much waits for it, and one whose key is void none.
    """
    contact = message.contact
    if message.channel not in ROBOTS or contact is None or contact.fault:
        return None
    judge(contact, fault, now)
    if fault.verdict is RobotVerdict.STOPPED:
        journal.record(
            Act(actor, MessageVerb.ROBOT_STOP, now),
            Subject(kind=ROBOT, key=contact.key),
            outcome={"unit": contact.key, "channel": contact.channel, "fault": fault.code},
        )
    return contact.rests_until if fault.verdict is RobotVerdict.SLOWER else None


def judge(contact: ContactPoint, fault: DeliveryError | None, now: datetime) -> None:
    """Keep what an answer says of a robot: it is in service, it rests, or it is stopped; or nothing of it.

    A stopped one is in service again once something of it is taken, whatever else went wrong before.
    """
    if fault is None:
        contact.fault, contact.rests_until = "", None
    elif fault.verdict is RobotVerdict.STOPPED:
        contact.fault = fault.code
    elif fault.verdict is not RobotVerdict.REFUSED:
        is_slower = fault.verdict is RobotVerdict.SLOWER
        contact.rests_until = now + (robots.SHUT_OUT if is_slower else robots.A_MINUTE)
    contact.save(update_fields=["fault", "rests_until"])
