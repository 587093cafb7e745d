"""What is done beside a matter's life: notes, files, looks, followers, patrols."""

from yuanba.rules.core.action import Action, Sight, Spoken, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.actions.grounds import BEHIND, LEAVES, PUBLISHES
from yuanba.rules.matters.actions.who import ASSISTING, HANDLING, LIVING, OWNERS, TRIAGE
from yuanba.rules.matters.verbs import MatterVerb

ACTIONS: dict[Verb, Action] = {
    MatterVerb.HIDE: Action(
        label=Text(zh="撤下公开内容", en="Withdraw from public view"),
        icon="eye-off",
        rights=rights(area=(P.EDITOR, P.TRIAGER)),
        beside=LIVING,
        needs_reason=True,
        needs_person=PUBLISHES,
    ),
    MatterVerb.NOTE: Action(
        label=Text(zh="内部备注", en="Note for staff"),
        icon="edit",
        rights=rights(
            unit=HANDLING,
            co_unit=HANDLING,
            area=(*TRIAGE, P.CLERK, P.SUPERVISOR, P.GRID_WORKER, P.COMMUNITY_LEAD),
        ),
        beside=LIVING,
        needs_reason=True,
        step=Sight.STAFF,
        program=Text(zh="写内部备注", en="Write notes for staff"),
        again="notes are added",
    ),
    MatterVerb.ATTACH: Action(
        label=Text(zh="添加附件", en="Attach"),
        icon="paperclip",
        rights=rights(own=OWNERS, unit=HANDLING, co_unit=HANDLING, area=(*TRIAGE, *ASSISTING)),
        beside=LIVING,
        program=Text(zh="上传附件（要同时勾选“查看事项”）", en="Enclose files (needs reading too)"),
        again="files are added, up to a number",
    ),
    MatterVerb.FOLLOW: Action(
        label=Text(zh="我也遇到了", en="Me too"),
        icon="users",
        rights=rights(any=OWNERS, area=ASSISTING),
        beside=LIVING,
        again="following twice is following",
    ),
    MatterVerb.UNFOLLOW: Action(
        label=Text(zh="取消关注", en="Stop following"),
        icon="x",
        rights=rights(followed=OWNERS, area=ASSISTING),
        beside=LIVING,
        again="leaving twice is leaving",
    ),
    MatterVerb.READ: Action(
        label=Text(zh="查看事项", en="Read a matter"),
        rights=rights(
            own=OWNERS,
            unit=HANDLING,
            co_unit=HANDLING,
            area=(*TRIAGE, P.CLERK, P.GRID_WORKER, P.COMMUNITY_LEAD, P.SUPERVISOR, P.AUDITOR, P.EDITOR),
            any=(A.SYSTEM, A.OPERATOR),
        ),
        beside=frozenset(State),
        pack_keys=("classes", "items", "bodies", "replies"),
        program=Text(
            zh="查看事项、工单列表和办理过程（姓名和号码已遮盖）",
            en="Read matters, lists of orders and stories; names and numbers are masked",
        ),
        unrecorded="looking at masked words leaves no trace; seeing the original ones is matter.unmask",
        again="looking changes nothing",
    ),
    MatterVerb.UNMASK: Action(
        label=Text(zh="查看联系方式和原话", en="See contact and original words"),
        icon="eye",
        rights=rights(unit=HANDLING, area=(P.TRIAGER, P.CLERK)),
        beside=LIVING,
        needs_reason=True,
        step=Sight.STAFF,
        words=Spoken.OWNER,
        needs_person=BEHIND,
        again="each look is recorded",
    ),
    MatterVerb.EXPORT: Action(
        label=Text(zh="导出", en="Export"),
        icon="file-export",
        rights=rights(
            unit=HANDLING,
            co_unit=HANDLING,
            area=(*TRIAGE, P.CLERK, P.GRID_WORKER, P.COMMUNITY_LEAD, P.SUPERVISOR, P.AUDITOR, P.EDITOR),
        ),
        beside=frozenset(State),
        step=Sight.STAFF,
        needs_person=LEAVES,
        again="each export is recorded",
    ),
    MatterVerb.PATROL_NOTE: Action(
        label=Text(zh="巡查记录", en="Note a patrol"),
        rights=rights(area=(P.GRID_WORKER, P.COMMUNITY_LEAD)),
        unrecorded="what was seen is filed, and settled on the spot: these are recorded",
        done_by="duty",
        again="notes are added",
    ),
    MatterVerb.AREA_FOLLOW: Action(
        label=Text(zh="关注区域", en="Follow an area"),
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
        again="following twice is following",
    ),
    MatterVerb.AREA_UNFOLLOW: Action(
        label=Text(zh="取消关注区域", en="Stop following an area"),
        rights=rights(own=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
        again="leaving twice is leaving",
    ),
}
