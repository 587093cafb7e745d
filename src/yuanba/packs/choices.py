"""The words for the choices of a pack: named figures, when the body above is told, how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.pack.figures import CountedEvent, Formula, MeasuredStage, Split, Statistic
from yuanba.rules.pack.meetings import Cadence, ProcedureAct
from yuanba.rules.pack.pillars import PanoramaShape, Stands
from yuanba.rules.pack.selections import Nominators, NomineeKind
from yuanba.rules.pack.superior import Occasion
from yuanba.rules.pack.venues import BookableSort

FORMULAS: Mapping[Formula, Text] = MappingProxyType(
    {
        Formula.DISPOSED: Text(zh="办完的占转办的", en="disposed of, of what was referred"),
        Formula.SOLVED: Text(zh="认为解决的占表态的", en="who found it solved, of who said so"),
        Formula.SATISFIED: Text(zh="满意的占表态的", en="who were satisfied, of who said so"),
    }
)
STAGES: Mapping[MeasuredStage, Text] = MappingProxyType(
    {
        MeasuredStage.TRIAGE: Text(zh="上报到派单", en="from filing to dispatch"),
        MeasuredStage.ACCEPT: Text(zh="派单到接单", en="from dispatch to acceptance"),
        MeasuredStage.ANSWER: Text(zh="派单到答复", en="from dispatch to the answer"),
        MeasuredStage.JUDGE: Text(zh="答复到办结", en="from the answer to the end"),
        MeasuredStage.WHOLE: Text(zh="上报到办结", en="from filing to the end"),
    }
)
STATISTICS: Mapping[Statistic, Text] = MappingProxyType(
    {Statistic.MEAN: Text(zh="平均", en="mean"), Statistic.MEDIAN: Text(zh="中位数", en="median")}
)
EVENTS: Mapping[CountedEvent, Text] = MappingProxyType(
    {
        CountedEvent.FILED: Text(zh="期内收到的事项", en="matters filed in these days"),
        CountedEvent.ANSWERED: Text(zh="期内作出的答复", en="answers given in these days"),
        CountedEvent.CLOSED: Text(zh="期内办结的事项", en="matters closed in these days"),
    }
)
SPLITS: Mapping[Split, Text] = MappingProxyType(
    {
        Split.CLASS: Text(zh="类别", en="class"),
        Split.UNIT: Text(zh="承办单位", en="unit"),
        Split.AREA: Text(zh="镇街", en="subdistrict"),
    }
)
OCCASIONS: Mapping[Occasion, Text] = MappingProxyType(
    {
        Occasion.LATE: Text(zh="区县单位超期", en="a district body is late"),
        Occasion.ASKED: Text(zh="区县单位提请", en="a district body asks"),
    }
)
SHAPES: Mapping[PanoramaShape, Text] = MappingProxyType(
    {
        PanoramaShape.HEARTS: Text(zh="心形", en="hearts"),
        PanoramaShape.THREADS: Text(zh="针线", en="threads"),
        PanoramaShape.QUARTERS: Text(zh="四合", en="quarters around a centre"),
        PanoramaShape.TIERS: Text(zh="层层展开", en="tiers"),
        PanoramaShape.LANES: Text(zh="逐列对应", en="lanes"),
        PanoramaShape.RINGS: Text(zh="环环相扣", en="rings"),
        PanoramaShape.HOUSE: Text(zh="房屋", en="a house"),
    }
)
STANDS: Mapping[Stands, Text] = MappingProxyType(
    {
        Stands.BESIDE: Text(zh="并列", en="beside the others"),
        Stands.OVER: Text(zh="在上", en="over all"),
        Stands.UNDER: Text(zh="在下", en="under all"),
    }
)
CADENCES: Mapping[Cadence, Text] = MappingProxyType(
    {
        Cadence.QUARTERLY: Text(zh="每季度", en="every quarter"),
        Cadence.MONTHLY: Text(zh="每月", en="every month"),
        Cadence.WEEKLY: Text(zh="每周", en="every week"),
        Cadence.AS_NEEDED: Text(zh="有事就开", en="as needed"),
    }
)
ACTS: Mapping[ProcedureAct, Text] = MappingProxyType(
    {
        ProcedureAct.PROPOSE: Text(zh="提议", en="propose"),
        ProcedureAct.CONSULT: Text(zh="商议", en="consult"),
        ProcedureAct.REVIEW: Text(zh="审议", en="review"),
        ProcedureAct.DECIDE: Text(zh="决议", en="decide"),
        ProcedureAct.PUBLISH_DECISION: Text(zh="决议公开", en="publish the decision"),
        ProcedureAct.PUBLISH_RESULT: Text(zh="实施结果公开", en="publish the result"),
    }
)
RULES: Mapping[VoteRule, Text] = MappingProxyType(
    {
        VoteRule.OWNERS_GENERAL: Text(zh="业主共同决定（一般事项）", en="owners, ordinary matters"),
        VoteRule.OWNERS_SPECIAL: Text(zh="业主共同决定（特别事项）", en="owners, special matters"),
        VoteRule.RESIDENTS: Text(zh="居民会议", en="residents' meeting"),
        VoteRule.RESIDENTS_REPRESENTATIVES: Text(zh="居民代表会议", en="residents' representatives"),
        VoteRule.VILLAGERS: Text(zh="村民会议", en="villagers' meeting"),
        VoteRule.VILLAGERS_HOUSEHOLDS: Text(zh="村民会议（户代表）", en="villagers' households"),
        VoteRule.VILLAGERS_REPRESENTATIVES: Text(zh="村民代表会议", en="villagers' representatives"),
        VoteRule.VILLAGERS_GROUP: Text(zh="村民小组会议", en="villagers' group"),
        VoteRule.PARTY_MEMBERS: Text(zh="党员大会", en="party members"),
        VoteRule.SIMPLE: Text(zh="少数服从多数", en="simple majority"),
        VoteRule.CONSENSUS: Text(zh="协商一致", en="consensus"),
    }
)
WAYS: Mapping[BallotWay, Text] = MappingProxyType(
    {
        BallotWay.PAPER: Text(zh="纸质票", en="on paper"),
        BallotWay.ONLINE: Text(zh="线上", en="online"),
        BallotWay.HANDS: Text(zh="举手", en="by show of hands"),
        BallotWay.PROXY: Text(zh="委托", en="by proxy"),
    }
)
SORTS: Mapping[BookableSort, Text] = MappingProxyType(
    {
        BookableSort.ROOM: Text(zh="场地", en="a room"),
        BookableSort.LECTURER: Text(zh="讲师", en="a lecturer"),
        BookableSort.EQUIPMENT: Text(zh="器材", en="equipment"),
    }
)
NOMINEES: Mapping[NomineeKind, Text] = MappingProxyType(
    {
        NomineeKind.PERSON: Text(zh="个人", en="a person"),
        NomineeKind.HOUSEHOLD: Text(zh="家庭", en="a household"),
        NomineeKind.GROUP: Text(zh="院落或集体", en="a courtyard or group"),
    }
)
NOMINATORS: Mapping[Nominators, Text] = MappingProxyType(
    {
        Nominators.RESIDENTS: Text(zh="居民，也可以由工作人员代办", en="residents, or staff for them"),
        Nominators.STAFF: Text(zh="只由工作人员", en="staff alone"),
    }
)
WORDS: Mapping[type[StrEnum], Mapping[Any, Text]] = MappingProxyType(
    {
        Formula: FORMULAS,
        MeasuredStage: STAGES,
        Statistic: STATISTICS,
        CountedEvent: EVENTS,
        Split: SPLITS,
        Occasion: OCCASIONS,
        PanoramaShape: SHAPES,
        Stands: STANDS,
        Cadence: CADENCES,
        ProcedureAct: ACTS,
        VoteRule: RULES,
        BallotWay: WAYS,
        NomineeKind: NOMINEES,
        Nominators: NOMINATORS,
        BookableSort: SORTS,
    }
)
STATES: Mapping[State, str] = {
    State.FILED: "待分流",
    State.ASSIGNED: "待接单",
    State.ACCEPTED: "办理中",
    State.WAITING: "等居民补充",
    State.HELD: "已挂起",
    State.ANSWERED: "待核查",
    State.NOTICED: "公示中",
    State.EVALUATING: "待评价",
    State.CLOSED: "已办结",
    State.REFUSED: "不予受理",
    State.GUIDED: "已引导",
    State.WITHDRAWN: "已撤回",
    State.MERGED: "已合并办理",
    State.ARCHIVED: "历史档案",
}

KINDS: Mapping[PositionKind, str] = {
    PositionKind.TRIAGER: "分流",
    PositionKind.HANDLER: "经办",
    PositionKind.UNIT_LEAD: "承办单位负责人",
    PositionKind.GRID_WORKER: "网格员",
    PositionKind.COMMUNITY_LEAD: "社区负责人",
    PositionKind.SUBDISTRICT_LEAD: "镇街负责人",
    PositionKind.CLERK: "窗口",
    PositionKind.SUPERVISOR: "监督员",
    PositionKind.AUDITOR: "审计",
    PositionKind.EDITOR: "发布",
    PositionKind.SYSTEM_ADMIN: "系统管理员",
    PositionKind.SECURITY_ADMIN: "安全管理员",
    PositionKind.AUDIT_ADMIN: "审计管理员",
}
