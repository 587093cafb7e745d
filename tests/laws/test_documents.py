"""The documents say what the house is."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests.laws.house import ROOT

DOCS = ROOT / "docs"
RELEASED = ROOT / "packs" / "released.sha256"


def test_every_decision_stands_in_the_index_once_and_in_order() -> None:
    index = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", index)
    written = sorted(path.name for path in (DOCS / "adr").glob("[0-9]*.md"))
    assert listed == written
    assert [int(name[:4]) for name in written] == list(range(1, len(written) + 1))


def test_every_decision_bears_the_title_of_the_index() -> None:
    index = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    for name, title in re.findall(r"\]\((\d{4}-[\w-]+\.md)\) (.+)", index):
        first = (DOCS / "adr" / name).read_text(encoding="utf-8").splitlines()[0]
        assert title.strip() in first, name


def test_the_glossary_knows_every_model() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    rows = {
        name
        for row in glossary.splitlines()
        for name in re.findall(r"`(\w+)`", row.split("|")[2] if row.count("|") > 3 else "")
    }
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("yuanba.")}
    assert ours - rows == set()


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = set()
    for path in [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "packs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not target.startswith(("http", "mailto:")) and not (path.parent / target).exists():
                broken.add(f"{path.relative_to(ROOT)}: {target}")
    assert broken == set()


def test_a_pack_is_not_changed_once_it_was_released() -> None:
    """`packs/released.sha256` is what `sha256sum packs/…` prints; a release adds lines, nobody alters one."""
    assert altered(RELEASED) == []


def altered(listing: Path) -> list[str]:
    """The released files that are no longer what they were."""
    found = []
    for line in listing.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            digest, name = line.split(maxsplit=1)
            path = listing.parent / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                found.append(name)
    return found


def test_a_released_pack_that_changed_is_found(tmp_path: Path) -> None:
    pack = tmp_path / "2025-01-01.toml"
    pack.write_text("a = 1\n")
    listing = tmp_path / "released.sha256"
    listing.write_text(f"# released\n{hashlib.sha256(pack.read_bytes()).hexdigest()}  {pack.name}\n")
    assert altered(listing) == []
    pack.write_text("a = 2\n")
    assert altered(listing) == [pack.name]
    pack.unlink()
    assert altered(listing) == [pack.name]


def test_every_tenant_app_of_ours_has_migrations() -> None:
    for name in settings.TENANT_APPS:
        if name.startswith("yuanba."):
            app = ROOT / "src" / name.replace(".", "/")
            if list((app / "models.py").parent.glob("models.py")):
                assert sorted((app / "migrations").glob("0*.py")), name


def test_the_examples_of_the_architecture_are_todays_code() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n# (\S+)\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    assert len(examples) >= 10
    for file, body in examples:
        lines = {line.strip() for line in (ROOT / file).read_text(encoding="utf-8").splitlines()}
        gone = [line for line in body.splitlines() if line.strip() not in {*lines, "…"}]
        assert gone == [], file
