"""Files are found by words, marks and looks; another agency's never."""

import io
from dataclasses import replace

import numpy as np
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.testing import examples
from hoitu.media import api
from hoitu.media.adapters.looks import colours_of, look_of
from hoitu.media.data import Verdict
from hoitu.media.models import AssetRow, SavedSearch
from hoitu.media.queries.similar import similar_to_look
from hoitu.media.testing import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> Actor:
    return actor_of(make_person(make_agency("Báo Văn Giang"), "editor"))


@pytest.fixture
def hoa() -> Actor:
    return actor_of(make_person(make_agency("Báo khác"), "editor"))


def scene(size: tuple[int, int] = (900, 600), *, seed: int = 1, quality: int = 90, cut: int = 0) -> bytes:
    """Return a picture of random shapes, drawn in the size that is asked for."""
    chance = np.random.default_rng(seed)
    drawn = Image.new("RGB", (900, 600), (30, 110, 40))
    pen = ImageDraw.Draw(drawn)
    for _ in range(30):
        x, y, width, height = chance.integers(0, (900, 600, 300, 200))
        pen.ellipse((x, y, x + width, y + height), fill=tuple(map(int, chance.integers(0, 255, 3))))
    out = io.BytesIO()
    drawn.crop((cut, cut, 900 - cut, 600 - cut)).resize(size).save(out, "JPEG", quality=quality)
    return out.getvalue()


def words_found(actor: Actor, words: str, **more: object) -> list[str]:
    wanted = api.Wanted(words=words, **more)  # type: ignore[arg-type]
    return [row.caption for row in api.search_assets(agency_id=actor.agency, wanted=wanted)]


def test_words_are_found_with_and_without_diacritics_and_while_typing(lan: Actor, hoa: Actor) -> None:
    for actor in (lan, hoa):
        api.add_picture(
            actor=actor, filename="a.jpg", data=picture(size=(301, 200)), caption="Cầu Yên Lộc thông xe"
        )
        api.add_picture(
            actor=actor, filename="b.jpg", data=picture(size=(302, 200)), caption="Câu cá ở Yên Lộc"
        )
    assert words_found(lan, "cau yen loc") == ["Câu cá ở Yên Lộc", "Cầu Yên Lộc thông xe"]
    assert words_found(lan, "cầu yên l") == ["Cầu Yên Lộc thông xe"]
    assert words_found(lan, "yen l ") == []
    assert words_found(lan, "YÊN LỘC, câu'") == ["Câu cá ở Yên Lộc"]
    best, _counts = api.first_page(
        agency_id=lan.agency, wanted=api.Wanted(words="yên lộc"), order="best", limit=5
    )
    assert {row.agency_id for row in best} == {lan.agency}
    assert len(best) == 2


def test_every_facet_counts_exactly_what_it_opens(lan: Actor, hoa: Actor) -> None:
    sizes = ((300, 200), (200, 300), (250, 250), (700, 200))
    for number, size in enumerate(sizes):
        for actor in (lan, hoa):
            data = scene(size, seed=number)
            api.add_picture(actor=actor, filename=f"{number}.jpg", data=data, caption=f"ảnh số {number}")
    api.note_used(
        agency_id=lan.agency,
        asset_ids=list(AssetRow.objects.for_agency(lan.agency).values_list("pk", flat=True)[:1]),
    )
    counts = api.count_assets(agency_id=lan.agency, wanted=api.Wanted())
    assert (counts.total, counts.is_more) == (4, False)
    assert counts.marks["shape"] == {"wide": 1, "tall": 1, "square": 1, "panorama": 1}
    assert counts.marks["used"] == {"1": 1, "0": 3}
    for name in (facet.name for facet in api.FACETS):
        values = counts.marks[name]
        for value, count in values.items():
            assert len(words_found(lan, "", marks={name: (value,)})) == count, (name, value)


def test_more_than_is_counted_is_said(lan: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hoitu.media.queries.search.COUNTED_MOST", 2)
    for number in range(3):
        api.add_picture(actor=lan, filename="x.jpg", data=picture(size=(300 + number, 200)))
    counts = api.count_assets(agency_id=lan.agency, wanted=api.Wanted())
    assert (counts.total, counts.is_more, counts.marks["kind"]) == (2, True, {"picture": 2})


def test_a_look_stays_through_scaling_and_compression() -> None:
    for seed in range(5):
        look = look_of(scene(seed=seed))
        for other in (scene((450, 300), seed=seed), scene(seed=seed, quality=30), scene(seed=seed, cut=8)):
            assert (look ^ look_of(other)).bit_count() <= 10
        assert ((look ^ look_of(scene(seed=seed + 50))) & (2**64 - 1)).bit_count() > 10


def test_colours_have_names() -> None:
    plain = {
        "red": (210, 20, 25), "blue": (20, 60, 200), "white": (250, 250, 250), "black": (5, 5, 5),
        "green": (20, 150, 40),
    }  # fmt: skip
    for name, value in plain.items():
        out = io.BytesIO()
        Image.new("RGB", (60, 40), value).save(out, "PNG")
        assert colours_of(out.getvalue()) == [name]


@settings(max_examples=examples(10), deadline=None)
@given(
    st.integers(-(2**63), 2**63 - 1),
    st.lists(st.sets(st.integers(0, 63), max_size=20), min_size=1, max_size=30),
)
def test_the_nearest_looks_are_those_of_comparing_all(look: int, turns: list[set[int]]) -> None:
    agency = make_agency("Báo so ảnh").pk
    rows = []
    for number, places in enumerate(turns):
        bits = (look & (2**64 - 1)) ^ sum(1 << place for place in places)
        rows.append(
            AssetRow(
                agency_id=agency, sha256=f"{number:064x}", original_key="x", media_type="image/jpeg", size_bytes=1,
                look=bits - 2**64 if bits >= 2**63 else bits, added_at="2026-11-01T00:00:00Z",
            )
        )  # fmt: skip
    AssetRow.objects.for_agency(agency).bulk_create(rows)
    every = sorted((len(places), row.pk) for places, row in zip(turns, rows, strict=True))
    for farthest in (0, 3, 10, 11):
        found = similar_to_look(agency_id=agency, look=look, farthest=farthest, limit=100)
        assert [(far, key) for key, far in found] == [one for one in every if one[0] <= farthest]
    AssetRow.objects.for_agency(agency).delete()


def test_a_picture_in_hand_finds_its_like_and_is_not_kept(lan: Actor, hoa: Actor) -> None:
    mine = api.add_picture(actor=lan, filename="a.jpg", data=scene(), caption="Lễ hội")
    api.add_picture(actor=hoa, filename="a.jpg", data=scene((880, 590)))
    found = api.similar_to_picture(actor=lan, data=scene((600, 400), quality=40))
    assert [key for key, _bits in found] == [mine.id]
    assert AssetRow.objects.for_agency(lan.agency).count() == 1


def test_what_is_said_in_a_film_is_found_with_its_second(lan: Actor, hoa: Actor) -> None:
    for actor in (lan, hoa):
        film = AssetRow.objects.for_agency(actor.agency).create(
            agency_id=actor.agency, kind="video", sha256="f" * 64, original_key="x", media_type="video/mp4",
            size_bytes=1, added_at=clock.now(), caption="Họp báo",
        )  # fmt: skip
        words = "WEBVTT\n\n00:01:05.000 --> 00:01:09.000\nBà con đã có cầu mới\n"
        api.set_captions(actor=actor, asset_id=film.pk, language="vi", data=words.encode())
    [found] = api.search_cues(agency_id=lan.agency, words="cau moi")
    assert (found.asset.agency_id, found.cues) == (lan.agency, ((65, "Bà con đã có cầu mới"),))
    assert api.search_cues(agency_id=lan.agency, words="câu mới") == []
    api.set_captions(actor=lan, asset_id=found.asset.pk, language="vi", data=b"")
    assert api.search_cues(agency_id=lan.agency, words="cau moi") == []


def test_what_an_earlier_version_left_is_filled_once(lan: Actor) -> None:
    one = api.add_picture(actor=lan, filename="a.jpg", data=scene(), caption="Cầu")
    rows = AssetRow.objects.for_agency(lan.agency)
    look = rows.get().look
    rows.update(folded="cu", marks=["person:lan", "colour:none"], look=None, search_form=0)
    assert (api.left_to_reindex(), api.reindex_some(), api.reindex_some()) == (1, 1, 0)
    row = rows.get(pk=one.id)
    assert (row.look, row.marks[0], "colour:none" in row.marks) == (look, "person:lan", False)
    assert words_found(lan, "cầu") == ["Cầu"]


def test_the_screens_of_finding(client: Client) -> None:
    agency = make_agency("Báo màn hình")
    person = make_person(agency, "editor")
    lan = actor_of(person)
    one = api.add_picture(actor=lan, filename="a.jpg", data=scene(), caption="Cầu <Yên Lộc>")
    two = api.add_picture(actor=lan, filename="b.jpg", data=scene((450, 300)), caption="Cầu nhỏ")
    browser = signed_in(person, client)
    page = browser.get("/kho/", {"q": "cau", "shape": "wide", "order": "best", "view": "list"})
    text = page.content.decode()
    for words in ("2 tệp", "cards-list", "Cầu &lt;Yên Lộc&gt;"):
        assert words in text
    assert str(two.id) in browser.get(f"/kho/{one.id}/").content.decode()
    answer = browser.post("/kho/tim-anh/", {"file": io.BytesIO(scene((300, 200)))})
    assert str(one.id) in answer.content.decode()
    browser.post(
        "/kho/phep-tim/", {"name": "Cầu ngang", "query": "q=cau&shape=wide&after=x", "is_shared": "1"}
    )
    row = SavedSearch.objects.for_agency(agency.pk).get()
    assert (row.name, row.query, row.is_shared) == ("Cầu ngang", "q=cau&shape=wide", True)
    other = signed_in(make_person(agency, "editor"), Client())
    assert "Cầu ngang" in other.get("/kho/").content.decode()
    assert other.post(f"/kho/phep-tim/{row.pk}/bo/").status_code == 404
    assert browser.post(f"/kho/phep-tim/{row.pk}/bo/").status_code == 302
    assert not SavedSearch.objects.for_agency(agency.pk).exists()


def test_people_places_months_and_rights_narrow_to_what_they_count(lan: Actor, hoa: Actor) -> None:
    said = (
        {"people": ["Lan", "Bình <An>"], "place": "Bến Yên Lộc"},
        {"people": ["Lan"], "place": "Bến Yên"},
        {"people": ["Lan Anh"], "place": "Bến Yên Lộc"},
    )
    for actor in (lan, hoa):
        for number, words in enumerate(said):
            one = api.add_picture(actor=actor, filename="a.jpg", data=picture(size=(300 + number, 200)))
            row = AssetRow.objects.for_agency(actor.agency).get(pk=one.id)
            about = api.asset(agency_id=actor.agency, asset_id=one.id).about
            api.describe_asset(
                actor=actor, asset_id=row.pk, caption=f"ảnh {number}", credit="Lan", alt="", rights_note="",
                about=replace(about, people=tuple(words["people"]), place=str(words["place"])),
            )  # fmt: skip
    counts = api.count_assets(agency_id=lan.agency, wanted=api.Wanted())
    assert counts.marks["person"] == {"Lan": 2, "Bình <An>": 1, "Lan Anh": 1}
    assert counts.marks["place"] == {"Bến Yên Lộc": 2, "Bến Yên": 1}
    assert list(counts.marks["month"].values()) == [3]
    for name in ("person", "place"):
        for value, count in counts.marks[name].items():
            assert len(words_found(lan, "", **{name: value})) == count, value
    banned = AssetRow.objects.for_agency(lan.agency).get(caption="ảnh 1")
    api.set_rights(
        actor=lan,
        asset_id=banned.pk,
        category_id=None,
        supplier_id=None,
        do_not_use_because="Gia đình yêu cầu",
    )

    def standing(verdict: Verdict, limit: int = 9) -> list[str]:
        found = api.usable_assets(agency_id=lan.agency, wanted=api.Wanted(), verdict=verdict, limit=limit)
        return [row.caption for row in found]

    assert standing(Verdict.REFUSED) == ["ảnh 1"]
    assert standing(Verdict.WARNED) == ["ảnh 2", "ảnh 0"]
    assert standing(Verdict.WARNED, limit=1) == ["ảnh 2"]
    assert standing(Verdict.ALLOWED) == []


def test_the_archive_page_narrows_by_its_own_words(client: Client) -> None:
    person = make_person(make_agency("Báo màn hình"), "editor")
    one = api.add_picture(actor=actor_of(person), filename="a.jpg", data=scene(), caption="Cầu")
    browser = signed_in(person, client)
    browser.post(
        f"/kho/{one.id}/", {"caption": "Cầu", "headline": "x", "people": "Bình <An>", "place": "Bến"}
    )
    text = browser.get("/kho/", {"person": "Bình <An>", "month": f"{clock.today():%Y-%m}"}).content.decode()
    for words in ("1 tệp.", "Bình &lt;An&gt;", f"{clock.today():%m/%Y}"):
        assert words in text
    for asked in (
        {"month": "2020-01"},
        {"person": "Bình"},
        {"rights": "refused"},
        {"month": "x", "place": "Ga"},
    ):
        assert "Không có tệp nào khớp" in browser.get("/kho/", asked).content.decode(), asked
