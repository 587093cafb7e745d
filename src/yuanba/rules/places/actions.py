"""The table of actions on areas, estates and buildings: who may do each."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.places.verbs import PlaceVerb

#: Areas, estates and buildings are kept by the system administrator, or by the operator's command.
KEPT_BY = rights(any=(A.OPERATOR,), district=(P.SYSTEM_ADMIN,))

ACTIONS: dict[Verb, Action] = {
    PlaceVerb.IMPORT: Action(
        label=Text(zh="导入区域和小区", en="Import areas and estates"),
        rights=KEPT_BY,
        again="what is there already is unchanged",
    ),
    PlaceVerb.ADD: Action(
        label=Text(zh="新增区域", en="Add areas"),
        rights=KEPT_BY,
        undone_by=PlaceVerb.END,
    ),
    PlaceVerb.RENAME: Action(
        label=Text(zh="区域更名", en="Rename an area"),
        rights=KEPT_BY,
        again="the name afterwards is the same",
        undone_by=PlaceVerb.RENAME,
    ),
    PlaceVerb.MERGE: Action(
        label=Text(zh="区域合并", en="Merge areas"),
        rights=KEPT_BY,
        undone_by=PlaceVerb.REOPEN,
    ),
    PlaceVerb.SPLIT: Action(
        label=Text(zh="区域拆分", en="Split an area"),
        rights=KEPT_BY,
        undone_by=PlaceVerb.REOPEN,
    ),
    PlaceVerb.END: Action(
        label=Text(zh="停用区域", en="End an area"),
        rights=KEPT_BY,
        undone_by=PlaceVerb.REOPEN,
    ),
    PlaceVerb.REOPEN: Action(
        label=Text(zh="恢复区域", en="Reopen an area"),
        rights=KEPT_BY,
    ),
    PlaceVerb.CORRECT: Action(
        label=Text(zh="更正区域信息", en="Correct an area"),
        rights=KEPT_BY,
        again="what it says afterwards is the same",
        undone_by=PlaceVerb.CORRECT,
    ),
    PlaceVerb.ESTATE_ADD: Action(
        label=Text(zh="新增小区", en="Add estates"),
        rights=KEPT_BY,
        undone_by=PlaceVerb.ESTATE_END,
    ),
    PlaceVerb.ESTATE_CHANGE: Action(
        label=Text(zh="修改小区", en="Change an estate"),
        rights=KEPT_BY,
        again="what it says afterwards is the same",
        undone_by=PlaceVerb.ESTATE_CHANGE,
    ),
    PlaceVerb.ESTATE_END: Action(
        label=Text(zh="停用小区", en="End an estate"),
        rights=KEPT_BY,
        undone_by=PlaceVerb.ESTATE_REOPEN,
    ),
    PlaceVerb.ESTATE_REOPEN: Action(
        label=Text(zh="恢复小区", en="Reopen an estate"),
        rights=KEPT_BY,
    ),
    PlaceVerb.BUILDING_ADD: Action(
        label=Text(zh="新增楼栋", en="Add buildings"),
        rights=KEPT_BY,
        undone_by=PlaceVerb.BUILDING_END,
    ),
    PlaceVerb.BUILDING_CHANGE: Action(
        label=Text(zh="修改楼栋", en="Change a building"),
        rights=KEPT_BY,
        again="what it says afterwards is the same",
        undone_by=PlaceVerb.BUILDING_CHANGE,
    ),
    PlaceVerb.BUILDING_END: Action(
        label=Text(zh="停用楼栋", en="End a building"),
        rights=KEPT_BY,
        undone_by=PlaceVerb.BUILDING_REOPEN,
    ),
    PlaceVerb.BUILDING_REOPEN: Action(
        label=Text(zh="恢复楼栋", en="Reopen a building"),
        rights=KEPT_BY,
    ),
}
