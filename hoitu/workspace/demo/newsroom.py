"""Live the newsroom's last days again: every step through the front doors, at the hour when it happened.

All steps of all stories are sorted by time first, so the trail, the notifications and the lists stand in the
order in which real days would have left them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app as jobs

from hoitu.channels import api as channels
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import Refused
from hoitu.kernel.facts import deliver_waiting
from hoitu.stories import api as stories
from hoitu.workspace.demo.agencies import World
from hoitu.workspace.demo.body import Body
from hoitu.workspace.demo.content import Sample

GENRES = {
    "tin": "news", "bai": "article", "phong-su": "reportage", "dieu-tra": "reportage", "ghi-chep": "essay",
    "ky": "essay", "phong-van": "interview", "anh": "photo", "truc-tuyen": "live", "long-form": "longform",
    "tho": "literature", "truyen-ngan": "literature", "tan-van": "literature", "phe-binh": "research",
}  # fmt: skip
ROLES = {
    "ảnh": "photo",
    "đồ họa": "graphics",
    "biên tập": "compilation",
    "đạo diễn": "video",
    "kỹ thuật": "video",
}
EDITIONS = {"web": "web", "social": "social", "audio": "radio"}
HEADS = {"van-xa": "bich", "dien-tu": "bich", "thu-ky": "khai"}
OUT = ("released", "corrected", "withdrawn")
# How far the desk comes with a piece of work, in shares of the time between first word and release.
SUBMITTED, EDITED, CHECKED = 0.62, 0.34, 0.14
HOURS_OF_WORK = {"tin": 2.2, "truc-tuyen": 6.5, "long-form": 62.0, "phong-su": 40.0, "dieu-tra": 40.0}
CHANNELS_SWEEP_AFTER = timedelta(seconds=61)


@dataclass(frozen=True)
class Step:
    """One thing that somebody did."""

    at: datetime
    do: Callable[[], None]


class Desk:
    """The people of one agency at work on one story."""

    def __init__(self, world: World, sample: Sample) -> None:
        self.world, self.sample = world, sample
        self.story_id: UUID | None = None
        self.stage = "draft"
        writers = {k for k, actor in world.actors.items() if actor.may("stories.write")}
        named = [row["person"] for row in sample.bylines if row.get("person") in writers]
        if sample.agency == "bao":
            self.author = named[0] if named else "tuan"
            self.head = HEADS.get(sample.desk, "minh")
            self.secretary, self.approver = "khai", "hang" if len(sample.slug) % 3 == 0 else "thanh"
        else:
            self.author = named[0] if named else "tan"
            self.head = self.secretary = self.approver = "tan" if self.author == "hoa" else "hoa"

    def steps(self) -> list[Step]:
        """Return everything that happened to the story."""
        sample, now = self.sample, self.world.now
        last = now - timedelta(hours=sample.age_hours)
        work = timedelta(hours=HOURS_OF_WORK.get(sample.genre, 9.0))
        way: list[tuple[float, Callable[[], None]]] = [
            (1.0, self.write),
            (SUBMITTED, lambda: self.move(self.author, "desk")),
            (EDITED, lambda: self.move(self.head, "secretary")),
            (CHECKED, lambda: self.move(self.secretary, "final")),
            (0.0, self.approve),
        ]
        reached = {"draft": 1, "spiked": 2, "desk_edit": 2, "secretary": 3, "final": 4}.get(sample.state, 5)
        if sample.state == "returned":
            reached = 3 if self._returner() == "khai" else 2
        way = way[:reached]
        since = way[-1][0] if reached > 1 else 0.5  # what is unfinished was last touched at its age
        steps = [Step(last - work * (share - since), do) for share, do in way]
        return [*steps, *self._comments(), *self._afterwards(last)]

    def write(self) -> None:
        """Begin the story: words, details, names, sources, channels' own wording."""
        world, sample, actor = self.world, self.sample, self.world.actors[self.author]
        used = {
            k.removeprefix(f"{sample.slug}/"): v for (a, k), v in world.assets.items() if a == sample.agency
        }
        body = Body(used, world.now, sample.slug).tree(sample.body)
        self.story_id = stories.create_story(
            actor=actor,
            headline=sample.headline,
            standfirst=sample.standfirst,
            genre=GENRES[sample.genre],
            section_id=world.sections[sample.agency, sample.section],
            desk_id=world.desks[sample.agency, sample.desk],
            body=body,
        )
        details: stories.Details = {
            "slug": sample.slug,
            "urgency": sample.urgency,
            "location": sample.location,
            "event_links": sample.events,
            "ai_label": "assisted" if sample.ai_label else "",
            "topic_names": sample.topics,
            "tag_names": sample.tags,
        }
        if sample.picture:
            details["lead_asset_id"] = world.assets[sample.agency, f"{sample.slug}/lead"]
        stories.edit_details(actor=actor, story_id=self.story_id, details=details)
        stories.set_bylines(actor=actor, story_id=self.story_id, bylines=self._bylines())
        for kind, values in sample.editions.items():
            stories.set_edition(
                actor=actor, story_id=self.story_id, channel_kind=EDITIONS[kind], values=values
            )
        if sample.sources:
            stories.set_sources(actor=actor, story_id=self.story_id, text=sample.sources)

    def move(self, who: str, to_stage: str, note: str = "") -> None:
        """Take the story to a stage by the way that is open to the person."""
        actor, story_id = self.world.actors[who], self._story()
        known = (self.sample.agency, self.stage, to_stage)
        if known not in self.world.ways:
            open_now = stories.moves_open(actor=actor, story_id=story_id)
            self.world.ways[known] = next(move.id for move in open_now if move.to_stage_key == to_stage)
        stories.move_story(actor=actor, story_id=story_id, transition_id=self.world.ways[known], note=note)
        self.stage = to_stage

    def approve(self) -> None:
        """Plan what waits for its hour, then give the final approval."""
        if self.sample.state == "approved_scheduled":
            channels.plan_release(
                actor=self.world.actors[self.secretary],
                story_id=self._story(),
                channel_id=self.world.channels[self.sample.agency, "web"],
                due_at=self.world.loaded_at + timedelta(hours=self.sample.release_in_hours),
            )
        if "audio" in self.sample.editions:
            channels.plan_release(
                actor=self.world.actors[self.secretary],
                story_id=self._story(),
                channel_id=self.world.channels[self.sample.agency, "radio"],
            )
        self.move(self.approver, "approved")

    def correct(self) -> None:
        """Put right what readers have, by the way the law asks for."""
        actor = self.world.actors[self.secretary]
        stories.start_correction(
            actor=actor,
            story_id=self._story(),
            false_content=self.sample.correction["false"],
            corrected_content=self.sample.correction["text"],
        )
        for stage in ("secretary", "final"):  # a change of what is approved may have taken it back already
            open_now = stories.moves_open(actor=actor, story_id=self._story())
            if any(move.to_stage_key == stage and move.kind != "return" for move in open_now):
                self.move(self.secretary, stage)
            self.stage = stage
        self.move(self.approver, "approved")

    def withdraw(self) -> None:
        """Take the story from the readers."""
        stories.withdraw_story(
            actor=self.world.actors[self.secretary],
            story_id=self._story(),
            reason=self.sample.withdrawal["reason"],
        )

    def note(self, until: int) -> None:
        """Leave a note to the colleagues beside those that stand there already."""
        rows = [row for row in self._spoken() if "kind" not in row][: until + 1]
        text = "\n".join(f"{self.world.names[row['person']]}: {row['text']}" for row in rows)
        who = self.world.actors[rows[-1]["person"]]
        for actor in (who, Actor.system(agency_id=self.world.bodies[self.sample.agency], name=who.name)):
            try:
                stories.edit_details(actor=actor, story_id=self._story(), details={"editor_note": text})
            except Refused:
                continue  # a colleague whose step it is not tells the desk, and the machine writes it down
            return

    def _afterwards(self, last: datetime) -> list[Step]:
        sample, now = self.sample, self.world.now
        if sample.state in OUT or sample.state == "approved_scheduled":
            steps = [Step(last + CHANNELS_SWEEP_AFTER, _sweep)]
        else:
            steps = []
        if sample.state == "corrected":
            at = now - timedelta(hours=sample.correction["age_hours"])
            steps += [Step(at, self.correct), Step(at + CHANNELS_SWEEP_AFTER, _sweep)]
        if sample.state == "withdrawn":
            at = now - timedelta(hours=sample.withdrawal["age_hours"])
            steps += [Step(at, self.withdraw), Step(at + CHANNELS_SWEEP_AFTER, _sweep)]
        return steps

    def _comments(self) -> list[Step]:
        steps = []
        plain = 0
        for row in self._spoken():
            at = self.world.now - timedelta(hours=row["age_hours"])
            if row.get("kind") == "return":
                target = "desk" if row["person"] == "khai" else "draft"
                steps.append(Step(at, _call(self.move, row["person"], target, row["text"])))
            elif row.get("kind") == "spike":
                steps.append(Step(at, _call(self.move, self.head, "spiked", row["text"])))
            else:
                steps.append(Step(at, _call(self.note, plain)))
                plain += 1
        return steps

    def _spoken(self) -> list[dict[str, Any]]:
        return sorted(self.sample.comments, key=lambda row: -row["age_hours"])

    def _returner(self) -> str:
        return str(next(row["person"] for row in self.sample.comments if row.get("kind") == "return"))

    def _bylines(self) -> list[stories.BylineInput]:
        share, rest = divmod(100, len(self.sample.bylines))
        return [
            stories.BylineInput(
                name=row.get("name") or self.world.names[row["person"]],
                role=ROLES.get(row["role"], "author"),
                share_percent=share + (rest if place == 0 else 0),
                person_id=self.world.people.get(row.get("person", "")),
            )
            for place, row in enumerate(self.sample.bylines)
        ]

    def _story(self) -> UUID:
        assert self.story_id is not None, self.sample.slug
        return self.story_id


def live_again(world: World, samples: list[Sample], progress: Callable[[int, int], None]) -> dict[str, UUID]:
    """Do every step of every story in the order of its hour; return the stories by their slugs."""
    work = [Desk(world, sample) for sample in samples]
    steps = sorted((step for desk in work for step in desk.steps()), key=lambda step: step.at)
    for count, step in enumerate(steps, start=1):
        with clock.frozen(step.at):
            step.do()
            deliver_waiting()
        progress(count, len(steps))
    return {desk.sample.slug: desk._story() for desk in work}


def _sweep() -> None:
    """Let the channels send what is due, as their clockwork does every minute."""
    jobs.tasks["channels.sweep"](timestamp=0)


def _call(do: Callable[..., None], *arguments: object) -> Callable[[], None]:
    return lambda: do(*arguments)
