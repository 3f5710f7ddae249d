"""Every drawing that a screen or a menu names is bundled."""

import re
from pathlib import Path

from hoitu.kernel.web.icons import drawings, svg

ROOMS = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""\{% icon "([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"|Look\("[a-z]+", "([a-z0-9-]+)"\)""")


def test_every_named_icon_is_bundled() -> None:
    named: dict[str, str] = {}
    for path in [*ROOMS.rglob("*.html"), *ROOMS.rglob("*.py")]:
        if "tests" not in path.parts:
            for groups in NAMED.findall(path.read_text("utf-8")):
                named.setdefault("".join(groups), path.relative_to(ROOMS).as_posix())
    missing = {name: place for name, place in named.items() if name not in drawings()}
    assert missing == {}, "run `npm run icons` in frontend/"


def test_decoration_is_silent_and_meaning_is_said() -> None:
    assert 'aria-hidden="true"' in svg("article")
    assert 'role="img" aria-label="Khóa &lt;1&gt;"' in svg("lock", label="Khóa <1>")
    assert "<circle" in svg("no-such-drawing")
