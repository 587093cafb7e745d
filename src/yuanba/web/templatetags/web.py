"""Template tags for all pages: assets, icons, fields, states, moments, refusals and grounds.

How to compose a page from them: `templates/web/components/README.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.actions import action_of
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.time import span
from yuanba.rules.time.calendar import HERE, day
from yuanba.web import navigation, sentences, shared, slots
from yuanba.web.entrance import now

register = template.Library()

DAYS_OF_A_YEAR = 365


# --- what the browser loads -----------------------------------------------------------------------
@cache
def _manifest() -> dict[str, dict[str, object]]:
    path = settings.FRONTEND / "manifest.json"
    if not path.exists():
        raise ImproperlyConfigured(f"{path} is missing: run `npm ci && npm run build` in frontend/")
    manifest: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def _files(entry: str, key: str) -> Iterable[str]:
    """The css or scripts of an entry, what it imports first, each once."""
    chunk = _manifest()[entry]
    found: list[str] = []
    imports = chunk.get("imports", [])
    assert isinstance(imports, list)
    for imported in imports:
        found += _files(imported, key)
    own = chunk.get(key, [])
    found += own if isinstance(own, list) else [str(own)]
    return dict.fromkeys(found)


@register.simple_tag
def asset(name: str) -> SafeString:
    """Return the HTML that loads the styles and script of a frontend entry: `{% asset "resident" %}`."""
    entry = f"src/{name}.ts"
    styles = format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}{}">',
        ((settings.STATIC_URL, file) for file in _files(entry, "css")),
    )
    script = format_html(
        '<script type="module" src="{}{}"></script>', settings.STATIC_URL, str(_manifest()[entry]["file"])
    )
    return format_html("{}\n{}", styles, script)


@cache
def _drawing(path: str) -> SafeString:
    return render_to_string(path)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an icon of `templates/web/icons/` as SVG, as high as the text around it.

    It has no text of its own, so words must stand beside it.
    """
    return _drawing(f"web/icons/{name}.svg")


@register.simple_tag
def picture(name: str) -> SafeString:
    """Return a drawing of `templates/web/pictures/` as SVG."""
    return _drawing(f"web/pictures/{name}.svg")


@register.simple_tag(takes_context=True)
def look_url(context: template.Context) -> str:
    """Return the address to which forms send a new language, text size or theme."""
    return navigation.link("look" if context.get("district") else "public_look")


# --- forms ----------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def field(
    context: template.Context, bound: BoundField, optional: str = "auto", hint: str = "", **attrs: str
) -> SafeString:
    """Return the HTML of a form field with label, help and error: `{% field form.words rows=6 %}`.

    Its look is that of the page, for residents or for staff.
    """
    widget = bound.field.widget
    choices = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    css = "yb-input"
    if context.get("desk"):
        css = "form-select" if isinstance(widget, Select) else "form-control"
    attributes: dict[str, str | bool] = {name.replace("_", "-"): value for name, value in attrs.items()}
    if not choices and not isinstance(widget, CheckboxInput):
        attributes["class"] = css
    return render_to_string(
        "web/components/field.html",
        {
            "bound": bound,
            "control": bound.as_widget(attrs=attributes),
            "choices": choices,
            "single": isinstance(widget, CheckboxInput),
            "help": "" if hint == "no" else hint or bound.help_text,
            "is_optional": not bound.field.required if optional == "auto" else optional == "yes",
        },
    )


# --- words ----------------------------------------------------------------------------------------
@register.simple_tag
def refusal(error: Refused) -> str:
    """Return the sentence that says why something was refused, in the reader's language."""
    return sentences.refusal_sentence(error)


@register.simple_tag
def reasons(codes: Iterable[str], pack: Pack, area_path: str = "") -> list[str]:
    """Return the sentences for the reasons of a decision, each once; codes without one are left out.

    Units and judges are called what they are called in the area with this path.
    """
    told = (sentences.ground_sentence(code, pack, area_path) for code in codes)
    return list(dict.fromkeys(sentence for sentence in told if sentence))


@register.filter
def years_or_days(days: int) -> str:
    """Return a number of days as text, in years where they are whole years: 1095 gives 3年."""
    years, rest = divmod(days, DAYS_OF_A_YEAR)
    if years and not rest:
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


@register.filter
def words(text: Text) -> str:
    """Return a bilingual text in the reader's language: `{{ pack.title|words }}`.

    Chinese that stands for missing English is marked as Chinese, for readers aloud. In an attribute or an
    option `|striptags` follows.
    """
    return sentences.marked(text)


@register.filter
def listed(texts: Iterable[Text]) -> str:
    """Join a pack's texts with commas, in the reader's language: `{{ titles|listed }}`."""
    return format_html_join(gettext(", "), "{}", ((sentences.marked(text),) for text in texts))


@register.filter
def verb_label(verb: str) -> str:
    """Return the name that screens show for an action: `{{ verb|verb_label }}` gives 分流派单."""
    return sentences.verb_label(verb)


@register.filter
def named(district: DistrictRow) -> str:
    """Return a district's name in the reader's language."""
    return district.name if (get_language() or "zh").startswith("zh") else district.name_en


@register.filter
def term(value: object) -> str:
    """Return a length of time from a pack as text: `{{ matter_class.answer|term }}` gives 5个工作日."""
    return sentences.term_words(getattr(value, "amount", 0), str(getattr(value, "unit", "")))


@register.filter
def masked(number: str) -> str:
    """Return a phone number with its middle starred out: 138****5678."""
    if len(number) < 7:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


@register.filter
def spaced(number: str) -> str:
    """Return a receipt number in groups of four digits, as it is read over the phone."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


# --- states ---------------------------------------------------------------------------------------
@register.simple_tag
def badge(state: str) -> SafeString:
    """Return the HTML badge of a matter's state: words, icon and colour."""
    standing = sentences.STANDINGS[state]
    return format_html(
        '<span class="yb-badge yb-badge--{}">{}{}</span>', standing.tone, icon(standing.icon), standing.label
    )


@register.simple_tag
def step_sign(verb: str) -> SafeString:
    """Return the SVG icon of an action, for a step in a matter's history."""
    action = action_of(verb)
    return icon(action.icon if action else "check")


@register.filter
def state_label(state: str) -> str:
    """Return the name of a matter's state in the reader's language, for choices and sentences."""
    return str(sentences.STANDINGS[state].label)


@register.filter
def state_meaning(state: str) -> str:
    """Return the sentence that explains a matter's state to the person who filed the matter."""
    return str(sentences.STANDINGS[state].meaning)


# --- time -----------------------------------------------------------------------------------------
def _day_words(on: date, today: date) -> str:
    near = {
        today: gettext("today"),
        today - timedelta(days=1): gettext("yesterday"),
        today + timedelta(days=1): gettext("tomorrow"),
    }
    if on in near:
        return near[on]
    chinese = (get_language() or "zh").startswith("zh")
    if on.year == today.year:
        return f"{on.month}月{on.day}日" if chinese else f"{on.day} {on:%b}"
    return f"{on.year}年{on.month}月{on.day}日" if chinese else f"{on.day} {on:%b %Y}"


def _unreadable() -> SafeString:
    """What stands in the place of a stored date beyond the range; `yuanba district faults` names its row."""
    return format_html(
        '<span class="yb-badge yb-badge--bad">{}{}</span>', icon("alert-triangle"), gettext("date unreadable")
    )


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """Return a moment in local time as HTML: 今天 14:05, 11月21日 09:30."""
    if not span.is_readable(at):
        return _unreadable()
    here = at.astimezone(HERE)
    return format_html(
        '<time datetime="{}" title="{}">{} {}</time>',
        here.isoformat(timespec="minutes"),
        f"{here:%Y-%m-%d %H:%M:%S}",
        _day_words(here.date(), day(now())),
        f"{here:%H:%M}",
    )


@register.simple_tag
def on_day(on: date) -> SafeString:
    """Return a day as HTML: 今天, 11月21日."""
    if not span.is_readable(on):
        return _unreadable()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', on.isoformat(), on.isoformat(), _day_words(on, day(now()))
    )


@register.simple_tag
def days_left(on: date) -> SafeString:
    """Return a badge that says how near a deadline day is: 还有3天, 今天到期, 已超期2天."""
    if not span.is_readable(on):
        return _unreadable()
    left = (on - day(now())).days
    if left < 0:
        tone, sign, told = "bad", "alert-triangle", gettext("%(days)s days overdue") % {"days": -left}
    elif left == 0:
        tone, sign, told = "ask", "clock-exclamation", gettext("due today")
    else:
        tone, sign, told = (
            "rest" if left > 1 else "doing",
            "clock",
            gettext("%(days)s days left") % {"days": left},
        )
    return format_html('<span class="yb-badge yb-badge--{}">{}{}</span>', tone, icon(sign), told)


# --- where to go ----------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def resident_tabs(context: template.Context) -> list[navigation.MenuLink]:
    """Return the tabs of residents' pages; `waits` of the page gives their numbers."""
    return navigation.steps(navigation.TABS, _path(context), context.get("waits"))


@register.simple_tag(takes_context=True)
def front_links(context: template.Context) -> list[navigation.MenuLink]:
    """Return the large links of a district's front page."""
    return navigation.front(_path(context))


@register.simple_tag(takes_context=True)
def foot_links(context: template.Context) -> list[navigation.MenuLink]:
    """Return the links at the foot of the page: those of the staff desk, or of residents' pages."""
    menu = navigation.DESK_FOOT if context.get("desk") else navigation.FOOT
    return navigation.steps(menu, _path(context))


@register.simple_tag(takes_context=True)
def counter_links(context: template.Context) -> list[navigation.MenuLink]:
    """Return the links that other apps put on the counter's page, of those that the reader may open."""
    actor = context["actor"]
    assert isinstance(actor, Actor)
    return navigation.opened(navigation.COUNTER, actor, on=day(now()), path=_path(context))


@register.simple_tag
def link_to(purpose: str, *about: object) -> str:
    """Return the address of the page registered for a purpose: `{% link_to "public_matter" matter.id %}`."""
    return navigation.link(purpose, *about)


@register.simple_tag(takes_context=True)
def filled(context: template.Context, place: str) -> SafeString:
    """Return the HTML of all templates that apps registered for a place in a page: `{% filled "login" %}`."""
    assert context.template is not None
    parts = (context.template.engine.get_template(name) for name in slots.filling(place))
    return format_html_join("", "{}", ((part.render(context),) for part in parts))


@register.simple_tag(takes_context=True)
def drawn(
    context: template.Context,
    name: str,
    given: Mapping[str, object] | None = None,
    places: Mapping[str, str] | None = None,
    **more: str,
) -> SafeString:
    """Return a part that is the same for all who look alike: `{% drawn "web/resident_top.html" %}`."""
    return shared.part(context["request"], context, name, given=given or {}, places=places or {}, **more)


@register.simple_tag(takes_context=True)
def myself(context: template.Context) -> navigation.Myself:
    """Return the reader's name and the positions that they hold today: 几江街道办事处 · 分流员."""
    request = context["request"]
    assert isinstance(request, HttpRequest)
    return navigation.myself(request)


@register.simple_tag(takes_context=True)
def desk_navigation(context: template.Context) -> list[tuple[str, list[navigation.MenuLink]]]:
    """Return the staff menu of the logged-in person as (heading, links) pairs, for `base_staff.html`."""
    actor = context["actor"]
    assert isinstance(actor, Actor)
    return navigation.desk(actor, on=day(now()), path=_path(context))


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: str | int | None) -> str:
    """Return the current query string with some parameters changed: `{% with_query after=page.next %}`."""
    request = context["request"]
    assert isinstance(request, HttpRequest)
    query: Mapping[str, str] = {
        **request.GET.dict(),
        **{k: str(v) for k, v in changes.items() if v is not None},
    }
    kept = {name: value for name, value in query.items() if value and changes.get(name, "") is not None}
    return f"?{urlencode(kept)}"


def _path(context: template.Context) -> str:
    request = context.get("request")
    return request.path if isinstance(request, HttpRequest) else ""
