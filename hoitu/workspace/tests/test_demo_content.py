"""The demonstration's files: every story is a valid document, every picture has a scene, every name exists."""

import re
from collections import Counter, defaultdict
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from hoitu.stories.document import validity
from hoitu.workspace.demo import content, newsroom, pictures
from hoitu.workspace.demo.body import Body
from hoitu.workspace.demo.content import Sample

NOW = content.working_moment()
SAMPLES = content.samples(NOW)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.slug)
def test_a_story_is_a_valid_document_that_may_be_released(sample: Sample) -> None:
    assets: defaultdict[str, UUID] = defaultdict(uuid4)
    tree = Body(assets, NOW, sample.slug).tree(sample.body)
    assert validity.problems(tree) == ()
    assert validity.release_problems(tree) == ()
    assert set(assets) <= set(pictures.SCENES)
    assert sample.picture is None or sample.picture.key in pictures.SCENES


def test_every_person_desk_section_and_pin_is_known() -> None:
    told = content.table("organisations.toml")
    people = {row["key"] for row in content.table("people.toml")["person"]}
    desks = {(row["agency"], row["key"]) for row in told["desk"]}
    sites = content.table("front.toml")["site"]
    sections = {(site["agency"], section["slug"]) for site in sites for section in site["sections"]}
    released = {sample.slug for sample in SAMPLES if sample.state in ("released", "corrected")}
    for sample in SAMPLES:
        assert (sample.agency, sample.desk) in desks
        assert (sample.agency, sample.section) in sections
        assert sample.genre in newsroom.GENRES
        assert {row["person"] for row in sample.bylines if "person" in row} <= people
        assert {row["person"] for row in sample.comments} <= people
    assert {slug for site in sites for block in site["block"] for slug in block.get("pins", ())} <= released


def test_the_front_page_names_people_who_are_there() -> None:
    told = {row["email"]: row["name"] for row in content.table("people.toml")["person"]}
    page = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| ([^|]+) \| `([^`]+@[^`]+)` \|", page, re.M)
    assert len(named) >= 7
    assert {email: name for name, email in named}.items() <= told.items()


def test_work_stands_at_every_stage() -> None:
    states = Counter(sample.state for sample in SAMPLES)
    assert len(SAMPLES) >= 66
    assert set(states) == {
        "draft", "desk_edit", "secretary", "final", "returned", "approved_scheduled", "released", "corrected",
        "withdrawn", "spiked",
    }  # fmt: skip


def test_a_scene_draws_the_same_picture_twice() -> None:
    assert pictures.draw("cau-day-vang")[0] == pictures.draw("cau-day-vang")[0]
