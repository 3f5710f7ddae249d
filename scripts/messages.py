"""Collects the sentences that people see into each room's English catalogue.

    python scripts/messages.py            update hoitu/<room>/locale/en/LC_MESSAGES/django.po
    python scripts/messages.py --check    change nothing; name what lacks a translation, exit code 1 if anything does
    python scripts/messages.py --missing kernel    print the untranslated sentences of one room

Msgids are Vietnamese, so English is the only catalogue. `hoitu.project.translations` compiles it at set-up.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ROOT / "hoitu"
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
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Made for developers, never shown to a newsroom.
LEFT_OUT = {"gallery.html", "gallery.py"}
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing, name what is missing")
    parser.add_argument("--missing", metavar="ROOM", help="print the untranslated sentences of one room")
    options = parser.parse_args()
    problems = 0
    for room in rooms():
        if options.missing and room.name != options.missing:
            continue
        catalogue = updated(room)
        if options.missing:
            sys.stdout.write("".join(f"{message.id}\n" for message in untranslated(catalogue)))
        elif options.check:
            problems += report(room, catalogue)
        else:
            save(room, catalogue)
    return 1 if problems else 0


def rooms() -> list[Path]:
    """Return the folders of all rooms, in alphabetical order."""
    return sorted(path for path in ROOMS.iterdir() if (path / "__init__.py").exists())


def updated(room: Path) -> Catalog:
    """Return the room's English catalogue with exactly the sentences that its files hold now."""
    place = catalogue_path(room)
    known = Catalog(locale="en")
    if place.exists():
        with place.open("rb") as file:
            known = read_po(file, locale="en", abort_invalid=True)
    fresh = Catalog(locale="en", project="Hoi Tu", copyright_holder="Hội Tụ", fuzzy=False)
    for name, words, context, comments in sentences(room):
        fresh.add(words, locations=[(name, 0)], context=context, auto_comments=comments)
    known.update(fresh, no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def sentences(room: Path) -> Iterator[tuple[str, str | tuple[str, ...], str | None, list[str]]]:
    """Yield file, msgid, context and comments of each sentence in a room's templates and code."""
    for path in sorted(room.rglob("*")):
        if path.name in LEFT_OUT or {"tests", "migrations", "__pycache__"} & set(path.parts):
            continue
        if path.suffix not in (".py", ".html", ".txt", ".jinja"):
            continue
        method, source = readable(path)
        found = extract(
            method, io.BytesIO(source.encode()), KEYWORDS, ("Translators:",), {"encoding": "utf-8"}
        )
        for _line, words, comments, context in found:
            yield path.relative_to(ROOT).as_posix(), words, context, comments


def readable(path: Path) -> tuple[str, str]:
    """Return how to read the file and its text; Django's templates are turned into lines of gettext calls."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return "python", text
    if path.suffix == ".jinja" or {"jinja2", "jinja", "pages"} & set(path.parts):
        return "jinja2.ext:babel_extract", text
    from django.utils.translation.template import templatize

    # Python's tokenizer minds indentation, templates do not.
    return "python", "\n".join(line.lstrip() for line in templatize(text).splitlines()) + "\n"


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the sentences without, or with a doubtful, translation."""
    return [message for message in catalogue if message.id and (not _is_whole(message) or message.fuzzy)]


def broken(catalogue: Catalog) -> list[Message]:
    """Return the translations that lost or invented a placeholder such as %(name)s."""
    found = []
    for message in catalogue:
        if message.id and _is_whole(message):
            sources, targets = _words(message.id), _words(message.string)
            wanted = {place for words in sources for place in PLACE.findall(words)}
            given = {place for words in targets for place in PLACE.findall(words)}
            if not given <= wanted or (len(targets) == 1 and given != wanted):
                found.append(message)
    return found


def report(room: Path, catalogue: Catalog) -> int:
    """Print what is wrong in a room; return how many things."""
    missing, wrong = untranslated(catalogue), broken(catalogue)
    for what, messages in (("lacks English", missing), ("has other placeholders", wrong)):
        for message in messages:
            where = message.locations[0][0] if message.locations else ""
            sys.stdout.write(f"{room.name}: {what}: {_words(message.id)[0]!r} ({where})\n")
    return len(missing) + len(wrong)


def save(room: Path, catalogue: Catalog) -> None:
    """Write the catalogue of a room that has sentences; dates are left out so that nothing changes for nothing."""
    if not any(message.id for message in catalogue):
        return
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    dated = re.compile(
        r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n', re.M
    )
    text = dated.sub("", buffer.getvalue().decode())
    text = re.sub(r"\A(#.*\n)+", "# English wording of the Vietnamese sentences of this room.\n", text)
    place = catalogue_path(room)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
    left = len(untranslated(catalogue))
    sys.stdout.write(
        f"{room.name}: {sum(1 for message in catalogue if message.id)} sentences, {left} without English\n"
    )


def catalogue_path(room: Path) -> Path:
    """Return where the English catalogue of a room lies."""
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _is_whole(message: Message) -> bool:
    return bool(message.string) and all(_words(message.string))


def _words(words: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ())


if __name__ == "__main__":
    sys.exit(main())
