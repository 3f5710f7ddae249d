"""How typst is asked: templates that lie here, data as JSON, the letters of the front end's build."""

import json
import logging
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import typst
from django.conf import settings

from hoitu.kernel import clock
from hoitu.papers.errors import PaperNotPrintable

log = logging.getLogger(__name__)

HERE: Final = Path(__file__).parent
# Same widths as Times New Roman, free, copied by the front end's build from npm's @expo-google-fonts/tinos.
TIMES: Final = "Tinos"
# Carried by typst itself: what a paper is set in where the front end has not been built.
FALLBACK: Final = "Libertinus Serif"
PDF_A: Final[Any] = ["a-2b"]

MISSING_LETTER: Final = "□"
# Vietnamese, Latin and common punctuation: shown by every font that we would use.
_SURELY_SHOWN: Final = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1EA0, 0x1EFA)))
) | set("\nƠơƯư–—‑‘’“”…•₫" + MISSING_LETTER)
# Letters of one paper that typst is asked about, some milliseconds each; what is beyond becomes a box unasked.
MOST_ASKED: Final = 500
_PROBE: Final = b"#let data = json(bytes(sys.inputs.data))\n#set text(font: data.fonts)\n#data.text"


def font_folder() -> Path:
    """Return the folder into which the front end's build puts the letters of papers."""
    return Path(settings.FRONTEND_DIST) / "fonts"


@cache
def _fonts(folder: Path) -> typst.Fonts:
    paths = [folder] if folder.is_dir() else []
    # The machine's own fonts stay out: the same paper is the same file everywhere.
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=list(paths))
    if TIMES not in found.families():
        log.warning("no %s in %s: papers are set in %s until the front end is built", TIMES, folder, FALLBACK)
    return found


def families() -> list[str]:
    """Return the families that papers are set in, best first."""
    return [name for name in (TIMES, FALLBACK) if name in _fonts(font_folder()).families()]


def pdf_of(template: str, data: dict[str, Any]) -> bytes:
    """Return a template of this folder with its data as tagged PDF/A-2b.

    PDF/A takes no file with a letter that no font has: each such letter becomes a box, which says that something
    stood there. Raises PaperNotPrintable.
    """
    text = _json({**data, "fonts": families()})
    attempts: list[Callable[[str], str]] = [str, _without_missing, _without_doubtful]
    for attempt in attempts:
        try:
            return _compile(HERE / template, attempt(text), "pdf")[0]
        except typst.TypstError as failure:
            reason = failure.diagnostic
    log.error("typst could not set %s: %s", template, reason)
    raise PaperNotPrintable


def pictures_of(template: str, data: dict[str, Any]) -> list[bytes]:
    """Return the same pages as PNG, for looking at them."""
    return _compile(HERE / template, _json({**data, "fonts": families()}), "png")


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _compile(template: Any, text: str, kind: Literal["pdf", "png"]) -> list[bytes]:
    made = typst.compile(
        template,
        root=HERE,
        font_paths=_fonts(font_folder()),
        format=kind,
        sys_inputs={"data": text},
        pdf_standards=PDF_A if kind == "pdf" else [],
        timestamp=int(clock.now().timestamp()),
    )
    return made if isinstance(made, list) else [made]


def _without_missing(text: str) -> str:
    """Put a box in place of each letter that none of the fonts has. JSON's own signs are surely shown."""
    doubtful = sorted(set(text) - _SURELY_SHOWN)
    missing = [letter for letter in doubtful[:MOST_ASKED] if not _has(font_folder(), letter)]
    return _boxed(text, missing + doubtful[MOST_ASKED:])


def _without_doubtful(text: str) -> str:
    """Put a box in place of every letter that is not surely shown: some are missing only beside others."""
    return _boxed(text, set(text) - _SURELY_SHOWN)


def _boxed(text: str, letters: Iterable[str]) -> str:
    return text.translate({ord(letter): MISSING_LETTER for letter in letters})


@lru_cache(maxsize=10_000)
def _has(folder: Path, letter: str) -> bool:
    """Ask typst itself, which knows what of its fonts it would take."""
    try:
        _compile(_PROBE, _json({"fonts": families(), "text": letter}), "pdf")
    except typst.TypstError:
        return False
    return True
