"""The commands ``yuanba packs check|show|explain|diff|try``, for the officials who write packs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.conf import settings

from yuanba.districts import queries as districts
from yuanba.districts.arguments import file_or_folder, number
from yuanba.packs import cases, differences, dispatch_wording, load, queries, store, trials, wording
from yuanba.packs.faults import told
from yuanba.packs.remarks import remarks_in
from yuanba.packs.shapes import nearest
from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.core.state import State
from yuanba.rules.matters import triage
from yuanba.rules.pack import MatterClass, Pack
from yuanba.rules.pack.pillars import part_of
from yuanba.rules.pack.site import owed
from yuanba.rules.soundness.trial import replay
from yuanba.rules.time.calendar import HERE, day
from yuanba.web import entrance
from yuanba.web.dates import day_argument

#: So many matters are tried at most, the newest: a year of a large district.
MOST = 200_000
#: So far back at most: longer than there are decisions to replay.
MOST_DAYS = 36_500
#: So many codes are named where one is unknown.
MOST_NAMED = 12


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    packs = commands.add_parser("packs", help="check, show, explain or compare mechanism packs")
    verbs = packs.add_subparsers(required=True, metavar="VERB")
    check = verbs.add_parser("check", help="every fault of every pack, and the worked cases")
    check.add_argument("--folder", type=file_or_folder, help="another folder of packs")
    check.add_argument("--language", choices=("zh", "en"), default="zh")
    check.set_defaults(run=run_check)
    show = verbs.add_parser("show", help="a pack as it is used: the district's file over base")
    show.add_argument("pack", help="the district's code")
    show.set_defaults(run=run_show)
    explain = verbs.add_parser("explain", help="who does an item, until when, on what ground")
    explain.add_argument("pack")
    explain.add_argument("item", help="the item's code, e.g. street_light")
    explain.set_defaults(run=run_explain)
    diff = verbs.add_parser("diff", help="what changed between two packs, in sentences")
    for name in ("old", "new"):
        diff.add_argument(name, type=_dated, help="a district, or a district and a day: CODE@2026-03-02")
    diff.add_argument("--language", choices=("zh", "en"), default="zh")
    diff.set_defaults(run=run_diff)
    tried = verbs.add_parser("try", help="replay a district's decisions by another pack; writes nothing")
    tried.add_argument("new", type=_dated, help="the pack to try: CODE@2027-01-01")
    tried.add_argument("--district", required=True, help="whose decisions")
    tried.add_argument(
        "--days",
        type=number(1, MOST_DAYS),
        default=365,
        help="how far back; a year if left out",
    )
    tried.add_argument("--language", choices=("zh", "en"), default="zh")
    tried.set_defaults(run=run_try, without_database=False)
    for verb in (show, explain):
        verb.add_argument("--on", type=day_argument, help="a day, e.g. 2026-03-02; today if left out")
    for verb in (check, show, explain, diff):
        verb.add_argument(
            "--released",
            dest="without_database",
            action="store_false",
            help="also the rules that officials released in the browser, which lie in the database",
        )


def run_check(arguments: argparse.Namespace) -> int:
    """Print every fault of every pack and worked case; return 1 if any fault exists, else 0.

    Asked for, also of the rules that were released in the browser: over a base that changed since, they may
    have become faulty, and then do not enter.
    """
    folder = arguments.folder or settings.PACKS
    is_chinese = arguments.language == "zh"
    faults = load.faults_in(folder)
    known = load.districts_in(folder)
    if not known:
        print(f"{folder}: {told(fault('', 'no_packs'), arguments.language)}", file=sys.stderr)
        return 1
    count = 0
    for case in () if faults else cases.cases_in(folder):
        count += 1
        faults += cases.faults_of(case)
    for one in faults:
        print(one.told(arguments.language), file=sys.stderr)
    for one in () if faults else remarks_in(folder):
        print(f"{'提醒' if is_chinese else 'remark'} {one.told(arguments.language)}", file=sys.stderr)
    if not faults:
        names = ", ".join(known)
        print(
            f"{names}：没有问题；{count}个案例都对"
            if is_chinese
            else f"{names}: sound; {count} worked cases hold"
        )
        for district in known:
            newest = load.load(folder, district, load.days_of(folder, district)[-1])
            _tell_unexplained(newest, is_chinese)
            _tell_owed(newest, is_chinese)
    released = [] if faults else list(_released_faults(arguments, known))
    for line in released:
        print(line, file=sys.stderr)
    return 1 if faults or released else 0


def _released_faults(arguments: argparse.Namespace, known: Iterable[str]) -> Iterator[str]:
    """A line for each fault of rules that were released in the browser and hold today or later."""
    today = day(entrance.now())
    for district in known:
        editions = _editions(district, arguments)
        newest = max((on for on in editions if on <= today), default=today)
        for on in (on for on in editions if on >= newest):
            table = load.table_of(editions[on])
            for one in load.examined(settings.PACKS, district, on, table)[1]:
                yield f"{district}@{on} (--released): {one.place}: {told(one, arguments.language)}"


def run_show(arguments: argparse.Namespace) -> int:
    """Print a district's pack, merged over base, as JSON with its digest; or print the pack's faults."""
    pack = _pack(arguments)
    if pack is None:
        return 1
    _tell_files_alone(arguments)
    print(f"{pack.name}  sha256 {pack.digest}")
    print(json.dumps(json.loads(pack.canonical), ensure_ascii=False, indent=2))
    return 0


def run_explain(arguments: argparse.Namespace) -> int:
    """Print the responsible body and deadline of a matter with this item, filed now or on the given day."""
    pack = _pack(arguments)
    if pack is None:
        return 1
    item = pack.items.get(arguments.item)
    if item is None:
        return _unknown("unknown_item", arguments.item, pack.items, pack=pack.name)
    _tell_files_alone(arguments)
    at = cases.nine_on(arguments.on) if arguments.on else entrance.now().astimezone(HERE)
    matter_class = pack.classes[item.class_code]
    print(f"{item.title.zh}  {item.title.en}")
    if under := part_of(arguments.item, pack.pillars):
        print("  " + " / ".join(one.title.zh for one in under))
    if pack.is_guided(item.class_code, arguments.item):
        way = pack.guidances[item.guidance].title.zh if item.guidance else "guided"
        print(f"  {matter_class.title.zh} -> ({way}, no order)")
        return 0
    given = triage.assign(State.FILED, item.class_code, arguments.item, pack=pack, at=at)
    provisional = "  (provisional)" if given.provisional else ""
    body = pack.bodies[given.body]
    where = f"{given.level}, one for each estate" if body.of_estate else given.level
    print(f"  {pack.classes[item.class_code].title.zh} -> {body.title.zh} ({where})")
    if matter_class.is_picked and item.body:
        print(f"  {matter_class.title.zh} (pool) -> {pack.bodies[item.body].title.zh}")
    if matter_class.rural_lead and not item.body:
        print(f"  {matter_class.title.zh} (rural) -> {_rural(matter_class, pack)}")
    for said in (*dispatch_wording.dispatched(item.class_code, pack), *dispatch_wording.passed(pack)):
        print(f"  {said.zh}")
    print(f"  {at:%Y-%m-%d %H:%M} -> {given.due_at:%Y-%m-%d %H:%M}{provisional}")
    if given.until_at:
        print(f"  accept by {given.until_at.astimezone(HERE):%Y-%m-%d %H:%M}")
    for milestone in matter_class.milestones.values():
        print(f"  {wording.milestone(milestone).zh}")
    for ground in given.because:
        print(f"  {ground:<28} {_told(ground, pack)}")
    for text in (item.assumed, pack.classes[item.class_code].assumed):
        if text:
            print(f"  assumed: {text}")
    return 0


def run_diff(arguments: argparse.Namespace) -> int:
    """Print one sentence for each difference between two packs, or the sentence that nothing changed."""
    old, new = _on(*arguments.old, arguments=arguments), _on(*arguments.new, arguments=arguments)
    if old is None or new is None:
        return 1
    _tell_files_alone(arguments)
    told = differences.sentences(old, new)
    for sentence in told:
        print(sentence.zh if arguments.language == "zh" else sentence.en)
    if not told:
        print("没有变化" if arguments.language == "zh" else "nothing changed")
    return 0


def _rural(matter_class: MatterClass, pack: Pack) -> str:
    body = pack.bodies[matter_class.rural_lead]
    return f"{body.title.zh} ({body.level})"


def _tell_unexplained(pack: Pack, is_chinese: bool) -> None:
    """What the district still has to say in its own words; no fault, for nobody else may say it."""
    for code, slot in pack.unexplained.items():
        place = f"{pack.name}: slots.{code}: {slot.title.zh}"
        print(
            f"{place}：{slot.ground} 提到但没有解释，待本地填写"
            if is_chinese
            else f"{place}: {slot.ground} names it and does not explain it"
        )


def _tell_owed(pack: Pack, is_chinese: bool) -> None:
    """What residents must be able to read before a district is served; a demonstration may lack it."""
    places = ", ".join(owed(pack.handler, pack.site))
    if places:
        print(
            f"{pack.name}：正式运行（yuanba serve）前要写：{places}"
            if is_chinese
            else f"{pack.name}: to be written before `yuanba serve`: {places}"
        )


def run_try(arguments: argparse.Namespace) -> int:
    """Print what another pack would have changed in a district's past decisions, without storing anything."""
    now = entrance.now()
    old, new = _on(arguments.district, None, arguments=arguments), _on(*arguments.new, arguments=arguments)
    if old is None or new is None:
        return 1
    decided = arguments.decisions(since=now - timedelta(days=arguments.days), limit=MOST)
    tried = [replay(one, new, now=now) for one in decided]
    for sentence in trials.sentences(tried, old, new):
        print(sentence.zh if arguments.language == "zh" else sentence.en)
    if len(decided) == MOST:
        print(f"只试算了最近{MOST}件 / only the last {MOST} matters were tried", file=sys.stderr)
    return 0


def _tell_files_alone(arguments: argparse.Namespace) -> None:
    """Say that what was released in the browser was not read: it may be what is in force."""
    if arguments.without_database:
        print(
            "只看了文件；浏览器里签发的规则要加 --released / "
            "files alone: add --released for the rules that were released in the browser",
            file=sys.stderr,
        )


def _unknown(code: str, name: str, known: Iterable[str], **arguments: str) -> int:
    """Say that there is no such code, which there are, and which was probably meant; return 1."""
    listed = list(known)
    told = fault("", code, name=name, known=", ".join(listed[:MOST_NAMED]) or "-", **arguments)
    near = nearest(name, listed)
    _tell(Fault(told.place, told.code, (*told.arguments, ("nearest", near))) if near else told)
    return 1


def _tell(what: Fault) -> None:
    """Say it in both languages: whoever misspells a code has not chosen one."""
    print(f"{told(what, 'zh')}\n{told(what, 'en')}", file=sys.stderr)


def _told(ground: str, pack: Pack) -> str:
    """What the pack itself says of a ground; pages say more, in the reader's language."""
    kind, _, code = ground.partition(".")
    if kind == "grounds":
        return pack.grounds[code].zh if code in pack.grounds else ""
    if kind == "calendar":
        return pack.calendars[code[:4]].notice if code[:4] in pack.calendars else ""
    if kind in {"classes", "items", "bodies"}:
        title: Text = getattr(pack, kind)[code].title
        return title.zh
    return ""


def _dated(words: str) -> tuple[str, date | None]:
    """A district and perhaps a day."""
    district, _, on = words.partition("@")
    return district, day_argument(on) if on else None


def _pack(arguments: argparse.Namespace) -> Pack | None:
    return _on(arguments.pack, arguments.on, arguments=arguments)


def _editions(district: str, arguments: argparse.Namespace) -> load.Editions:
    """The rules of a district that were released in the browser, where they are asked for and there."""
    row = None if arguments.without_database else districts.district(district)
    if row is None or row.head != districts.code_head():
        return load.NO_EDITIONS
    with districts.inside(row):
        return queries.editions()


def _on(district: str, on: date | None, *, arguments: argparse.Namespace) -> Pack | None:
    known = load.districts_in(settings.PACKS)
    if district not in known:
        _unknown("unknown_district", district, known, folder=str(settings.PACKS))
        return None
    on = on or day(entrance.now())
    try:
        if editions := _editions(district, arguments):
            return store.bound(district, on, editions)
        return load.load(settings.PACKS, district, on)
    except load.NoPackInForce:
        first = ", ".join(map(str, load.days_of(settings.PACKS, district)))
        _tell(fault("", "unknown_day", name=district, on=str(on), days=first))
        return None
    except load.FaultyPackError as faulty:
        print(faulty, file=sys.stderr)
        return None
