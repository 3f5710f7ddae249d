"""The table of default roles and what the rooms declare must agree."""

import pytest

from hoitu.accounts.api import people_with, permissions
from hoitu.accounts.default_roles import DEFAULT_ROLES
from hoitu.accounts.testing import actor_of, make_agency, make_person

pytestmark = pytest.mark.django_db


def test_the_table_knows_exactly_the_permissions_that_rooms_declare() -> None:
    given = frozenset[str]().union(*(role.permissions for role in DEFAULT_ROLES))
    assert {permission.code for permission in permissions()} == given


def test_every_role_can_be_made_and_acts() -> None:
    agency = make_agency()
    for role in DEFAULT_ROLES:
        actor = actor_of(make_person(agency, role.key))
        assert actor.agency_id == agency.id
        assert actor.permissions <= role.permissions


def test_people_with_a_permission_are_of_the_agency_only() -> None:
    agency, other = make_agency(), make_agency()
    admin = make_person(agency, "admin")
    make_person(agency, "reporter")
    make_person(other, "admin")
    assert [person.id for person in people_with(agency_id=agency.id, permission="accounts.people")] == [
        admin.id
    ]
