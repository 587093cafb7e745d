"""How often the mask hides what points at nobody, and how much it finds of what points at somebody.

    python -m bench.masking [FOLDER]

False alarms: real messages (`messages/city.csv`, `train.csv` and `dev.csv` of FOLDER; default
YUANBA_TEST_DATA), from which phones and identity numbers were taken out before
we got them: what is still masked as a mobile, an identity number or a card is a false alarm. Landlines,
plates and names there are real ones, so they are counted, not judged. Recall: numbers drawn at random,
written in the forms that people use, put into real messages; found means that nothing is left of them
but what the mask keeps on purpose (three digits of a mobile, an area code). Nothing of a message is printed.
"""

from __future__ import annotations

import csv
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from yuanba.rules.privacy.masking import Personal, is_id_number, mask

ROOT = Path(__file__).resolve().parent.parent
FILES = ("city.csv", "train.csv", "dev.csv")
EACH = 400
WIDE = str.maketrans("0123456789X-+ ", "０１２３４５６７８９Ｘ－＋　")
HANZI = str.maketrans("0123456789", "零一二三四五六七八九")
JUDGED = (Personal.MOBILE, Personal.ID_NUMBER, Personal.BANK_CARD)


def messages(folder: Path) -> Iterator[str]:
    """Every message with its title."""
    csv.field_size_limit(1 << 24)
    for name in FILES:
        with (folder / "messages" / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield f"{row.get('title', '')}\n{row['text']}"


def mobile(dice: random.Random) -> str:
    head = dice.choice(["13", "14", "15", "16", "17", "18", "19"])
    third = {"14": "5789", "15": "012356789", "16": "2567", "17": "01235678", "19": "01235689"}
    return head + dice.choice(third.get(head, "0123456789")) + f"{dice.randrange(10**8):08d}"


def landline(dice: random.Random) -> str:
    return (
        dice.choice(["023", "010", "021", "0931", "0830"]) + "-" + f"{dice.randrange(2 * 10**7, 9 * 10**7)}"
    )


def id_number(dice: random.Random) -> str:
    born = f"{dice.randrange(1940, 2015)}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}"
    start = f"{dice.choice(['500116', '510219', '110105', '440301'])}{born}{dice.randrange(1000):03d}"
    return next(start + last for last in "0123456789X" if is_id_number(start + last))


def card(dice: random.Random) -> str:
    start = dice.choice(["622202", "621700", "436742"]) + f"{dice.randrange(10**12):012d}"
    return next(start + str(last) for last in range(10) if is_luhn(start + str(last)))


def is_luhn(digits: str) -> bool:
    doubled = [sum(divmod(2 * int(one), 10)) for one in digits[-2::-2]]
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def plate(dice: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    green = dice.random() < 0.4
    tail = dice.choice("DF") + f"{dice.randrange(10**5):05d}" if green else f"{dice.randrange(10**5):05d}"
    return dice.choice("渝川京沪粤贵") + dice.choice(letters) + tail


def grouped(*sizes: int, gap: str = " ") -> Callable[[str], str]:
    def write(number: str) -> str:
        parts, place = [], 0
        for size in sizes:
            parts.append(number[place : place + size])
            place += size
        return gap.join(part for part in [*parts, number[place:]] if part)

    return write


FORMS: dict[str, tuple[Callable[[random.Random], str], dict[str, Callable[[str], str]]]] = {
    "mobile": (
        mobile,
        {
            "plain": str,
            "3 4 4 spaces": grouped(3, 4, 4),
            "3-4-4 dashes": grouped(3, 4, 4, gap="-"),
            "3.4.4 dots": grouped(3, 4, 4, gap="."),
            "3 3 5 spaces": grouped(3, 3, 5),
            "two spaces": grouped(3, 4, 4, gap="  "),
            "long dashes": grouped(3, 4, 4, gap="—"),
            "digit by digit": lambda number: " ".join(number),
            "full-width": lambda number: number.translate(WIDE),
            "full-width, spaces": lambda number: grouped(3, 4, 4)(number).translate(WIDE),
            "+86": lambda number: f"+86 {number}",
            "+86-": lambda number: f"+86-{number}",
            "Chinese digits": lambda number: number.translate(HANZI),
        },
    ),
    "landline": (
        landline,
        {
            "dash": str,
            "no dash": lambda number: number.replace("-", ""),
            "brackets": lambda number: f"({number.replace('-', ')')}",
            "space": lambda number: number.replace("-", " "),
            "4 4": lambda number: f"{number[:-4]} {number[-4:]}",
            "full-width": lambda number: number.translate(WIDE),
            "without area, said to be one": lambda number: f"电话{number.split('-')[1]}",
        },
    ),
    "id_number": (
        id_number,
        {
            "plain": str,
            "small x": str.lower,
            "6 8 4 spaces": grouped(6, 8, 4),
            "6-8-4 dashes": grouped(6, 8, 4, gap="-"),
            "full-width": lambda number: number.translate(WIDE),
            "said to be one, typing error": lambda number: f"身份证号{number[:10]}11{number[12:]}",
        },
    ),
    "bank_card": (
        card,
        {
            "plain": str,
            "groups of four": grouped(4, 4, 4, 4),
            "dashes": grouped(4, 4, 4, 4, gap="-"),
            "full-width": lambda number: number.translate(WIDE),
        },
    ),
    "plate": (
        plate,
        {
            "plain": str,
            "dot": lambda number: f"{number[:2]}·{number[2:]}",
            "dash": lambda number: f"{number[:2]}-{number[2:]}",
            "small letters": str.lower,
        },
    ),
}
AROUND = ("请联系{}谢谢", "，{}。", "\n{}\n", "我是业主 {} ，尽快", "本人（{}）")


def readable(text: str, at: int, length: int, kind: str) -> bool:
    """Whether more is left of a number than the mask keeps: three digits of a mobile, an area code."""
    left = re.findall(r"[0-9０-９零一二三四五六七八九]", text[at : at + length])
    return len(left) > (0 if kind in {"id_number", "bank_card", "plate"} else 4)


def recall(texts: list[str], dice: random.Random) -> None:
    print(f"\nrecall on planted numbers ({EACH} of each form, in real messages)")
    for kind, (draw, forms) in FORMS.items():
        total = 0
        for name, write in forms.items():
            found = 0
            for _ in range(EACH):
                before = dice.choice(texts)[: dice.randrange(20, 200)]
                number = write(draw(dice))
                frame = dice.choice(AROUND).split("{}")
                text = before + frame[0] + number + frame[1]
                start = len(before) + len(frame[0])
                found += not readable(mask(text).text, start, len(number), kind)
            total += found
            print(f"  {kind:10} {name:30} {100 * found / EACH:6.1f} %")
        print(f"  {kind:10} {'all forms':30} {100 * total / (EACH * len(forms)):6.1f} %")


def main() -> int:
    """Print both; 1 where there is no data."""
    folder = Path(
        sys.argv[1]
        if len(sys.argv) > 1
        else os.environ.get("YUANBA_TEST_DATA") or ROOT.parent / "shared" / "data"
    )
    if not (folder / "messages").is_dir():
        print(f"no data at {folder}", file=sys.stderr)
        return 1
    texts = list(messages(folder))
    found: Counter[Personal] = Counter(span.kind for text in texts for span in mask(text).spans)
    alarms = sum(found[kind] for kind in JUDGED)
    print(f"{len(texts)} real messages")
    print(
        f"false alarms (mobile, identity number, card): {alarms}, {1000 * alarms / len(texts):.2f} per 1,000"
    )
    for kind in Personal:
        print(f"  {kind.value:10} masked {1000 * found[kind] / len(texts):7.2f} per 1,000")
    recall(texts, random.Random(2026))
    return 0


if __name__ == "__main__":
    sys.exit(main())
