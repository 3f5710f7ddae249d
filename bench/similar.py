"""Pictures that look alike among N: by index beside NumPy over all. `python -m bench.similar [N|--quick]`

The questions are looks of the archive with up to eleven bits turned, and looks that nothing resembles. The peer holds
all looks in memory and compares every one; both must give the same files.
"""

import random
import time

import numpy as np

from bench.installation import set_up
from bench.kept import home_with
from bench.media_archive import agency_id
from bench.record import Aim, Row, write
from bench.sizes import Size, asked, p95

QUESTIONS = 100
PEER = "NumPy over all in memory"


def main(size: Size) -> None:
    """Ask both sides the same, compare the answers, write the figures."""
    with (
        home_with("bench.media_archive", size.count, made_from=("hoitu/media/queries/marks.py",)) as home,
        set_up(home),
    ):
        from hoitu.media.models import AssetRow
        from hoitu.media.queries.similar import FARTHEST, MOST, similar_to_look

        agency = agency_id()
        rows = AssetRow.objects.for_agency(agency).exclude(look=None).order_by("id").values_list("id", "look")
        ids, looks = zip(*rows.iterator(), strict=True)
        all_looks = np.array(looks, dtype=np.int64)
        chance = random.Random(3)
        ours, theirs, same, found = [], [], 0, 0
        for number in range(QUESTIONS):
            bits = chance.choice(looks) & (2**64 - 1)
            for place in chance.sample(range(64), chance.randint(0, 11)):
                bits ^= 1 << place
            if number % 4 == 0:
                bits = chance.getrandbits(64)
            look = bits - 2**64 if bits >= 2**63 else bits
            started = time.perf_counter()
            here = similar_to_look(agency_id=agency, look=look)
            ours.append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            far = np.bitwise_count((all_looks ^ np.int64(look)).view(np.uint64))
            near = np.flatnonzero(far <= FARTHEST)
            there = sorted((int(far[at]), ids[at]) for at in near)[:MOST]
            theirs.append((time.perf_counter() - started) * 1000)
            same += [(far, key) for key, far in here] == there
            found += len(there)
        print(f"{found} files found by {QUESTIONS} questions", flush=True)
        figures = [
            Row(
                f"similar among {len(ids)} pictures, p95",
                round(p95(ours), 1),
                "ms",
                PEER,
                round(p95(theirs), 1),
                Aim("<=", 50),
            ),
            Row("the same answer", round(100 * same / QUESTIONS, 1), "%", aim=Aim(">=", 100)),
        ]
    write(size.result("similar"), figures, command=size.command("similar"))


if __name__ == "__main__":
    main(asked(full=1_000_000, quick=20_000))
