"""Template tags that show parts of a pack in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yuanba.packs import dispatch_wording, load, store, wording
from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.pack import Escalation, Item, MatterClass, MilestoneRule, Pack
from yuanba.rules.pack.directory import bodies_of
from yuanba.rules.pack.site import Site, callable_number, owed
from yuanba.rules.pack.who import Titled
from yuanba.rules.privacy import Collection
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now
from yuanba.web.sentences import marked, words

register = template.Library()


@register.simple_tag
def spoken(field: str, value: object, pack: Pack) -> str:
    """Return a pack value as readable text: `{% spoken "lead" matter_class.lead pack %}` gives 街道党工委."""
    return marked(wording.spoken(field, value, pack))


@register.filter
def told(row: Escalation) -> str:
    """Return the sentence for an escalation rule: its trigger, and what happens when it is triggered."""
    return words(wording.escalation(row))


@register.filter
def ends_in(matter_class: MatterClass) -> str:
    """Return the level at which matters of a class should end, as the district calls it: 院落（网格）."""
    if matter_class.ends_at_title:
        return words(matter_class.ends_at_title)
    return words(wording.LEVELS[matter_class.ends_at]) if matter_class.ends_at else ""


@register.filter
def called_in(row: Titled, area_path: str) -> Text:
    """Return what a body, position or group of judges is called in an area: `{{ body|called_in:path }}`."""
    return row.title_in(area_path)


@register.simple_tag
def body_in(code: str, pack: Pack, area_path: str) -> str:
    """Return what a body is called in an area; without an area also what towns and villages call it."""
    return marked(pack.bodies[code].title_in(area_path) if area_path else wording.title(code, "bodies", pack))


@register.filter
def dispatch_of(pack: Pack, class_code: str) -> list[Text]:
    """Return the sentences on the dispatch of a class: who dispatches, who signs, how many help."""
    return list(dispatch_wording.dispatched(class_code, pack))


@register.filter
def passing_of(pack: Pack) -> list[Text]:
    """Return the sentences on passing matters up to the next level; empty without such a rule."""
    return list(dispatch_wording.passed(pack))


@register.filter
def milestone_told(row: MilestoneRule) -> str:
    """Return the sentence for a milestone: from when, within which time, and what the resident is told."""
    return words(wording.milestone(row))


@register.filter
def items_of(pack: Pack, class_code: str) -> dict[str, Item]:
    """Return the items of one class in the pack's directory of matters, by item code."""
    return pack.items_of(class_code)


@register.filter
def given_to(pack: Pack, class_code: str) -> list[Text]:
    """Return the titles of the bodies beside its leads to which matters of a class are given."""
    leads = (pack.classes[class_code].lead, pack.classes[class_code].rural_lead)
    return [pack.bodies[code].title for code in bodies_of(class_code, pack) if code not in leads]


@register.filter
def is_led_only(pack: Pack, class_code: str) -> bool:
    """Return whether the lead of a class gets none of its matters, for every row names another body."""
    return pack.classes[class_code].lead not in bodies_of(class_code, pack)


@register.filter
def estate_bodies(pack: Pack, class_code: str) -> list[Text]:
    """Return the titles of those bodies of a class of which each estate has one."""
    given = bodies_of(class_code, pack)
    return [pack.bodies[code].title for code in given if pack.bodies[code].of_estate]


@register.simple_tag
def ground(row: Grounded, pack: Pack) -> SafeString:
    """Return HTML for staff with the source or law behind a pack value, and what was set locally."""
    lines = []
    if row.ground:
        cited = f"{row.ground} {words(pack.grounds[row.ground])}"
        lines.append(format_html("<span><b>{}</b> {}</span>", gettext("Ground"), cited))
    if row.assumed:
        said = format_html('<span lang="zh">{}</span>', row.assumed)  # by officials, in Chinese only
        lines.append(format_html("<span><b>{}</b> {}</span>", gettext("Set locally"), said))
    told = format_html_join("", "{}", ([line] for line in lines))
    return format_html('<p class="yb-ground">{}</p>', told) if lines else SafeString("")


@dataclass(frozen=True, slots=True)
class RunBy:
    """Who runs a district's pages, for their foot; `is_open` where the pack does not say all of it yet."""

    organiser: Text | None
    site: Site | None
    is_open: bool

    @property
    def dialled(self) -> str:
        """Return the telephone number as a phone dials it, or an empty string where there is none."""
        return callable_number(self.site.phone) if self.site else ""


@register.simple_tag
def who_runs_this() -> RunBy | None:
    """Return who runs this district's pages today, or None where no pack says anything of it."""
    try:
        pack = store.in_force(day(now()))
    except load.NoPackInForce:
        return None
    organiser = pack.site.organiser if pack.site else None
    if organiser is None and pack.handler:
        organiser = pack.handler.title
    is_open = any(owed(pack.handler, pack.site))
    return RunBy(organiser, pack.site, is_open) if organiser or pack.site else None


@register.simple_tag
def notice_at_collection() -> Collection | None:
    """Return today's privacy notice for forms that collect personal data, or None where the pack has none."""
    return store.in_force(day(now())).collection
