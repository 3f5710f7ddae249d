"""A newsroom that has worked for years: the corpus as stories at every stage, with people, desks and a site.

`python -m bench.newsroom COUNT FOLDER` fills a data folder. Rows go in by COPY: the same rows that writing and
approving one by one would leave, as far as lists, search and the site read them.
"""

import itertools
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import corpus
from bench.installation import copy_in, load_site, set_up
from bench.kept import home_with

PEOPLE = {"reporter": 20, "editor": 8, "secretary": 3, "director": 2}
DESKS = ("Thời sự", "Kinh tế", "Văn hóa – Xã hội", "Pháp luật", "Thể thao", "Phát thanh – Truyền hình")
GENRES = ("news", "article", "reportage", "interview", "photo", "comment")
LARGE, SMALL = "Báo Đo kiểm", "Báo nhỏ"
STORIES_OF_SMALL = 12
UNDER_WORK = 400
"""So many of the newest stories are still on somebody's desk; the others were released."""


@dataclass(frozen=True)
class Newsroom:
    """A filled installation with its database running."""

    home: Path
    agency_id: UUID

    def person(self, role: str) -> Any:
        """Return the first person of a role."""
        from hoitu.accounts.models import Person

        rows = Person.objects.filter(memberships__roles__key=role, memberships__agency_id=self.agency_id)
        return rows.order_by("id").first()

    def actor(self, role: str) -> Any:
        """Return that person as an actor."""
        from hoitu.accounts.testing import actor_of

        return actor_of(self.person(role))

    def client(self, role: str = "secretary") -> Any:
        """Return a browser in which that person is signed in."""
        from django.test import Client

        from hoitu.accounts.testing import signed_in

        return signed_in(self.person(role), Client(headers={"host": "localhost"}))


def small_newsroom(home: Path) -> Newsroom:
    """Return the second agency of the installation, with a dozen stories."""
    from hoitu.accounts.models import Organisation

    return Newsroom(home, Organisation.objects.get(name=SMALL).pk)


@contextmanager
def newsroom(count: int) -> Iterator[Newsroom]:
    """Run with a newsroom of `count` stories and its PostgreSQL; everything is deleted afterwards."""
    with home_with("bench.newsroom", count) as home, set_up(home):
        yield Newsroom(home, agency_of_bench())


def agency_of_bench() -> UUID:
    """Return the agency that owns the corpus."""
    from hoitu.site.models import Site

    return Site.objects.unscoped(why="bench").get(slug="do-kiem").agency_id


def fill(count: int, home: Path) -> None:
    """Make the agency, its people, its site and `count` stories of each, site and stories beside each other."""
    from hoitu.accounts.testing import make_agency, make_desk, make_person
    from hoitu.channels.models import ChannelRow

    started = time.perf_counter()
    agency = make_agency(LARGE)
    desks = [make_desk(agency, name) for name in DESKS]
    for role, number_of in PEOPLE.items():
        for number in range(number_of):
            make_person(agency, role, desks=(desks[number % len(desks)],))
    command = [sys.executable, "-m", "bench.newsroom", str(count), str(home), "--stories"]
    with subprocess.Popen(command) as beside:
        site = load_site(count, agency)
        print(f"site: {time.perf_counter() - started:.0f} s", flush=True)
    if beside.returncode:
        sys.exit("the stories could not be loaded")
    ChannelRow.objects.create(
        agency=agency,
        kind="web",
        medium="web",
        name="Báo điện tử",
        config={"site": site.slug},
        is_default=True,
    )
    _make_small_agency()
    _vacuum()
    print(f"all: {time.perf_counter() - started:.0f} s", flush=True)


def _vacuum() -> None:
    """Do what PostgreSQL's autovacuum does in the hours after such a load."""
    from hoitu.kernel import postgres
    from hoitu.project import config
    from hoitu.project.databases import cluster_of

    with cluster_of(config.load()).connect(postgres.DATABASE) as superuser:
        superuser.execute("VACUUM ANALYZE")


def _load_stories(count: int) -> None:
    from hoitu.accounts.models import Desk, Organisation, Person
    from hoitu.stories.models import BylineRow, DocumentState, Section, Story, Tag

    agency = Organisation.objects.get(name=LARGE)
    desks = list(Desk.objects.for_agency(agency.pk).order_by("pk"))
    people = list(Person.objects.filter(memberships__agency_id=agency.pk).order_by("pk"))
    chance = random.Random(2026)
    sections = _terms(Section, agency.pk, corpus.SECTIONS)
    tags: dict[str, Any] = {}
    stages = _stages(agency.pk)
    made_all = corpus.stories(count)
    while batch := list(itertools.islice(made_all, 2000)):
        new = {tag for made in batch for tag in made.tags} - tags.keys()
        tags |= _terms(Tag, agency.pk, sorted(new))
        rows = []
        for made in batch:
            is_out = count - made.number > UNDER_WORK
            at_work = chance.choice(("draft", "draft", "desk", "secretary", "final"))
            story = _story(made, stages["approved" if is_out else at_work], chance, is_out=is_out)
            story.agency, story.section = agency, sections[made.section]
            story.desk, story.created_by = chance.choice(desks), chance.choice(people)
            rows.append(story)
        copy_in(Story, rows)
        pairs = list(zip(rows, batch, strict=True))
        copy_in(BylineRow, [BylineRow(story=story, name=made.author) for story, made in pairs])
        copy_in(DocumentState, [_document(story, made) for story, made in pairs])
        tagged = Story.tags.through
        copy_in(
            tagged,
            [
                tagged(story_id=story.pk, tag_id=tag_id)
                for story, made in pairs
                for tag_id in {tags[name].pk for name in made.tags}
            ],
        )


def _make_small_agency() -> None:
    from hoitu.accounts.testing import actor_of, make_agency, make_desk, make_person
    from hoitu.stories.testing import make_story

    agency = make_agency(SMALL)
    person = make_person(agency, "secretary", desks=(make_desk(agency, "Ban Thời sự"),))
    for number in range(STORIES_OF_SMALL):
        story = make_story(actor_of(person), headline=f"Tin số {number}")
        story.stage = story.workflow.stages.get(key=("draft", "approved", "desk")[number % 3])
        story.save(update_fields=["stage"])


def _story(made: corpus.Made, stage: Any, chance: random.Random, *, is_out: bool) -> Any:
    from hoitu.kernel.text import slugify
    from hoitu.stories.models import Story

    at = made.published_at
    return Story(
        headline=made.headline,
        standfirst=made.standfirst,
        slug=slugify(made.headline)[:120],
        genre=chance.choice(GENRES),
        urgency=chance.choice((2, 3, 4, 4, 4)),
        workflow_id=stage.workflow_id,
        stage=stage,
        life="released" if is_out else "working",
        stage_since=at,
        due_at=None if is_out else at + timedelta(hours=6),
        created_at=at,
        updated_at=at,
        first_released_at=at if is_out else None,
        byline_text=made.author,
    )


def _document(story: Any, made: corpus.Made) -> Any:
    from hoitu.site.testing import paragraphs
    from hoitu.stories.document import crdt
    from hoitu.stories.models import DocumentState

    state = crdt.document_from_tree(paragraphs(*made.paragraphs), made.headline, made.standfirst)
    return DocumentState(story=story, state=state, saved_at=made.published_at)


def _stages(agency_id: UUID) -> dict[str, Any]:
    from hoitu.stories.operations.create import workflow_for

    return {stage.key: stage for stage in workflow_for(agency_id, "").stages.all()}


def _terms(model: Any, agency_id: UUID, names: Iterable[str]) -> dict[str, Any]:
    from hoitu.stories.operations.details import ensure_term

    return {name: ensure_term(model, agency_id, name) for name in names}


if __name__ == "__main__":
    os.umask(0o077)
    if "--stories" in sys.argv:
        with set_up(Path(sys.argv[2])):
            _load_stories(int(sys.argv[1]))
    else:
        with set_up(Path(sys.argv[2]), is_new=True):
            fill(int(sys.argv[1]), Path(sys.argv[2]))
