"""Finds areas and estates by what people type: names, former names, codes, and how a name sounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import normalize

from django.db.models import Q

from yuanba.places import known
from yuanba.places.models import Succession
from yuanba.places.queries import JOINT, AreaRow, EstateRow, housing, present, row_of
from yuanba.rules.pack import Level
from yuanba.web.pinyin import is_latin, sounds_like

#: Codes of places, each with the names by which it is found: its own and those of what it lies in.
Spoken = Mapping[str, tuple[str, ...]]


def search_areas(text: str, *, limit: int = 20, levels: Iterable[Level] = ()) -> list[AreaRow]:
    """Return the current areas that match every typed word, larger areas first.

    A word is a part of a label, of an official or former name, the beginning of a code, or in Latin letters
    how a name sounds.
    """
    words = normalize("NFKC", text).split()
    if not words:
        return []
    found = present()
    for word in words:
        if not is_latin(word):
            former = Succession.objects.filter(kind="rename", name_before__contains=word)
            by_name = Q(full_label__contains=word) | Q(name__contains=word)
            found = found.filter(by_name | Q(code__startswith=word) | Q(pk__in=former.values("before")))
    if latin := [word for word in words if is_latin(word)]:
        found = found.filter(code__in=sounding(latin, _areas()))
    if wanted := list(levels):
        found = found.filter(level__in=wanted)
    return [row_of(one) for one in found.order_by("path")[:limit]]


def search_estates(text: str, *, limit: int = 20) -> list[EstateRow]:
    """Return the current estates that match every typed word by name, code, area, or how these sound."""
    words = normalize("NFKC", text).split()
    if not words:
        return []
    found = housing.present()
    for word in words:
        if not is_latin(word):
            by_name = Q(name__contains=word) | Q(area__full_label__contains=word)
            found = found.filter(by_name | Q(code__startswith=word))
    if latin := [word for word in words if is_latin(word)]:
        found = found.filter(code__in=sounding(latin, _estates()))
    return housing.rows(found, limit=limit)


def sounding(words: Iterable[str], spoken: Spoken) -> list[str]:
    """Return the codes of those places of which every word sounds like one of the names."""
    names = {name for many in spoken.values() for name in many}
    heard = [{name for name in names if sounds_like(word, name)} for word in words]
    return [code for code, many in spoken.items() if all(not fits.isdisjoint(many) for fits in heard)]


def _areas() -> Spoken:
    """All current areas with the labels of their paths; remembered as long as no area changes."""

    def ask(_: set[str]) -> Mapping[str, Spoken]:
        found = present().order_by("path").values_list("code", "full_label")
        return {"areas": {code: tuple(label.split(JOINT)) for code, label in found}}

    return known.remembered("spoken", ["areas"], ask)["areas"]


def _estates() -> Spoken:
    """All current estates with their names and the labels of their paths; remembered in the same way."""

    def ask(_: set[str]) -> Mapping[str, Spoken]:
        found = housing.present().values_list("code", "name", "area__full_label")
        return {"estates": {code: (name, *label.split(JOINT)) for code, name, label in found}}

    return known.remembered("spoken", ["estates"], ask)["estates"]
