"""Everything that can be done: who may, where, from which states, and what of the pack it reads.

Buttons, permission checks, API tags and `docs/actions.md` are drawn from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from yuanba.rules.actor import ActorKind, PositionKind
from yuanba.rules.declared import Text
from yuanba.rules.matter import State, sources
from yuanba.rules.verb import Verb

__all__ = ["ACTIONS", "Action", "Bar", "Scope", "Verb", "Who"]

Who = ActorKind | PositionKind


class Scope(StrEnum):
    """How far a right reaches."""

    OWN = "own"
    UNIT = "unit"
    AREA = "area"
    DISTRICT = "district"
    ANY = "any"


class Bar(StrEnum):
    """Who may not, whatever their position: nobody judges their own work or raises themselves."""

    OWNER = "owner"
    HANDLER = "handler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One row of the table. A right is a pair of who and how far; any one of them suffices."""

    label: Text
    rights: frozenset[tuple[Who, Scope]]
    barred: frozenset[Bar] = frozenset()
    from_states: frozenset[State] = frozenset()
    pack_keys: tuple[str, ...] = ()
    needs_reason: bool = False

    @property
    def who(self) -> frozenset[Who]:
        """Every kind that may, however far."""
        return frozenset(who for who, _ in self.rights)


A = ActorKind
P = PositionKind
Rights = frozenset[tuple[Who, Scope]]


def _rights(**scopes: tuple[Who, ...]) -> Rights:
    return frozenset((who, Scope(scope)) for scope, kinds in scopes.items() for who in kinds)


TRIAGE: tuple[Who, ...] = (P.TRIAGER, P.SUBDISTRICT_LEAD)
# Who works in the unit that has the order.
HANDLING: tuple[Who, ...] = (P.HANDLER, P.UNIT_LEAD, P.GRID_WORKER, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)
LIVING: frozenset[State] = frozenset(State) - {State.ARCHIVED}
TRIAGED: frozenset[State] = frozenset({State.ASSIGNED, State.ACCEPTED, State.ANSWERED, State.CLOSED})


MATTER_ACTIONS: dict[Verb, Action] = {
    Verb.FILE: Action(
        label=Text(zh="报事", en="File a matter"),
        rights=_rights(
            any=(A.ANONYMOUS, A.RESIDENT),
            area=(P.CLERK, P.GRID_WORKER, P.COMMUNITY_LEAD, P.TRIAGER),
        ),
        pack_keys=("channels", "receipt"),
    ),
    Verb.IMPORT: Action(
        label=Text(zh="批量导入事项", en="Import matters"),
        rights=_rights(any=(A.OPERATOR,), district=(P.TRIAGER,)),
        pack_keys=("channels", "receipt"),
    ),
    Verb.SUGGEST: Action(
        label=Text(zh="给出分流建议", en="Suggest a class"),
        rights=_rights(any=(A.SYSTEM,)),
        from_states=frozenset({State.FILED}),
        pack_keys=("classes", "items"),
    ),
    Verb.PUBLISH: Action(
        label=Text(zh="公开标题和摘要", en="Publish title and summary"),
        rights=_rights(area=(P.EDITOR, P.TRIAGER)),
        from_states=TRIAGED,
        pack_keys=("classes",),
    ),
    Verb.ASSIGN: Action(
        label=Text(zh="分流派单", en="Assign"),
        rights=_rights(area=TRIAGE),
        from_states=sources(Verb.ASSIGN),
        pack_keys=("classes", "items", "bodies", "calendars", "hours"),
    ),
    Verb.REASSIGN: Action(
        label=Text(zh="改派", en="Reassign"),
        rights=_rights(area=TRIAGE),
        from_states=sources(Verb.REASSIGN),
        pack_keys=("classes", "items", "bodies", "calendars", "hours"),
        needs_reason=True,
    ),
    Verb.REFUSE: Action(
        label=Text(zh="不予受理并指引", en="Refuse and guide elsewhere"),
        rights=_rights(area=TRIAGE),
        from_states=sources(Verb.REFUSE),
        pack_keys=("refusals",),
        needs_reason=True,
    ),
    Verb.ACCEPT: Action(
        label=Text(zh="接单", en="Accept the order"),
        rights=_rights(unit=HANDLING),
        from_states=sources(Verb.ACCEPT),
    ),
    Verb.RETURN: Action(
        label=Text(zh="退单", en="Return the order"),
        rights=_rights(unit=HANDLING),
        from_states=sources(Verb.RETURN),
        needs_reason=True,
    ),
    Verb.ANSWER: Action(
        label=Text(zh="答复", en="Answer"),
        rights=_rights(unit=HANDLING),
        from_states=sources(Verb.ANSWER),
        pack_keys=("classes",),
    ),
    Verb.CONFIRM: Action(
        label=Text(zh="确认办结", en="Confirm it is solved"),
        rights=_rights(own=(A.RESIDENT, A.ANONYMOUS), area=(P.CLERK,)),
        barred=frozenset({Bar.HANDLER}),
        from_states=sources(Verb.CONFIRM),
    ),
    Verb.REOPEN: Action(
        label=Text(zh="没解决，退回重办", en="Not solved: send back"),
        rights=_rights(own=(A.RESIDENT, A.ANONYMOUS), area=(P.CLERK,)),
        barred=frozenset({Bar.HANDLER}),
        from_states=sources(Verb.REOPEN),
        pack_keys=("classes", "items", "calendars", "hours"),
        needs_reason=True,
    ),
    Verb.READ: Action(
        label=Text(zh="查看事项", en="Read a matter"),
        rights=_rights(
            own=(A.RESIDENT, A.ANONYMOUS),
            unit=(P.HANDLER, P.UNIT_LEAD, P.GRID_WORKER, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD),
            area=(*TRIAGE, P.CLERK, P.GRID_WORKER, P.COMMUNITY_LEAD, P.SUPERVISOR, P.EDITOR),
            district=(P.AUDITOR,),
            any=(A.SYSTEM, A.OPERATOR),
        ),
        from_states=frozenset(State),
        pack_keys=("classes", "items", "bodies"),
    ),
    Verb.UNMASK: Action(
        label=Text(zh="查看联系方式和原文", en="See contact and original words"),
        rights=_rights(unit=HANDLING, area=(P.TRIAGER, P.CLERK)),
        from_states=LIVING,
        needs_reason=True,
    ),
}

HOUSE_ACTIONS: dict[Verb, Action] = {
    Verb.PLACE_IMPORT: Action(
        label=Text(zh="导入区域和小区", en="Import areas and estates"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.PLACE_RENAME: Action(
        label=Text(zh="区域更名", en="Rename an area"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.PLACE_MERGE: Action(
        label=Text(zh="区域合并", en="Merge areas"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.PLACE_SPLIT: Action(
        label=Text(zh="区域拆分", en="Split an area"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.UNIT_IMPORT: Action(
        label=Text(zh="导入承办单位", en="Import units"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        pack_keys=("bodies",),
    ),
    Verb.STAFF_IMPORT: Action(
        label=Text(zh="导入工作人员", en="Import staff"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        pack_keys=("positions",),
    ),
    Verb.ACCOUNT_OPEN: Action(
        label=Text(zh="开通账号", en="Open an account"),
        rights=_rights(any=(A.OPERATOR, A.SYSTEM), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.ACCOUNT_CLOSE: Action(
        label=Text(zh="停用账号", en="Close an account"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
    ),
    Verb.ACCOUNT_RESET: Action(
        label=Text(zh="重置密码", en="Reset a password"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
    ),
    Verb.ACCOUNT_PASSWORD: Action(
        label=Text(zh="修改密码", en="Change one's password"),
        rights=_rights(own=(A.RESIDENT, A.STAFF)),
    ),
    Verb.POSITION_APPOINT: Action(
        label=Text(zh="任命岗位", en="Appoint to a position"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        pack_keys=("positions",),
    ),
    Verb.POSITION_END: Action(
        label=Text(zh="终止岗位", en="End a position"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
    ),
    Verb.POSITION_STAND_IN: Action(
        label=Text(zh="指定代班", en="Name a stand-in"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        pack_keys=("positions",),
    ),
    Verb.MESSAGE_SEND: Action(
        label=Text(zh="发送消息", en="Send a message"),
        rights=_rights(any=(A.SYSTEM, A.OPERATOR)),
    ),
    Verb.MESSAGE_READ: Action(
        label=Text(zh="阅读消息", en="Read a message"),
        rights=_rights(own=(A.STAFF,)),
    ),
    Verb.MESSAGE_RETRY: Action(
        label=Text(zh="重新发送消息", en="Send a message again"),
        rights=_rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.MESSAGE_GIVE_UP: Action(
        label=Text(zh="消息未能送达", en="Give a message up"),
        rights=_rights(any=(A.SYSTEM, A.OPERATOR)),
    ),
    Verb.CONTACT_DROP: Action(
        label=Text(zh="删除联系方式", en="Erase a contact point"),
        rights=_rights(own=(A.RESIDENT, A.ANONYMOUS, A.STAFF), any=(A.SYSTEM, A.OPERATOR)),
    ),
}

ACTIONS: Mapping[Verb, Action] = MappingProxyType(MATTER_ACTIONS | HOUSE_ACTIONS)
