"""Draw the demonstration's pictures, once per installation: they are kept under HOITU_HOME.

Every picture is made by the code in `scenes/` from its key alone. Nothing was photographed, traced or generated
by a trained model; the pictures are dedicated to the public domain (CC0 1.0).
"""

import hashlib
import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import pyvips
from django.conf import settings

from hoitu.workspace.demo.scenes import land, portraits, rooms, town, water
from hoitu.workspace.demo.scenes.canvas import H, W, Canvas

PROCESSES = 2
RIGHTS = "Tranh do chương trình vẽ, phát hành theo CC0 1.0: ai cũng được dùng tự do."
SCENES: dict[str, Callable[[Canvas], None]] = {
    **land.SCENES,
    **water.SCENES,
    **town.SCENES,
    **rooms.SCENES,
    **portraits.SCENES,
}


def draw(key: str) -> bytes:
    """Return the JPEG of a key: a scene's name, or `scene~n` for another view of the same place."""
    scene, _tilde, view = key.partition("~")
    canvas = Canvas(scene)
    SCENES[scene](canvas)
    picture = canvas.jpeg()
    return _other_view(picture, int(view)) if view else picture


def drawn(keys: Iterable[str]) -> dict[str, bytes]:
    """Return the pictures of all keys; those not kept yet are drawn by two processes."""
    folder = Path(settings.HOITU_HOME) / "demo-pictures" / _edition()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sorted(set(keys))
    missing = [key for key in wanted if not (folder / f"{key}.jpg").exists()]
    if missing:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
            for key, data in zip(missing, pool.map(draw, missing, chunksize=4), strict=True):
                part = folder / f"{key}.part"
                part.write_bytes(data)
                part.rename(folder / f"{key}.jpg")
    return {key: (folder / f"{key}.jpg").read_bytes() for key in wanted}


def _other_view(picture: bytes, number: int) -> bytes:
    """Return the scene from the other side and nearer, so that no two stories carry one picture."""
    image = pyvips.Image.new_from_buffer(picture, "")
    share = 0.94 - 0.08 * (number - 1)
    width, height = int(W * share), int(H * share)
    left, top = (W - width) * (number % 2), (H - height) // 2
    nearer = image.crop(left, top, width, height).resize(W / width, vscale=H / height)
    turned = nearer.fliphor() if number % 2 else nearer
    return bytes(turned.jpegsave_buffer(Q=87, strip=True, optimize_coding=True))


@cache
def _edition() -> str:
    """Name the drawing code as it stands, so that a changed scene is drawn again."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parent.joinpath("scenes").glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()[:12]
