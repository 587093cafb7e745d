"""Chinese punctuation where TOML wants its own: which sign stands where, and the line that was meant."""

from __future__ import annotations

from dataclasses import dataclass

#: Signs of a Chinese keyboard, and what TOML writes instead of them.
SIGNS = {
    **dict(zip("“”＂", '"""', strict=True)),
    **dict(zip("‘’＇", "'''", strict=True)),
    **dict.fromkeys("，、", ","),
    **dict.fromkeys("［【〔", "["),
    **dict.fromkeys("］】〕", "]"),
    "｛": "{",
    "｝": "}",
    "＝": "=",
    "：": "=",
    "＃": "#",
    "．": ".",
    "　": " ",
    "－": "-",
    "＿": "_",
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
}
ENDS = {"“": "”“＂", "”": "”", "＂": "＂", "‘": "’‘＇", "’": "’", "＇": "＇"}


@dataclass(frozen=True, slots=True)
class Written:
    """One line with Chinese punctuation: the first column of it, its signs, and the line that was meant."""

    column: int
    signs: tuple[str, ...]
    meant: str


def chinese(line: str) -> Written | None:
    """Return the Chinese punctuation outside strings and comments of one line of TOML, or None without any.

    >>> chinese('title = { zh = “三会，三事”， en = "x" }').meant
    'title = { zh = "三会，三事", en = "x" }'
    """
    meant: list[str] = []
    signs: list[str] = []
    column, end, is_chinese = 0, "", False
    for number, sign in enumerate(line, start=1):
        if end:
            is_end = sign in end and meant[-1:] != ["\\"]
            inner = '\\"' if is_chinese and sign == '"' else sign
            meant.append(SIGNS.get(sign, sign) if is_end else inner)
            if is_end:
                signs += [sign] if is_chinese else []
                end = ""
            continue
        if sign == "#":
            meant.append(line[number - 1 :])
            break
        if sign in SIGNS:
            signs.append(sign)
            column = column or number
        is_chinese = sign in ENDS
        end = ENDS.get(sign, sign if sign in "\"'" else "")
        meant.append(SIGNS.get(sign, sign))
    return Written(column, tuple(dict.fromkeys(signs)), "".join(meant)) if signs else None
