"""A renamed or merged section, topic or tag is seen on every page that names it, and old addresses lead on."""

import json
import re
from dataclasses import replace

import pytest

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency
from hoitu.kernel.actor import Actor
from hoitu.kernel.testing import deliver_again, deliver_facts
from hoitu.site import files
from hoitu.site.models import Listing, Redirect, Site
from hoitu.site.operations.bake import bake_dirty
from hoitu.site.operations.place import place_story, withdraw_story
from hoitu.site.operations.verify import verify_site
from hoitu.site.testing import make_site, released
from hoitu.stories import api as stories
from hoitu.stories.data import TermRef
from hoitu.stories.models import Section, Tag
from hoitu.stories.operations.details import ensure_term

pytestmark = pytest.mark.django_db


def placed(site: Site, *tags: str) -> str:
    path = place_story(site, released(site.agency_id, tags=tags)).path
    bake_dirty(site)
    return path


def heard(site: Site) -> None:
    """Deliver what was announced, twice, and bake what it marked."""
    deliver_facts()
    deliver_again()
    bake_dirty(site)
    found, differences = verify_site(site)
    assert found
    assert differences == []


def shown(site: Site, path: str) -> str:
    return (files.read(site.slug, path) or b"").decode()


def redirects(site: Site) -> dict[str, str]:
    table: dict[str, str] = json.loads(
        (files.generation_folder(site.slug, site.generation) / "_redirects.json").read_text()
    )
    return table


def test_a_renamed_tag_is_renamed_on_its_articles_and_its_old_address_leads_on(
    agency: Organisation, site: Site
) -> None:
    system = Actor.system(agency_id=agency.id)
    path = placed(site, "cau yen loc cu")
    tag = ensure_term(Tag, agency.id, "cau yen loc cu")
    assert "cau yen loc cu" in shown(site, path)

    stories.save_term(actor=system, kind="tag", name="Cầu Yên Lộc", term_id=tag.pk)
    heard(site)

    assert "cau yen loc cu" not in shown(site, path)
    assert f'href="{site.path_prefix}/tu-khoa/cau-yen-loc/" rel="tag">Cầu Yên Lộc</a>' in shown(site, path)
    assert path in shown(site, "/tu-khoa/cau-yen-loc/")
    assert not shown(site, "/tu-khoa/cau-yen-loc-cu/")
    assert redirects(site)["/tu-khoa/cau-yen-loc-cu/"] == f"{site.path_prefix}/tu-khoa/cau-yen-loc/"


def test_merged_tags_are_one_list_and_one_name(agency: Organisation, site: Site) -> None:
    system = Actor.system(agency_id=agency.id)
    first, second, both = placed(site, "lễ hội"), placed(site, "hội làng"), placed(site, "lễ hội", "hội làng")
    into, gone = (ensure_term(Tag, agency.id, name) for name in ("lễ hội", "hội làng"))

    stories.merge_terms(actor=system, kind="tag", into_id=into.pk, from_ids=[gone.pk])
    heard(site)

    page = shown(site, "/tu-khoa/le-hoi/")
    assert all(path in page for path in (first, second, both))
    assert shown(site, both).count('rel="tag"') == 1
    assert "hội làng" not in shown(site, second)
    assert "/tu-khoa/hoi-lang/" in redirects(site)
    assert not Listing.objects.for_agency(agency.id).filter(slug="hoi-lang").exists()


def test_a_renamed_section_is_renamed_in_every_menu_unless_the_site_has_its_own_name(
    agency: Organisation, site: Site
) -> None:
    system = Actor.system(agency_id=agency.id)
    other = make_site(agency.id)
    paths = [placed(each) for each in (site, other)]
    Listing.objects.for_agency(agency.id).filter(site=other, kind="section").update(title="Trong tỉnh")
    section = ensure_term(Section, agency.id, "Thời sự")

    stories.save_section(actor=system, name="Tin trong ngày", section_id=section.pk)
    heard(site)
    bake_dirty(other)

    assert "Tin trong ngày" in shown(site, paths[0])
    assert "Thời sự" not in shown(site, paths[0])
    assert "Tin trong ngày" not in shown(other, paths[1])


def test_another_agencys_pages_do_not_follow(agency: Organisation, site: Site) -> None:
    path = placed(site, "lễ hội")
    hoa = make_agency()
    theirs = ensure_term(Tag, hoa.id, "lễ hội")
    stories.save_term(actor=Actor.system(agency_id=hoa.id), kind="tag", name="Hội xuân", term_id=theirs.pk)
    heard(site)
    assert "lễ hội" in shown(site, path)
    assert not Redirect.objects.for_agency(agency.id).exists()


def test_a_story_that_comes_back_names_its_terms_as_they_are_called_now(
    agency: Organisation, site: Site
) -> None:
    system = Actor.system(agency_id=agency.id)
    tags = {name: ensure_term(Tag, agency.id, name) for name in ("lũ lụt", "hội làng", "lễ hội", "LŨ")}
    story = released(agency.id, tags=())
    story = replace(story, tags=tuple(TermRef(tag.pk, tag.name, tag.slug) for tag in tags.values()))
    path = place_story(site, story).path
    bake_dirty(site)

    withdraw_story(site, story.story_id)
    stories.save_term(actor=system, kind="tag", name="Mưa lũ", term_id=tags["lũ lụt"].pk)
    stories.save_term(actor=system, kind="tag", name="Lũ", term_id=tags["LŨ"].pk)
    stories.merge_terms(actor=system, kind="tag", into_id=tags["lễ hội"].pk, from_ids=[tags["hội làng"].pk])
    heard(site)
    place_story(site, story, is_restored=True)
    bake_dirty(site)
    assert verify_site(site)[1] == []

    page = shown(site, path)
    assert re.findall(r'rel="tag">([^<]+)<', page) == ["Mưa lũ", "lễ hội", "Lũ"]
    assert path in shown(site, "/tu-khoa/mua-lu/")
    assert "</span> Lũ</h1>" in shown(site, "/tu-khoa/lu/")
    assert not shown(site, "/tu-khoa/lu-lut/")
    assert not shown(site, "/tu-khoa/hoi-lang/")
    assert redirects(site)["/tu-khoa/lu-lut/"].endswith("/tu-khoa/mua-lu/")
