"""What can be done around the matters: places, people, positions, notices, lists, messages."""

from yuanba.rules.action import Action, Bar, rights
from yuanba.rules.actor import HEADS
from yuanba.rules.actor import ActorKind as A
from yuanba.rules.actor import PositionKind as P
from yuanba.rules.declared import Text
from yuanba.rules.matter_actions import ASSISTING
from yuanba.rules.verb import Verb

HOUSE_ACTIONS: dict[Verb, Action] = {
    Verb.PLACE_IMPORT: Action(
        label=Text(zh="导入区域和小区", en="Import areas and estates"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.PLACE_RENAME: Action(
        label=Text(zh="区域更名", en="Rename an area"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.PLACE_MERGE: Action(
        label=Text(zh="区域合并", en="Merge areas"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.PLACE_SPLIT: Action(
        label=Text(zh="区域拆分", en="Split an area"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.UNIT_IMPORT: Action(
        label=Text(zh="导入承办单位", en="Import units"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        pack_keys=("bodies",),
    ),
    Verb.STAFF_IMPORT: Action(
        label=Text(zh="导入工作人员", en="Import staff"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN, P.SECURITY_ADMIN)),
        pack_keys=("positions",),
    ),
    Verb.ACCOUNT_OPEN: Action(
        label=Text(zh="开通账号", en="Open an account"),
        rights=rights(any=(A.OPERATOR, A.SYSTEM), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.ACCOUNT_CLOSE: Action(
        label=Text(zh="停用账号", en="Close an account"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
    ),
    Verb.ACCOUNT_RESET: Action(
        label=Text(zh="重置密码", en="Reset a password"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
    ),
    Verb.ACCOUNT_PASSWORD: Action(
        label=Text(zh="修改密码", en="Change one's password"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
    ),
    Verb.ACCOUNT_LOG_IN: Action(
        label=Text(zh="登录", en="Log in"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
    ),
    Verb.ACCOUNT_LOG_OUT: Action(
        label=Text(zh="退出登录", en="Log out"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
    ),
    Verb.ACCOUNT_FAIL_LOG_IN: Action(
        label=Text(zh="登录失败", en="Fail to log in"),
        rights=rights(any=(A.ANONYMOUS,)),
    ),
    Verb.KEY_ISSUE: Action(
        label=Text(zh="签发程序密钥", en="Issue a program's key"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.KEY_REVOKE: Action(
        label=Text(zh="停用程序密钥", en="Revoke a program's key"),
        rights=rights(any=(A.OPERATOR, A.SYSTEM), district=(P.SYSTEM_ADMIN, P.SECURITY_ADMIN)),
        needs_reason=True,
    ),
    Verb.KEY_SEE: Action(
        label=Text(zh="查看程序密钥", en="See programs' keys"),
        rights=rights(district=(P.SYSTEM_ADMIN, P.SECURITY_ADMIN, P.AUDIT_ADMIN)),
    ),
    Verb.ACCOUNT_LOCK_OUT: Action(
        label=Text(zh="登录锁定", en="Lock an account out"),
        rights=rights(any=(A.SYSTEM,)),
    ),
    Verb.ACCOUNT_SET_FACTOR: Action(
        label=Text(zh="设置动态验证码", en="Set up one's second factor"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
    ),
    Verb.ACCOUNT_DROP_FACTOR: Action(
        label=Text(zh="停用动态验证码", en="Give one's second factor up"),
        rights=rights(own=(A.RESIDENT, A.STAFF)),
    ),
    Verb.ACCOUNT_KEEP_RECEIPT: Action(
        label=Text(zh="把回执收进账号", en="Keep a receipt in one's account"),
        rights=rights(own=(A.RESIDENT,)),
    ),
    Verb.ACCOUNT_RESET_FACTOR: Action(
        label=Text(zh="重置动态验证码", en="Reset a lost second factor"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
    ),
    Verb.ACCESS_SEE: Action(
        label=Text(zh="查看权限", en="See who may do what"),
        rights=rights(own=(A.STAFF,), district=(P.SECURITY_ADMIN, P.AUDIT_ADMIN)),
    ),
    Verb.JOURNAL_READ: Action(
        label=Text(zh="查看审计日志", en="Read the journal"),
        rights=rights(district=(P.AUDIT_ADMIN,)),
    ),
    Verb.JOURNAL_EXPORT: Action(
        label=Text(zh="导出审计日志", en="Export the journal"),
        rights=rights(district=(P.AUDIT_ADMIN,)),
    ),
    Verb.POSITION_APPOINT: Action(
        label=Text(zh="任命岗位", en="Appoint to a position"),
        rights=rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        pack_keys=("positions",),
    ),
    Verb.POSITION_END: Action(
        label=Text(zh="终止岗位", en="End a position"),
        rights=rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
    ),
    Verb.POSITION_STAND_IN: Action(
        label=Text(zh="指定代班", en="Name a stand-in"),
        rights=rights(any=(A.OPERATOR,), district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        pack_keys=("positions",),
    ),
    Verb.POSITION_HAND_OVER: Action(
        label=Text(zh="工作交接", en="Hand over work"),
        rights=rights(own=(A.STAFF,), unit=HEADS, district=(P.SECURITY_ADMIN,), any=(A.SYSTEM, A.OPERATOR)),
    ),
    Verb.MESSAGE_SEND: Action(
        label=Text(zh="发送消息", en="Send a message"),
        rights=rights(any=(A.SYSTEM, A.OPERATOR)),
    ),
    Verb.MESSAGE_READ: Action(
        label=Text(zh="阅读消息", en="Read a message"),
        rights=rights(own=(A.STAFF,)),
    ),
    Verb.MESSAGE_RETRY: Action(
        label=Text(zh="重新发送消息", en="Send a message again"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
    ),
    Verb.MESSAGE_GIVE_UP: Action(
        label=Text(zh="消息未能送达", en="Give a message up"),
        rights=rights(any=(A.SYSTEM, A.OPERATOR)),
    ),
    Verb.MESSAGE_TELL: Action(
        label=Text(zh="当面或电话告知居民", en="Tell the resident in person"),
        rights=rights(area=(P.CLERK, P.TRIAGER, P.GRID_WORKER, P.COMMUNITY_LEAD)),
    ),
    Verb.CONTACT_DROP: Action(
        label=Text(zh="删除联系方式", en="Erase a contact point"),
        rights=rights(own=(A.RESIDENT, A.ANONYMOUS, A.STAFF), any=(A.SYSTEM, A.OPERATOR)),
    ),
    Verb.PATROL_NOTE: Action(
        label=Text(zh="巡查记录", en="Note a patrol"),
        rights=rights(area=(P.GRID_WORKER, P.COMMUNITY_LEAD)),
    ),
    Verb.NOTICE_POST: Action(
        label=Text(zh="发布公示", en="Post a notice"),
        rights=rights(any=(A.SYSTEM,), area=(P.EDITOR, P.TRIAGER, P.COMMUNITY_LEAD)),
        pack_keys=("classes", "limits"),
    ),
    Verb.NOTICE_PROVE: Action(
        label=Text(zh="登记张贴凭证", en="Prove that it was posted"),
        rights=rights(area=(P.EDITOR, P.TRIAGER, P.COMMUNITY_LEAD, P.GRID_WORKER, P.CLERK)),
    ),
    Verb.NOTICE_OBJECT: Action(
        label=Text(zh="对公示提出异议", en="Object to a notice"),
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
        needs_reason=True,
    ),
    Verb.NOTICE_ANSWER: Action(
        label=Text(zh="答复公示异议", en="Answer an objection"),
        rights=rights(area=(P.EDITOR, P.TRIAGER, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)),
        barred=frozenset({Bar.HANDLER}),
        pack_keys=("classes",),
        needs_reason=True,
    ),
    Verb.NOTICE_END: Action(
        label=Text(zh="公示期满", en="End a notice"),
        rights=rights(any=(A.SYSTEM,), area=(P.EDITOR, P.TRIAGER)),
    ),
    Verb.ASK_TO_JUDGE: Action(
        label=Text(zh="邀请评价", en="Ask somebody to judge"),
        rights=rights(any=(A.SYSTEM,)),
        pack_keys=("classes", "evaluators", "evaluation"),
    ),
    Verb.HAND_OUT: Action(
        label=Text(zh="打印评价码", en="Print evaluation codes"),
        rights=rights(area=ASSISTING),
        barred=frozenset({Bar.HANDLER}),
    ),
    Verb.SEE_RESULTS: Action(
        label=Text(zh="查看评价结果", en="See the results of judging"),
        rights=rights(area=(P.SUPERVISOR, P.AUDITOR, P.SUBDISTRICT_LEAD, P.COMMUNITY_LEAD)),
        pack_keys=("evaluation",),
    ),
    Verb.LIST_DERIVE: Action(
        label=Text(zh="从指导目录生成社区清单", en="Derive a community's list"),
        rights=rights(area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD, P.TRIAGER)),
        pack_keys=("items", "classes"),
    ),
    Verb.LIST_REVISE: Action(
        label=Text(zh="修订社区清单", en="Revise a community's list"),
        rights=rights(area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD, P.TRIAGER)),
        pack_keys=("items", "classes"),
        needs_reason=True,
    ),
    Verb.KIN_DECLARE: Action(
        label=Text(zh="申报亲属关系（回避）", en="Declare kin"),
        rights=rights(own=(A.STAFF,), district=(P.SECURITY_ADMIN,)),
    ),
    Verb.KIN_RETRACT: Action(
        label=Text(zh="撤销亲属申报", en="Retract a declaration of kin"),
        rights=rights(district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        needs_reason=True,
    ),
    Verb.AREA_FOLLOW: Action(
        label=Text(zh="关注区域", en="Follow an area"),
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
    ),
    Verb.AREA_UNFOLLOW: Action(
        label=Text(zh="取消关注区域", en="Stop following an area"),
        rights=rights(own=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
    ),
}
