"""The table of actions on matters: who may do each, in the order of a matter's life."""

from yuanba.rules.core.action import Action, Bar, Who, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.matter import sources
from yuanba.rules.matters.verbs import MatterVerb

TRIAGE: tuple[Who, ...] = (P.TRIAGER, P.SUBDISTRICT_LEAD)
# Who works in the unit that has the order.
HANDLING: tuple[Who, ...] = (P.HANDLER, P.UNIT_LEAD, P.GRID_WORKER, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)
# Who looks at what others did, and calls residents back.
CHECKING: tuple[Who, ...] = (P.TRIAGER, P.SUBDISTRICT_LEAD, P.COMMUNITY_LEAD, P.GRID_WORKER, P.CLERK)
OWNERS: tuple[Who, ...] = (A.RESIDENT, A.ANONYMOUS)
# Who writes down what a resident without a telephone says at the counter or the door.
ASSISTING: tuple[Who, ...] = (P.CLERK, P.GRID_WORKER, P.COMMUNITY_LEAD)
LIVING: frozenset[State] = frozenset(State) - {State.ARCHIVED}
TRIAGED: frozenset[State] = LIVING - {State.FILED, State.REFUSED, State.GUIDED, State.WITHDRAWN, State.MERGED}
CLOCK: tuple[str, ...] = ("classes", "items", "calendars", "hours")
HANDLER = frozenset({Bar.HANDLER})


def _moves(
    verb: Verb,
    zh: str,
    en: str,
    *,
    pack_keys: tuple[str, ...] = (),
    barred: frozenset[Bar] = frozenset(),
    needs_reason: bool = False,
    from_states: frozenset[State] | None = None,
    **scopes: tuple[Who, ...],
) -> dict[Verb, Action]:
    """A row of the table; the states are those from which the life offers it."""
    return {
        verb: Action(
            label=Text(zh=zh, en=en),
            rights=rights(**scopes),
            barred=barred,
            from_states=sources(verb) if from_states is None else from_states,
            pack_keys=pack_keys,
            needs_reason=needs_reason,
        )
    }


TRIAGE_ACTIONS: dict[Verb, Action] = (
    _moves(
        MatterVerb.FILE,
        "报事",
        "File a matter",
        any=OWNERS,
        area=(P.CLERK, P.GRID_WORKER, P.COMMUNITY_LEAD, P.TRIAGER),
        pack_keys=("channels", "receipt", "dangers", "triage"),
    )
    | _moves(
        MatterVerb.IMPORT,
        "批量导入事项",
        "Import matters",
        any=(A.OPERATOR,),
        area=(P.TRIAGER,),
        pack_keys=("channels", "receipt", "triage"),
    )
    | _moves(
        MatterVerb.IMPORT_ORDERS,
        "导入外来工单",
        "Take in orders from another platform",
        area=(P.CLERK, P.TRIAGER),
        pack_keys=("channels", "receipt", "triage"),
    )
    | _moves(
        MatterVerb.SUGGEST,
        "给出分流建议",
        "Suggest a class",
        any=(A.SYSTEM,),
        from_states=frozenset({State.FILED}),
        pack_keys=("classes", "items"),
    )
    | _moves(
        MatterVerb.PUBLISH,
        "公开标题和摘要",
        "Publish title and summary",
        area=(P.EDITOR, P.TRIAGER),
        from_states=TRIAGED,
        pack_keys=("classes",),
    )
    | _moves(
        MatterVerb.ASSIGN,
        "分流派单",
        "Assign",
        area=TRIAGE,
        pack_keys=("classes", "items", "bodies", "orders", "calendars", "hours"),
    )
    | _moves(
        MatterVerb.REASSIGN,
        "改派",
        "Reassign",
        area=TRIAGE,
        pack_keys=("classes", "items", "bodies", "orders", "calendars", "hours"),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.REFUSE,
        "不予受理并指引",
        "Refuse and guide elsewhere",
        area=TRIAGE,
        pack_keys=("refusals", "triage"),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.GUIDE,
        "私事引导",
        "Guide a private matter",
        area=TRIAGE,
        pack_keys=("guidances", "triage"),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.SETTLE,
        "当场办结",
        "Settle on the spot",
        area=(P.GRID_WORKER, P.COMMUNITY_LEAD),
        pack_keys=(*CLOCK, "bodies", "checking"),
        needs_reason=True,
    )
    | _moves(MatterVerb.MERGE, "并案", "Merge", area=TRIAGE)
    | _moves(MatterVerb.UNMERGE, "拆案", "Un-merge", area=TRIAGE, needs_reason=True)
    | _moves(MatterVerb.WITHDRAW, "撤回", "Withdraw", own=OWNERS, area=ASSISTING, barred=HANDLER)
    | _moves(
        MatterVerb.OBJECT,
        "对不予受理提出异议",
        "Object to not being taken",
        own=OWNERS,
        followed=OWNERS,
        area=ASSISTING,
        pack_keys=("triage", "calendars", "hours"),
        needs_reason=True,
    )
)

ORDER_ACTIONS: dict[Verb, Action] = (
    _moves(MatterVerb.ACCEPT, "接单", "Accept the order", unit=HANDLING, pack_keys=("laws",))
    | _moves(
        MatterVerb.TAKE,
        "筛选接办",
        "Take from the pool",
        pool=HANDLING,
        pack_keys=("classes", "items", "bodies"),
    )
    | _moves(MatterVerb.RETURN, "退单", "Return the order", unit=HANDLING, needs_reason=True)
    | _moves(
        MatterVerb.SPLIT,
        "请求协办",
        "Ask other units to help",
        unit=HANDLING,
        pack_keys=("orders",),
        needs_reason=True,
    )
    | _moves(MatterVerb.JOIN, "接受协办", "Take a part", co_unit=HANDLING)
    | _moves(MatterVerb.DECLINE, "退回协办", "Decline a part", co_unit=HANDLING, needs_reason=True)
    | _moves(MatterVerb.CONTRIBUTE, "提交协办结果", "Hand in a part", co_unit=HANDLING, needs_reason=True)
    | _moves(
        MatterVerb.ASK,
        "请居民补充",
        "Ask the resident",
        unit=HANDLING,
        pack_keys=("orders", "calendars", "hours"),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.REPLY, "补充说明", "Reply", own=OWNERS, area=ASSISTING, pack_keys=CLOCK, needs_reason=True
    )
    | _moves(MatterVerb.RESUME, "恢复计时", "Resume", any=(A.SYSTEM,), unit=HANDLING, pack_keys=CLOCK)
    | _moves(
        MatterVerb.ASK_HOLD,
        "申请挂起",
        "Ask to hold",
        unit=HANDLING,
        pack_keys=("orders",),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.ASK_EXTEND,
        "申请延期",
        "Ask to extend",
        unit=HANDLING,
        pack_keys=("orders",),
        needs_reason=True,
    )
    | _moves(MatterVerb.GRANT, "同意申请", "Grant", area=TRIAGE, barred=HANDLER, pack_keys=("orders", *CLOCK))
    | _moves(MatterVerb.DENY, "不同意申请", "Deny", area=TRIAGE, barred=HANDLER, needs_reason=True)
    | _moves(
        MatterVerb.URGE,
        "催办",
        "Urge",
        own=OWNERS,
        followed=OWNERS,
        area=(*TRIAGE, P.SUPERVISOR, *ASSISTING),
        pack_keys=("orders",),
    )
    | _moves(
        MatterVerb.PRIORITISE,
        "挂牌督办",
        "Put under supervision",
        any=(A.SYSTEM,),
        area=(P.SUPERVISOR, P.SUBDISTRICT_LEAD),
        pack_keys=("escalations", "evaluation"),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.RELAX,
        "解除督办",
        "Lift supervision",
        area=(P.SUPERVISOR, P.SUBDISTRICT_LEAD),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.REMIND,
        "到期提醒",
        "Remind",
        any=(A.SYSTEM,),
        pack_keys=("escalations", "calendars", "hours"),
    )
    | _moves(MatterVerb.LAPSE, "逾期", "Note that it is late", any=(A.SYSTEM,))
    | _moves(
        MatterVerb.ESCALATE,
        "提级",
        "Escalate",
        any=(A.SYSTEM,),
        area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD, P.TRIAGER),
        pack_keys=("leads", "bodies", "escalations"),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.ANSWER,
        "答复",
        "Answer",
        unit=HANDLING,
        pack_keys=("checking", "replies", "calendars", "hours"),
        needs_reason=True,
    )
)

END_ACTIONS: dict[Verb, Action] = (
    _moves(
        MatterVerb.CHECK,
        "核查",
        "Check",
        area=CHECKING,
        barred=HANDLER,
        pack_keys=(*CLOCK, "evaluation"),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.INVITE,
        "公示期满，邀请评价",
        "Ask for evaluation",
        any=(A.SYSTEM,),
        pack_keys=("classes", "evaluators", "evaluation", "calendars", "hours"),
    )
    | _moves(
        MatterVerb.RATE,
        "评价",
        "Rate",
        own=OWNERS,
        invited=(*OWNERS, A.STAFF),
        area=ASSISTING,
        barred=HANDLER,
        pack_keys=("classes", "evaluators", "evaluation"),
    )
    | _moves(
        MatterVerb.REOPEN,
        "没解决，退回重办",
        "Not solved: send back",
        any=(A.SYSTEM,),
        pack_keys=(*CLOCK, "evaluation"),
        needs_reason=True,
    )
    | _moves(MatterVerb.CLOSE, "办结归档", "Close", any=(A.SYSTEM,), pack_keys=("evaluation",))
    | _moves(
        MatterVerb.UNDO_CLOSE,
        "撤销办结",
        "Undo the closing",
        area=(P.SUPERVISOR,),
        barred=HANDLER,
        pack_keys=("checking", "calendars", "hours"),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.FOLLOW_UP,
        "回访",
        "Call back",
        area=(*CHECKING, P.SUPERVISOR),
        barred=HANDLER,
        pack_keys=("evaluation",),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.CORRECT_REPORTER,
        "更正反映人",
        "Correct the reporter",
        area=(P.TRIAGER, P.CLERK),
        needs_reason=True,
    )
    | _moves(
        MatterVerb.CORRECT_CONTACT,
        "更改联系方式",
        "Change how to be told",
        own=OWNERS,
        area=ASSISTING,
        from_states=LIVING,
    )
)

SIDE_ACTIONS: dict[Verb, Action] = (
    _moves(
        MatterVerb.HIDE,
        "撤下公开内容",
        "Take from public view",
        area=(P.EDITOR, P.TRIAGER),
        from_states=LIVING,
        needs_reason=True,
    )
    | _moves(
        MatterVerb.NOTE,
        "内部备注",
        "Note for staff",
        unit=HANDLING,
        co_unit=HANDLING,
        area=(*TRIAGE, P.CLERK, P.SUPERVISOR, P.GRID_WORKER, P.COMMUNITY_LEAD),
        from_states=LIVING,
        needs_reason=True,
    )
    | _moves(
        MatterVerb.ATTACH,
        "添加附件",
        "Attach",
        own=OWNERS,
        unit=HANDLING,
        co_unit=HANDLING,
        area=(*TRIAGE, *ASSISTING),
        from_states=LIVING,
    )
    | _moves(MatterVerb.FOLLOW, "我也遇到了", "Me too", any=OWNERS, area=ASSISTING, from_states=LIVING)
    | _moves(
        MatterVerb.UNFOLLOW, "取消关注", "Stop following", followed=OWNERS, area=ASSISTING, from_states=LIVING
    )
    | _moves(
        MatterVerb.READ,
        "查看事项",
        "Read a matter",
        own=OWNERS,
        unit=HANDLING,
        co_unit=HANDLING,
        area=(*TRIAGE, P.CLERK, P.GRID_WORKER, P.COMMUNITY_LEAD, P.SUPERVISOR, P.AUDITOR, P.EDITOR),
        any=(A.SYSTEM, A.OPERATOR),
        from_states=frozenset(State),
        pack_keys=("classes", "items", "bodies", "replies"),
    )
    | _moves(
        MatterVerb.UNMASK,
        "查看联系方式和原文",
        "See contact and original words",
        unit=HANDLING,
        area=(P.TRIAGER, P.CLERK),
        from_states=LIVING,
        needs_reason=True,
    )
)

GROUND_ACTIONS: dict[Verb, Action] = {
    MatterVerb.PATROL_NOTE: Action(
        label=Text(zh="巡查记录", en="Note a patrol"),
        rights=rights(area=(P.GRID_WORKER, P.COMMUNITY_LEAD)),
    ),
    MatterVerb.AREA_FOLLOW: Action(
        label=Text(zh="关注区域", en="Follow an area"),
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
    ),
    MatterVerb.AREA_UNFOLLOW: Action(
        label=Text(zh="取消关注区域", en="Stop following an area"),
        rights=rights(own=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
    ),
}

MATTER_ACTIONS: dict[Verb, Action] = TRIAGE_ACTIONS | ORDER_ACTIONS | END_ACTIONS | SIDE_ACTIONS
ACTIONS: dict[Verb, Action] = MATTER_ACTIONS | GROUND_ACTIONS
