"""Which picture hangs in which story; `python -m` this module draws them all before anybody asks.

Drawing needs no database, so a first start does it while the tables are made.
"""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hoitu.workspace.demo import content, pictures
from hoitu.workspace.demo.content import Sample

_FIGURE = re.compile(r"^:::figure ([\w-]+)[^\n]*\n(.*?)\n(?:alt: (.*?)\n)", re.M | re.S)
_GALLERY_ROW = re.compile(r"^([\w-]+) \| ([^|\n]+) \| ([^|\n]+)$", re.M)


@dataclass(frozen=True)
class Hanging:
    """One picture that one story shows: which view of which scene, under which name inside the story."""

    agency: str
    name: str
    scene: str
    view: int
    caption: str
    alt: str


def hangings(samples: Iterable[Sample]) -> list[Hanging]:
    """Return what the stories show, the newest story's first; a scene shown again is seen from another side."""
    wanted: list[Hanging] = []
    uses: dict[str, int] = {}
    for sample in sorted(samples, key=lambda sample: sample.age_hours):
        for name, key, caption, alt in _shown(sample):
            seen = uses.get(key, 0)
            uses[key] = seen + 1
            wanted.append(Hanging(sample.agency, f"{sample.slug}/{name}", key, seen, caption, alt))
    return wanted


def drawn(wanted: Iterable[Hanging], progress: Callable[[int, int], None]) -> dict[tuple[str, int], bytes]:
    """Return the pictures by (scene, view)."""
    return pictures.drawn(((row.scene, row.view) for row in wanted), progress)


def _shown(sample: Sample) -> list[tuple[str, str, str, str]]:
    """Return the pictures of a story: name inside the story, scene, caption, alt."""
    rows = []
    if sample.picture:
        rows.append(("lead", sample.picture.key, sample.picture.caption, sample.picture.alt))
    figures = [(key, caption.strip(), alt) for key, caption, alt in _FIGURE.findall(sample.body)]
    galleries = re.findall(r"^:::gallery.*?^:::$", sample.body, re.M | re.S)
    cells = [cell for gallery in galleries for cell in _GALLERY_ROW.findall(gallery)]
    return rows + [(key, key, caption, alt) for key, caption, alt in [*figures, *cells]]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
    drawn(hangings(content.samples(content.working_moment())), lambda done, of: None)
