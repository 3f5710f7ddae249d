"""Many files changed at once: seen first, all or none, and back again; templates; the history of a file."""

import json
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound, Refused
from hoitu.kernel.testing import examples
from hoitu.media import api
from hoitu.media.data import FieldEdit
from hoitu.media.models import AssetRow
from hoitu.media.operations.rewriting import checked, from_stored, rewritten, stored
from hoitu.media.testing import picture, taken_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def minh() -> Person:
    return make_person(make_agency("Báo Vân Giang"), "editor", name="Minh")


def put_in(person: Person, **said: object) -> UUID:
    row = AssetRow(
        agency_id=person.memberships.get().agency_id, sha256=uuid4().hex * 2, original_key="x",
        original_name="DSC_01.jpg", media_type="image/jpeg", size_bytes=1, added_at="2026-11-01T00:00:00Z", **said,
    )  # fmt: skip
    row.save()
    return row.pk


def row_of(person: Person, asset_id: UUID) -> AssetRow:
    return AssetRow.objects.for_agency(person.memberships.get().agency_id).get(pk=asset_id)


def test_every_way_of_changing_a_field() -> None:
    row = AssetRow(
        caption="Cầu mới", place="Bến Yên Lộc", people=["Lan", "An"], tags=["cầu"], original_name="DSC_01.jpg",
        taken_at=datetime(2026, 11, 20, 1, 30, tzinfo=UTC), headline="Tên",
    )  # fmt: skip
    edits = checked(
        [
            FieldEdit("caption", "set", "{place}, {taken_at}: {caption}"),
            FieldEdit("place", "append", ", Vân Giang"),
            FieldEdit("people", "drop", "lan"),
            FieldEdit("tags", "add", "Cầu, sông"),
            FieldEdit("headline", "prepend", "{name} – "),
            FieldEdit("taken_at", "set", "21/11/2026 08:00"),
            FieldEdit("alt", "append", "Theo {event}"),
            FieldEdit("credit", "set", "{{Lan}}"),
            FieldEdit("event", "set", "  "),
        ]
    )
    new, lacks = rewritten(row, edits)
    assert new == {
        "caption": "Bến Yên Lộc, Vân Giang, 21/11/2026: Cầu mới",
        "place": "Bến Yên Lộc, Vân Giang",
        "people": ["An"],
        "tags": ["cầu", "sông"],
        "headline": "DSC_01 – Tên",
        "taken_at": datetime(2026, 11, 21, 1, 0, tzinfo=UTC),
        "credit": "{Lan}",
    }
    assert lacks == ("event",)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (FieldEdit("caption", "set", "{nơi chụp} {gì}"), "Không có trường {gì}"),
        (FieldEdit("caption", "drop", "x"), "theo cách này"),
        (FieldEdit("sha256", "set", "x"), "theo cách này"),
        (FieldEdit("taken_at", "set", "hôm qua"), "Thời điểm chụp chưa đúng"),
        (FieldEdit("source_type", "set", "javascript:1"), "theo danh sách của IPTC"),
    ],
)
def test_what_cannot_be_done_is_said(edit: FieldEdit, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked([edit])
    assert sentence in refused.value.sentence


TEXT_HOWS, LIST_HOWS = ("set", "append", "prepend", "clear"), ("set", "add", "drop", "clear")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
EDIT = st.one_of(
    st.builds(FieldEdit, st.sampled_from(api.TEXTS), st.sampled_from(TEXT_HOWS), WORDS),
    st.builds(FieldEdit, st.sampled_from(["people", "tags"]), st.sampled_from(LIST_HOWS), WORDS),
    st.builds(
        FieldEdit, st.just("taken_at"), st.just("set"), st.datetimes(min_value=datetime(1900, 1, 1)).map(
            lambda at: at.strftime("%Y-%m-%dT%H:%M:%S")
        ),
    ),
)  # fmt: skip


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(EDIT, max_size=6))
def test_what_a_batch_changes_comes_back(edits: list[FieldEdit]) -> None:
    edits = [FieldEdit(one.field, one.how, one.text.replace("{", "")) for one in edits]
    minh = make_person(make_agency("Báo hoàn tác"), "editor")
    asset_id = put_in(
        minh, caption="Cầu", people=["Lan"], tags=["cầu"], taken_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    before = {field: getattr(row_of(minh, asset_id), field) for field in (*api.WRITABLE, "folded")}
    batch_id, _count = api.apply_batch(actor=actor_of(minh), asset_ids=[asset_id], edits=edits)
    now = row_of(minh, asset_id)
    for field in api.WRITABLE:
        assert from_stored(field, json.loads(json.dumps(stored(getattr(now, field))))) == getattr(now, field)
    if batch_id:
        _restored, kept = api.undo_batch(actor=actor_of(minh), batch_id=batch_id)
        assert kept == 0
        after = {field: getattr(row_of(minh, asset_id), field) for field in api.WRITABLE}
        assert after == {field: before[field] for field in api.WRITABLE}


def test_undo_leaves_what_somebody_changed_since(minh: Person) -> None:
    actor = actor_of(minh)
    ids = [put_in(minh, caption=f"Ảnh {number}", credit="Cũ") for number in range(3)]
    edits = [FieldEdit("caption", "append", " (cũ)"), FieldEdit("credit", "set", "Báo Vân Giang")]
    batch_id, count = api.apply_batch(actor=actor, asset_ids=ids, edits=edits)
    assert count == 3
    assert batch_id
    api.describe_asset(
        actor=actor,
        asset_id=ids[1],
        caption="Người khác viết",
        credit="Báo Vân Giang",
        alt="",
        rights_note="",
    )
    assert api.undo_batch(actor=actor, batch_id=batch_id) == (5, 1)
    assert [row_of(minh, one).caption for one in ids] == ["Ảnh 0", "Người khác viết", "Ảnh 2"]
    assert {row_of(minh, one).credit for one in ids} == {"Cũ"}
    with pytest.raises(Refused, match="đã được hoàn tác"):
        api.undo_batch(actor=actor, batch_id=batch_id)


def test_nobody_else_and_no_half(minh: Person) -> None:
    hoa = make_person(make_agency("Báo khác"), "editor")
    nga = make_person(minh.memberships.get().agency, "reporter")
    ids, edits = [put_in(minh), put_in(hoa)], [FieldEdit("caption", "set", "Cầu")]
    with pytest.raises(NotFound):
        api.apply_batch(actor=actor_of(minh), asset_ids=ids, edits=edits)
    assert row_of(minh, ids[0]).caption == ""
    with pytest.raises(NotAllowed):
        api.apply_batch(actor=actor_of(nga), asset_ids=ids[:1], edits=edits)
    batch_id, _count = api.apply_batch(actor=actor_of(minh), asset_ids=ids[:1], edits=edits)
    assert batch_id
    with pytest.raises(NotFound):
        api.undo_batch(actor=actor_of(hoa), batch_id=batch_id)
    [change] = api.history(agency_id=actor_of(minh).agency, asset_id=ids[0])
    with pytest.raises(NotFound):
        api.restore_value(actor=actor_of(hoa), asset_id=ids[1], change_id=change.change_id, field="caption")


def test_the_screen_shows_first_then_changes_then_takes_back(minh: Person) -> None:
    client, ids = (
        signed_in(minh),
        [put_in(minh, caption="Cầu <mới>", place="Bến"), put_in(minh, caption="Sông")],
    )
    given = {
        "asset": [str(one) for one in ids], "how-caption": "set", "text-caption": "{place}: {caption}",
        "how-tags": "add", "text-tags": "cầu",
    }  # fmt: skip
    seen = client.post(reverse("media:batch"), given | {"step": "preview"}).content.decode()
    for words in ("Bến: Cầu &lt;mới&gt;", "Sẽ sửa 2 trong 2 tệp", "1 tệp chưa ghi nơi chụp nên giữ nguyên"):
        assert words in seen
    assert row_of(minh, ids[0]).caption == "Cầu <mới>"
    done = client.post(reverse("media:batch"), given | {"step": "apply"})
    made = client.get(done["location"]).content.decode()
    assert "Hoàn tác lần sửa này" in made
    assert (row_of(minh, ids[0]).caption, row_of(minh, ids[1]).caption) == ("Bến: Cầu <mới>", "Sông")
    client.post(f"{done['location']}hoan-tac/")
    assert row_of(minh, ids[0]).caption == "Cầu <mới>"
    assert "Lần sửa này đã được hoàn tác." in client.get(done["location"]).content.decode()
    wrong = client.post(reverse("media:batch"), given | {"step": "preview", "text-caption": "{gì} giữ lại"})
    assert wrong.status_code == 400
    assert "giữ lại" in wrong.content.decode()
    assert client.post(reverse("media:batch"), {"step": "apply"}).status_code == 302


def test_the_history_of_a_file_and_a_value_put_back(minh: Person) -> None:
    asset_id, client = put_in(minh, caption="Một", people=["Lan"]), signed_in(minh)
    actor = actor_of(minh)
    api.apply_batch(
        actor=actor,
        asset_ids=[asset_id],
        edits=[FieldEdit("caption", "set", "Hai"), FieldEdit("people", "clear")],
    )
    changes = {one.field: one for one in api.history(agency_id=actor.agency, asset_id=asset_id)}
    caption, people = changes["caption"], changes["people"]
    assert (caption.before, caption.after, caption.person_name, caption.is_now) == (
        "Một",
        "Hai",
        "Minh",
        True,
    )
    page = client.get(reverse("media:history", args=[asset_id])).content.decode()
    for words in ("Một", "Hai", "Minh", "Trả lại giá trị này"):
        assert words in page
    client.post(
        reverse("media:restore-value", args=[asset_id]), {"change": str(people.change_id), "field": "people"}
    )
    assert row_of(minh, asset_id).people == ["Lan"]
    entry = audit.trail(agency_id=actor.agency, object_key=f"asset:{asset_id}").entries[0]
    assert entry.verb == "media.describe"
    answer = client.get(f"/api/assets/{asset_id}/changes").json()
    assert (answer[0]["field"], {one["field"] for one in answer[1:]}) == ("people", {"caption", "people"})


def test_a_template_speaks_on_arrival_where_nobody_else_did_and_in_a_batch(minh: Person) -> None:
    actor, client = actor_of(minh), signed_in(minh)
    given = {
        "name": "Họp HĐND", "how-event": "set", "text-event": "Kỳ họp thứ 9", "how-tags": "add",
        "text-tags": "hđnd, họp", "how-caption": "prepend", "text-caption": "{event}: ", "how-credit": "set",
        "text-credit": "Báo Vân Giang",
    }  # fmt: skip
    client.post(reverse("media:new-template"), given)
    [row] = api.templates(agency_id=actor.agency)
    assert "Kỳ họp thứ 9" in client.get(reverse("media:templates")).content.decode()
    twice = client.post(reverse("media:new-template"), given)
    assert twice.status_code == 400
    assert "Hãy đặt tên chưa có" in twice.content.decode()
    asset = taken_in(actor, picture(), "a.jpg", template=str(row.pk), credit="Lan")
    assert (asset.about.event, asset.tags, asset.credit, asset.caption) == (
        "Kỳ họp thứ 9", ("hđnd", "họp"), "Lan", "",
    )  # fmt: skip
    filled = client.post(
        reverse("media:batch"), {"asset": str(asset.id), "step": "template", "template": str(row.pk)}
    )
    assert "Kỳ họp thứ 9" in filled.content.decode()
    hoa = make_person(make_agency("Báo khác"), "editor")
    with pytest.raises(NotFound):
        api.begin_upload(actor=actor_of(hoa), name="a.jpg", size_bytes=1, said={"template": str(row.pk)})
    client.post(reverse("media:forget-template", args=[row.pk]))
    assert api.templates(agency_id=actor.agency) == []


def test_a_shoot_speaks_for_all_of_its_files(minh: Person) -> None:
    actor, client = actor_of(minh), signed_in(minh)
    ids = [put_in(minh, place="Khác"), put_in(minh)]
    key = api.save_collection(actor=actor, name="Buổi chụp", kind="shoot")
    api.add_to_collection(actor=actor, collection_id=key, asset_ids=ids)
    given = {"name": "Buổi chụp", "is_shared": "on", "place": "Bến Yên {Lộc}", "apply": "on"}
    done = client.post(reverse("media:edit-collection", args=[key]), given)
    assert {row_of(minh, one).place for one in ids} == {"Bến Yên {Lộc}"}
    client.post(f"{done['location']}hoan-tac/")
    assert [row_of(minh, one).place for one in ids] == ["Khác", ""]


def test_programs_look_first_change_and_take_back(minh: Person) -> None:
    client, asset_id = signed_in(minh), put_in(minh, caption="Cầu")
    body = {
        "asset_ids": [str(asset_id)],
        "edits": [{"field": "caption", "how": "append", "text": " mới"}],
        "is_preview": True,
    }

    def post(path: str, given: object) -> dict[str, object]:
        answer = client.post(f"/api/assets/edits{path}", json.dumps(given), "application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()  # type: ignore[no-any-return]

    assert (post("", body)["batch_id"], row_of(minh, asset_id).caption) == (None, "Cầu")
    made = post("", body | {"is_preview": False})
    assert row_of(minh, asset_id).caption == "Cầu mới"
    assert post(f"/{made['batch_id']}/undo", {}) == {"restored": 1, "kept": 0}


def test_who_put_a_file_in_says_what_it_shows_and_nobody_elses(minh: Person) -> None:
    agency = minh.memberships.get().agency
    lan, mai = (make_person(agency, "reporter", name=name) for name in ("Lan", "Mai"))
    own, other = (
        api.add_picture(actor=actor_of(who), filename="a.jpg", data=picture(size=(320, height))).id
        for who, height in ((lan, 200), (mai, 210))
    )
    edits = [FieldEdit("caption", "set", "Đua thuyền")]
    batch_id, count = api.apply_batch(actor=actor_of(lan), asset_ids=[own], edits=edits)
    assert batch_id
    assert count == 1
    with pytest.raises(NotAllowed):
        api.apply_batch(actor=actor_of(lan), asset_ids=[own, other], edits=edits)
    with pytest.raises(NotAllowed):
        api.preview_batch(actor=actor_of(lan), asset_ids=[other], edits=edits)
    with pytest.raises(NotAllowed):
        api.describe_asset(
            actor=actor_of(lan), asset_id=other, caption="x", credit="", alt="", rights_note=""
        )
    with pytest.raises(NotAllowed):  # nor take back what Lan did, of Lan's file
        api.undo_batch(actor=actor_of(mai), batch_id=batch_id)
    page = signed_in(lan)
    assert b"<fieldset disabled" not in page.get(reverse("media:picture", args=[own])).content
    assert b"<fieldset disabled" in page.get(reverse("media:picture", args=[other])).content
    assert signed_in(mai).get(reverse("media:batch-made", args=[batch_id])).status_code == 404
    assert page.get(reverse("media:batch-made", args=[batch_id])).status_code == 200
    api.undo_batch(actor=actor_of(lan), batch_id=batch_id)
    assert api.apply_batch(actor=actor_of(minh), asset_ids=[own, other], edits=edits)[1] == 2
