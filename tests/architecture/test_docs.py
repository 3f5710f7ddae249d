"""What the pages point at is there: links lead to files, the glossary's names are names of the code."""

import re
from importlib import import_module
from pathlib import Path

from tests.architecture.layers import ROOT, floors

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#:\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"`([a-z]+)\.([A-Z][A-Za-z]+)`")


def pages() -> list[Path]:
    places = ("*.md", "docs/**/*.md", "hoitu/**/README.md", "deploy/*.md", "frontend/*.md", "bench/*.md")
    return [page for place in places for page in sorted(ROOT.glob(place))]


def test_links_between_pages_lead_somewhere() -> None:
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages()
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert lost == []


def test_the_classes_of_the_glossary_exist() -> None:
    named = NAMED.findall((ROOT / "GLOSSARY.md").read_text("utf-8"))
    assert len(named) > 40
    for room, name in named:
        assert room in floors(), room
        assert hasattr(import_module(f"hoitu.{room}.models"), name), f"{room}.{name}"


def test_every_room_says_what_it_owns() -> None:
    without = [room for room in floors() if not (ROOT / "hoitu" / room / "README.md").exists()]
    assert without == []
