"""Checks of the figures that a pack names: what they refer to exists, and each can be counted."""

from collections.abc import Iterator

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Pack
from yuanba.rules.pack.figures import MAY_PAUSE, Formula


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield what is wrong with the rates, durations, volumes and numbers of residents of a pack."""
    for table in ("rates", "durations", "volumes"):
        for code, figure in getattr(pack, table).items():
            place = f"{table}.{code}"
            for class_code in figure.classes:
                if class_code not in pack.classes:
                    yield fault(f"{place}.classes", "no_class", name=class_code)
            for channel in figure.channels:
                if channel not in pack.channels:
                    yield fault(f"{place}.channels", "no_channel", name=channel)
    for code, rate in pack.rates.items():
        if rate.channels and rate.formula is not Formula.DISPOSED:
            yield fault(f"rates.{code}.channels", "rate_by_channel")
    for code, duration in pack.durations.items():
        if duration.without_pauses and duration.stage not in MAY_PAUSE:
            yield fault(f"durations.{code}.without_pauses", "never_pauses", stage=duration.stage.value)
    for code, volume in pack.volumes.items():
        if volume.per_thousand and pack.residents is None:
            yield fault(f"volumes.{code}.per_thousand", "no_residents")
    yield from _resident_faults(pack)


def _resident_faults(pack: Pack) -> Iterator[Fault]:
    areas = pack.residents.areas if pack.residents else {}
    for code, number in areas.items():
        if not (code.isascii() and code.isdigit() and code.startswith(pack.area_code)):
            yield fault(f"residents.areas.{code}", "other_area", name=code, district=pack.area_code)
        whole = max((one for one in areas if one != code and code.startswith(one)), key=len, default="")
        if whole and number > areas[whole]:
            yield fault(f"residents.areas.{code}", "more_than_the_whole", name=code, whole=whole)
