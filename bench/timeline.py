"""How long a step on the time line of 200,000 edits takes. `python -m bench.timeline [--quick]`

Five people type the story of `opening` for a working week; the minute's job keeps its waypoints. Measured is the
whole answer of a step (what the slider asks for), of the page and of `/ai-viet/`, as the web process makes it, at
steps all over the line: seconds of its work, since others share the machine. Peer: pycrdt alone, merging the same
updates from the first one to that step.
"""

import random
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pycrdt

from bench.installation import copy_in, set_up
from bench.kept import home_with
from bench.opening import EDITS, EDITS_PER_WORD, PASSWORD, typed
from bench.record import Aim, Row, write
from bench.sizes import Size, asked, p95

EDIT_SECONDS = 0.6  # with the pauses between: some thirty hours of writing
PAUSE_EVERY, PAUSE_SECONDS = 400, 300
STEPS = 40
LIMIT_S = 0.3
HANDS_LIMIT_S = 3.0


def main(size: Size) -> None:
    """Make the story (kept between runs), step through it, write the result."""
    with home_with("bench.timeline", size.count) as home, set_up(home):
        from hoitu.stories import history, waypoints
        from hoitu.stories.operations.keep_waypoints import keep_waypoints
        from hoitu.stories.testing import fresh

        story = fresh(UUID((home / "story").read_text().strip()))
        begun = time.perf_counter()
        kept = keep_waypoints()
        making = time.perf_counter() - begun
        line = history.line(story, history.events(story))
        chosen = random.Random(3).sample(range(2, len(line) + 1), min(STEPS, len(line) - 1))
        rows = waypoints.updates_from(story, waypoints.BEGINNING)
        all_updates = [(key, bytes(update)) for key, update in rows.values_list("id", "update")]
        ours, peer = [], []
        for step in [chosen[0], *chosen]:
            ours.append(_get(story.pk, f"dong-thoi-gian/?buoc={step}", part=True))
            peer.append(_plain([update for key, update in all_updates if key <= line[step - 1].last]))
        page = [_get(story.pk, f"dong-thoi-gian/?buoc={step}") for step in chosen[: STEPS // 4]]
        hands = [_get(story.pk, "ai-viet/") for _ in range(3)]
        stored = sum(
            len(row.document) + len(row.state_vector) for row in waypoints.waypoints_of(story).defer(None)
        )
    what = f"a story of {size.count // EDITS_PER_WORD:,} words, {size.count:,} edits, {len(line):,} moments"
    plain = "pycrdt merging the same updates from the first"
    write(
        size.result("timeline"),
        [
            Row(f"{what}: a step (median)", _median(ours[1:]), "s", plain, _median(peer[1:])),
            Row(
                f"{what}: a step (p95 of {len(chosen)})",
                _p95(ours),
                "s",
                plain,
                _p95(peer),
                Aim("<=", LIMIT_S),
            ),
            Row(f"{what}: the whole page", _median(page), "s", plain, _median(peer[1:])),
            Row(f"{what}: who wrote which words", _median(hands), "s", aim=Aim("<=", HANDS_LIMIT_S)),
            Row(f"{what}: making its {kept} waypoints, once", round(making, 1), "s"),
            Row(f"{what}: what they weigh", round(stored / 1e6, 1), "MB"),
        ],
        command=size.command("timeline"),
    )


def _get(story_id: UUID, path: str, *, part: bool = False) -> float:
    """Return the seconds of work in the newsroom's answer, session and rendering included."""
    from hoitu.accounts.models import Person
    from hoitu.accounts.testing import signed_in

    client = signed_in(Person.objects.get(full_name="Lan"))
    begun = time.process_time()
    answer = client.get(
        f"/tin-bai/{story_id}/{path}", headers={"HX-Request": "true"} if part else {}, SERVER_NAME="localhost"
    )
    taken = time.process_time() - begun
    assert answer.status_code == 200, answer
    return taken


def _plain(updates: list[bytes]) -> float:
    begun = time.process_time()
    doc: pycrdt.Doc[None] = pycrdt.Doc()
    with doc.transaction():
        for update in updates:
            doc.apply_update(update)
    return time.process_time() - begun


def _p95(values: list[float]) -> float:
    return round(p95(values[1:]), 3)


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


def _fill(edits: int, home: Path) -> None:
    """Make an installation with the story in it: every update merged, none of its waypoints made yet."""
    home.mkdir(parents=True)
    with set_up(home, is_new=True):
        from hoitu.accounts.models import Role
        from hoitu.accounts.testing import actor_of, make_agency, make_person
        from hoitu.kernel import clock
        from hoitu.stories.api import create_story
        from hoitu.stories.document import crdt
        from hoitu.stories.models import DocumentState, DocumentUpdate

        agency = make_agency("Báo Đo kiểm")
        Role.objects.for_agency(agency.id).update(mfa_required=False)
        people = [make_person(agency, "reporter", name="Lan", password=PASSWORD)]
        people += [make_person(agency, "reporter", name=f"Người {number}") for number in range(2, 6)]
        began = clock.now() - timedelta(seconds=edits * (EDIT_SECONDS + PAUSE_SECONDS / PAUSE_EVERY) + 60)
        lan = actor_of(people[0])
        with clock.frozen(began):
            story_id = create_story(actor=lan, headline="Bài rất dài")
        row = DocumentState.objects.for_agency(agency.id).get(story_id=story_id)
        rows = []
        at = began
        for place, (number, update) in enumerate(typed(bytes(row.state), edits, random.Random(7))):
            at += timedelta(seconds=EDIT_SECONDS if place % PAUSE_EVERY else PAUSE_SECONDS)
            rows.append(
                DocumentUpdate(story_id=story_id, update=update, person_id=people[number].pk, received_at=at)
            )
        copy_in(DocumentUpdate, rows)
        row.state = crdt.merged([bytes(row.state), *(each.update for each in rows)])
        row.past_waypoint = len(rows) + 1
        row.save()
        (home / "story").write_text(str(story_id))
        print(f"{len(rows)} updates, {len(row.state)} bytes", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _fill(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        main(asked(full=EDITS, quick=EDITS // 10))
