"""What bench.picture has done in processes of its own, so that time and memory are theirs alone.

python -m bench.picture_work source FILE            draw the picture that both sides get
python -m bench.picture_work ours FILE FOLDER       our set in a warm process as the newsroom; prints seconds
python -m bench.picture_work compare FILE A B       print bytes and likeness of two sets of the same names
"""

import io
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import pyvips
from PIL import Image

from hoitu.media.adapters.pictures import read_picture

WIDTH, HEIGHT = 6000, 4000
ENDINGS = {"webp": "webp", "avif": "avif", "jpeg": "jpg"}


def source(file: Path) -> None:
    """Draw 24 megapixels with detail of every size, coarse detail strong and fine detail faint as in photographs."""
    chance = np.random.default_rng(24)
    picture = pyvips.Image.black(WIDTH, HEIGHT, bands=3) + 128
    scale, strength = 1024, 45.0
    while scale >= 1:
        shape = (HEIGHT // scale + 2, WIDTH // scale + 2, 3)
        blobs = pyvips.Image.new_from_array(chance.standard_normal(shape).astype(np.float32))
        if scale > 1:
            blobs = blobs.resize(scale, kernel="cubic")
        picture = picture + blobs.crop(0, 0, WIDTH, HEIGHT) * strength
        scale, strength = scale // 2, strength * 0.72
    picture.cast("uchar").copy(interpretation="srgb").jpegsave(str(file), Q=92)


def ours(file: Path, folder: Path, *, with_avif: bool) -> float:
    """Make our set as the newsroom's process does and return its seconds; files are written after the clock stops."""
    small = io.BytesIO()
    Image.new("RGB", (400, 300)).save(small, "JPEG")
    read_picture(small.getvalue(), with_avif=with_avif)  # libraries load at the first picture of a process
    data = file.read_bytes()
    began = time.perf_counter()
    picture = read_picture(data, with_avif=with_avif)
    seconds = time.perf_counter() - began
    for made in picture.renditions:
        (folder / f"{made.name}.{ENDINGS[made.format]}").write_bytes(made.data)
    return seconds


def compare(file: Path, first: Path, second: Path) -> dict[str, list[list[float]]]:
    """Return for each ending, for each of the two sets, its bytes and the worst PSNR (dB) of its pictures.

    Each picture is held against the original in full, made small by Lanczos. Ends when names or sizes differ.
    """
    names = sorted(path.name for path in first.iterdir())
    if names != sorted(path.name for path in second.iterdir()):
        sys.exit(f"The sets differ: {names}")
    original = pyvips.Image.new_from_file(str(file)).copy_memory()
    found: dict[str, list[list[float]]] = {}
    for name in names:
        sides = [pyvips.Image.new_from_file(str(folder / name)).copy_memory() for folder in (first, second)]
        sizes = {(side.width, side.height) for side in sides}
        if len(sizes) != 1:
            sys.exit(f"{name} has two sizes: {sizes}")
        width, height = sizes.pop()
        wanted = original.resize(width / WIDTH, vscale=height / HEIGHT, kernel="lanczos3")
        sums = found.setdefault(Path(name).suffix.lstrip("."), [[0, math.inf], [0, math.inf]])
        for side, folder, total in zip(sides, (first, second), sums, strict=True):
            error = (side.extract_band(0, n=3) - wanted).stats().getpoint(3, 0)[0] / (width * height * 3)
            total[0] += (folder / name).stat().st_size
            total[1] = min(total[1], 10 * math.log10(255**2 / error))
    return found


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["source", at]:
            source(Path(at))
        case ["ours", at, into, *more]:
            print(ours(Path(at), Path(into), with_avif="avif" in more))
        case ["compare", at, one, other]:
            print(json.dumps(compare(Path(at), Path(one), Path(other))))
