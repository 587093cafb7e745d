"""Signs that mean the same compare as the same, wherever words are looked for."""

from datetime import date

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from yuanba.packs import load
from yuanba.reading import bigrams
from yuanba.reading.likeness import Rarity, likeness, profile
from yuanba.reading.suggest import suggest
from yuanba.rules.core import signs
from yuanba.rules.matters import triage

PACK = load.load(settings.PACKS, min(load.districts_in(settings.PACKS)), date(2026, 3, 2))
GAS = ["煤气", "煤⽓", "煤氣", "煤\ufe00气", "煤\u200b气"]


@pytest.mark.parametrize("gas", GAS)
def test_gas_is_gas(gas: str) -> None:
    words = f"一楼有{gas}味，{gas}泄漏"
    assert signs.alike(gas) == "煤气"
    assert bigrams.tokens(words) == bigrams.tokens("一楼有煤气味，煤气泄漏")
    assert bigrams.query(gas) == bigrams.query("煤气")
    assert triage.dangers(words, pack=PACK) == triage.dangers("一楼有煤气味，煤气泄漏", pack=PACK) != ()
    assert suggest(words, pack=PACK) == suggest("一楼有煤气味，煤气泄漏", pack=PACK)


def test_the_same_trouble_in_other_signs_is_alike() -> None:
    rarity = Rarity.of(["滨江路路灯不亮", "垃圾没人清"])
    first, second = profile("濱江路路燈不亮了", rarity), profile("滨江路路灯不亮了", rarity)
    assert likeness(first, second) == pytest.approx(1.0, abs=0.35)
    assert first.weights == second.weights


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("⻔⻋⻓", "门车长"), ("ＡＢ１２", "ab12"), ("㎡", "m2"), ("٣", "3"), ("—－−‑", "----")],
)
def test_other_forms_of_signs(typed: str, plain: str) -> None:
    assert signs.alike(typed) == plain


@given(st.text(st.characters(codec=None), max_size=40))
def test_folding_keeps_the_length_and_is_stable(text: str) -> None:
    once = signs.folded(text)
    assert len(once) == len(text)
    assert signs.folded(once) == once
    assert signs.alike(signs.alike(text)) == signs.alike(text)
    plain, places = signs.bare(text)
    assert len(plain) == len(places)
