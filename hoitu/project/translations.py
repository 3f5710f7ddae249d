"""Makes the binary catalogues that gettext reads from each room's .po files."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOMS = Path(__file__).resolve().parents[1]


def compile_translations() -> int:
    """Compile every .po that is newer than its .mo; return how many."""
    count = 0
    for source in ROOMS.glob("*/locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parents[1].name, domain=source.stem, abort_invalid=True)
        half = target.with_suffix(".mo.new")
        with half.open("wb") as file:
            write_mo(file, catalogue)
        half.replace(target)
        count += 1
    return count


if __name__ == "__main__":
    compile_translations()
