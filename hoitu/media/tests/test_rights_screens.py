"""The screens and the API of rights: written down, shown, kept when refused, few queries, nobody else's."""

import json
from datetime import UTC
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.media import api
from hoitu.media.testing import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def minh() -> Person:
    return make_person(make_agency(), "editor")


def put_in(person: Person, width: int = 400) -> UUID:
    return api.add_picture(actor=actor_of(person), filename="a.jpg", data=picture(size=(width, 300))).id


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_written_down_is_shown_and_noted(minh: Person) -> None:
    asset_id, client = put_in(minh), signed_in(minh)
    assert "Chưa ghi bản quyền" in page(client, "media:rights", asset_id)
    client.post(reverse("media:rights", args=[asset_id]), {"q-do_not_use_because": "Gia đình yêu cầu"})
    client.post(
        reverse("media:add-consent", args=[asset_id]),
        {"n-person_name": "Em H.", "n-kind": "pending", "n-is_minor": "on"},
    )
    shown = page(client, "media:rights", asset_id)
    assert "Không được dùng: Gia đình yêu cầu" in shown
    assert "Em H. là trẻ em và chưa có đồng ý" in shown


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_do(minh: Person) -> None:
    asset_id, client = put_in(minh), signed_in(minh)
    given = {
        "h-lease": "allow",
        "h-from_date": "2026-12-31",
        "h-until_date": "2026-12-01",
        "h-lease_note": "Theo hợp đồng 12",
    }
    answer = client.post(reverse("media:add-lease", args=[asset_id]), given, headers={"HX-Request": "true"})
    words = answer.content.decode()
    assert "Ngày cuối phải từ ngày đầu trở đi." in words
    assert "Theo hợp đồng 12" in words
    assert "2026-12-01" in words


def test_many_files_get_the_same_rights_all_or_none(minh: Person) -> None:
    ids, client = [put_in(minh, width) for width in (400, 420)], signed_in(minh)
    [category] = [
        row for row in api.usage_categories(agency_id=actor_of(minh).agency) if row.name == "Không rõ nguồn"
    ]
    client.post(
        reverse("media:set-rights-of-many"),
        {
            "asset": [str(one) for one in ids],
            "b-category": str(category.pk),
            "b-lease": "allow",
            "b-from_date": clock.today().isoformat(),
        },
    )
    found = api.rights_of(agency_id=actor_of(minh).agency, asset_ids=ids)
    assert [(found[one].category, len(found[one].leases)) for one in ids] == [("Không rõ nguồn", 1)] * 2
    other = put_in(make_person(make_agency(), "editor"))
    with pytest.raises(NotFound):
        api.set_rights_of_many(actor=actor_of(minh), asset_ids=[ids[0], other], category_id=category.pk)
    without_a_day = client.post(
        reverse("media:set-rights-of-many"),
        {"asset": [str(ids[0])], "b-lease": "deny", "b-lease_note": "Vì sao đó"},
    )
    assert without_a_day.status_code == 400
    assert "Hãy ghi ngày đầu của thời hạn." in without_a_day.content.decode()
    assert "Vì sao đó" in without_a_day.content.decode()


def test_the_lists_are_seeded_and_only_some_may_change_them(minh: Person) -> None:
    assert "Ảnh phóng viên của báo" in page(signed_in(minh), "media:rights-lists")
    assert signed_in(minh).get(reverse("media:new-supplier")).status_code == 403
    thu = signed_in(make_person(minh.memberships.get().agency, "secretary"))
    thu.post(reverse("media:new-supplier"), {"name": "Hãng tin Vân Giang", "quota_per_month": "30"})
    assert "0 / 30" in " ".join(page(thu, "media:rights-lists").split())
    again = thu.post(reverse("media:new-supplier"), {"name": "Hãng tin Vân Giang"})
    assert "Hãy đặt tên chưa có trong danh sách." in again.content.decode()


def test_the_dialog_marks_a_stopped_file_and_who_may_override_gets_it(minh: Person) -> None:
    asset_id = put_in(minh)
    api.set_rights(
        actor=actor_of(minh), asset_id=asset_id, category_id=None, supplier_id=None, do_not_use_because="Sai"
    )
    [item] = signed_in(minh).get(reverse("media:choices")).json()["items"]
    assert item["rights"] == {
        "verdict": "refused",
        "reasons": ["Không được dùng: Sai", *UNKNOWN],
        "may_insert": False,
    }
    thu = signed_in(make_person(minh.memberships.get().agency, "secretary"))
    [item] = thu.get(reverse("media:choices")).json()["items"]
    assert item["rights"]["may_insert"] is True
    with pytest.raises(NotAllowed, match="Sai"):
        api.original_url(actor=actor_of(minh), asset_id=asset_id)


UNKNOWN = [
    "Chưa ghi bản quyền: hãy hỏi người đưa tệp vào kho trước khi dùng.",
    "Chưa ghi: chú thích; mô tả cho người không nhìn thấy; nguồn, tác giả; người chụp, quay; thời điểm chụp.",
]


def test_the_rights_of_many_files_take_as_many_queries_as_of_one(minh: Person) -> None:
    actor, counts = actor_of(minh), []
    dung = actor_of(make_person(minh.memberships.get().agency, "director"))
    supplier_id = api.save_supplier(actor=dung, supplier_id=None, name="Hãng tin", quota_per_month=9)
    ids = []
    for number in (1, 8):
        for width in range(number):
            ids.append(put_in(minh, 300 + 20 * (number + width)))
            api.set_rights(actor=actor, asset_id=ids[-1], category_id=None, supplier_id=supplier_id)
            api.add_lease(actor=actor, asset_id=ids[-1], lease=api.NewLease(True, clock.today()))
        with CaptureQueriesContext(connection) as queries:
            api.standings(agency_id=actor.agency, asset_ids=ids)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_programs_write_and_read_rights(minh: Person) -> None:
    asset_id, client = put_in(minh), signed_in(minh)
    today = clock.today()
    given = {
        "category": "Ảnh bạn đọc",
        "leases": [
            {
                "allows": True,
                "from_date": today.isoformat(),
                "until_date": today.isoformat(),
                "places": ["web"],
            }
        ],
    }
    address = f"/api/assets/{asset_id}/rights"
    for _twice in range(2):
        answer = client.put(address, json.dumps(given), content_type="application/json")
        assert answer.status_code == 200, answer.content
    found = answer.json()
    verdicts = {place["place"]: place["verdict"] for place in found["places"]}
    assert (verdicts["web"], verdicts["print"], len(found["leases"])) == ("warned", "refused", 1)
    assert found["places"][0]["until"] == clock.end_of_day(today).astimezone(UTC).isoformat().replace(
        "+00:00", "Z"
    )
    listed = client.get(f"/api/assets/{asset_id}").json()["rights"]
    assert listed["verdict"] == "warned"
    assert "print" in listed["refused_places"]
    wrong = client.put(address, json.dumps({"category": "Chưa có"}), content_type="application/json")
    assert wrong.status_code == 400
    assert client.get(f"/api/assets/{asset_id}/uses").json() == []
    hoa = signed_in(make_person(make_agency(), "director"))
    assert hoa.get(address).status_code == 404
