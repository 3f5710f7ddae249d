"""Embeds: public figures only, in the websites that they name, until somebody revokes them."""

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.outlook.models import Embed
from hoitu.outlook.operations.embed import address_token, clean_origins, make_embed, revoke_embed
from hoitu.outlook.testing import Province, make_province
from hoitu.strategy.models import Plan

pytestmark = pytest.mark.django_db
SITE = "https://sovhttdl.camau.example"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def embed(place: Province, kind: str = "figure") -> str:
    made = make_embed(actor=actor_of(place.officer), measure_id=place.measure().pk, kind=kind, origins=[SITE])
    return f"/nhung/{address_token(made)}/"


def test_the_same_asked_twice_is_one_embed() -> None:
    place = make_province()
    made = {
        make_embed(actor=actor_of(place.officer), measure_id=place.measure().pk, kind="map", origins=[SITE])
        for _press in range(2)
    }
    assert len(made) == 1
    assert Embed.objects.for_agency(place.department.pk).count() == 1


def test_anybody_sees_the_count_inside_the_named_websites_only() -> None:
    place = make_province()
    response = Client().get(embed(place))
    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == 200
    assert f"frame-ancestors {SITE}" in policy
    assert "script-src 'none'" in policy
    words = response.content.decode()
    assert "0/2" in words
    assert place.agency.name not in words
    assert "hoitu_session" not in response.cookies


def test_a_map_shows_provinces_and_no_agency() -> None:
    place = make_province()
    words = Client().get(embed(place, "map")).content.decode()
    assert "Hoàng Sa" in words
    assert "Cà Mau" in words
    assert place.agency.name not in words


def test_a_revoked_embed_answers_no_more_and_both_steps_are_on_the_trail() -> None:
    place = make_province()
    address = embed(place)
    assert Client().get(address).status_code == 200
    row = Embed.objects.unscoped(why="tests").get()
    client = signed_in(place.officer)
    assert client.post(f"/toan-canh/nhung/{row.pk}/thu-hoi/").status_code == 302
    assert client.post(f"/toan-canh/nhung/{row.pk}/thu-hoi/").status_code == 302  # twice is once
    assert Client().get(address).status_code == 404
    trail = AuditEntry.objects.unscoped(why="tests").filter(object_key=f"embed:{row.pk}").order_by("seq")
    assert [entry.verb for entry in trail] == ["outlook.embed", "outlook.revoke"]


def test_an_address_that_nobody_signed_is_not_there() -> None:
    place = make_province()
    address = embed(place)
    assert Client().get(address[:-2] + "x/").status_code == 404
    row = Embed.objects.unscoped(why="tests").get()
    assert Client().get(f"/nhung/{row.pk}/").status_code == 404
    assert Client().get("/nhung/x:y/").status_code == 404


def test_it_ends_with_the_plan_and_with_who_answers_for_it() -> None:
    place = make_province()
    address = embed(place)
    Plan.objects.filter(pk=place.plan.pk).update(state="replaced")
    assert Client().get(address).status_code == 404
    Plan.objects.filter(pk=place.plan.pk).update(state="issued", owner=make_agency())
    assert Client().get(address).status_code == 404


def test_only_who_answers_for_the_plan_and_may_embed() -> None:
    place = make_province()
    measure = place.measure().pk
    stranger = make_person(make_agency(), permissions=("strategy.read", "outlook.embed"))
    with pytest.raises(NotFound):
        make_embed(actor=actor_of(stranger), measure_id=measure, kind="figure", origins=[SITE])
    reader = make_person(place.department, permissions=("strategy.read",))
    with pytest.raises(NotAllowed):
        make_embed(actor=actor_of(reader), measure_id=measure, kind="figure", origins=[SITE])
    embed(place)
    row = Embed.objects.unscoped(why="tests").get()
    with pytest.raises(NotFound):
        revoke_embed(actor=actor_of(stranger), embed_id=row.pk)


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    place = make_province()
    client = signed_in(place.officer)
    given = {"measure": str(place.measure().pk), "kind": "figure", "origins": "http://khong-ma-hoa.example"}
    page = client.post("/toan-canh/nhung/", given).content.decode()
    assert "không phải địa chỉ trang web" in page
    assert "http://khong-ma-hoa.example" in page
    assert not Embed.objects.unscoped(why="tests").exists()
    assert client.post("/toan-canh/nhung/", given | {"origins": f"{SITE}/ \n{SITE}"}).status_code == 302
    assert Embed.objects.unscoped(why="tests").get().origins == [SITE]


@pytest.mark.parametrize(
    "word",
    ["*", "https://*.example", "https://a.example;script-src *", "javascript://a.example", "https://a.example/x",
     "https://", "localhost", "https://a b.example", "https://ten@a.example", "https://a.example:x", "'self'"],
)  # fmt: skip
def test_what_is_no_website_is_refused(word: str) -> None:
    with pytest.raises(BadInput):
        clean_origins([word])


@given(st.text(max_size=60))
def test_no_typed_word_ever_breaks_out_of_the_policy(word: str) -> None:
    try:
        found = clean_origins([word])
    except BadInput:
        return
    assert all(each.startswith("https://") and each.isascii() for each in found)
    assert not set("".join(found)) & set("; ,*'\"\n\t")
