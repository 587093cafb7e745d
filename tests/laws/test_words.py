"""Every sentence that a person may read is there, in Chinese."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.laws.house import SOURCE, modules, template_name, templates
from yuanba.config import catalogue, command
from yuanba.rules.core.refusal import Refused
from yuanba.web.sentences import SENTENCES, STATUSES

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
MARK = re.compile(r"%\((\w+)\)[sd]")
Sentence = tuple[str | None, str]


def refusals(base: type[Refused] = Refused) -> set[type[Refused]]:
    """Every refusal of the house."""
    found = set(base.__subclasses__())
    return found.union(*(refusals(one) for one in found)) if found else found


@pytest.fixture(scope="module", autouse=True)
def _everything_is_imported() -> None:
    command._parser()
    for module in modules():
        if not module.is_in("migrations", "management") and module.place[-1] != "settings":
            name = ".".join(("yuanba", *module.place)).removesuffix(".__init__")
            if module.place[:2] != ("config", "child"):
                __import__(name)


def codes() -> set[str]:
    return {one.code for one in refusals() if one.__module__.startswith("yuanba.")}


def test_every_refusal_has_its_sentence_and_every_sentence_its_refusal() -> None:
    assert codes() - set(SENTENCES) == set(), "refusals that nobody could read"
    assert set(SENTENCES) - codes() == set(), "sentences that nobody says"


def test_every_status_is_of_a_refusal() -> None:
    assert set(STATUSES) <= codes()


def test_a_code_belongs_to_one_refusal() -> None:
    by_code: dict[str, set[str]] = {}
    for one in refusals():
        if one.__module__.startswith("yuanba."):
            by_code.setdefault(one.code, set()).add(f"{one.__module__}.{one.__name__}")
    assert {code: names for code, names in by_code.items() if len(names) > 1} == {}


@cache
def spoken() -> dict[Sentence, str]:
    """Every sentence of code and templates, with where it stands."""
    found: dict[Sentence, str] = {}
    for module in modules():
        _add(found, module.name, module.path.read_bytes())
    for path in templates():
        text = templatize(path.read_text(encoding="utf-8"))
        text = re.sub(r"^[ \t]+", "", text, flags=re.MULTILINE)  # the reader takes it for Python
        _add(found, template_name(path), text.encode())
    return found


def _add(found: dict[Sentence, str], place: str, text: bytes) -> None:
    options = {"encoding": "utf-8"}
    for line, message, _comments, context in extract("python", io.BytesIO(text), KEYWORDS, options=options):
        first = message[0] if isinstance(message, tuple) else message
        if first:
            found.setdefault((context, first), f"{place}:{line}")


def chinese() -> dict[Sentence, str]:
    """The catalogue: what each sentence is called."""
    found: dict[Sentence, str] = {}
    for message in catalogue.join(catalogue.parts()):
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            told = message.string if isinstance(message.string, str) else message.string[0]
            found[message.context, first] = told
    return found


def test_every_sentence_is_there_in_chinese() -> None:
    known = chinese()
    missing = {f"{place}: {one[1]}" for one, place in spoken().items() if not known.get(one)}
    assert missing == set()


def test_every_translation_is_of_a_sentence_that_somebody_says() -> None:
    said = set(spoken())
    of_the_framework = {one for one in chinese() if one not in said}
    unused = {text for _context, text in of_the_framework}
    assert not (idle := unused - from_frameworks(unused)), sorted(idle)


def from_frameworks(wanted: set[str]) -> set[str]:
    """Which of these Django and allauth say in English."""
    import allauth
    import django

    found: set[str] = set()
    for package in (allauth, django):
        for path in Path(str(package.__file__)).parent.rglob("*"):
            if path.suffix in {".py", ".html"} and "tests" not in path.parts:
                text = path.read_text(encoding="utf-8", errors="replace")
                found.update(sentence for sentence in wanted - found if sentence in text)
    return found


def test_a_translation_keeps_the_places_for_names() -> None:
    lost = {}
    for message in catalogue.join(catalogue.parts()):
        texts = [message.id] if isinstance(message.id, str) else list(message.id)
        told = [message.string] if isinstance(message.string, str) else list(message.string)
        if not set(MARK.findall(" ".join(map(str, told)))) <= set(MARK.findall(" ".join(map(str, texts)))):
            lost[texts[0]] = told
    assert lost == {}


def test_sentences_are_written_in_english() -> None:
    """The Chinese stands in the catalogue, so that neither language is an afterthought."""
    found = {
        place: one[1]
        for one, place in spoken().items()
        if re.search(r"[\u4e00-\u9fff]", one[1]) and not place.startswith("demo/")  # names of its places
    }
    assert found == {}


def test_templates_hold_no_words_outside_the_catalogue() -> None:
    bilingual = re.compile(r"\d{3}\.html|demo/.*|web/(base_error|stale|components/switches)\.html")
    found = {
        template_name(path)
        for path in templates()
        if not bilingual.fullmatch(template_name(path))
        and re.search(r"[\u4e00-\u9fff]", re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_the_parts_are_where_the_catalogue_looks() -> None:
    assert catalogue.parts()
    assert {path.parent for path in catalogue.parts()} == {SOURCE / "locale" / "parts"}
