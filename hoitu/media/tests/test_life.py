"""How files leave the archive: the bin, the purge by two people, the hold that stops both, bytes that others need."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase
from django.urls import reverse

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.storage import store
from hoitu.media import api
from hoitu.media.data import Place, Verdict
from hoitu.media.errors import Held, InBin, NeedsAnother, StillShown
from hoitu.media.models import AssetRow, HoldRow, PictureEdit, TombstoneRow
from hoitu.media.operations.edit_picture import make_edit
from hoitu.media.operations.purge import let_go
from hoitu.media.operations.retention import years_from
from hoitu.media.queries.editing import base_key
from hoitu.media.recipes import Hidden, Recipe
from hoitu.media.testing import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Organisation:
    return make_agency()


@pytest.fixture
def dung(agency: Organisation) -> Person:
    return make_person(agency, "secretary", name="Trần Dung")


@pytest.fixture
def khai(agency: Organisation) -> Person:
    return make_person(agency, "secretary", name="Lê Khải")


def put_in(person: Person, width: int = 400, **said: str) -> UUID:
    data = picture(size=(width, 300))
    return api.add_picture(actor=actor_of(person), filename="cầu.jpg", data=data, **said).id


def show(person: Person, asset_id: UUID, *assets: UUID) -> None:
    api.note_uses(
        agency_id=actor_of(person).agency, key="release:1", subject="story:1", title="Cầu Yên Lộc thông xe",
        channel="Báo điện tử", place=Place.WEB, path="/", asset_ids=[asset_id] if not assets else [], at=clock.now(),
    )  # fmt: skip


def purge(asset_id: UUID, one: Person, other: Person) -> TombstoneRow:
    api.ask_purge(actor=actor_of(one), asset_id=asset_id)
    with TestCase.captureOnCommitCallbacks(execute=True):
        stone_id = api.confirm_purge(actor=actor_of(other), asset_id=asset_id)
    let_go(tombstone_id=stone_id)
    return TombstoneRow.objects.for_agency(actor_of(one).agency).get(pk=stone_id)


def found(person: Person) -> list[UUID]:
    return [row.pk for row in api.search_assets(agency_id=actor_of(person).agency)]


def test_what_is_in_the_bin_is_found_nowhere_and_comes_back_as_it_was(dung: Person) -> None:
    asset_id = put_in(dung, caption="Cầu Yên Lộc")
    api.put_in_bin(actor=actor_of(dung), asset_id=asset_id, reason="Ảnh mờ")
    assert found(dung) == []
    usability = api.usability_of(agency_id=actor_of(dung).agency, asset_ids=[asset_id], place=Place.WEB)
    assert usability[asset_id].verdict == Verdict.REFUSED
    with pytest.raises(InBin):
        put_in(dung)
    api.restore(actor=actor_of(dung), asset_id=asset_id)
    assert found(dung) == [asset_id]
    assert api.asset(agency_id=actor_of(dung).agency, asset_id=asset_id).caption == "Cầu Yên Lộc"


def test_a_file_that_readers_see_stays_and_the_place_is_named(dung: Person) -> None:
    asset_id = put_in(dung)
    show(dung, asset_id)
    with pytest.raises(StillShown) as refused:
        api.put_in_bin(actor=actor_of(dung), asset_id=asset_id, reason="Bỏ")
    assert "“Cầu Yên Lộc thông xe” (Báo điện tử)" in refused.value.sentence
    show(dung, asset_id, asset_id)  # taken down
    api.put_in_bin(actor=actor_of(dung), asset_id=asset_id, reason="Bỏ")


def test_the_bin_wants_a_reason_and_the_right(dung: Person, agency: Organisation) -> None:
    asset_id = put_in(dung)
    with pytest.raises(BadInput):
        api.put_in_bin(actor=actor_of(dung), asset_id=asset_id, reason="  ")
    with pytest.raises(NotAllowed):
        api.put_in_bin(actor=actor_of(make_person(agency, "reporter")), asset_id=asset_id, reason="Bỏ")
    stranger = make_person(make_agency(), "secretary")
    with pytest.raises(NotFound):
        api.put_in_bin(actor=actor_of(stranger), asset_id=asset_id, reason="Bỏ")


def test_nobody_purges_alone(dung: Person, khai: Person) -> None:
    asset_id = put_in(dung)
    with pytest.raises(NotFound):  # not in the bin
        api.ask_purge(actor=actor_of(dung), asset_id=asset_id)
    api.put_in_bin(actor=actor_of(dung), asset_id=asset_id, reason="Trùng")
    with pytest.raises(NeedsAnother):  # nobody asked
        api.confirm_purge(actor=actor_of(khai), asset_id=asset_id)
    api.ask_purge(actor=actor_of(dung), asset_id=asset_id)
    with pytest.raises(NeedsAnother):
        api.confirm_purge(actor=actor_of(dung), asset_id=asset_id)
    api.restore(actor=actor_of(khai), asset_id=asset_id)
    api.put_in_bin(actor=actor_of(khai), asset_id=asset_id, reason="Trùng")
    with pytest.raises(NeedsAnother):  # the wish went with the restoring
        api.confirm_purge(actor=actor_of(khai), asset_id=asset_id)


def test_a_purge_leaves_a_tombstone_and_nothing_else(dung: Person, khai: Person) -> None:
    asset_id = put_in(dung, width=377, caption="Chân dung nhân chứng")  # no other test's files
    asset = api.asset(agency_id=actor_of(dung).agency, asset_id=asset_id)
    show(dung, asset_id)
    show(dung, asset_id, asset_id)
    api.hold(actor=actor_of(dung), asset_id=asset_id, reason="Công văn 12")
    api.lift_hold(actor=actor_of(dung), asset_id=asset_id, reason="Đã xong")
    keys = [f"originals/{asset.sha256[:2]}/{asset.sha256}", *(one.key for one in asset.renditions)]
    assert all(map(store().exists, keys))
    api.put_in_bin(actor=actor_of(dung), asset_id=asset_id, reason="Nhân chứng yêu cầu")
    stone = purge(asset_id, dung, khai)
    assert not any(map(store().exists, keys))
    with pytest.raises(NotFound):
        api.asset(agency_id=actor_of(dung).agency, asset_id=asset_id)
    assert (stone.sha256, stone.name, stone.reason) == (asset.sha256, "cầu.jpg", "Nhân chứng yêu cầu")
    assert (stone.asked_by_name, stone.purged_by_name) == ("Trần Dung", "Lê Khải")
    assert [use["title"] for use in stone.uses] == ["Cầu Yên Lộc thông xe"]
    assert (stone.deleted_files, stone.kept_files, stone.left_keys) == (len(set(keys)), 0, [])
    trail = AuditEntry.objects.for_agency(actor_of(dung).agency).filter(object_key=f"asset:{asset_id}")
    verbs = {"media.bin", "media.ask_purge", "media.purge", "media.hold", "media.lift_hold"}
    assert verbs <= set(trail.values_list("verb", flat=True))
    let_go(tombstone_id=stone.pk)  # again: harmless
    assert put_in(dung, width=377) != asset_id  # may come anew, as another file


def test_bytes_that_another_agency_keeps_stay(dung: Person, khai: Person) -> None:
    other = make_person(make_agency(), "secretary")
    mine, theirs = put_in(dung), put_in(other)
    api.put_in_bin(actor=actor_of(dung), asset_id=mine, reason="Thừa")
    stone = purge(mine, dung, khai)
    asset = api.asset(agency_id=actor_of(other).agency, asset_id=theirs)
    assert store().exists(f"originals/{asset.sha256[:2]}/{asset.sha256}")
    assert all(store().exists(one.key) for one in asset.renditions)
    assert stone.deleted_files == 0
    assert stone.kept_files > 0


def test_a_held_file_is_neither_changed_nor_deleted(dung: Person, khai: Person) -> None:
    asset_id = put_in(dung, caption="Biên bản")
    api.hold(actor=actor_of(dung), asset_id=asset_id, reason="Công văn 12/TA ngày 20/11/2026")
    words: dict[str, Any] = {"caption": "Khác", "credit": "", "alt": "", "rights_note": ""}
    with pytest.raises(Held) as refused:
        api.describe_asset(actor=actor_of(dung), asset_id=asset_id, **words)
    assert "Công văn 12/TA" in refused.value.sentence
    with pytest.raises(Held):
        api.put_in_bin(actor=actor_of(khai), asset_id=asset_id, reason="Bỏ")
    with pytest.raises(Held):
        api.hold(actor=actor_of(khai), asset_id=asset_id, reason="Nữa")
    api.set_rights(  # more may be said: the file may have to be stopped
        actor=actor_of(dung), asset_id=asset_id, category_id=None, supplier_id=None, do_not_use_because="Tòa"
    )
    with pytest.raises(BadInput):
        api.lift_hold(actor=actor_of(dung), asset_id=asset_id, reason="")
    api.lift_hold(actor=actor_of(dung), asset_id=asset_id, reason="Tòa đã xử xong")
    api.describe_asset(actor=actor_of(dung), asset_id=asset_id, **words)


def test_a_hold_stops_the_purge_of_what_is_in_the_bin_and_the_tables_know_it(
    dung: Person, khai: Person
) -> None:
    asset_id = put_in(dung)
    api.put_in_bin(actor=actor_of(dung), asset_id=asset_id, reason="Thừa")
    api.ask_purge(actor=actor_of(dung), asset_id=asset_id)
    api.hold(actor=actor_of(khai), asset_id=asset_id, reason="Thanh tra")
    with pytest.raises(Held):
        api.confirm_purge(actor=actor_of(khai), asset_id=asset_id)
    row = AssetRow.objects.for_agency(actor_of(dung).agency).get(pk=asset_id)
    with pytest.raises(ProtectedError):
        row.delete()
    stone = {"reason": "x", "name": "x", "kind": "picture", "size_bytes": 1, "sha256": "0" * 64}
    moments = dict.fromkeys(("added_at", "binned_at", "asked_at", "purged_at"), clock.now())
    alone = {"asked_by": dung, "purged_by": dung, "asset_id": asset_id, "agency_id": actor_of(dung).agency}
    with pytest.raises(IntegrityError, match="purged_by_two_people"), transaction.atomic():
        TombstoneRow.objects.for_agency(actor_of(dung).agency).create(**stone, **moments, **alone)
    assert HoldRow.objects.for_agency(actor_of(dung).agency).count() == 1


def test_a_document_of_consent_is_not_purged(dung: Person, khai: Person) -> None:
    shown, paper = put_in(dung), put_in(dung, 420)
    api.add_consent(
        actor=actor_of(dung), asset_id=shown, person_name="Bà H.", kind="written", document_id=paper
    )
    api.put_in_bin(actor=actor_of(dung), asset_id=paper, reason="Thừa")
    api.ask_purge(actor=actor_of(dung), asset_id=paper)
    client = signed_in(khai)
    answer = client.post(reverse("media:confirm-purge", args=[paper]), follow=True)
    assert "giấy tờ kèm theo của 1 ghi chép khác" in answer.content.decode()
    assert api.asset(agency_id=actor_of(dung).agency, asset_id=paper).state == "binned"


def test_what_has_reached_its_end_is_listed_and_nothing_goes_by_itself(dung: Person) -> None:
    actor, client = actor_of(dung), signed_in(dung)
    two_years = next(one for one in api.retention_classes(agency_id=actor.agency) if one.years == 2)
    own, by_category, held, kept = (put_in(dung, width) for width in (400, 420, 440, 460))
    for asset_id in (own, held):
        api.set_retention(actor=actor, asset_id=asset_id, class_id=two_years.pk)
    category_id = api.save_category(
        actor=actor, category_id=None, name="Ảnh tạm", verdict="allowed", retention=two_years
    )
    for asset_id in (by_category, kept):
        api.set_rights(actor=actor, asset_id=asset_id, category_id=category_id, supplier_id=None)
    api.set_retention(
        actor=actor, asset_id=kept, class_id=api.retention_classes(agency_id=actor.agency)[0].pk
    )
    api.hold(actor=actor, asset_id=held, reason="Thanh tra")
    assert api.propose_ended() == 0
    page = client.get(reverse("media:retention")).content.decode()
    assert "Chưa tệp nào đến hạn" in page
    assert "Xem lại sau 2 năm" in page
    with clock.frozen(clock.now() + timedelta(days=731)):
        assert (api.propose_ended(), api.propose_ended()) == (2, 0)
        listed = {row.asset_id for row in api.ended_retention(agency_id=actor.agency)}
        assert listed == {own, by_category}
        assert set(found(dung)) == {own, by_category, held, kept}
        client.force_login(dung)
        client.post(reverse("media:keep-on", args=[own]), {"years": "1"})
        client.post(
            reverse("media:put-in-bin", args=[by_category]), {"from": "retention", "reason": "Đến hạn"}
        )
        assert not api.ended_retention(agency_id=actor.agency).exists()
        assert api.propose_ended() == 0
    with clock.frozen(clock.now() + timedelta(days=731 + 366)):
        assert api.propose_ended() == 1
        assert [row.asset_id for row in api.ended_retention(agency_id=actor.agency)] == [own]


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        ((2024, 2, 29), 1, (2025, 2, 28)),
        ((2024, 2, 29), -4, (2020, 2, 29)),
        ((2026, 11, 23), 10, (2036, 11, 23)),
    ],
)
def test_years_later(day: tuple[int, int, int], years: int, later: tuple[int, int, int]) -> None:
    assert years_from(date(*day), years) == date(*later)


def test_a_class_of_another_agency_is_not_there(dung: Person) -> None:
    stranger = make_person(make_agency(), "secretary")
    theirs = api.retention_classes(agency_id=actor_of(stranger).agency)[0]
    asset_id = put_in(dung)
    with pytest.raises(NotFound):
        api.set_retention(actor=actor_of(dung), asset_id=asset_id, class_id=theirs.pk)
    with pytest.raises(NotFound):
        api.save_category(
            actor=actor_of(dung), category_id=None, name="Tạm", verdict="allowed", retention=theirs
        )
    with pytest.raises(BadInput):
        api.save_retention_class(actor=actor_of(dung), class_id=None, name="Mới", years=0)


def test_the_screens_lead_two_people_through(dung: Person, khai: Person) -> None:
    asset_id, one, other = put_in(dung, caption="Cầu cũ"), signed_in(dung), signed_in(khai)
    bin_url = reverse("media:bin")
    assert "Thùng rác trống" in one.get(bin_url).content.decode()
    refused = one.post(
        reverse("media:put-in-bin", args=[asset_id]), {"reason": " "}, headers={"HX-Request": "true"}
    )
    assert "Hãy ghi lý do" in refused.content.decode()
    one.post(reverse("media:put-in-bin", args=[asset_id]), {"reason": "Mờ & nhòe"})
    assert "Tệp đang ở thùng rác" in one.get(reverse("media:picture", args=[asset_id])).content.decode()
    page = one.get(bin_url).content.decode()
    assert "Mờ &amp; nhòe" in page
    assert "Đề nghị xóa hẳn" in page
    one.post(reverse("media:ask-purge", args=[asset_id]), {"from": "bin"})
    assert "Xác nhận xóa hẳn" not in one.get(bin_url).content.decode()
    assert "Xác nhận xóa hẳn" in other.get(bin_url).content.decode()
    alone = one.post(reverse("media:confirm-purge", args=[asset_id]), follow=True)
    assert "Xóa hẳn cần hai người" in alone.content.decode()
    other.post(reverse("media:confirm-purge", args=[asset_id]))
    page = one.get(bin_url).content.decode()
    assert "Thùng rác trống" in page
    assert "Lê Khải xác nhận" in page


def test_a_collection_shows_nothing_of_the_bin_and_keeps_its_place(dung: Person) -> None:
    actor, ids = actor_of(dung), [put_in(dung, width) for width in (400, 410, 420)]
    kept = api.save_collection(actor=actor, collection_id=None, name="Lũ 2026", is_shared=True)
    api.add_to_collection(actor=actor, collection_id=kept, asset_ids=ids)
    api.set_cover(actor=actor, collection_id=kept, asset_id=ids[1])
    api.put_in_bin(actor=actor, asset_id=ids[1], reason="Trùng")
    seen = api.collection(actor=actor, collection_id=kept)
    assert (seen.file_count, seen.cover_id) == (2, ids[0])
    assert [file.id for file in api.files_in(actor=actor, collection_id=kept)] == [ids[0], ids[2]]
    api.restore(actor=actor, asset_id=ids[1])
    assert [file.id for file in api.files_in(actor=actor, collection_id=kept)] == ids


def test_a_purge_takes_every_version_of_an_edited_picture(dung: Person, khai: Person) -> None:
    actor, asset_id = actor_of(dung), put_in(dung)
    hiding = Recipe(hidden=(Hidden(2500, 2500, 5000, 5000, "pixelate"),))
    for recipe in (Recipe(turn=90), hiding):
        assert api.edit_picture(actor=actor, asset_id=asset_id, recipe=recipe)
        with TestCase.captureOnCommitCallbacks(execute=True):
            make_edit(asset_id=asset_id)
    sha256 = api.asset(agency_id=actor.agency, asset_id=asset_id).sha256
    files = (
        PictureEdit.objects.for_agency(actor.agency).filter(asset_id=asset_id).values_list("files", flat=True)
    )
    keys = {file["key"] for made in files for file in made} | {base_key(sha256)}
    assert any(map(store().exists, keys))
    api.put_in_bin(actor=actor, asset_id=asset_id, reason="Người trong ảnh yêu cầu")
    purge(asset_id, dung, khai)
    assert not any(map(store().exists, keys))


def test_a_held_picture_is_not_edited(dung: Person) -> None:
    asset_id = put_in(dung)
    api.hold(actor=actor_of(dung), asset_id=asset_id, reason="Công văn 12")
    with pytest.raises(Held):
        api.edit_picture(actor=actor_of(dung), asset_id=asset_id, recipe=Recipe(turn=90))
    with pytest.raises(Held):
        api.describe_many(actor=actor_of(dung), asset_ids=[asset_id], caption="Khác")
