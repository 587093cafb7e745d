"""The table of actions on offerings and weekly menus: who composes them."""

from yuanba.rules.activities.verbs import MenuVerb, OfferingVerb
from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.venues.actions import WHO_KEEPS

ACTIONS: dict[Verb, Action] = {
    OfferingVerb.KEEP: Action(
        label=Text(zh="登记服务项目", en="Keep an offering's entry"),
        icon="edit",
        rights=rights(area=WHO_KEEPS),
        pack_keys=("activities", "crowds"),
        again="The same entry again changes nothing.",
    ),
    OfferingVerb.END: Action(
        label=Text(zh="停办服务项目", en="End an offering"),
        icon="x",
        rights=rights(area=WHO_KEEPS),
    ),
    MenuVerb.COMPOSE: Action(
        label=Text(zh="排一周菜单", en="Compose a week"),
        icon="list-check",
        rights=rights(area=WHO_KEEPS),
        again="Once more, it adds only the fixed sessions that are missing.",
    ),
    MenuVerb.ADD: Action(
        label=Text(zh="加一场", en="Add a session"),
        icon="plus",
        rights=rights(area=WHO_KEEPS),
    ),
    MenuVerb.DROP: Action(
        label=Text(zh="去掉这场", en="Take a session out"),
        icon="trash",
        rights=rights(area=WHO_KEEPS),
    ),
    MenuVerb.PUBLISH: Action(
        label=Text(zh="发布菜单", en="Publish the menu"),
        icon="send",
        rights=rights(area=WHO_KEEPS),
    ),
}
