"""Agencies founded before a permission existed get it in their default roles, unless they shaped the role."""

from dataclasses import replace

import pytest

from hoitu.accounts.default_roles import DEFAULT_ROLES
from hoitu.accounts.models import Organisation, Role
from hoitu.accounts.operations import role_defaults
from hoitu.accounts.operations.role_defaults import renew_default_roles
from hoitu.accounts.operations.roles import remove_role, save_role
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hoitu.accounts.tests.urls")]
NEW = "media.edit"  # what reporters do not have by default


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Mẫu")


@pytest.fixture
def upgraded(agency: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the software gives reporters one permission more."""
    reporter = next(role for role in DEFAULT_ROLES if role.key == "reporter")
    newer = replace(reporter, permissions=reporter.permissions | {NEW})
    monkeypatch.setitem(role_defaults._DEFAULTS, "reporter", newer)


def role_of(agency: Organisation, key: str = "reporter") -> Role:
    return Role.objects.for_agency(agency.pk).get(key=key)


def edit(agency: Organisation, permissions: set[str]) -> None:
    role = role_of(agency)
    save_role(
        actor=actor_of(make_person(agency, "director")),
        role_id=role.pk,
        name=role.name,
        description=role.description,
        permissions=permissions,
        mfa_required=False,
    )


def test_nothing_new_changes_nothing(agency: Organisation) -> None:
    assert renew_default_roles() == 0
    assert audit.trail(agency_id=agency.pk, verb="accounts.renew_role").entries == ()


def test_an_unchanged_role_gets_the_permission_once_and_the_trail_says_so(
    agency: Organisation, upgraded: None
) -> None:
    assert renew_default_roles() == 1
    assert NEW in role_of(agency).permissions
    assert renew_default_roles() == 0
    [entry] = audit.trail(agency_id=agency.pk, verb="accounts.renew_role").entries
    assert (entry.actor_id, entry.object_label) == (None, "Phóng viên")


def test_an_old_role_whose_origin_was_not_stored_gets_it_too(agency: Organisation, upgraded: None) -> None:
    Role.objects.for_agency(agency.pk).update(shipped=None)
    assert renew_default_roles() == 1
    assert NEW in role_of(agency).permissions


@pytest.mark.parametrize("origin_stored", [True, False])
def test_an_edited_role_is_asked_about_and_not_changed(
    agency: Organisation, monkeypatch: pytest.MonkeyPatch, origin_stored: bool
) -> None:
    edit(agency, set(role_of(agency).permissions) - {"channels.read"})
    edit(agency, {*role_of(agency).permissions, "registers.read"})
    if not origin_stored:
        Role.objects.for_agency(agency.pk).update(shipped=None)
    reporter = next(role for role in DEFAULT_ROLES if role.key == "reporter")
    newer = replace(reporter, permissions=reporter.permissions | {NEW})
    monkeypatch.setitem(role_defaults._DEFAULTS, "reporter", newer)
    before = role_of(agency).permissions
    assert renew_default_roles() == 0
    assert role_of(agency).permissions == before
    client = signed_in(make_person(agency, "admin"))
    page = client.get("/vai-tro/").content.decode()
    assert "Vai trò mặc định có quyền mới" in page
    assert "Sửa chú thích và bản quyền, tải tệp gốc" in page
    client.post(f"/vai-tro/{role_of(agency).pk}/quyen-moi/", {"answer": "accept"})
    # Only what is new: what the agency took away on purpose does not come back.
    assert set(role_of(agency).permissions) == {*before, NEW}
    assert "Vai trò mặc định có quyền mới" not in client.get("/vai-tro/").content.decode()
    assert audit.trail(agency_id=agency.pk, verb="accounts.accept_defaults").entries


def test_an_agency_may_keep_its_own_form(agency: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(agency, set(role_of(agency).permissions) - {"channels.read"})
    reporter = next(role for role in DEFAULT_ROLES if role.key == "reporter")
    newer = replace(reporter, permissions=reporter.permissions | {NEW})
    monkeypatch.setitem(role_defaults._DEFAULTS, "reporter", newer)
    client = signed_in(make_person(agency, "admin"))
    before = role_of(agency).permissions
    client.post(f"/vai-tro/{role_of(agency).pk}/quyen-moi/", {"answer": "decline"})
    assert role_of(agency).permissions == before
    assert "Vai trò mặc định có quyền mới" not in client.get("/vai-tro/").content.decode()
    assert client.post(f"/vai-tro/{role_of(agency).pk}/quyen-moi/").status_code == 404


def test_another_agency_answers_nothing(agency: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(agency, {"stories.read"})
    reporter = next(role for role in DEFAULT_ROLES if role.key == "reporter")
    newer = replace(reporter, permissions=reporter.permissions | {NEW})
    monkeypatch.setitem(role_defaults._DEFAULTS, "reporter", newer)
    hoa = signed_in(make_person(make_agency(), "admin"))
    assert hoa.post(f"/vai-tro/{role_of(agency).pk}/quyen-moi/", {"answer": "accept"}).status_code == 404
    assert role_of(agency).permissions == ["stories.read"]


def test_a_default_role_that_is_not_there_is_added_with_one_click(agency: Organisation) -> None:
    remove_role(actor=actor_of(make_person(agency, "director")), role_id=role_of(agency, "contributor").pk)
    client = signed_in(make_person(agency, "admin"))
    assert "Vai trò mặc định chưa có ở cơ quan" in client.get("/vai-tro/").content.decode()
    client.post("/vai-tro/mac-dinh/contributor/them/")
    assert role_of(agency, "contributor").name == "Cộng tác viên"
    assert "Vai trò mặc định chưa có ở cơ quan" not in client.get("/vai-tro/").content.decode()
    assert client.post("/vai-tro/mac-dinh/contributor/them/").status_code == 404


def test_the_roles_stand_in_their_order(agency: Organisation) -> None:
    page = signed_in(make_person(agency, "admin")).get("/vai-tro/")
    assert [role.key for role in page.context["roles"]] == [role.key for role in DEFAULT_ROLES]
