"""The table of actions on accounts, positions, units, kin, program keys and the journal: who may do each."""

from yuanba.rules.core.action import Action, Bar, Sight, rights
from yuanba.rules.core.actor import HEADS
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.people.verbs import PeopleVerb

ACTIONS: dict[Verb, Action] = {
    PeopleVerb.UNIT_IMPORT: Action(
        label=Text(zh="导入承办单位", en="Import units"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        pack_keys=("bodies",),
        again="what is there already is unchanged",
    ),
    PeopleVerb.UNIT_ADD: Action(
        label=Text(zh="新增承办单位", en="Add units"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        pack_keys=("bodies",),
        undone_by=PeopleVerb.UNIT_CLOSE,
    ),
    PeopleVerb.UNIT_CHANGE: Action(
        label=Text(zh="修改承办单位", en="Change a unit"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        pack_keys=("bodies",),
        again="the unit afterwards is the same",
        undone_by=PeopleVerb.UNIT_CHANGE,
    ),
    PeopleVerb.UNIT_CLOSE: Action(
        label=Text(zh="停用承办单位", en="Close a unit"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        undone_by=PeopleVerb.UNIT_REOPEN,
    ),
    PeopleVerb.UNIT_REOPEN: Action(
        label=Text(zh="恢复承办单位", en="Reopen a unit"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    PeopleVerb.STAFF_IMPORT: Action(
        label=Text(zh="导入工作人员", en="Import staff"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN, P.SECURITY_ADMIN)),
        pack_keys=("positions",),
        again="what is there already is unchanged",
    ),
    PeopleVerb.ACCOUNT_OPEN: Action(
        label=Text(zh="开通账号", en="Open an account"),
        rights=rights(any=(A.OPERATOR, A.SYSTEM), district=(P.SYSTEM_ADMIN,)),
        undone_by=PeopleVerb.ACCOUNT_CLOSE,
    ),
    PeopleVerb.ACCOUNT_CLOSE: Action(
        label=Text(zh="停用账号", en="Close an account"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
        undone_by=PeopleVerb.ACCOUNT_REOPEN,
    ),
    PeopleVerb.ACCOUNT_REOPEN: Action(
        label=Text(zh="恢复账号", en="Reopen an account"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
    ),
    PeopleVerb.ACCOUNT_RESET: Action(
        label=Text(zh="重置密码", en="Reset a password"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        again="a new one-time password each time; the last one holds",
    ),
    PeopleVerb.ACCOUNT_PASSWORD: Action(
        label=Text(zh="修改密码", en="Change one's password"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
        again="the last one holds",
    ),
    PeopleVerb.ACCOUNT_LOG_IN: Action(
        label=Text(zh="登录", en="Log in"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
        again="each is recorded",
    ),
    PeopleVerb.ACCOUNT_LOG_OUT: Action(
        label=Text(zh="退出登录", en="Log out"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
        again="each is recorded",
    ),
    PeopleVerb.ACCOUNT_FAIL_LOG_IN: Action(
        label=Text(zh="登录失败", en="Fail to log in"),
        rights=rights(any=(A.ANONYMOUS,)),
        again="each is recorded, and counted",
    ),
    PeopleVerb.KEY_ISSUE: Action(
        label=Text(zh="签发程序密钥", en="Issue a program's key"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        again="another key each time, shown once",
    ),
    PeopleVerb.KEY_REVOKE: Action(
        label=Text(zh="停用程序密钥", en="Revoke a program's key"),
        rights=rights(any=(A.OPERATOR, A.SYSTEM), district=(P.SYSTEM_ADMIN, P.SECURITY_ADMIN)),
        needs_reason=True,
    ),
    PeopleVerb.KEY_SEE: Action(
        label=Text(zh="查看程序密钥", en="See programs' keys"),
        rights=rights(district=(P.SYSTEM_ADMIN, P.SECURITY_ADMIN, P.AUDIT_ADMIN)),
        unrecorded="a list without a secret in it",
        again="looking changes nothing",
    ),
    PeopleVerb.ACCOUNT_LOCK_OUT: Action(
        label=Text(zh="登录锁定", en="Lock an account out"),
        rights=rights(any=(A.SYSTEM,)),
        tells=(To.HOLDER,),
    ),
    PeopleVerb.ACCOUNT_SET_FACTOR: Action(
        label=Text(zh="设置二次验证", en="Set up two-step verification"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
        again="the last secret holds; each is recorded",
    ),
    PeopleVerb.ACCOUNT_DROP_FACTOR: Action(
        label=Text(zh="停用二次验证", en="Switch two-step verification off"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
        again="dropped twice is dropped",
    ),
    PeopleVerb.ACCOUNT_KEEP_RECEIPT: Action(
        label=Text(zh="把回执存到账号", en="Keep a receipt in one's account"),
        rights=rights(own=(A.RESIDENT,)),
        done_by="matters",
        again="kept twice is kept",
    ),
    PeopleVerb.ACCOUNT_ASK_RESET: Action(
        label=Text(zh="申请重置登录", en="Ask for a reset of the log-in"),
        rights=rights(district=(P.SYSTEM_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
        tells=(To.HOLDER,),
        again="the last one holds, for three days",
    ),
    PeopleVerb.ACCOUNT_RESET_FACTOR: Action(
        label=Text(zh="重置二次验证和密码", en="Reset two-step verification and the password"),
        rights=rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
        tells=(To.HOLDER,),
        again="a new one-time password each time; the last one holds",
    ),
    PeopleVerb.ACCESS_SEE: Action(
        label=Text(zh="查看权限", en="See who may do what"),
        rights=rights(own=(A.STAFF,), district=(P.SECURITY_ADMIN, P.AUDIT_ADMIN)),
        unrecorded="who may what is no secret and no deed",
        again="looking changes nothing",
    ),
    PeopleVerb.JOURNAL_READ: Action(
        label=Text(zh="查看审计日志", en="Read the journal"),
        rights=rights(district=(P.AUDIT_ADMIN,)),
        unrecorded="reading leaves no trace, taking it away does: journal.export",
        again="looking changes nothing",
    ),
    PeopleVerb.JOURNAL_EXPORT: Action(
        label=Text(zh="导出审计日志", en="Export the journal"),
        rights=rights(district=(P.AUDIT_ADMIN,)),
        again="each is recorded",
    ),
    PeopleVerb.POSITION_APPOINT: Action(
        label=Text(zh="分配岗位", en="Assign a position"),
        rights=rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        pack_keys=("positions",),
        undone_by=PeopleVerb.POSITION_TAKE_BACK,
    ),
    PeopleVerb.POSITION_TAKE_BACK: Action(
        label=Text(zh="撤销岗位分配", en="Take an assignment back"),
        rights=rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
    ),
    PeopleVerb.POSITION_END: Action(
        label=Text(zh="收回岗位", en="End a position"),
        rights=rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
        undone_by=PeopleVerb.POSITION_RESTORE,
    ),
    PeopleVerb.POSITION_RESTORE: Action(
        label=Text(zh="恢复岗位", en="Restore a position"),
        rights=rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
    ),
    PeopleVerb.POSITION_STAND_IN: Action(
        label=Text(zh="指定代班", en="Name a stand-in"),
        rights=rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        pack_keys=("positions",),
    ),
    PeopleVerb.POSITION_HAND_OVER: Action(
        label=Text(zh="工作交接", en="Hand over work"),
        rights=rights(own=(A.STAFF,), unit=HEADS, district=(P.SECURITY_ADMIN,), any=(A.SYSTEM, A.OPERATOR)),
        step=Sight.STAFF,
        tells=(To.UNIT, To.TAKER),
    ),
    PeopleVerb.KIN_DECLARE: Action(
        label=Text(zh="申报亲属关系（回避）", en="Declare kin"),
        rights=rights(own=(A.STAFF,), district=(P.SECURITY_ADMIN,)),
    ),
    PeopleVerb.KIN_RETRACT: Action(
        label=Text(zh="撤销亲属申报", en="Retract a declaration of kin"),
        rights=rights(district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
    ),
}
