"""Draw the demonstration's pictures, once per installation: they are kept under HOITU_HOME.

Every picture is made by the code in `scenes/` from its key alone. Nothing was photographed, traced or generated
by a trained model; the pictures are dedicated to the public domain (CC0 1.0).
"""

import fcntl
import hashlib
import multiprocessing
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import IO

import pyvips
from django.conf import settings

from hoitu.workspace.demo.scenes import crafts, land, portraits, roads, rooms, sea, streets, town, water
from hoitu.workspace.demo.scenes.canvas import PRINT_H, PRINT_W, Canvas

PROCESSES = 2
LOOK_AGAIN_SECONDS = 0.2
RIGHTS = "Tranh do chương trình vẽ, phát hành theo CC0 1.0: ai cũng được dùng tự do."
SCENES: dict[str, Callable[[Canvas], None]] = {
    **land.SCENES,
    **roads.SCENES,
    **water.SCENES,
    **sea.SCENES,
    **town.SCENES,
    **streets.SCENES,
    **rooms.SCENES,
    **crafts.SCENES,
    **portraits.SCENES,
}


def draw(scene: str, views: Iterable[int] = (0,)) -> dict[int, bytes]:
    """Return JPEGs of a scene: view 0 as drawn, others from the other side and nearer."""
    canvas = Canvas(scene)
    SCENES[scene](canvas)
    picture = canvas.jpeg()
    return {view: _other_view(picture, view) if view else picture for view in views}


def drawn(
    wanted: Iterable[tuple[str, int]], progress: Callable[[int, int], None]
) -> dict[tuple[str, int], bytes]:
    """Return the pictures of all (scene, view); those not kept yet are drawn by two processes.

    Two that ask at once draw once: the second waits for the first.
    """
    folder = Path(settings.HOITU_HOME) / "demo-pictures" / _edition()
    folder.mkdir(parents=True, exist_ok=True)
    places = {(scene, view): folder / f"{scene}-{view}.jpg" for scene, view in wanted}
    with (folder / "lock").open("w") as lock:
        _wait_for(lock, lambda: progress(sum(place.exists() for place in places.values()), len(places)))
        _draw_missing(places, progress)
    return {name: place.read_bytes() for name, place in places.items()}


def _wait_for(lock: IO[str], meanwhile: Callable[[], None]) -> None:
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            meanwhile()
            time.sleep(LOOK_AGAIN_SECONDS)
        else:
            return


def _draw_missing(places: dict[tuple[str, int], Path], progress: Callable[[int, int], None]) -> None:
    missing: dict[str, list[int]] = {}
    for (scene, view), place in places.items():
        if not place.exists():
            missing.setdefault(scene, []).append(view)
    if missing:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
            made = pool.map(draw, missing, missing.values(), chunksize=2)
            for count, (scene, views) in enumerate(zip(missing, made, strict=True), start=1):
                for view, data in views.items():
                    part = places[scene, view].with_suffix(".part")
                    part.write_bytes(data)
                    part.rename(places[scene, view])
                progress(count, len(missing))


def _other_view(picture: bytes, number: int) -> bytes:
    """Return the scene from the other side and nearer, so that no two stories carry one picture."""
    image = pyvips.Image.new_from_buffer(picture, "")
    share = 0.94 - 0.08 * (number - 1)
    width, height = int(PRINT_W * share), int(PRINT_H * share)
    left, top = (PRINT_W - width) * (number % 2), (PRINT_H - height) // 2
    nearer = image.crop(left, top, width, height).resize(PRINT_W / width, vscale=PRINT_H / height)
    turned = nearer.fliphor() if number % 2 else nearer
    return bytes(turned.jpegsave_buffer(Q=87, strip=True, optimize_coding=True))


@cache
def _edition() -> str:
    """Name the drawing code as it stands, so that a changed scene is drawn again."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parent.joinpath("scenes").glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()[:12]
