"""Rows of the table in which the named figures are taken along, as a spreadsheet reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext as _

from yuanba.evaluation.queries import durations, rates
from yuanba.packs import wording
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import tenths
from yuanba.rules.evaluation.durations import Spent, Volume
from yuanba.rules.time.period import Period
from yuanba.web.sentences import words

Row = tuple[object, ...]


def rows(actor: Actor, period: Period, now: datetime) -> Iterator[Row]:
    """Yield the heading, then one row for each value of a figure that this actor may see."""
    yield (
        _("Code"),
        _("Figure"),
        _("Definition"),
        _("From (day)"),
        _("To (day)"),
        _("Part"),
        _("Value"),
        _("Unit of measure"),
        _("Exact value"),
        _("Counted"),
        _("Of or residents"),
        _("Not over, left out"),
        _("Ended without it, left out"),
        _("A year before"),
    )
    for one in (*_rates(actor, period, now), *_durations(actor, period, now), *_volumes(actor, period, now)):
        yield (*one[:3], period.from_on.isoformat(), period.until_on.isoformat(), *one[3:])


def _rates(actor: Actor, period: Period, now: datetime) -> Iterator[Row]:
    for one in rates.figures(actor, period, now):
        defined = f"{words(one.named.numerator)} / {words(one.named.denominator)}"
        value, before = (rate.value and rate.value * 100 for rate in (one.now, one.before))
        about = (one.code, words(one.named.title), defined, "")
        counted = (_exact(one.now.counted), one.now.of)
        yield (*about, tenths(value), "%", _exact(one.now.value), *counted, "", "", tenths(before))


def _durations(actor: Actor, period: Period, now: datetime) -> Iterator[Row]:
    for one in durations.durations(actor, period, now):
        unit = words(wording.UNITS[one.named.unit])
        parts: list[tuple[str, Spent, str]] = [("", one.now, tenths(one.before.value))]
        parts += [(words(title), spent, "") for _code, title, spent in one.parts]
        for part, spent, before in parts:
            about = (one.code, words(one.named.title), words(one.named.definition), part)
            left_out = (spent.running, spent.given_up)
            yield (*about, tenths(spent.value), unit, _exact(spent.value), spent.of, "", *left_out, before)


def _volumes(actor: Actor, period: Period, now: datetime) -> Iterator[Row]:
    for one in durations.volumes(actor, period, now):
        parts: list[tuple[str, Volume, object]] = [("", one.now, one.before.number)]
        parts += [(words(title), volume, "") for _code, title, volume in one.parts]
        for part, volume, before in parts:
            about = (one.code, words(one.named.title), words(one.named.definition), part)
            yield (*about, volume.number, "", volume.number, volume.number, "", "", "", before)
            if one.named.per_thousand:
                unit, share = _("per 1,000 residents"), volume.per_thousand
                residents = volume.residents or _("not known")
                yield (*about, tenths(share), unit, _exact(share), volume.number, residents, "", "", "")


def _exact(value: Fraction | None) -> str:
    return "" if value is None else str(value)
