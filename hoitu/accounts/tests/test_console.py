"""`hoitu user`: what the console of the server may do."""

import pytest
from django.test import override_settings
from typer.testing import CliRunner

from hoitu.accounts.management.commands import user
from hoitu.accounts.models import Person, SignInGuard
from hoitu.accounts.operations.sign_in import count_failure, refuse_locked
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
PASSWORD = "một câu dài dễ nhớ"


def run(*words: str) -> str:
    result = CliRunner().invoke(user, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_a_person_is_added_and_must_choose_a_password() -> None:
    agency = make_agency("Báo Mẫu")
    run("add", "Moi@x.example", "--name", "Mới", "--agency", agency.slug, "--role", "editor")
    person = Person.objects.get(email="moi@x.example")
    assert person.must_change_password
    assert actor_of(person).may("stories.edit")
    assert audit.trail(agency_id=agency.id).entries[0].verb == "accounts.add_person"


def test_an_operator_needs_no_agency() -> None:
    run("add", "op@x.example", "--name", "Op", "--operator", "--password", PASSWORD)
    person = Person.objects.get(email="op@x.example")
    assert person.is_operator
    assert person.check_password(PASSWORD)


@override_settings(SECURITY_PROFILE="level3")
def test_a_password_made_here_is_strict_enough_for_level_3() -> None:
    run("add", "op3@x.example", "--name", "Op", "--operator")
    before = Person.objects.get(email="op3@x.example").password
    run("reset", "op3@x.example")
    assert Person.objects.get(email="op3@x.example").password != before


def test_accounts_are_reset_unlocked_and_closed() -> None:
    person = make_person(make_agency(), "reporter")
    for _each in range(10):
        count_failure(email=person.email)
    assert SignInGuard.objects.get(email=person.email).locked_until is not None
    run("unlock", person.email)
    refuse_locked(email=person.email)
    run("reset", person.email, "--password", PASSWORD)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert person.must_change_password
    make_person(person.memberships.get().agency, "director")
    run("deactivate", person.email)
    person.refresh_from_db()
    assert not person.is_active


def test_a_stranger_is_a_sentence() -> None:
    with pytest.raises(NotFound):
        run("reset", "khong.ai@x.example")
