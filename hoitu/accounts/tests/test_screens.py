"""Every screen: who gets in, what they see, and that a longer list asks no more questions."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoitu.accounts.models import Desk, Invitation, Membership, Organisation, Person, Role
from hoitu.accounts.testing import actor_of, join, make_agency, make_desk, make_person, signed_in
from hoitu.audit import api as audit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hoitu.accounts.tests.urls")]

ADMIN_SCREENS = [
    "people",
    "invite",
    "roles",
    "new_role",
    "desks",
    "organisations",
    "new_organisation",
    "security",
]
EVERYBODYS_SCREENS = ["accounts:profile", "account_set_password", "mfa_index", "usersessions_list"]


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Mẫu")


@pytest.fixture
def director(agency: Organisation) -> Person:
    return make_person(agency, "director", name="Lê Văn Giám")


@pytest.fixture
def lan(agency: Organisation) -> Person:
    return make_person(agency, "reporter", name="Trần Thị Lan")


@pytest.fixture
def hoa() -> Person:
    return make_person(make_agency("Báo Khác"), "reporter", name="Lê Thị Hoa")


@pytest.mark.parametrize("name", ADMIN_SCREENS)
def test_administration_is_for_those_allowed(name: str, director: Person, lan: Person) -> None:
    address = reverse(f"accounts:{name}")
    assert Client().get(address).url == f"{reverse('account_login')}?next={address}"  # type: ignore[attr-defined]
    assert signed_in(lan).get(address).status_code == 403
    answer = signed_in(director).get(address)
    assert answer.status_code == 200
    assert "Báo Mẫu" in answer.content.decode()


@pytest.mark.parametrize("name", EVERYBODYS_SCREENS)
def test_everybody_has_an_account_page(name: str, lan: Person) -> None:
    assert signed_in(lan).get(reverse(name)).status_code == 200
    assert Client().get(reverse(name)).status_code == 302


def test_the_list_shows_the_agency_and_nobody_else(director: Person, lan: Person, hoa: Person) -> None:
    client = signed_in(director)
    page = client.get(reverse("accounts:people")).content.decode()
    assert "Trần Thị Lan" in page
    assert "Lê Thị Hoa" not in page
    found = client.get(reverse("accounts:people"), {"q": "tran thi lan"}).content.decode()
    assert "Trần Thị Lan" in found
    assert "Lê Văn Giám" not in found.partition('id="people"')[2]


def test_hoa_cannot_be_opened_or_changed(director: Person, hoa: Person) -> None:
    client = signed_in(director)
    for name in ("person", "save_identity", "act"):
        address = reverse(f"accounts:{name}", args=[hoa.id])
        answer = client.post(address, {"action": "deactivate", "full_name": "X", "email": "x@x.example"})
        assert answer.status_code == 404
    assert client.get(reverse("accounts:person", args=[hoa.id])).status_code == 404
    other = Role.objects.for_agency(hoa.memberships.get().agency_id).first()
    assert other is not None
    assert client.get(reverse("accounts:role", args=[other.id])).status_code == 404
    desk = make_desk(hoa.memberships.get().agency)
    assert client.get(reverse("accounts:desk", args=[desk.id])).status_code == 404


def test_a_person_is_changed_on_their_page(director: Person, lan: Person, agency: Organisation) -> None:
    client = signed_in(director)
    editor = Role.objects.for_agency(agency.id).get(key="editor")
    answer = client.post(
        reverse("accounts:person", args=[lan.id]),
        {"work-title": "editor", "work-other_title": "Trưởng đại diện", "work-roles": [str(editor.id)]},
    )
    assert answer.status_code == 302
    assert actor_of(lan).titles == ("Biên tập viên", "Trưởng đại diện")
    page = client.get(reverse("accounts:person", args=[lan.id])).content.decode()
    assert "Sửa chức danh, vai trò" in page


def test_an_administrator_is_told_why_not(agency: Organisation, lan: Person) -> None:
    client = signed_in(make_person(agency, "admin"))
    director = Role.objects.for_agency(agency.id).get(key="director")
    answer = client.post(reverse("accounts:person", args=[lan.id]), {"work-roles": [str(director.id)]})
    assert "chính bạn đang có" in answer.content.decode()
    assert not actor_of(lan).may("stories.approve_final")


def test_locked_boxes_of_a_role_stay_as_they_were(agency: Organisation) -> None:
    client = signed_in(make_person(agency, "admin"))
    head = Role.objects.for_agency(agency.id).get(key="director")
    before = set(head.permissions)
    ticked = before - {"stories.approve_final", "stories.read_sources"}
    client.post(
        reverse("accounts:role", args=[head.id]),
        {"name": "Ban biên tập", "permissions": sorted(ticked - {"stories.spike"}), "mfa_required": "on"},
    )
    head.refresh_from_db()
    assert set(head.permissions) == before - {"stories.spike"}
    assert head.name == "Ban biên tập"


def test_leaving_ends_every_session(director: Person, lan: Person) -> None:
    hers = signed_in(lan)
    assert hers.get(reverse("accounts:profile")).status_code == 200
    signed_in(director).post(
        reverse("accounts:act", args=[lan.id]), {"action": "deactivate", "reason": "Nghỉ hưu"}
    )
    assert hers.get(reverse("accounts:profile")).status_code == 302
    assert not hers.session.keys()


def test_an_invitation_travels_from_screen_to_sign_in(
    director: Person, agency: Organisation, mailoutbox: list[object]
) -> None:
    reporter = Role.objects.for_agency(agency.id).get(key="reporter")
    page = (
        signed_in(director)
        .post(
            reverse("accounts:invite"),
            {"full_name": "Phạm Mới", "email": "moi@toasoan.example", "roles": [str(reporter.id)]},
        )
        .content.decode()
    )
    assert len(mailoutbox) == 1
    link = page.partition('id="link" value="')[2].partition('"')[0]
    path = "/vao-toa-soan/" + link.partition("/vao-toa-soan/")[2]
    newcomer = Client()
    assert "Báo Mẫu" in newcomer.get(path).content.decode()
    weak = newcomer.post(path, {"full_name": "Phạm Mới", "password": "ngan", "again": "ngan"})
    assert "Mật khẩu cần ít nhất 10 ký tự." in weak.content.decode()
    words = "một câu dài dễ nhớ"
    assert (
        newcomer.post(path, {"full_name": "Phạm Mới", "password": words, "again": words}).status_code == 302
    )
    assert newcomer.get(path).status_code == 410
    answer = newcomer.post(reverse("account_login"), {"login": "moi@toasoan.example", "password": words})
    assert answer.status_code == 302
    assert newcomer.get(reverse("accounts:profile")).status_code == 200
    verbs = [entry.verb for entry in audit.trail(agency_id=agency.id).entries]
    assert verbs[:3] == ["accounts.sign_in", "accounts.join", "accounts.invite"]


def test_one_person_switches_between_agencies(lan: Person) -> None:
    other = make_agency("An Báo")
    join(lan, other, "editor")
    client = signed_in(lan)
    assert client.get(reverse("accounts:profile")).wsgi_request.actor.agency_id == other.id  # type: ignore[attr-defined]
    mine = Organisation.objects.get(name="Báo Mẫu")
    client.post(reverse("accounts:switch_agency"), {"agency": str(mine.id)})
    assert client.get(reverse("accounts:profile")).wsgi_request.actor.agency_id == mine.id  # type: ignore[attr-defined]
    stranger = make_agency("Báo Lạ")
    assert client.post(reverse("accounts:switch_agency"), {"agency": str(stranger.id)}).status_code == 403


def test_desks_open_change_and_close(director: Person, agency: Organisation) -> None:
    client = signed_in(director)
    client.post(reverse("accounts:desks"), {"name": "Ban Thời sự", "short_name": "TS"})
    desk = Desk.objects.for_agency(agency.id).get()
    again = client.post(reverse("accounts:desks"), {"name": "Ban Thời sự"})
    assert "Tên này đã có" in again.content.decode()
    client.post(reverse("accounts:desk", args=[desk.id]), {"name": "Ban Chính trị", "position": "2"})
    client.post(reverse("accounts:close_desk", args=[desk.id]))
    desk.refresh_from_db()
    assert (desk.name, desk.position, desk.closed_at is not None) == ("Ban Chính trị", 2, True)


def test_organisations_have_two_lines_and_a_history(director: Person, agency: Organisation) -> None:
    client = signed_in(director)
    client.post(reverse("accounts:new_organisation"), {"kind": "governing_body", "name": "Tỉnh ủy Mẫu"})
    party = Organisation.objects.get(name="Tỉnh ủy Mẫu")
    address = reverse("accounts:link", args=[agency.id])
    link = {"link-kind": "governing", "link-to_organisation": str(party.id), "link-valid_from": "2025-07-01"}
    assert client.post(address, link).status_code == 302
    page = client.get(reverse("accounts:organisation", args=[agency.id])).content.decode()
    assert "Tỉnh ủy Mẫu" in page.partition("Hai tuyến")[2]
    back = {"link-kind": "governing", "link-to_organisation": str(agency.id)}
    in_a_circle = client.post(
        reverse("accounts:link", args=[party.id]), back | {"link-note": "Ghi chú đã gõ"}
    )
    assert in_a_circle.status_code == 422
    assert "Ghi chú đã gõ" in in_a_circle.content.decode()
    no_day = client.post(address, link | {"link-valid_from": "mai", "link-note": "Ghi chú đã gõ"})
    assert no_day.status_code == 422
    assert "Ghi chú đã gõ" in no_day.content.decode()
    other = make_agency("Báo Khác")
    assert client.post(reverse("accounts:link", args=[other.id]), link).status_code == 403


def test_tokens_are_shown_once(director: Person) -> None:
    client = signed_in(director)
    page = client.post(
        reverse("accounts:tokens"), {"name": "Máy in", "days": "30", "scopes": ["stories.read"]}
    ).content.decode()
    assert "hoitu_" in page
    secret = page.partition('id="secret" value="')[2].partition('"')[0]
    assert secret not in client.get(reverse("accounts:tokens")).content.decode()


def test_only_operators_found_agencies(director: Person) -> None:
    assert signed_in(director).get(reverse("accounts:found")).status_code == 403
    operator = Person(email="van.hanh@x.example", full_name="Người Vận Hành", is_operator=True)
    operator.set_unusable_password()
    operator.save()
    client = signed_in(operator)
    assert client.get(reverse("accounts:found")).status_code == 200
    client.post(
        reverse("accounts:found"),
        {"name": "Báo Mới Lập", "head_name": "Bà Chủ", "head_email": "ba.chu@x.example"},
    )
    invitation = Invitation.objects.unscoped(why="test").get()
    assert [role.key for role in invitation.roles.all()] == ["director"]


def test_the_table_of_rights_is_a_workbook(director: Person, lan: Person) -> None:
    answer = signed_in(director).get(reverse("accounts:rights"))
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


@pytest.mark.parametrize("name", ["people", "roles", "desks", "organisations"])
def test_thirty_rows_cost_what_one_does(
    name: str,
    director: Person,
    agency: Organisation,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(director)
    address = reverse(f"accounts:{name}")
    client.get(address)
    with django_assert_max_num_queries(25) as first:
        client.get(address)
    desks = [make_desk(agency) for _each in range(30)]
    for desk in desks:
        make_person(agency, "reporter", desks=(desk,))
        Organisation(kind="other", name=f"Trường {desk.name}").save()
    with django_assert_num_queries(len(first.captured_queries)):
        client.get(address)


def test_memberships_need_an_agency() -> None:
    with pytest.raises(RuntimeError):
        list(Membership.objects.all())
