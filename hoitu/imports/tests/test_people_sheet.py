"""A sheet of people: looked at, written by address, letters sent, what is wrong kept and put right."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoitu.accounts.models import Invitation, Membership, Person
from hoitu.accounts.testing import actor_of, make_agency, make_desk, make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.imports import api
from hoitu.imports.books.people import PEOPLE
from hoitu.imports.models import BroughtRow
from hoitu.imports.testing import bring, sheet_of
from hoitu.kernel.errors import NotAllowed
from hoitu.kernel.mail import MailFailed

pytestmark = pytest.mark.django_db
NEW: dict[str, object] = {
    "email": "Moi@toasoan.example", "full_name": "Đỗ Văn Mới", "titles": "Phóng viên; Phụ trách Cà Mau",
    "roles": "phóng viên", "desks": "Ban Thời sự",
}  # fmt: skip


@pytest.fixture
def admin() -> Person:
    agency = make_agency()
    make_desk(agency, "Ban Thời sự")
    return make_person(agency, "admin")


def rows(agency_id: Any) -> Any:
    return BroughtRow.objects.unscoped(why="tests").filter(sheet__agency=agency_id)


def outcomes(agency_id: Any) -> list[str]:
    return list(rows(agency_id).values_list("outcome", flat=True))


def invitations(agency_id: Any) -> Any:
    return Invitation.objects.for_agency(agency_id)


def test_a_new_person_is_invited_once_and_sets_the_password_themselves(admin: Person) -> None:
    actor, client = actor_of(admin), signed_in(admin)
    upload = SimpleUploadedFile("nhan-su.xlsx", sheet_of(actor, PEOPLE, [NEW]))
    place = client.post("/nhap-du-lieu/so/nhan-su/", {"file": upload}).headers["Location"]
    assert "Ghi 1 dòng" in client.get(place).content.decode()
    assert not invitations(actor.agency).exists(), "looked at, not written"
    client.post(f"{place}ghi/")
    made = invitations(actor.agency).get()
    assert (made.email, made.full_name) == ("moi@toasoan.example", "Đỗ Văn Mới")
    assert made.titles == ["reporter", "Phụ trách Cà Mau"]
    assert [role.key for role in made.roles.all()] == ["reporter"]
    assert [desk.name for desk in made.desks.all()] == ["Ban Thời sự"]
    [letter] = mail.outbox
    assert letter.to == ["moi@toasoan.example"]
    assert not Person.objects.filter(email=made.email).exists(), (
        "nobody has an account before they take the link"
    )
    verbs = set(
        AuditEntry.objects.unscoped(why="tests").filter(agency_id=actor.agency).values_list("verb", flat=True)
    )
    assert {"imports.bring_sheet", "imports.write_sheet", "accounts.invite"} <= verbs


def test_the_same_sheet_again_changes_nothing_and_writes_no_second_letter(admin: Person) -> None:
    actor = actor_of(admin)
    api.write_sheet(actor=actor, book=PEOPLE, sheet_id=bring(actor, PEOPLE, [NEW]))
    sent = len(mail.outbox)
    again = bring(actor, PEOPLE, [NEW | {"email": "MOI@toasoan.example"}])
    assert list(rows(actor.agency).filter(sheet_id=again).values_list("outcome", flat=True)) == ["same"]
    assert api.write_sheet(actor=actor, book=PEOPLE, sheet_id=again) == (0, [])
    assert (invitations(actor.agency).count(), len(mail.outbox)) == (1, sent)


def test_who_works_here_is_changed_and_empty_cells_take_nothing_away(admin: Person) -> None:
    actor = actor_of(admin)
    lan = make_person(admin.memberships.get().agency, "reporter", name="Lan", titles=("reporter",))
    line = {"email": lan.email, "full_name": "Tên Khác", "titles": "", "roles": "", "desks": "Ban Thời sự"}
    sheet_id = bring(actor, PEOPLE, [line])
    assert outcomes(actor.agency) == ["change"]
    assert api.write_sheet(actor=actor, book=PEOPLE, sheet_id=sheet_id) == (1, [])
    work = Membership.objects.for_agency(actor.agency).get(person=lan)
    assert [desk.name for desk in work.desks.all()] == ["Ban Thời sự"]
    assert ([role.key for role in work.roles.all()], work.titles) == (["reporter"], ["reporter"])
    lan.refresh_from_db()
    assert lan.full_name == "Lan", "a list renames nobody"
    assert mail.outbox == []


def test_bad_rows_are_kept_put_right_and_written(admin: Person) -> None:
    actor, client = actor_of(admin), signed_in(admin)
    bad = NEW | {"roles": "Phi công", "email": "khong-phai-thu"}
    sheet_id = bring(actor, PEOPLE, [bad, NEW, NEW])
    assert outcomes(actor.agency) == ["bad", "new", "bad"]
    place = f"/nhap-du-lieu/so/nhan-su/{sheet_id}/"
    page = client.get(place).content.decode()
    assert "Chưa có vai trò “Phi công”. Các vai trò:" in page
    assert "Trùng với dòng 3 của tệp." in page
    form = client.get(f"{place}2/").content.decode()
    assert 'value="khong-phai-thu"' in form
    typed = {"email": "ba@toasoan.example", "full_name": "Ba", "titles": "", "roles": "Phi công", "desks": ""}
    assert "Phi công" in client.post(f"{place}2/", typed).content.decode()
    assert rows(actor.agency).get(number=2).typed["email"] == "ba@toasoan.example", "what was typed is kept"
    client.post(f"{place}2/", typed | {"roles": ""})
    assert invitations(actor.agency).get().email == "ba@toasoan.example"
    assert client.get(f"{place}2/").status_code == 404, "a written row is not bad any more"
    assert "Hãy ghi lý do" in client.post(f"{place}4/", {"act": "drop"}).content.decode()
    client.post(f"{place}4/", {"act": "drop", "reason": "Ghi hai lần"})
    assert outcomes(actor.agency) == ["done", "new", "dropped"]


def test_nobody_hands_out_by_a_sheet_what_they_do_not_hold(admin: Person) -> None:
    agency = admin.memberships.get().agency
    clerk = actor_of(make_person(agency, permissions=("accounts.people",)))
    sheet_id = bring(
        clerk,
        PEOPLE,
        [NEW | {"roles": "Tổng Biên tập, Giám đốc"}, NEW | {"roles": "", "email": "b@b.example"}],
    )
    assert api.write_sheet(actor=clerk, book=PEOPLE, sheet_id=sheet_id)[0] == 1
    refused = rows(agency.pk).get(number=2)
    assert refused.outcome == "bad"
    with pytest.raises(NotAllowed):
        bring(actor_of(make_person(agency, "reporter")), PEOPLE, [NEW])


def test_the_last_administrator_stays_one(admin: Person) -> None:
    actor = actor_of(admin)
    line = NEW | {"email": admin.email, "titles": "", "desks": ""}
    assert api.write_sheet(actor=actor, book=PEOPLE, sheet_id=bring(actor, PEOPLE, [line])) == (0, [])
    [row] = rows(actor.agency)
    assert row.outcome == "bad"
    assert [
        role.key for role in Membership.objects.for_agency(actor.agency).get(person=admin).roles.all()
    ] == ["admin"]


def test_without_mail_each_link_is_shown_once_and_stored_nowhere(
    admin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(letter: object) -> None:
        raise MailFailed("no server", may_retry=True)

    monkeypatch.setattr("hoitu.accounts.operations.letters.send", fails)
    actor, client = actor_of(admin), signed_in(admin)
    sheet_id = bring(actor, PEOPLE, [NEW])
    page = client.post(f"/nhap-du-lieu/so/nhan-su/{sheet_id}/ghi/").content.decode()
    [secret] = re.findall(reverse("accounts:join", args=["SECRET"]).replace("SECRET", '([^/"]{20,})'), page)
    assert client.get(reverse("accounts:join", args=[secret])).status_code == 200
    kept = [list(rows(actor.agency).values()), list(invitations(actor.agency).values())]
    kept.append(list(AuditEntry.objects.unscoped(why="tests").values()))
    assert secret not in str(kept)
    assert "chỉ hiện một lần" not in client.get(f"/nhap-du-lieu/so/nhan-su/{sheet_id}/").content.decode()


def test_another_agency_sees_neither_sheet_nor_row(admin: Person) -> None:
    sheet_id = bring(actor_of(admin), PEOPLE, [{"full_name": "Thiếu thư"}])
    stranger = signed_in(make_person(make_agency(), "admin"))
    for tail in ("", "2/"):
        assert stranger.get(f"/nhap-du-lieu/so/nhan-su/{sheet_id}/{tail}").status_code == 404
    assert stranger.post(f"/nhap-du-lieu/so/nhan-su/{sheet_id}/ghi/").status_code == 404


def test_the_list_of_people_leads_here_and_a_file_that_is_no_sheet_is_refused(admin: Person) -> None:
    client = signed_in(admin)
    assert "/nhap-du-lieu/so/nhan-su/" in client.get(reverse("accounts:people")).content.decode()
    upload = SimpleUploadedFile("a.xlsx", b"khong phai bang tinh")
    answer = client.post("/nhap-du-lieu/so/nhan-su/", {"file": upload})
    assert "Không đọc được tệp này" in answer.content.decode()
    assert client.get("/nhap-du-lieu/so/khong-co/").status_code == 404
