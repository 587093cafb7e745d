"""The table of actions on messages and contact points: who may do each."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.messages.verbs import MessageVerb

ACTIONS: dict[Verb, Action] = {
    MessageVerb.SEND: Action(
        label=Text(zh="发送消息", en="Send a message"),
        rights=rights(any=(A.SYSTEM, A.OPERATOR)),
        unrecorded="the outbox keeps what was sent; the journal would only repeat it",
    ),
    MessageVerb.READ: Action(
        label=Text(zh="阅读消息", en="Read a message"),
        rights=rights(own=(A.STAFF,)),
        unrecorded="no clicks as appraisal: who read what is nobody's business",
        again="reading twice is reading",
    ),
    MessageVerb.RETRY: Action(
        label=Text(zh="重新发送消息", en="Send a message again"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        again="what waits already stays as it is",
    ),
    MessageVerb.GIVE_UP: Action(
        label=Text(zh="消息未能送达", en="Give up a message"),
        rights=rights(any=(A.SYSTEM, A.OPERATOR)),
        tells=(To.ADMIN,),
        again="by the job that delivers",
    ),
    MessageVerb.TELL: Action(
        label=Text(zh="当面或电话告知居民", en="Tell the resident in person"),
        rights=rights(area=(P.CLERK, P.TRIAGER, P.GRID_WORKER, P.COMMUNITY_LEAD)),
        done_by="matters",
        again="told twice is told",
    ),
    MessageVerb.DUTY_PHONE: Action(
        label=Text(zh="设置值班电话", en="Set the duty telephone"),
        rights=rights(own=(A.STAFF,), district=(P.SYSTEM_ADMIN,)),
        again="the last one holds",
    ),
    MessageVerb.CONTACT_DROP: Action(
        label=Text(zh="删除联系方式", en="Delete a contact"),
        rights=rights(own=(A.RESIDENT, A.ANONYMOUS, A.STAFF), any=(A.SYSTEM, A.OPERATOR)),
        again="dropped twice is dropped",
    ),
    MessageVerb.WISH: Action(
        label=Text(zh="设置怎样收消息", en="Choose how messages come"),
        rights=rights(own=(A.RESIDENT, A.ANONYMOUS, A.STAFF)),
        again="the last choice holds",
    ),
    MessageVerb.SET_POLICY: Action(
        label=Text(zh="设置安静时段和短信用量", en="Set quiet hours and the budget of text messages"),
        rights=rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,)),
        again="the last one holds",
    ),
    MessageVerb.SMS_WARN: Action(
        label=Text(zh="短信用量提醒", en="Warn that text messages run short"),
        rights=rights(any=(A.SYSTEM, A.OPERATOR)),
        tells=(To.ADMIN,),
        again="once a month, by the job that delivers",
    ),
    MessageVerb.SMS_END: Action(
        label=Text(zh="本月短信用完", en="Note that the month's text messages are used up"),
        rights=rights(any=(A.SYSTEM, A.OPERATOR)),
        tells=(To.ADMIN,),
        again="once a month, by the job that delivers",
    ),
    MessageVerb.ROBOT_SET: Action(
        label=Text(zh="设置群机器人", en="Set the robot of a group chat"),
        rights=rights(district=(P.SYSTEM_ADMIN,)),
        again="the last address holds",
    ),
    MessageVerb.ROBOT_TRY: Action(
        label=Text(zh="试发一条到群里", en="Post a trial to the group chat"),
        rights=rights(district=(P.SYSTEM_ADMIN,)),
        again="each trial posts a line that says that it is one",
    ),
    MessageVerb.ROBOT_DROP: Action(
        label=Text(zh="移除群机器人", en="Remove the robot of a group chat"),
        rights=rights(district=(P.SYSTEM_ADMIN,)),
        again="removed twice is removed",
    ),
    MessageVerb.ROBOT_STOP: Action(
        label=Text(zh="群机器人停止发送", en="Stop a robot that its platform refuses"),
        rights=rights(any=(A.SYSTEM, A.OPERATOR)),
        tells=(To.ADMIN,),
        again="by the job that delivers",
    ),
}
