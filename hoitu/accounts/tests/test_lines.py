"""The lines above several organisations at once are those above each."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from hoitu.accounts import api
from hoitu.accounts.models import Organisation, OrganisationLink
from hoitu.accounts.testing import make_agency
from hoitu.kernel import clock

pytestmark = pytest.mark.django_db


def link(lower: Organisation, upper: Organisation, kind: str, until: date | None = None) -> None:
    OrganisationLink.objects.create(
        from_organisation=lower, to_organisation=upper, kind=kind, valid_until=until
    )


def test_the_lines_of_several_are_those_of_each(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    today = clock.today()
    ministry, department, party = (Organisation.objects.create(name=n, kind="other") for n in "BST")
    first, second, alone, former = (make_agency(f"Báo {number}") for number in range(4))
    for agency in (first, second):
        link(agency, department, "state_management")
        link(agency, party, "governing")
    link(department, ministry, "state_management")
    link(ministry, department, "state_management")  # a slip: a circle ends where it began
    link(former, department, "state_management", until=today - timedelta(days=1))
    ids = [one.pk for one in (first, second, alone, former, department)]
    for kind in ("state_management", "governing"):
        with django_assert_num_queries(1):
            found = api.lines(organisation_ids=ids, kind=kind, on=today)
        assert found == {one: api.line(organisation_id=one, kind=kind, on=today) for one in ids}
    assert [row.name for row in api.lines(organisation_ids=ids, kind="governing", on=today)[first.pk]] == [
        "T"
    ]
