"""Collections: kept in their order, seen by whom they are for, filled by uploads, few queries."""

import json
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.testing import examples
from hoitu.media import api
from hoitu.media.models import AssetRow, CollectionItem
from hoitu.media.operations.collections import reordered
from hoitu.media.testing import picture, taken_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> Person:
    return make_person(make_agency("Báo Vân Giang"), "reporter", name="Lan")


def put_in(person: Person, count: int = 1) -> list[UUID]:
    rows = [
        AssetRow(
            agency_id=person.memberships.get().agency_id, sha256=uuid4().hex * 2, original_key="x",
            original_name=f"{number}.jpg", media_type="image/jpeg", size_bytes=1, added_at="2026-11-01T00:00:00Z",
        )
        for number in range(count)
    ]  # fmt: skip
    return [row.pk for row in AssetRow.objects.bulk_create(rows)]


def order_of(person: Person, collection_id: UUID) -> list[UUID]:
    return [file.id for file in api.files_in(actor=actor_of(person), collection_id=collection_id)]


@settings(max_examples=examples(100))
@given(st.data(), st.lists(st.uuids(), min_size=1, max_size=8, unique=True))
def test_moving_keeps_the_others_in_their_order(data: st.DataObject, order: list[UUID]) -> None:
    moved = data.draw(st.sampled_from(order))
    before = data.draw(st.none() | st.sampled_from(order))
    found = reordered(order, moved, before)
    assert [one for one in found if one != moved] == [one for one in order if one != moved]
    assert len(found) == len(order)
    if before is None:
        assert found[-1] == moved
    elif before != moved:
        assert found.index(before) == found.index(moved) + 1


def test_files_lie_in_their_order_once_and_move(lan: Person) -> None:
    actor, ids = actor_of(lan), put_in(lan, 4)
    key = api.save_collection(actor=actor, name="  Cầu   Yên Lộc ", kind="shoot", place="Bến Yên Lộc")
    assert api.add_to_collection(actor=actor, collection_id=key, asset_ids=ids[:3]) == 3
    assert api.add_to_collection(actor=actor, collection_id=key, asset_ids=ids) == 1
    assert order_of(lan, key) == ids
    api.move_in_collection(actor=actor, collection_id=key, asset_id=ids[3], before_id=ids[1])
    assert order_of(lan, key) == [ids[0], ids[3], ids[1], ids[2]]
    api.move_in_collection(actor=actor, collection_id=key, asset_id=ids[0], before_id=None)
    assert order_of(lan, key) == [ids[3], ids[1], ids[2], ids[0]]
    found = api.collection(actor=actor, collection_id=key)
    assert (found.name, found.kind, found.place, found.file_count, found.cover_id) == (
        "Cầu Yên Lộc", "shoot", "Bến Yên Lộc", 4, ids[3],
    )  # fmt: skip
    api.set_cover(actor=actor, collection_id=key, asset_id=ids[2])
    assert api.collection(actor=actor, collection_id=key).cover_id == ids[2]
    assert api.take_from_collection(actor=actor, collection_id=key, asset_ids=[ids[2], uuid4()]) == 1
    assert api.collection(actor=actor, collection_id=key).cover_id == ids[3]
    with pytest.raises(NotFound):
        api.set_cover(actor=actor, collection_id=key, asset_id=ids[2])
    api.forget_collection(actor=actor, collection_id=key)
    assert AssetRow.objects.for_agency(actor.agency).count() == 4


def test_who_sees_and_changes_what(lan: Person) -> None:
    agency = lan.memberships.get().agency
    minh, nga = (make_person(agency, role) for role in ("editor", "reporter"))
    hoa = make_person(make_agency("Báo khác"), "director")
    [file], [theirs] = put_in(lan), put_in(hoa)
    own = api.save_collection(actor=actor_of(lan), name="Của riêng", is_shared=False)
    shared = api.save_collection(actor=actor_of(lan), name="Của chung")
    seen = {
        person: {one.id for one in api.collections(actor=actor_of(person))}
        for person in (lan, minh, nga, hoa)
    }
    assert seen == {lan: {own, shared}, minh: {shared}, nga: {shared}, hoa: set()}
    with pytest.raises(NotAllowed):
        api.add_to_collection(actor=actor_of(nga), collection_id=shared, asset_ids=[file])
    assert api.add_to_collection(actor=actor_of(minh), collection_id=shared, asset_ids=[file]) == 1
    for person in (minh, nga, hoa):
        with pytest.raises(NotFound):
            api.add_to_collection(actor=actor_of(person), collection_id=own, asset_ids=[file])
    with pytest.raises(NotAllowed):
        api.save_collection(actor=actor_of(minh), collection_id=shared, name="Giấu đi", is_shared=False)
    with pytest.raises(NotFound):
        api.add_to_collection(actor=actor_of(lan), collection_id=shared, asset_ids=[theirs])
    assert CollectionItem.objects.unscoped(why="tests").count() == 1


def test_a_full_collection_and_a_nameless_one_are_refused(
    lan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hoitu.media.operations.collections.FILES_MOST", 2)
    actor, ids = actor_of(lan), put_in(lan, 3)
    key = api.save_collection(actor=actor, name="Cầu")
    with pytest.raises(BadInput, match=r"Một bộ chứa nhiều nhất 1\.000 tệp"):
        api.add_to_collection(actor=actor, collection_id=key, asset_ids=ids)
    assert order_of(lan, key) == []
    with pytest.raises(BadInput, match="Hãy đặt tên"):
        api.save_collection(actor=actor, name=" \0 ")


def test_uploads_go_into_their_shoot_with_its_words(lan: Person) -> None:
    actor = actor_of(lan)
    key = api.save_collection(
        actor=actor, name="Thông xe", kind="shoot", event="Lễ thông xe", place="Bến Yên Lộc", creator="Lan"
    )
    asset = taken_in(actor, picture(), "a.jpg", collection=str(key), place="Đầu cầu")
    assert (asset.about.event, asset.about.place, asset.about.creator) == ("Lễ thông xe", "Đầu cầu", "Lan")
    again = taken_in(actor, picture(size=(401, 300)), "b.jpg", collection=str(key))
    assert order_of(lan, key) == [asset.id, again.id]
    with pytest.raises(NotFound):
        api.begin_upload(actor=actor, name="c.jpg", size_bytes=9, said={"collection": "không có"})
    hoa = actor_of(make_person(make_agency("Báo khác"), "director"))
    with pytest.raises(NotFound):
        api.begin_upload(actor=hoa, name="c.jpg", size_bytes=9, said={"collection": str(key)})


def test_the_archive_narrows_to_a_collection_and_never_to_one_unseen(lan: Person) -> None:
    ids = put_in(lan, 3)
    minh = make_person(lan.memberships.get().agency, "editor")
    for person, is_shared in ((lan, True), (minh, False)):
        key = api.save_collection(actor=actor_of(person), name=f"Bộ {is_shared}", is_shared=is_shared)
        api.add_to_collection(actor=actor_of(person), collection_id=key, asset_ids=ids[:1])
        text = signed_in(lan).get("/kho/", {"collection": str(key)}).content.decode()
        assert ("1 tệp." in text, "3 tệp." in text) == (is_shared, not is_shared)


def test_the_screens_from_marking_to_letting_go(lan: Person) -> None:
    client, ids = signed_in(lan), put_in(lan, 3)
    assert "Chưa có bộ sưu tập nào" in client.get(reverse("media:collections")).content.decode()
    marked = {"asset": [str(one) for one in ids[:2]], "collection": "moi"}
    form = client.post(reverse("media:collect"), marked).content.decode()
    assert "2 tệp đã chọn sẽ nằm trong bộ" in form
    given = marked | {"name": "Cầu <mới>", "kind": "set", "is_shared": "on"}
    page = client.post(reverse("media:new-collection"), given, follow=True)
    assert "Cầu &lt;mới&gt;" in page.content.decode()
    [one] = api.collections(actor=actor_of(lan))
    assert one.file_count == 2
    client.post(
        reverse("media:collect"), {"asset": str(ids[2]), "collection": str(one.id), "back_to": ids[2]}
    )
    assert "Cầu &lt;mới&gt;" in client.get(reverse("media:collections-of", args=[ids[2]])).content.decode()
    moved = {"asset": str(ids[2]), "before": str(ids[0])}
    answer = client.post(
        reverse("media:order-collection", args=[one.id]), moved, headers={"Accept": "application/json"}
    )
    assert answer.json()["order"] == [str(ids[2]), str(ids[0]), str(ids[1])]
    assert client.post(reverse("media:uncollect", args=[one.id]), {"asset": str(ids[0])}).status_code == 302
    assert order_of(lan, one.id) == [ids[2], ids[1]]
    refused = client.post(reverse("media:edit-collection", args=[one.id]), {"name": "", "note": "Giữ lại"})
    assert refused.status_code == 400
    assert "Giữ lại" in refused.content.decode()
    client.post(reverse("media:forget-collection", args=[one.id]))
    assert api.collections(actor=actor_of(lan)) == []


def test_as_many_queries_for_many_as_for_one(lan: Person) -> None:
    client, counts = signed_in(lan), []
    for size in (1, 30):
        key = api.save_collection(actor=actor_of(lan), name=f"Bộ {size}")
        api.add_to_collection(actor=actor_of(lan), collection_id=key, asset_ids=put_in(lan, size))
        for address in (reverse("media:collections"), reverse("media:collection", args=[key])):
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_programs_keep_collections(lan: Person) -> None:
    client, ids = signed_in(lan), [str(one) for one in put_in(lan, 2)]

    def call(method: str, path: str, body: object, status: int = 200) -> dict[str, object]:
        answer = client.generic(method, f"/api/collections{path}", json.dumps(body), "application/json")
        assert answer.status_code == status, answer.content
        return json.loads(answer.content) if answer.content else {}

    made = call("POST", "", {"name": "Cầu", "kind": "shoot", "event": "Thông xe"}, 201)
    at = f"/{made['id']}"
    assert call("POST", f"{at}/assets", {"asset_ids": ids})["count"] == 2
    assert call("PUT", f"{at}/order", {"asset_id": ids[1], "before_id": ids[0]})["asset_ids"] == ids[::-1]
    assert call("PUT", at, {"name": "Cầu mới"})["event"] == ""
    assert call("GET", at, {})["asset_ids"] == ids[::-1]
    assert call("DELETE", f"{at}/assets", {"asset_ids": ids[:1]})["count"] == 1
    call("DELETE", at, {}, 204)
    call("GET", at, {}, 404)
