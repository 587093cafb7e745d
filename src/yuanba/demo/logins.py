"""The log-ins of the demonstration: one for each role, all with one password. Nobody here is real."""

from __future__ import annotations

from dataclasses import dataclass

from yuanba.rules.actor import ActorKind
from yuanba.rules.declared import Text

DISTRICT, NAME, NAME_EN = "jiangjin", "江津区", "Jiangjin"
#: Where the front page sends a visitor: its units are played by log-ins.
TOWN = "几江街道"
#: The roster of those who judge was chosen half a year ago.
TERM = 180
PASSWORD = "yuanba-demo-2026"  # noqa: S105 - printed on the demonstration's front page


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A position: its title in the pack, and the unit and area that it is for."""

    title: str
    unit: str = ""
    area: str = ""
    #: Appointed so many days ago, where the roster is younger than the demonstration.
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A role that a visitor can play, and what to try first in it."""

    login: str
    name: str
    role: Text
    first: Text
    kind: ActorKind = ActorKind.STAFF
    seats: tuple[Seat, ...] = ()

    @property
    def password(self) -> str:
        """The same for all."""
        return PASSWORD


LOGINS: tuple[Login, ...] = (
    Login(
        login="resident",
        name="李春梅",
        role=Text(zh="居民", en="Resident"),
        first=Text(
            zh="报一件事；到“查进度”看我报过的事，确认办结或退回重办",
            en="File a matter; track mine, confirm one that was answered, or send it back",
        ),
        kind=ActorKind.RESIDENT,
    ),
    Login(
        login="triager",
        name="陈晓芸",
        role=Text(zh="分流员（全区）", en="Triager, whole district"),
        first=Text(
            zh="打开待分流的事项，看分类建议和理由，派给承办机构",
            en="Open a matter to triage, read the suggestion and its reason, give it to its unit",
        ),
        seats=(Seat(title="triager", unit="jj-centre", area="500116"),),
    ),
    Login(
        login="jijiang",
        name="郑国华",
        role=Text(zh="受理员（几江街道）", en="Triager, Jijiang subdistrict"),
        first=Text(
            zh="只看得到几江街道的事项；把一件不该受理的事告知去处",
            en="Sees Jijiang only; refuse a matter that belongs elsewhere, and say where",
        ),
        seats=(Seat(title="triager", unit="jj-001", area="500116001"),),
    ),
    Login(
        login="checker",
        name="任洁",
        role=Text(zh="核查员（几江街道，区治理中心派驻）", en="Checker, Jijiang, from the district's centre"),
        first=Text(
            zh="打开一件待核查的答复，写下看到的情况，通过或退回；看待回访",
            en="Open an answer to be checked, write what you saw, pass it or send it back; make a call",
        ),
        seats=(Seat(title="triager", unit="jj-centre", area="500116001"),),
    ),
    Login(
        login="lead",
        name="唐明远",
        role=Text(zh="街道党工委书记（几江）", en="Party secretary of Jijiang subdistrict"),
        first=Text(
            zh="看督办清单和提级上来的事项；批准或不同意挂起、延期申请",
            en="The supervision list and what was escalated; grant or deny a hold or an extension",
        ),
        seats=(Seat(title="subdistrict_secretary", unit="jj-001", area="500116001"),),
    ),
    Login(
        login="handler",
        name="何建平",
        role=Text(zh="经办人（几江城管执法、规划建设）", en="Handler, enforcement and works in Jijiang"),
        first=Text(
            zh="看本单位工单：有超期的，有快到期的；接单并答复",
            en="Your units' orders: some late, some due soon; accept one and answer",
        ),
        seats=(
            Seat(title="handler", unit="jj-001-enforcement", area="500116001"),
            Seat(title="handler", unit="jj-001-planning", area="500116001"),
        ),
    ),
    Login(
        login="community",
        name="周玉兰",
        role=Text(zh="社区党组织书记（通泰门）", en="Community secretary, Tongtaimen"),
        first=Text(
            zh="办理小区里的“共事”：停车、物业、维修资金",
            en="Common matters of the estates: parking, property service, repair fund",
        ),
        seats=(
            Seat(title="community_secretary", unit="jj-001006-party", area="500116001006"),
            Seat(title="handler", unit="jj-001006-committee", area="500116001006"),
        ),
    ),
    Login(
        login="grid",
        name="吴小川",
        role=Text(zh="网格长（通泰门第一、第二网格）", en="Grid head, Tongtaimen grids 1 and 2"),
        first=Text(
            zh="办理邻里“家事”，或把巡查发现的问题报上来",
            en="Home matters between neighbours; or file what you saw on patrol",
        ),
        seats=(
            Seat(title="grid_head", unit="jj-001006001", area="500116001006001"),
            Seat(title="grid_worker", unit="jj-001006002", area="500116001006002"),
        ),
    ),
    Login(
        login="clerk",
        name="黄丽",
        role=Text(zh="窗口人员（几江便民服务中心）", en="Counter clerk, Jijiang"),
        first=Text(
            zh="替来访居民登记一件事并打印回执；替不会上网的居民确认办结",
            en="File for a visitor and print the receipt; confirm for somebody who is not online",
        ),
        seats=(Seat(title="clerk", unit="jj-001-services", area="500116001"),),
    ),
    Login(
        login="supervisor",
        name="秦志明",
        role=Text(zh="民主监督员（通泰门）", en="Democratic supervisor, Tongtaimen"),
        first=Text(
            zh="跟着一件事从头看到尾：谁办的、依据什么、几时办的",
            en="Follow one matter through: who did what, on what ground, when",
        ),
        seats=(Seat(title="supervisor", area="500116001006", days=TERM),),
    ),
    Login(
        login="supervisor2",
        name="龙秀英",
        role=Text(zh="民主监督员（几江街道）", en="Democratic supervisor, Jijiang"),
        first=Text(
            zh="评价一件公示期满的事项；查哪些快到期、哪些已超期，为什么是这一天",
            en="Judge a matter whose notice is over; what is due or late, and why this date",
        ),
        seats=(Seat(title="supervisor", area="500116001", days=TERM),),
    ),
    Login(
        login="committee",
        name="熊志强",
        role=Text(zh="居务监督委员会成员（通泰门）", en="Residents' supervisory committee, Tongtaimen"),
        first=Text(
            zh="评价社区“共事”的结果：办成没有，满不满意",
            en="Judge the results of common matters: solved or not, how satisfied",
        ),
        seats=(Seat(title="affairs_supervisor", area="500116001006", days=TERM),),
    ),
    Login(
        login="congress",
        name="汪学文",
        role=Text(zh="街道人大工委委员（几江）", en="Working committee of the people's congress, Jijiang"),
        first=Text(
            zh="评价街道“公事”的结果",
            en="Judge the results of public matters",
        ),
        seats=(Seat(title="congress_member", area="500116001", days=TERM),),
    ),
    Login(
        login="inspector",
        name="钟雷",
        role=Text(zh="督办员（几江街道）", en="Inspector, Jijiang"),
        first=Text(
            zh="把一件久拖的事挂牌督办，或者解除一件已经办好的",
            en="Put a matter that drags under supervision, or lift it from one that is done",
        ),
        seats=(Seat(title="inspector", area="500116001"),),
    ),
    Login(
        login="auditor",
        name="孙立",
        role=Text(zh="督查员（全区）", en="Auditor, whole district"),
        first=Text(
            zh="查全区事项，找出退回重办和超期的",
            en="All matters of the district; find what was sent back and what is late",
        ),
        seats=(Seat(title="auditor", unit="jj-inspect", area="500116"),),
    ),
    Login(
        login="editor",
        name="何艳",
        role=Text(zh="信息公开员", en="Editor of public notices"),
        first=Text(
            zh="给一件已答复的公事写标题和摘要，然后在居民页面上看公开的样子",
            en="Give an answered public matter a title and a summary, then see it as the public does",
        ),
        seats=(Seat(title="editor", unit="jj-centre", area="500116"),),
    ),
    Login(
        login="sysadmin",
        name="梁宇",
        role=Text(zh="系统管理员", en="System administrator"),
        first=Text(
            zh="看发件箱里发出的消息；看区域、小区、单位和人员",
            en="The outbox: what was sent; areas, estates, units and staff",
        ),
        seats=(Seat(title="system_admin", area="500116"),),
    ),
    Login(
        login="secadmin",
        name="罗静",
        role=Text(zh="安全保密员", en="Security administrator"),
        first=Text(
            zh="三员分立：任命岗位，看不到居民的事项", en="Appoints to positions; sees no resident's matter"
        ),
        seats=(Seat(title="security_admin", area="500116"),),
    ),
    Login(
        login="auditadmin",
        name="邹平",
        role=Text(zh="安全审计员", en="Audit administrator"),
        first=Text(
            zh="三员分立：看不到居民的事项；在命令行核对日志 yuanba journal verify --district jiangjin",
            en="Sees no resident's matter; checks the journal: yuanba journal verify --district jiangjin",
        ),
        seats=(Seat(title="audit_admin", area="500116"),),
    ),
)
