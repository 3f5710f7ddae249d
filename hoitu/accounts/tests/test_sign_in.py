"""Signing in: locks, second steps, limits of passwords and sessions."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hoitu.accounts.models import Organisation, Person, SecurityProfile, SignInGuard
from hoitu.accounts.operations.organisations import choose_security
from hoitu.accounts.operations.sign_in import disable_dormant, unlock
from hoitu.accounts.passwords import PolicyValidator, classes
from hoitu.accounts.security import policy_of
from hoitu.accounts.testing import PASSWORD, actor_of, join, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hoitu.accounts.tests.urls")]
LOGIN = "/dang-nhap/"


@pytest.fixture(autouse=True)
def no_rate_limit(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Mẫu")


@pytest.fixture
def lan(agency: Organisation) -> Person:
    return make_person(agency, "reporter", name="Trần Thị Lan", password=PASSWORD)


def try_password(person: Person, password: str, client: Client | None = None) -> str:
    client = client or Client()
    answer = client.post(LOGIN, {"login": person.email, "password": password})
    return "in" if answer.status_code == 302 else answer.content.decode()


def use_level3(agency: Organisation) -> None:
    agency.security_profile = SecurityProfile.objects.get(key="level3")
    agency.save()


def test_the_right_password_opens_and_is_written_down(lan: Person, agency: Organisation) -> None:
    client = Client(HTTP_USER_AGENT="Firefox")
    assert try_password(lan, PASSWORD, client) == "in"
    assert client.get(reverse("accounts:profile")).status_code == 200
    entry = audit.trail(agency_id=agency.id).entries[0]
    assert (entry.verb, entry.actor_id, entry.ip) == ("accounts.sign_in", lan.id, "127.0.0.1")
    assert "Firefox" in entry.note
    assert entry.note.endswith("password")


def test_the_page_speaks_vietnamese(lan: Person) -> None:
    page = Client().get(LOGIN).content.decode()
    assert "Đăng nhập" in page
    assert "Mật khẩu" in page
    assert "Sign" not in page
    assert "Thư điện tử hoặc mật khẩu chưa đúng." in try_password(lan, "sai")


def test_wrong_passwords_lock_and_an_administrator_unlocks(lan: Person, agency: Organisation) -> None:
    use_level3(agency)
    for _each in range(5):
        assert try_password(lan, "sai mật khẩu") != "in"
    assert "tạm khóa" in try_password(lan, PASSWORD)
    guard = SignInGuard.objects.get(email=lan.email)
    assert guard.locked_until is not None
    assert guard.locked_until - clock.now() > timedelta(hours=11, minutes=59)
    admin = actor_of(make_person(agency, "admin"))
    assert audit.trail(agency_id=agency.id, verb="accounts.lock").entries[0].object_label == "Trần Thị Lan"
    unlock(actor=admin, person_id=lan.id)
    assert try_password(lan, PASSWORD) == "in"


def test_an_unknown_address_locks_alike(lan: Person) -> None:
    for _each in range(10):
        Client().post(LOGIN, {"login": "khong.ai@toasoan.example", "password": "x"})
    answer = Client().post(LOGIN, {"login": "khong.ai@toasoan.example", "password": "x"})
    assert "tạm khóa" in answer.content.decode()
    assert try_password(lan, PASSWORD) == "in"


def test_a_right_password_forgets_the_wrong_ones(lan: Person) -> None:
    try_password(lan, "sai")
    assert try_password(lan, PASSWORD) == "in"
    assert not SignInGuard.objects.filter(email=lan.email).exists()


def test_a_director_must_set_up_a_second_step(agency: Organisation) -> None:
    director = make_person(agency, "director", password=PASSWORD)
    client = Client()
    try_password(director, PASSWORD, client)
    answer = client.get(reverse("accounts:people"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("mfa_index")
    assert "quét mã QR" in client.get(reverse("mfa_activate_totp")).content.decode()
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        assert client.get(reverse("mfa_activate_totp")).headers["Location"].startswith("/xac-nhan-lai/")


def test_a_second_step_is_asked_for_and_wrong_codes_lock(agency: Organisation) -> None:
    director = make_person(agency, "director", password=PASSWORD)
    use_level3(agency)
    secret = generate_totp_secret()
    TOTP.activate(director, secret)
    client = Client()
    answer = client.post(LOGIN, {"login": director.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("accounts:people")).status_code == 302
    for _each in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    right = format_hotp_value(hotp_value(secret, next(iter(counters()))))
    assert "tạm khóa" in client.post(reverse("mfa_authenticate"), {"code": right}).content.decode()
    SignInGuard.objects.all().delete()
    assert client.post(reverse("mfa_authenticate"), {"code": right}).status_code == 302
    assert client.get(reverse("accounts:people")).status_code == 200


def test_an_idle_session_ends(lan: Person, agency: Organisation) -> None:
    client = signed_in(lan)
    use_level3(agency)
    address = reverse("accounts:profile")
    start = clock.now()
    with clock.frozen(start + timedelta(minutes=14)):
        assert client.get(address).status_code == 200
    with clock.frozen(start + timedelta(minutes=28)):
        # A screen that refreshes itself is not a person at work.
        assert client.get(address, HTTP_X_HOITU_BACKGROUND="1").status_code == 200
    with clock.frozen(start + timedelta(minutes=30)):
        assert client.get(address).status_code == 302


def test_a_session_ends_however_busy(lan: Person, agency: Organisation) -> None:
    client = signed_in(lan)
    use_level3(agency)
    address, start = reverse("accounts:profile"), clock.now()
    answers = []
    for minutes in range(0, 13 * 60, 10):
        with clock.frozen(start + timedelta(minutes=minutes)):
            answers.append(client.get(address).status_code)
    assert answers.count(200) == 73
    assert set(answers[73:]) == {302}


def test_an_administrators_session_is_shorter(agency: Organisation) -> None:
    client = signed_in(make_person(agency, "admin"))
    use_level3(agency)
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        assert client.get(reverse("accounts:people")).status_code == 302


def test_the_strictest_agency_sets_the_limits(lan: Person, agency: Organisation) -> None:
    assert policy_of(lan).password_length == 10
    strict = make_agency("Báo Nghiêm")
    choose_security(actor=actor_of(make_person(strict, "director")), key="level3")
    join(lan, strict, "contributor")
    policy = policy_of(lan)
    assert (policy.password_length, policy.idle_minutes, policy.lock_minutes) == (14, 15, 720)
    assert policy.disable_after_days == 45


def test_level_three_passwords(lan: Person, agency: Organisation) -> None:
    use_level3(agency)
    check = PolicyValidator().validate
    with pytest.raises(ValidationError, match="14"):
        check("Ngắn 1!", lan)
    with pytest.raises(ValidationError, match="4 loại"):
        check("chỉ có chữ thường và dấu cách", lan)
    check("Có đủ bốn loại 4!", lan)
    Authenticator.objects.create(user=lan, type=Authenticator.Type.TOTP, data={})
    check("tám ký tự", lan)


def test_old_passwords_do_not_come_back(lan: Person, agency: Organisation) -> None:
    use_level3(agency)
    for number in range(9):
        lan.set_password(f"Mật khẩu thứ {number}!")
        lan.save()
    with pytest.raises(ValidationError, match="gần đây"):
        PolicyValidator().validate(PASSWORD, lan)
    lan.set_password("Mật khẩu thứ 10!")
    lan.save()
    PolicyValidator().validate(PASSWORD, lan)


def test_vietnamese_letters_count_as_letters() -> None:
    assert classes("đặng") == 1
    assert classes("Đặng1!") == 4


def test_administrators_change_passwords_every_two_months(agency: Organisation) -> None:
    admin = make_person(agency, "admin", password=PASSWORD)
    use_level3(agency)
    client = signed_in(admin)
    assert client.get(reverse("accounts:people")).status_code == 200
    Person.objects.filter(pk=admin.pk).update(password_changed_at=clock.now() - timedelta(days=61))
    answer = client.get(reverse("accounts:people"))
    assert answer.headers["Location"] == reverse("account_change_password")


def test_a_new_password_ends_the_other_sessions(lan: Person) -> None:
    here, there = Client(), Client()
    try_password(lan, PASSWORD, here)
    try_password(lan, PASSWORD, there)
    words = "một câu khác hẳn và dài"
    form = {"oldpassword": PASSWORD, "password1": words, "password2": words}
    assert here.post(reverse("account_change_password"), form).status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert there.get(reverse("accounts:profile")).status_code == 302


def test_other_sessions_are_listed_and_ended(lan: Person) -> None:
    here, there = Client(HTTP_USER_AGENT="Máy bàn"), Client(HTTP_USER_AGENT="Máy lạ")
    try_password(lan, PASSWORD, here)
    try_password(lan, PASSWORD, there)
    assert "Máy lạ" in here.get(reverse("usersessions_list")).content.decode()
    here.post(reverse("usersessions_list"))
    assert there.get(reverse("accounts:profile")).status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200


def test_forgotten_accounts_are_closed(lan: Person, agency: Organisation) -> None:
    use_level3(agency)
    Person.objects.filter(pk=lan.pk).update(
        created_at=clock.now() - timedelta(days=400), last_seen_at=clock.now() - timedelta(days=46)
    )
    busy = make_person(agency, "reporter")
    assert disable_dormant() == 1
    lan.refresh_from_db()
    busy.refresh_from_db()
    assert (lan.is_active, busy.is_active) == (False, True)


def test_a_forgotten_account_closes_even_at_the_door(lan: Person, agency: Organisation) -> None:
    use_level3(agency)
    Person.objects.filter(pk=lan.pk).update(
        created_at=clock.now() - timedelta(days=400), last_seen_at=clock.now() - timedelta(days=46)
    )
    client = Client()
    answer = client.post(LOGIN, {"login": lan.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("account_inactive")
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_a_reset_letter_leads_to_a_new_password(lan: Person, mailoutbox: list[object]) -> None:
    client = Client()
    client.post(reverse("account_reset_password"), {"email": lan.email})
    body = str(mailoutbox[0].body)  # type: ignore[attr-defined]
    assert "đặt lại mật khẩu" in body
    path = "/mat-khau/quen/" + body.partition("/mat-khau/quen/")[2].split()[0]
    page = client.get(path, follow=True)
    words = "một câu khác hẳn và dài"
    answer = client.post(page.redirect_chain[-1][0], {"password1": words, "password2": words})
    assert answer.status_code == 302
    assert try_password(lan, words) == "in"


def test_nobody_signs_up_alone() -> None:
    assert Client().get("/signup/").status_code == 404
